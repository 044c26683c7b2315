import { accessSync, chownSync, constants, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { accessError } from './location.ts';

/** What the owner of a data folder leaves behind for whoever comes next. */
interface OwnerNote {
  pid: number;
  /** The process that stops the server when its owner dies; see `guard.ts`. */
  guardPid: number | undefined;
}

export interface OwnerLock {
  /** The note of an owner that died without releasing the folder. */
  previous: OwnerNote | undefined;
  note(guardPid: number | undefined): void;
  release(): void;
}

// A connection that were collected as garbage would give up its lock.
const held = new Set<DatabaseSync>();
const SQLITE_BUSY = 5;

/**
 * Takes sole ownership of a folder, or says who has it. The lock is the write lock of an empty SQLite file: the
 * kernel holds it for the process and drops it when the process dies, however it dies, so it can't go stale, knows
 * nothing of recycled process ids and holds between containers that share a volume. Of two that race, one gets it.
 * The note beside it only serves messages and the way out of a crash; nothing is decided by it.
 */
export function takeOwnerLock(home: string): OwnerLock | { ownerPid: number | undefined } {
  const notePath = join(home, 'owner.pid');
  const lockPath = join(home, 'owner.lock');
  const note = (guardPid: number | undefined) => {
    writeFileSync(notePath, `${process.pid} ${guardPid ?? ''}\n`);
    // Root leaves nothing in a user's folder that the user could not open later.
    const { uid, gid } = statSync(home);
    for (const path of [notePath, lockPath]) if (process.getuid?.() === 0) chownSync(path, uid, gid);
  };
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(lockPath);
    // SQLite would make do with reading, which locks nobody out.
    accessSync(lockPath, constants.W_OK);
    // Without the first a journal file would come and go beside the lock.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
    const lock = database;
    const previous = readNote(notePath);
    note(undefined);
    held.add(lock);
    return {
      previous,
      note,
      release() {
        rmSync(notePath, { force: true });
        held.delete(lock);
        lock.close();
      },
    };
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      return { ownerPid: readNote(notePath)?.pid };
    }
    throw accessError(home, error);
  }
}

function readNote(path: string): OwnerNote | undefined {
  try {
    const [pid, guardPid] = readFileSync(path, 'utf8').trim().split(' ').map(Number);
    return pid === undefined || Number.isNaN(pid) ? undefined : { pid, guardPid };
  } catch {
    return undefined;
  }
}
