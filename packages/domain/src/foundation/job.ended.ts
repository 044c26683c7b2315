import type { Transaction } from './database.ts';
import type { JobDefinition } from './jobs.ts';
import { type Log, logWith } from './log.ts';

/** A job that has just ended, as its row stands in the transaction that ended it. */
export interface EndedJob {
  id: string;
  name: string;
  input: Record<string, unknown>;
  /** The record that it was about. */
  subject: { type: string; id: string } | null;
  status: 'completed' | 'dead' | 'cancelled';
  /** Code of what ended it; of what the last attempt failed of. Null when nothing failed. */
  error: string | null;
  /** Operator who started it, null for the installation. */
  createdBy: string | null;
  /** Operator who wanted it cancelled, though it may have ended otherwise before it heard of it. */
  cancelledBy: string | null;
}

/** What a kind of job does when one of them has ended, in the transaction that ends it. */
export type JobEndedHook = (tx: Transaction, job: EndedJob) => Promise<void>;

/** What `endedJob` is made of: to be returned by whatever statement ends a job. */
export const endedJobColumns =
  'id, name, input, subject_type, subject_id, status, error, created_by, cancel_requested_by';

export interface EndedJobRow {
  id: string;
  name: string;
  input: Record<string, unknown>;
  subject_type: string | null;
  subject_id: string | null;
  status: EndedJob['status'];
  error: string | null;
  created_by: string | null;
  cancel_requested_by: string | null;
}

export function endedJob(row: EndedJobRow): EndedJob {
  const { id, name, input, status, error, subject_type: type, subject_id: subjectId } = row;
  const subject = type && subjectId ? { type, id: subjectId } : null;
  return {
    id,
    name,
    input,
    subject,
    status,
    error,
    createdBy: row.created_by,
    cancelledBy: row.cancel_requested_by,
  };
}

/** What a process knows of the ends of jobs. */
export interface KnownJobs {
  jobs: readonly JobDefinition[];
  log: Log;
  /** What follows from the end of any job of a brand, after its kind's own `ended`. */
  ended?: JobEndedHook | undefined;
}

/**
 * What the kinds of jobs that this process knows do when one of them has ended. Whatever ends a job calls it in its
 * transaction, through `Transaction.jobEnded`.
 */
export class JobHooks {
  readonly #hooks = new Map<string, JobEndedHook>();
  #ofEvery: JobEndedHook | undefined;
  #log: Log | undefined;

  add({ jobs, log, ended }: KnownJobs): void {
    this.#log = log;
    this.#ofEvery = ended ?? this.#ofEvery;
    for (const { name, ended: own } of jobs) if (own) this.#hooks.set(name, own);
  }

  /** What follows from an end: each by itself, so that one that fails takes nothing from the others. */
  hooksOf(job: EndedJob): JobEndedHook[] {
    return [this.#hooks.get(job.name), this.#ofEvery].filter((hook) => hook !== undefined);
  }

  /** A job ends though its hook failed: this is all that tells of it. */
  failed(job: EndedJob, error: unknown): void {
    const { id: jobId, name, status } = job;
    if (!this.#log) return;
    logWith(this.#log, { job: name, jobId, status }).error(
      { err: error },
      'the job has ended, but what should follow from its end failed',
    );
  }
}
