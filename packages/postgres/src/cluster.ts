import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError, messageOf } from './errors.ts';
import { type Location, unlessMissing } from './location.ts';

export const SUPERUSER = 'postgres';
const DRAFT_PREFIX = 'cluster.draft-';

/**
 * Makes the cluster on the first start, and checks on every other that these binaries can open it. It is made in a
 * folder beside and renamed when whole, so an interrupted first start leaves nothing that could be mistaken for it.
 * Call only while holding the owner's lock.
 * @throws EmbeddedPostgresError DATA_DIR_VERSION, START_FAILED
 */
export async function ensureCluster(location: Location, binaries: Binaries, durable: boolean): Promise<void> {
  const { home, cluster } = location;
  const version = await unlessMissing(readFile(join(cluster, 'PG_VERSION'), 'utf8'));
  if (version !== undefined) return checkVersion(cluster, version.trim(), binaries.major);
  for (const name of await readdir(home)) {
    if (name.startsWith(DRAFT_PREFIX))
      await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
  const draft = join(home, DRAFT_PREFIX + randomBytes(6).toString('hex'));
  await mkdir(draft, { mode: 0o700 });
  if (location.account !== undefined) await chown(draft, location.account.uid, location.account.gid);
  await runInitdb(location, binaries.initdb, draft, durable);
  await rename(draft, cluster);
  const folder = await open(home);
  if (durable) await folder.sync();
  await folder.close();
}

/** Nothing of ours reaches the server through its environment: neither secrets nor PGDATA, PGPORT and the like. */
export const SERVER_ENV = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };

function checkVersion(cluster: string, found: string, major: number): void {
  if (Number.parseInt(found, 10) === major) return;
  throw new EmbeddedPostgresError(
    'DATA_DIR_VERSION',
    `The data in ${cluster} was written by PostgreSQL ${found}; this release of Kolony carries PostgreSQL ${major}. ` +
      `Dump it with the release of Kolony that wrote it running (pg_dump) and restore the dump here (pg_restore), ` +
      'or set KOLONY_DATA_DIR to an empty folder to begin anew.',
  );
}

function runInitdb(location: Location, initdb: string, draft: string, durable: boolean): Promise<void> {
  const args = ['-D', draft, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
  if (!durable) args.push('--no-sync');
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, args, {
      ...location.account,
      cwd: '/',
      env: SERVER_ENV,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const fail = (why: string, cause?: unknown) => {
      const message = `The database could not be created in ${location.home}: ${why}\n${output}`.trim();
      reject(new EmbeddedPostgresError('START_FAILED', message, { cause }));
    };
    child.on('error', (error) => fail(messageOf(error), error));
    child.on('close', (code, signal) =>
      code === 0 ? resolve() : fail(`initdb ended with ${code ?? signal}`),
    );
  });
}
