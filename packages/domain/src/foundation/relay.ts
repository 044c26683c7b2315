import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import { queueOn } from './job.queue.ts';
import type { Log } from './log.ts';
import type { JobRun } from './outbox.ts';

const batchSize = 200;
const pollEveryMs = 15_000;
const againAfterFailureMs = 3_000;

interface Message {
  id: string;
  brand_id: string | null;
  payload: JobRun;
}

/**
 * Hands the outbox on to the queue: woken by a notification, with a poll now and then as the floor. A batch is
 * deleted here and inserted there in one transaction, and the message's id is the id in the queue, so each message
 * arrives exactly once, whenever the process dies. Any number of relays may run: each takes other rows.
 */
export class Relay {
  readonly #database: Database;
  readonly #boss: PgBoss;
  readonly #names: readonly string[];
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  /** @param names the jobs that this build knows; messages for others wait for a process that does */
  constructor(database: Database, boss: PgBoss, names: readonly string[], log: Log) {
    this.#database = database;
    this.#boss = boss;
    this.#names = names;
    this.#log = log;
  }

  /** Looks now. Called often, it looks once more after the round that is under way. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#work().then((failed) => {
      this.#running = undefined;
      clearTimeout(this.#timer);
      if (this.#stopped) return;
      this.#timer = setTimeout(() => this.wake(), failed ? againAfterFailureMs : pollEveryMs);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Whether it failed. */
  async #work(): Promise<boolean> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        while ((await this.#handOver()) === batchSize && !this.#stopped);
      }
      return false;
    } catch (error) {
      this.#log.error(
        { err: error },
        'the outbox could not be handed on; it is tried again in a few seconds',
      );
      return true;
    }
  }

  async #handOver(): Promise<number> {
    const client = await this.#database.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin; set local role kolony_system');
      const messages = await takeBatch(client, this.#names);
      await client.query('reset role');
      for (const name of new Set(messages.map(({ payload }) => payload.name))) {
        const jobs = messages
          .filter(({ payload }) => payload.name === name)
          .map(({ id, brand_id, payload: { jobId, run, input } }) => ({
            id,
            data: { brandId: brand_id, jobId, run, input },
          }));
        await this.#boss.insert(name, jobs, { db: queueOn(client) });
      }
      await client.query('commit');
      return messages.length;
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => {
        broken = failed;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

async function takeBatch(client: pg.PoolClient, names: readonly string[]): Promise<Message[]> {
  const { rows } = await client.query<Message>(
    `delete from outbox_message where id in (
       select id from outbox_message where topic = 'job.run' and payload->>'name' = any ($1)
       order by id limit ${batchSize} for update skip locked)
     returning id, brand_id, payload`,
    [names],
  );
  // The id is made in the order of time, and so jobs are queued in the order in which they were asked for.
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}
