import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError, errorCode, messageOf } from './errors.ts';

/** The account PostgreSQL runs as when we are root, which it refuses to run as. */
export interface Account {
  uid: number;
  gid: number;
}

export interface Location {
  /** The folder that really holds everything: the cluster, the owner's lock, usually the socket. */
  home: string;
  /** PostgreSQL's own data folder inside `home`. */
  cluster: string;
  /** Set only when we are root. */
  account: Account | undefined;
}

/** World-reachable place for what root can't leave in a folder that only root can read. */
export const SYSTEM_DIR = '/var/lib/kolony';
const POINTER = 'database-location';
const NOBODY: Account = { uid: 65534, gid: 65534 };

/**
 * The account `postgres`, where the machine has one; else `nobody`, which other programs may run as too: they could read
 * the data and connect. `accounts`: the file that lists them.
 */
export async function serverAccount(accounts = '/etc/passwd'): Promise<Account> {
  const text = (await unlessMissing(readFile(accounts, 'utf8'))) ?? '';
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(text) ?? [];
  return uid && gid && Number(uid) > 0 ? { uid: Number(uid), gid: Number(gid) } : NOBODY;
}

/**
 * Creates the data folder and says where the data lies: in the folder itself, or, when we are root and the
 * account that PostgreSQL runs as can't reach it, in a folder of its own that a pointer file names. The pointer
 * decides from then on, so that moving the data folder, or opening up its parents, does not lose the data.
 */
export async function locate(dataDir: string): Promise<Location> {
  const asRoot = process.getuid?.() === 0;
  try {
    const created = await makeFolder(dataDir);
    if (created && asRoot) await chmod(dataDir, 0o711);
    const folder = await realpath(dataDir);
    const home = (await readPointer(folder)) ?? (asRoot ? await homeForRoot(folder) : folder);
    const cluster = join(home, 'cluster');
    return {
      home,
      cluster,
      account: asRoot ? ((await ownerOf(cluster)) ?? (await serverAccount())) : undefined,
    };
  } catch (error) {
    throw error instanceof EmbeddedPostgresError ? error : accessError(dataDir, error);
  }
}

/**
 * Makes a folder and those above it; false when it is there already. (Node's own `recursive` never ends below a folder
 * such as /proc, which answers that a folder can't be made as if its parent were missing.)
 */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await stat(path)).isDirectory()) return false;
    if (errorCode(error) !== 'ENOENT' || existsSync(dirname(path))) throw error;
    await makeFolder(dirname(path));
    return await makeFolder(path);
  }
}

export function accessError(folder: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DATA_DIR_ACCESS',
    `The folder ${folder} can't be used (${messageOf(cause)}). Start Kolony as the user who first started it, ` +
      'or set KOLONY_DATA_DIR to a folder of your own, or DATABASE_URL to a PostgreSQL server.',
    { cause },
  );
}

/** Whether `account` may enter every folder on the way to `path` and `path` itself, by the modes. */
export async function isReachable(path: string, account: Account): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function homeForRoot(folder: string): Promise<string> {
  if ((await ownerOf(join(folder, 'cluster'))) !== undefined) return folder;
  if (await isReachable(folder, await serverAccount())) return folder;
  await mkdir(SYSTEM_DIR, { recursive: true });
  await chmod(SYSTEM_DIR, 0o755);
  // Random, not derived from the folder's name: who deletes the data folder wants to begin anew.
  const home = join(SYSTEM_DIR, `data-${randomBytes(6).toString('hex')}`);
  await mkdir(home);
  await chmod(home, 0o711);
  const pointer = join(folder, POINTER);
  const draft = `${pointer}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${home}\n`);
  try {
    await link(draft, pointer);
    return home;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    await rm(home, { recursive: true });
    return (await readPointer(folder)) ?? home;
  } finally {
    await rm(draft);
  }
}

async function readPointer(folder: string): Promise<string | undefined> {
  const pointer = join(folder, POINTER);
  const text = await unlessMissing(readFile(pointer, 'utf8'));
  if (text === undefined) return undefined;
  const home = text.trim();
  if ((await unlessMissing(stat(home))) === undefined) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_ACCESS',
      `${pointer} says that the database lies in ${home}, which does not exist. ` +
        'Put that folder back, or delete the file to begin with an empty database.',
    );
  }
  return home;
}

async function ownerOf(path: string): Promise<Account | undefined> {
  const found = await unlessMissing(stat(path));
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/** Longest folder whose socket `<folder>/.s.PGSQL.5432` fits every system (macOS allows 103 bytes in all). */
const MAX_SOCKET_DIR_BYTES = 85;

/**
 * The folder of the unix socket, mode 0700 and owned by the account of the server: the server trusts whoever can
 * connect, so nobody else (root aside) may enter. Inside `home`, or in a temporary folder when that path is too
 * long for a socket.
 */
export async function prepareSocketDir({ home, account }: Location): Promise<string> {
  const inside = join(home, 'socket');
  if (Buffer.byteLength(inside) <= MAX_SOCKET_DIR_BYTES) return privateDir(inside, account);
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const temporary = join(await realpath(tmpdir()), `kolony-${hash}`);
  return privateDir(
    Buffer.byteLength(temporary) <= MAX_SOCKET_DIR_BYTES ? temporary : `/tmp/kolony-${hash}`,
    account,
  );
}

async function privateDir(path: string, account: Account | undefined): Promise<string> {
  const uid = account?.uid ?? process.getuid?.();
  try {
    await mkdir(path, { mode: 0o700 });
    if (account !== undefined) await chown(path, account.uid, account.gid);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(path);
  if (found.isDirectory() && found.uid === uid) {
    await chmod(path, 0o700);
    return path;
  }
  // Somebody else took the name (temporary folders are open to all): use one that nobody can foresee.
  const other = await mkdtemp(`${path.slice(0, MAX_SOCKET_DIR_BYTES - 7)}-`);
  if (account !== undefined) await chown(other, account.uid, account.gid);
  return other;
}

/** The value, or undefined when the file or folder does not exist. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
