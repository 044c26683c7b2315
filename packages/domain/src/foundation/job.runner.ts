import type { Database } from './database.ts';
import { DomainError, done, type ErrorCode } from './errors.ts';
import { throttledProgress } from './job.progress.ts';
import { type Attempt, JobRecord, type QueuedRun, scopeOfJob } from './job.record.ts';
import type { JobDefinition } from './jobs.ts';
import { type Log, logWith } from './log.ts';
import { systemScope } from './scope.ts';

/** Why a running job is stopped from outside. */
export class JobCancelled extends Error {
  override name = 'JobCancelled';
}
export class JobInterrupted extends Error {
  override name = 'JobInterrupted';
}

/** What becomes of the queue's entry: it is settled, or tried again. */
export type RunResult = 'settled' | { retry: string };

/** One entry of the queue that is to be run. */
export interface RunRequest {
  definition: JobDefinition;
  queued: QueuedRun;
  /** True when no retry is left after this attempt. */
  last: boolean;
  /** Number of this attempt in the queue, for jobs without a row. */
  attempt: number;
  /** Aborted with `JobCancelled` or `JobInterrupted` by this process, with another reason by the queue. */
  signal: AbortSignal;
  cancel: () => void;
}

/** Codes that say: come back later. All others of a `DomainError` say that it can't succeed. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'BUSY',
  'CONFLICT',
  'RATE_LIMITED',
  'INTERNAL',
  'MAIL_UNAVAILABLE',
  'SMS_UNAVAILABLE',
]);

/** Runs one entry of the queue to its end and notes in the job's row what became of it. Never throws for the job's sake. */
export async function runQueued(database: Database, log: Log, request: RunRequest): Promise<RunResult> {
  const { definition, queued, signal } = request;
  const { brandId, jobId } = queued;
  const jobLog = logWith(log, { job: definition.name, jobId, brandId });
  const record = brandId && jobId ? new JobRecord(database, brandId, jobId, queued.run) : undefined;
  let attempt: Attempt | undefined = { number: request.attempt, operatorId: null };
  if (record) attempt = await record.begin();
  if (!attempt) return 'settled';
  const progress = throttledProgress(record, request.cancel, jobLog);
  try {
    await definition.run({
      database,
      scope: scopeOfJob(brandId, attempt.operatorId),
      input: queued.input,
      jobId,
      attempt: attempt.number,
      signal,
      progress: progress.report,
      log: jobLog,
    });
    await progress.finish();
    // It stopped in good order where it was told to, rather than at its end.
    signal.throwIfAborted();
    await record?.complete();
    return 'settled';
  } catch (error) {
    await progress.finish();
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof JobCancelled) {
      jobLog.info({}, 'the job was cancelled');
      await record?.cancel();
      return 'settled';
    }
    if (reason instanceof JobInterrupted) {
      jobLog.info({}, 'the job is put back: the worker shuts down');
      await putBack(database, definition.name, queued, record);
      return 'settled';
    }
    return await failed(request, error, record, jobLog);
  }
}

async function failed(
  { last, attempt }: RunRequest,
  error: unknown,
  record: JobRecord | undefined,
  log: Log,
): Promise<RunResult> {
  const code = codeOf(error);
  const hopeless = error instanceof DomainError && !passing.has(error.code);
  const fields = { err: error, code, attempt };
  if (!last && !hopeless) {
    log.warn(fields, 'the job failed; it will be tried again');
    await record?.willRetry(code);
    return { retry: code };
  }
  log.error(fields, 'the job failed for good');
  await record?.die(code);
  // Where no row tells of it, the queue keeps the entry as failed.
  return record || hopeless ? 'settled' : { retry: code };
}

/** The code that operators see instead of an error, whose text may hold anything. */
function codeOf(error: unknown): ErrorCode {
  return error instanceof DomainError ? error.code : 'JOB_FAILED';
}

async function putBack(
  database: Database,
  name: string,
  queued: QueuedRun,
  record: JobRecord | undefined,
): Promise<void> {
  const { jobId, run, input } = queued;
  if (record) return await record.requeue(name, input);
  await database.write(systemScope(), async (tx) => {
    tx.emit('job.run', { name, jobId, run, input });
    return done(undefined);
  });
}
