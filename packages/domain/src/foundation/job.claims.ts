import type { PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import type { Listener } from './listener.ts';
import type { Log } from './log.ts';

/** Keeps the locks of jobs apart from other locks: the seed of their hash. */
const lockSeed = 4_015_002;
/** Between being fetched and being locked a job is no orphan. */
const graceSeconds = 3;

/**
 * Which jobs this process is running, as session locks in the database: they are gone the moment the process dies, so
 * that others can tell at once, and surely, whose jobs go on with nobody. One job is held by one process at most.
 */
export class JobClaims {
  readonly #listener: Listener;
  readonly #held = new Set<string>();

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** True when the job is now this process's alone. */
  async hold(queueId: string): Promise<boolean> {
    if (this.#held.has(queueId)) return false;
    this.#held.add(queueId);
    try {
      const [row] = await this.#listener.query<{ taken: boolean }>(
        `select pg_try_advisory_lock(hashtextextended($1, ${lockSeed})) as taken`,
        [queueId],
      );
      if (row?.taken) return true;
    } catch (error) {
      this.#held.delete(queueId);
      throw error;
    }
    this.#held.delete(queueId);
    return false;
  }

  async release(queueId: string): Promise<void> {
    this.#held.delete(queueId);
    // A lost session has released it already.
    await this.#listener
      .query(`select pg_advisory_unlock(hashtextextended($1, ${lockSeed}))`, [queueId])
      .catch(() => undefined);
  }

  /** Locks anew what is running, on the session that took the place of a lost one. */
  async holdAgain(): Promise<void> {
    for (const queueId of this.#held) {
      await this.#listener.query(`select pg_try_advisory_lock(hashtextextended($1, ${lockSeed}))`, [queueId]);
    }
  }
}

interface Orphan {
  id: string;
  name: string;
  retry_count: number;
}

/**
 * Gives jobs whose worker has died back to the queue, to be taken at once. The attempt counts: a job that kills its
 * worker every time ends dead instead of killing them all for ever. Returns how many there were.
 */
export async function takeBackOrphans(
  database: Database,
  boss: PgBoss,
  names: readonly string[],
  log: Log,
): Promise<number> {
  const { rows } = await database.pool.query<Orphan>(
    `select j.id, j.name, j.retry_count from pgboss.job j
     where j.state = 'active' and j.name = any ($1) and j.started_on < now() - make_interval(secs => $2)
       and not exists (
         select from pg_locks l
         where l.locktype = 'advisory' and l.objsubid = 1
           and l.database = (select oid from pg_database where datname = current_database())
           and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended(j.id::text, ${lockSeed}))`,
    [names, graceSeconds],
  );
  for (const { id, name, retry_count: retryCount } of rows) {
    log.warn({ job: name, queueId: id, attempt: retryCount + 1 }, 'the worker of this job died; it goes on');
    await boss.fail(name, { id, retryCount }, { message: 'JOB_WORKER_LOST' });
    await boss.update(name, undefined, { id, startAfter: new Date() });
  }
  return rows.length;
}
