import { csvType } from '../file/csv.ts';
import { appendToFile, beginFile, finishFile, reopenFile } from '../file/file.service.ts';
import type { Database, Transaction } from '../foundation/database.ts';
import { DomainError, done } from '../foundation/errors.ts';
import type { JobEndedHook } from '../foundation/job.ended.ts';
import type { JobContext } from '../foundation/jobs.ts';
import type { Permission } from '../foundation/permissions.ts';
import { planByIndex } from '../foundation/plans.ts';
import type { Locale, Scope } from '../foundation/scope.ts';
import { type BulkFailure, failuresHeader, failuresText } from './bulk.failures.ts';
import { addToReport, type BulkReport, lockReport, putBack, takeBatch } from './bulk.store.ts';

/** What became of a portion of records. */
export interface Dealt {
  done: number;
  /** Of how many nothing had to be changed. */
  unchanged: number;
  failures: BulkFailure[];
  /** What the portion adds to the file that the job makes. */
  text?: string;
  /** Why it can't go on, and which of the portion are left: the job ends there, and goes on with them when it is run again. */
  stopped?: { left: readonly string[]; error: DomainError };
}

/** What a job does with the records that were chosen for it. */
export interface Bulk {
  locale: Locale;
  /** What whoever takes its files out must be permitted: all of these. */
  permissions: readonly Permission[];
  /** What its files are called, without the ending. */
  fileName: string;
  /** How the file begins that it makes; without it, it makes none. */
  header?: string;
  /** Deals with records in their order; whichever is not among `failures` was dealt with. */
  deal: (tx: Transaction, ids: readonly string[]) => Promise<Dealt>;
}

type Run = Pick<JobContext<unknown>, 'database' | 'scope' | 'jobId' | 'signal' | 'progress'>;

/**
 * Deals with all records that were chosen for a job, portion by portion. Each is one transaction, which also takes the
 * portion away, counts, and adds to the files: whenever the process dies, the next one goes on behind the last portion
 * that was committed, and no record is dealt with twice. A job that was cancelled or died goes on there when it is run
 * again.
 * @throws DomainError JOB_EXPIRED when what was left of it has been cleared away
 */
export async function runBulk(run: Run, bulk: Bulk): Promise<void> {
  const { database, scope, jobId, signal, progress } = run;
  if (!jobId) throw new DomainError('JOB_INPUT_INVALID');
  let report = await written(database, scope, (tx) => takeUp(tx, jobId, bulk));
  for (;;) {
    progress(dealtWith(report), report.total);
    signal.throwIfAborted();
    const next = await written(database, scope, (tx) => dealWithNext(tx, jobId, bulk));
    if (!next) break;
    report = next.report;
    if (next.stopped) {
      progress(dealtWith(report), report.total);
      throw next.stopped;
    }
  }
  if (dealtWith(report) < report.total) throw new DomainError('JOB_EXPIRED');
  await written(database, scope, (tx) => closeFiles(tx, jobId, 'all'));
}

/**
 * What follows when such a job has ended: why records failed can be read from now on, however it ended. A file that is
 * but half made can't.
 */
export const bulkEnded: JobEndedHook = async (tx, { id, status }) => {
  if (status !== 'completed') await closeFiles(tx, id, 'of failures');
};

async function written<T>(
  database: Database,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const outcome = await database.write(scope, async (tx) => done(await work(tx)));
  if (!outcome.ok) throw new Error('a step of a job is never refused');
  return outcome.value;
}

function dealtWith(report: BulkReport): number {
  return report.done + report.unchanged + report.failed;
}

async function takeUp(tx: Transaction, jobId: string, bulk: Bulk): Promise<BulkReport> {
  const report = await lockWhole(tx, jobId, bulk);
  if (report.failedFileId) await reopenFile(tx, report.failedFileId);
  return report;
}

/** The report of the job, locked. A file whose beginning has been cleared away is not gone on with. */
async function lockWhole(tx: Transaction, jobId: string, { header }: Bulk): Promise<BulkReport> {
  const report = await lockReport(tx, jobId);
  if (header !== undefined && dealtWith(report) > 0 && !report.fileId) throw new DomainError('JOB_EXPIRED');
  return report;
}

async function dealWithNext(
  tx: Transaction,
  jobId: string,
  bulk: Bulk,
): Promise<{ report: BulkReport; stopped?: DomainError | undefined } | null> {
  const report = await lockWhole(tx, jobId, bulk);
  const batch = await takeBatch(tx, jobId);
  if (!batch) return null;
  await planByIndex(tx, true);
  const { text, failures, stopped, ...counts } = await bulk.deal(tx, batch.ids);
  if (stopped) await putBack(tx, jobId, { ...batch, ids: stopped.left });
  const { permissions, locale, fileName } = bulk;
  const add = (fileId: string | null, name: string, header: string, more: string) =>
    appended(tx, fileId, { name: `${name}.csv`, permissions, header }, more);
  const files = {
    fileId: bulk.header === undefined ? null : await add(report.fileId, fileName, bulk.header, text ?? ''),
    failedFileId:
      failures.length === 0
        ? report.failedFileId
        : await add(
            report.failedFileId,
            `${fileName}-failed`,
            failuresHeader(locale),
            failuresText(failures, locale),
          ),
  };
  const added = { ...counts, failed: failures.length };
  await addToReport(tx, jobId, added, files);
  const sum = {
    total: report.total,
    done: report.done + added.done,
    unchanged: report.unchanged + added.unchanged,
    failed: report.failed + added.failed,
    ...files,
  };
  return { report: sum, stopped: stopped?.error };
}

async function appended(
  tx: Transaction,
  fileId: string | null,
  file: { name: string; permissions: readonly Permission[]; header: string },
  text: string,
): Promise<string> {
  const id = fileId ?? (await beginFile(tx, { ...file, contentType: csvType }));
  await appendToFile(tx, id, fileId ? text : file.header + text);
  return id;
}

async function closeFiles(tx: Transaction, jobId: string, which: 'all' | 'of failures'): Promise<void> {
  const { fileId, failedFileId } = await lockReport(tx, jobId);
  if (fileId && which === 'all') await finishFile(tx, fileId);
  if (failedFileId) await finishFile(tx, failedFileId);
}
