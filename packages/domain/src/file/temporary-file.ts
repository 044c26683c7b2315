import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../foundation/database.ts';
import { DomainError } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { readFile } from './file.service.ts';

const prefix = 'kolony-file-';
/** What a process of another machine, or one whose number another one bears by now, has left behind goes by its age. */
const leftBehindAfter = 24 * 3600 * 1000;
const mebibyte = 1024 * 1024;

/** A file that has come in whole, on disk. */
export interface ReceivedFile {
  path: string;
  /** Bytes. */
  size: number;
  sha256: Buffer;
}

/**
 * Writes what comes in to a file of its own, readable by this process's user alone, and gives it to `use`; the file is
 * gone afterwards, whatever happens. No faster than the disk takes it, and never more in memory than a few pieces.
 * @throws DomainError FILE_TOO_LARGE as soon as there are more than `limit` bytes
 */
export async function withReceivedFile<T>(
  source: AsyncIterable<Uint8Array>,
  limit: number,
  use: (file: ReceivedFile) => Promise<T>,
): Promise<T> {
  const folder = await temporaryFolder();
  try {
    const path = join(folder, 'contents');
    const hash = createHash('sha256');
    let size = 0;
    await pipeline(
      source,
      async function* (pieces: AsyncIterable<Uint8Array>) {
        for await (const piece of pieces) {
          size += piece.length;
          if (size > limit) throw tooLarge(size, limit);
          hash.update(piece);
          yield piece;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
    return await use({ path, size, sha256: hash.digest() });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The refusal of a file of `size` bytes where `limit` are allowed. */
export function tooLarge(size: number, limit: number): DomainError {
  return new DomainError('FILE_TOO_LARGE', {
    actualMb: Math.ceil(size / mebibyte),
    limitMb: Math.floor(limit / mebibyte),
  });
}

/** Gives a stored file to `use` as a file on disk, which is gone afterwards. */
export async function withStoredFile<T>(
  database: Database,
  scope: Scope,
  id: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const contents = readFile(database, scope, id);
  return await withReceivedFile(contents, Number.POSITIVE_INFINITY, ({ path }) => use(path));
}

const betweenLooksMs = 3600 * 1000;
let lookedAt = 0;

/** The name tells whose it is: see `removeLeftBehind`. */
async function temporaryFolder(): Promise<string> {
  if (Date.now() > lookedAt + betweenLooksMs) {
    lookedAt = Date.now();
    await removeLeftBehind();
  }
  return await mkdtemp(join(tmpdir(), `${prefix}${thisMachine}-${process.pid}-`));
}

const thisMachine = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
const nameParts = new RegExp(`^${prefix}(?<machine>[0-9a-f]{12})-(?<pid>\\d+)-`);

/**
 * Removes the files that processes have left behind which were killed: they hold personal data in plain. Called where a
 * process starts, every night, and before a new file, once an hour: a thousand may come in at once.
 */
export async function removeLeftBehind(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    // Another process may remove it in this moment, or own it.
    const made = await stat(path).catch(() => undefined);
    if (made && isLeftBehind(name, made.mtimeMs)) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

function isLeftBehind(name: string, madeAt: number): boolean {
  const { machine, pid } = nameParts.exec(name)?.groups ?? {};
  if (madeAt < Date.now() - leftBehindAfter) return true;
  if (machine !== thisMachine) return false;
  // In a container the next process often has the number of the one before.
  if (Number(pid) === process.pid) return madeAt < performance.timeOrigin;
  return !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
