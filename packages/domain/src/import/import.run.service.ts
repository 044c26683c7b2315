import { csvType } from '../file/csv.ts';
import { appendToFile, beginFile } from '../file/file.service.ts';
import { withStoredFile } from '../file/temporary-file.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type UserError } from '../foundation/errors.ts';
import type { JobContext } from '../foundation/jobs.ts';
import type { Locale } from '../foundation/scope.ts';
import { upsertMembers } from '../member/member.record.service.ts';
import type { Recorded } from '../member/member.record.ts';
import { recordOrders } from '../order/order.record.service.ts';
import { FailedRowsFile } from './failed-rows.ts';
import { isWanted } from './import.acts.ts';
import { type Change, changesOf, insertChanges } from './import.changes.ts';
import { ImportRefusal, type RowProblem } from './import.codes.ts';
import {
  currencyOf,
  type Group,
  type ImportReading,
  inBatches,
  openReading,
  rowCount,
} from './import.reading.ts';
import { recordableMember, recordableOrder, recordProblems } from './import.recording.ts';
import { beginRun, endRun } from './import.service.ts';
import { analyseTables } from './import.statistics.ts';
import {
  type ImportRow,
  insertProblems,
  lockImport,
  mendsOf,
  mostProblemsKept,
  type Refusal,
} from './import.store.ts';

type Run = Pick<JobContext<unknown>, 'database' | 'scope' | 'jobId' | 'signal' | 'progress'> & {
  importId: string;
  /** Language of the reasons in the file of failed rows. */
  locale: Locale;
};

/** The import was cancelled, or another job has taken it over: there is nothing more to do. */
class RunEnded extends Error {
  override name = 'RunEnded';
}

/**
 * Writes the rows of an import, some 500 records a transaction. Each transaction also holds the mark of how far it
 * came, the counts, what was changed and how it was before, and the rows that failed: whenever the process dies, the
 * next one goes on behind the last batch that was committed, and nothing is lost or written twice. Rows with problems
 * are left out and count as failed.
 */
export async function runRows(run: Run): Promise<void> {
  const { database, scope, importId, jobId, signal } = run;
  const begun = await database.write(scope, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.job_id !== jobId || !(await mayRun(tx, row))) return done(null);
    // One that ended early goes on when its job is run again.
    if (row.status !== 'running') await beginRun(tx, row, {});
    const now = row.run_started_at ?? tx.now;
    return done({ row, mended: mendsOf(tx, row), currency: await currencyOf(tx), now });
  });
  if (!begun.ok || !begun.value) return;
  const plan = begun.value;
  try {
    await withStoredFile(database, scope, plan.row.file_id, async (path) => {
      const reading = await openReading(path, plan, signal);
      await writeBatches(run, reading, plan.row.rows_done);
    });
    await end(run, 'completed', null);
  } catch (error) {
    if (error instanceof RunEnded) return;
    if (!(error instanceof ImportRefusal)) throw error;
    await end(run, 'failed', { code: error.code, params: error.params });
  }
}

async function mayRun(tx: Transaction, { status, job_id: jobId }: ImportRow): Promise<boolean> {
  if (status !== 'cancelled') return status === 'running' || status === 'failed';
  // Cancelled between two steps of its job; or before, and somebody has had that run again.
  return await isWanted(tx, jobId);
}

async function end(
  { database, scope, importId, jobId }: Run,
  status: 'completed' | 'failed',
  refusal: Refusal | null,
): Promise<void> {
  await database.write(scope, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.status === 'running' && row.job_id === jobId) await endRun(tx, row, status, refusal);
    return done(undefined);
  });
}

/** Rows after which the planner is to look at what was written; then after four times as many, and so on. */
const firstAnalysis = 1000;

async function writeBatches(run: Run, reading: ImportReading, doneBefore: number): Promise<void> {
  const total = reading.profile.rows;
  const failed = new FailedRowsFile(reading.table.header.names, run.locale);
  let rows = 0;
  let nextAnalysis = firstAnalysis;
  // The next batch is read while the database works on this one; batches are written in their order.
  let writing: Promise<void> = Promise.resolve();
  run.progress(doneBefore, total);
  try {
    for await (const batch of inBatches(behind(reading.groups(), doneBefore, (count) => (rows += count)))) {
      await writing;
      run.signal.throwIfAborted();
      if (rows - doneBefore >= nextAnalysis) {
        nextAnalysis *= 4;
        await analyseTables(run.database);
      }
      const from = rows;
      rows += rowCount(batch);
      writing = writeBatch(run, reading, batch, from, failed);
      // Awaited at the next turn: until then a failure is nobody's.
      writing.catch(() => undefined);
      run.progress(from, total);
    }
  } finally {
    await writing;
  }
  run.progress(rows, total);
}

/** The groups behind those that were dealt with before; `skipped` is told of their rows. */
async function* behind(
  groups: AsyncIterable<Group>,
  rowsDone: number,
  skipped: (rows: number) => void,
): AsyncGenerator<Group> {
  let left = rowsDone;
  for await (const group of groups) {
    if (left <= 0) {
      yield group;
      continue;
    }
    left -= group.parsed.rows.length;
    skipped(group.parsed.rows.length);
  }
}

interface Outcome {
  result: Recorded<unknown> | null;
  changes: Change[];
  problems: RowProblem[];
}

async function writeBatch(
  { database, scope, importId, jobId }: Run,
  reading: ImportReading,
  batch: readonly Group[],
  from: number,
  failedRows: FailedRowsFile,
): Promise<void> {
  await database.write(scope, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.status !== 'running' || row.job_id !== jobId || row.rows_done !== from) throw new RunEnded();
    const outcomes = await record(tx, reading, batch);
    await insertChanges(
      tx,
      importId,
      outcomes.flatMap(({ changes }) => changes),
    );
    const failed = batch.flatMap((group, at) => {
      const { problems = [] } = outcomes[at] ?? {};
      return problems.length > 0 ? [{ rows: group.parsed.rows, problems }] : [];
    });
    const failedFileId = await noteFailed(tx, row, failedRows, failed);
    const count = (kind: Recorded<unknown>['kind']) =>
      outcomes.filter(({ result }) => result?.kind === kind).length;
    await tx.query(
      `update import set rows_done = rows_done + $2, created_count = created_count + $3,
         updated_count = updated_count + $4, unchanged_count = unchanged_count + $5, failed_count = failed_count + $6,
         failed_file_id = $7, problem_count = problem_count + $8, updated_at = $9
       where id = $1`,
      [
        importId,
        rowCount(batch),
        count('created'),
        count('updated'),
        count('unchanged'),
        failed.length,
        failedFileId,
        failed.reduce((sum, { problems }) => sum + problems.length, 0),
        tx.now,
      ],
    );
    return done(undefined);
  });
}

/** Writes the records of a batch; what failed, for itself or in the database, comes back with its problems. */
async function record(tx: Transaction, reading: ImportReading, batch: readonly Group[]): Promise<Outcome[]> {
  return reading.kind === 'members'
    ? await recordMembersOf(tx, reading, batch)
    : await recordOrdersOf(tx, reading, batch);
}

async function recordMembersOf(
  tx: Transaction,
  { mapping, columns }: ImportReading,
  batch: readonly Group[],
): Promise<Outcome[]> {
  const valid = batch.map(({ kind, parsed }) =>
    kind === 'members' && parsed.record ? recordableMember(parsed.record, mapping) : null,
  );
  const results = await upsertMembers(
    tx,
    valid.flatMap((one) => one?.record ?? []),
  );
  const next = results.values();
  return batch.map(({ parsed }, at): Outcome => {
    const one = valid[at];
    const result = one ? (next.next().value ?? null) : null;
    if (!one || !result) return { result: null, changes: [], problems: parsed.problems };
    return {
      result,
      changes: changesOf('Member', result),
      problems: recordProblems(errorsOf(result), parsed, one.identityFields, columns, 'members'),
    };
  });
}

async function recordOrdersOf(
  tx: Transaction,
  { mapping, columns, has }: ImportReading,
  batch: readonly Group[],
): Promise<Outcome[]> {
  const valid = batch.map(({ kind, parsed }) =>
    kind === 'orders' && parsed.record ? recordableOrder(parsed.record, mapping, has) : null,
  );
  const results = await recordOrders(
    tx,
    valid.flatMap((one) => one?.record ?? []),
  );
  const next = results.values();
  return batch.map(({ parsed }, at): Outcome => {
    const one = valid[at];
    const result = one ? (next.next().value ?? null) : null;
    if (!one || !result) return { result: null, changes: [], problems: parsed.problems };
    const { order, member } = result;
    return {
      result: order,
      changes: [...changesOf('Order', order), ...(member ? changesOf('Member', member) : [])],
      problems: recordProblems(errorsOf(order), parsed, one.identityFields, columns, 'orders'),
    };
  });
}

function errorsOf(result: Recorded<unknown>): UserError[] {
  return result.kind === 'refused' ? result.errors : [];
}

/** Adds what failed to the import's problems and to the file of failed rows; gives the file's id, if there is one. */
async function noteFailed(
  tx: Transaction,
  row: ImportRow,
  file: FailedRowsFile,
  failed: readonly { rows: Group['parsed']['rows']; problems: RowProblem[] }[],
): Promise<string | null> {
  if (failed.length === 0) return row.failed_file_id;
  const [kept] = await tx.query<{ count: number }>(
    `select count(*)::int as count from import_problem where import_id = $1 and phase = 'run'`,
    [row.id],
  );
  const problems = failed.flatMap((group) => group.problems);
  await insertProblems(
    tx,
    row.id,
    'run',
    problems.slice(0, Math.max(mostProblemsKept - (kept?.count ?? 0), 0)),
  );
  const text = failed.map((group) => file.rows(group.rows, group.problems)).join('');
  if (row.failed_file_id) {
    await appendToFile(tx, row.failed_file_id, text);
    return row.failed_file_id;
  }
  const name = `${row.file_name.replace(/\.[^.]*$/, '')}-failed.csv`;
  const id = await beginFile(tx, { name, contentType: csvType, permissions: ['IMPORT_RUN'] });
  await appendToFile(tx, id, file.header() + text);
  return id;
}
