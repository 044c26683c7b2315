import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Transaction } from './database.ts';
import { done } from './errors.ts';
import { type EndedJobRow, endedJob, endedJobColumns } from './job.ended.ts';
import type { JobRun } from './outbox.ts';
import { brandScope, type Scope, systemScope } from './scope.ts';

/** What stands in the queue: the run, and the brand in whose scope it happens. */
export interface QueuedRun extends Omit<JobRun, 'name'> {
  brandId: string | null;
}

/** The scope in which a job runs: its brand's, as the operator who started it; the installation's without a brand. */
export function scopeOfJob(brandId: string | null, operatorId: string | null): Scope {
  if (!brandId) return systemScope();
  return operatorId
    ? brandScope(brandId, { actor: { kind: 'operator', id: operatorId } })
    : brandScope(brandId);
}

/** One attempt that was begun: its number keeps an attempt that lost its job from writing over the next one. */
export interface Attempt {
  number: number;
  operatorId: string | null;
}

/**
 * The row of a job, as the run of it goes. Every statement names the run and the attempt, so that one that was
 * overtaken changes nothing.
 */
export class JobRecord {
  readonly #database: Database;
  readonly #brandId: string;
  readonly #jobId: string;
  readonly #run: number;
  #attempt = 0;

  constructor(database: Database, brandId: string, jobId: string, run: number) {
    this.#database = database;
    this.#brandId = brandId;
    this.#jobId = jobId;
    this.#run = run;
  }

  /** Marks it running. Undefined when there is nothing to do: it has ended, was cancelled, or its brand is gone. */
  async begin(): Promise<Attempt | undefined> {
    const attempt = await this.#write(async (tx) => {
      const [row] = await tx.query<{ attempts: number; created_by: string | null }>(
        `update job set status = 'running', attempts = attempts + 1, started_at = coalesce(started_at, now()), error = null
         where id = $1 and run = $2 and status in ('queued', 'running', 'retrying') and cancel_requested_at is null
         returning attempts, created_by`,
        [this.#jobId, this.#run],
      );
      if (row) return { number: row.attempts, operatorId: row.created_by };
      await end(tx, `status = 'cancelled'`, unended, [this.#jobId, this.#run]);
      return undefined;
    });
    this.#attempt = attempt?.number ?? 0;
    return attempt;
  }

  /** Writes how far it is; answers whether an operator wants it cancelled. */
  async progress(count: number, total: number | undefined): Promise<{ cancelled: boolean }> {
    return await this.#write(async ({ query }) => {
      const [row] = await query<{ cancelled: boolean }>(
        `update job set progress_done = $4, progress_total = coalesce($5, progress_total) where ${mine}
         returning cancel_requested_at is not null as cancelled`,
        [this.#jobId, this.#run, this.#attempt, count, total ?? null],
      );
      return { cancelled: row?.cancelled ?? false };
    });
  }

  async isCancelRequested(): Promise<boolean> {
    return await this.#database.read(brandScope(this.#brandId), async ({ query }) => {
      const [row] = await query<{ cancelled: boolean }>(
        'select cancel_requested_at is not null as cancelled from job where id = $1 and run = $2',
        [this.#jobId, this.#run],
      );
      return row?.cancelled ?? false;
    });
  }

  async complete(): Promise<void> {
    await this.#end('completed', null);
  }

  async cancel(): Promise<void> {
    await this.#end('cancelled', null);
  }

  /** Ends it for good, after the last attempt or an error that no retry can mend. */
  async die(error: string): Promise<void> {
    await this.#end('dead', error);
  }

  async willRetry(error: string): Promise<void> {
    await this.#write(({ query }) =>
      query(`update job set status = 'retrying', error = $4 where ${mine}`, [
        this.#jobId,
        this.#run,
        this.#attempt,
        error,
      ]),
    );
  }

  /** Ends a run of which no attempt can report any more. */
  async lose(error: string): Promise<void> {
    const status = `case when cancel_requested_at is null then 'dead' else 'cancelled' end`;
    await this.#write((tx) =>
      end(tx, `status = ${status}, error = coalesce(error, $3)`, unended, [this.#jobId, this.#run, error]),
    );
  }

  /**
   * Puts it back in the queue, as it was: the process that ran it shuts down. It is another run from now on, so that the
   * old entry of the queue, should its end not be noted any more, doesn't count beside the new one.
   */
  async requeue(name: string, input: Record<string, unknown>): Promise<void> {
    await this.#write(async (tx) => {
      const [row] = await tx.query<{ run: number }>(
        `update job set status = 'queued', run = run + 1 where ${mine} returning run`,
        [this.#jobId, this.#run, this.#attempt],
      );
      if (row) tx.emit('job.run', { name, jobId: this.#jobId, run: row.run, input });
    });
  }

  async #end(status: 'completed' | 'cancelled' | 'dead', error: string | null): Promise<void> {
    // What has completed holds no sealed mail any more.
    const input = `case when $4 = 'completed' then input - 'sealed' else input end`;
    const values = [this.#jobId, this.#run, this.#attempt, status, error];
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#write((tx) => end(tx, `status = $4, error = $5, input = ${input}`, mine, values));
        return;
      } catch (failure) {
        // What was done for an hour is not thrown away for a connection that breaks in this moment. Should the end have
        // been noted all the same, it is not noted twice: the row isn't running any more.
        if (attempt >= endTries) throw failure;
        await sleep(attempt * 500);
      }
    }
  }

  async #write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const outcome = await this.#database.write(brandScope(this.#brandId), async (tx) => done(await work(tx)));
    if (!outcome.ok) throw new Error('a job can not be noted');
    return outcome.value;
  }
}

const endTries = 4;
const mine = `id = $1 and run = $2 and attempts = $3 and status = 'running'`;
const unended = `id = $1 and run = $2 and status in ('queued', 'running', 'retrying')`;

/** Ends the job if it is as `which` says, and lets follow what follows from its end. */
async function end(tx: Transaction, set: string, which: string, values: unknown[]): Promise<void> {
  const [row] = await tx.query<EndedJobRow>(
    `update job set ${set}, finished_at = now() where ${which} returning ${endedJobColumns}`,
    values,
  );
  if (row) await tx.jobEnded(endedJob(row));
}
