import type { z } from 'zod';
import type { Database, Transaction } from './database.ts';
import { DomainError } from './errors.ts';
import type { JobEndedHook } from './job.ended.ts';
import type { Log } from './log.ts';
import { insertJob, type NewJob } from './outbox.ts';
import type { Scope } from './scope.ts';

/** What a job runs with. */
export interface JobContext<Input> {
  readonly database: Database;
  /** The scope of the job's brand, acting as the operator who started it; of the installation for jobs without a brand. */
  readonly scope: Scope;
  readonly input: Input;
  /** UUID of its row in the `job` table; null for jobs of the installation. */
  readonly jobId: string | null;
  /** 1 at first, one more each time that it is begun again. */
  readonly attempt: number;
  /**
   * Aborted when an operator cancels the job, when it takes too long, when the process shuts down, or when another
   * process has taken the job over. Look at it between steps: `signal.throwIfAborted()`.
   */
  readonly signal: AbortSignal;
  /** Says how far the job is. May be called for every row: it is written at most twice a second. */
  progress(done: number, total?: number): void;
  readonly log: Log;
}

/** How a job is run and tried again. */
export interface JobOptions {
  /** How often it is tried again after a failure, before it is dead. 5 unless told; a crash of the worker counts. */
  retryLimit?: number;
  /** Seconds before the first retry; doubled for each further one. 2 unless told. */
  retryDelaySeconds?: number;
  /** The longest delay before a retry, in seconds. 600 unless told. */
  retryDelayMaxSeconds?: number;
  /** Seconds after which one attempt is aborted and counts as failed. 3600 unless told, at most 82,800. */
  timeLimitSeconds?: number;
  /** How many jobs of this name one process runs at once. 1 unless told. */
  concurrency?: number;
}

/** A kind of job. Made by `defineJob`. */
export interface JobDefinition {
  readonly name: string;
  readonly options: Required<JobOptions>;
  /** Checks the input and runs. @throws DomainError JOB_INPUT_INVALID when the input isn't what the job takes */
  run(context: JobContext<unknown>): Promise<void>;
  /** See `defineJob`. */
  readonly ended?: JobEndedHook | undefined;
}

/**
 * Defines a kind of job: its name (noun and verb, `import.run`), what its input is, and what it does.
 *
 * A job runs at least once. When a worker dies, or the last step fails to be noted, it is run again from its beginning,
 * so `run` must be idempotent: it writes in steps, each in one transaction with a mark of how far it came, and begins
 * by looking for that mark. A job that has completed is not run again.
 *
 * A `DomainError` is not tried again, except one that says to come back later: its code says that it can't succeed.
 *
 * `ended` is called in the transaction that ends a job of a brand, however it ends: completed, dead (the last attempt
 * failed, an error that no retry mends, its workers died), or cancelled (while it waited or while it ran). A job that is
 * run again ends once more, and `ended` is called once more. What it writes commits with the end, or not at all. When it
 * throws, nothing of it is written, the job ends all the same and the log tells; a deadlock is tried again. It runs in
 * the job's brand, as whoever ends it (an operator who cancels, or the installation), while the job's row is locked. The
 * input was not checked: an end of a job whose input nobody understands is an end too.
 */
export function defineJob<Schema extends z.ZodType>(
  definition: {
    name: string;
    input: Schema;
    run(context: JobContext<z.output<Schema>>): Promise<void>;
    ended?: JobEndedHook;
  } & JobOptions,
): JobDefinition {
  const { name, input, run, ended, ...options } = definition;
  return {
    name,
    options: {
      retryLimit: 5,
      retryDelaySeconds: 2,
      retryDelayMaxSeconds: 600,
      timeLimitSeconds: 3600,
      concurrency: 1,
      ...options,
    },
    async run(context) {
      const parsed = input.safeParse(context.input);
      // Made by an older or a newer build, or by hand.
      if (!parsed.success) throw new DomainError('JOB_INPUT_INVALID', {}, { cause: parsed.error });
      await run({ ...context, input: parsed.data });
    },
    ended,
  };
}

/** Something that is started regularly, by the clock of Shanghai: a job of the installation, without input. */
export interface JobSchedule {
  /** Name of the job. */
  name: string;
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: string;
}

/**
 * Leaves a job of the scope's brand, to be run once the transaction has committed; returns its id. Operators see it at
 * once. The input is stored in plain text: ids and settings, no personal data.
 */
export async function enqueueJob(tx: Transaction, job: NewJob): Promise<string> {
  const jobId = await insertJob(tx, job);
  tx.emit('job.run', { name: job.name, jobId, run: 1, input: job.input });
  return jobId;
}
