import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import type { Listener } from './listener.ts';
import type { Log } from './log.ts';

/** Keeps the locks of jobs apart from other locks: the seed of their hash. */
const lockSeed = 4_015_002;
/** Between being fetched and being locked a job is no orphan. */
const graceSeconds = 3;
/** A lost session is back within a second, as a rule: a job that was just taken waits for it instead of failing. */
const waitForSessionMs = 500;
const waits = 20;

/**
 * Which jobs this process is running, as session locks in the database: they are gone the moment the process dies, so
 * that others can tell at once, and surely, whose jobs go on with nobody. One job is held by one process at most.
 */
export class JobClaims {
  readonly #listener: Listener;
  readonly #held = new Set<string>();
  /** Apart from those that are held: a session lock counts, and these are not to be taken again with them. */
  readonly #taking = new Set<string>();

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** True when the job is now this process's alone. */
  async hold(queueId: string): Promise<boolean> {
    if (this.#held.has(queueId) || this.#taking.has(queueId)) return false;
    this.#taking.add(queueId);
    try {
      const taken = await this.#lockPatiently(queueId);
      if (taken) this.#held.add(queueId);
      return taken;
    } finally {
      this.#taking.delete(queueId);
    }
  }

  async #lockPatiently(queueId: string): Promise<boolean> {
    for (let wait = 1; ; wait++) {
      try {
        return await this.#lock(queueId);
      } catch (error) {
        if (wait >= waits) throw error;
        await sleep(waitForSessionMs);
      }
    }
  }

  async #lock(queueId: string): Promise<boolean> {
    const [row] = await this.#listener.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtextextended($1, ${lockSeed})) as taken`,
      [queueId],
    );
    return row?.taken ?? false;
  }

  async release(queueId: string): Promise<void> {
    this.#held.delete(queueId);
    // A lost session has released it already.
    await this.#listener
      .query(`select pg_advisory_unlock(hashtextextended($1, ${lockSeed}))`, [queueId])
      .catch(() => undefined);
  }

  /**
   * Locks anew what is running, on the session that took the place of a lost one; returns what another process has taken
   * over meanwhile.
   */
  async holdAgain(): Promise<string[]> {
    const overtaken: string[] = [];
    for (const queueId of [...this.#held]) if (!(await this.#lock(queueId))) overtaken.push(queueId);
    return overtaken;
  }
}

/** The queues, of these, in which something is due: retries and what else no notification tells of. */
export async function dueQueues(database: Database, names: readonly string[]): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select q.name from unnest($1::text[]) q(name) where exists (
       select from pgboss.job j where j.name = q.name and j.state < 'active' and not j.blocked
         and j.start_after <= pgboss.job_now())`,
    [names],
  );
  return rows.map(({ name }) => name);
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
