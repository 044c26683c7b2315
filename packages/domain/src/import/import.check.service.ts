import { withStoredFile } from '../file/temporary-file.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type UserError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import type { JobContext } from '../foundation/jobs.ts';
import { assignMembers } from '../member/member.assignment.rules.ts';
import { checkMemberRecord } from '../member/member.record.service.ts';
import type { CheckedMember } from '../member/member.record.ts';
import { brandTerms, identityOwners } from '../member/member.store.ts';
import { checkOrderRecord } from '../order/order.record.service.ts';
import type { CheckedOrder } from '../order/order.record.ts';
import { changedOrder } from '../order/order.rules.ts';
import { loadOrders, orderKey } from '../order/order.store.ts';
import { isWanted } from './import.acts.ts';
import { ImportRefusal, type RowProblem } from './import.codes.ts';
import { currencyOf, type Group, type ImportReading, inBatches, openReading } from './import.reading.ts';
import { recordableMember, recordableOrder, recordProblems } from './import.recording.ts';
import type { ImportLayoutQuestion } from './import.rules.ts';
import {
  type ImportRow,
  insertProblems,
  lockImport,
  mendsOf,
  mostProblemsKept,
  updateImport,
} from './import.store.ts';
import { layoutQuestions } from './import.survey.ts';

type Run = Pick<JobContext<unknown>, 'database' | 'scope' | 'jobId' | 'signal' | 'progress'> & {
  importId: string;
};

interface Findings {
  total: number;
  valid: number;
  problemCount: number;
  problems: RowProblem[];
  questions: ImportLayoutQuestion[];
}

/**
 * The dry run: reads every row, holds it against the rules and against what is stored, and notes what is wrong at its
 * place. Nothing of the members and orders is written. Ends without a word when the import is no longer this job's.
 */
export async function checkRows(run: Run): Promise<void> {
  const { database, scope, importId, jobId } = run;
  const begun = await database.write(scope, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.job_id !== jobId || !(await mayCheck(tx, row))) return done(null);
    // One that ended early is checked anew when its job is run again; what it says is told once the check has ended.
    if (row.status !== 'checking')
      await updateImport(tx, importId, { status: 'checking', refusal: null, finished_at: null });
    return done({ row, mended: mendsOf(tx, row), currency: await currencyOf(tx), now: tx.now });
  });
  if (!begun.ok || !begun.value) return;
  const plan = begun.value;
  try {
    const findings = await withStoredFile(database, scope, plan.row.file_id, async (path) =>
      findProblems(run, await openReading(path, plan, run.signal)),
    );
    await note(run, findings);
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
    await noteRefusal(run, error);
  }
}

async function mayCheck(tx: Transaction, row: ImportRow): Promise<boolean> {
  // Cancelled between two steps of its job; or before, and somebody has had that run again.
  if (row.status === 'uploaded') return await isWanted(tx, row.job_id);
  return row.status === 'checking' || (row.status === 'failed' && row.run_started_at === null);
}

async function findProblems(run: Run, reading: ImportReading): Promise<Findings> {
  const { database, scope, progress } = run;
  const total = reading.profile.rows;
  const found: Findings = {
    total,
    valid: 0,
    problemCount: 0,
    problems: [],
    questions: layoutQuestions(reading.profile.questions),
  };
  let rows = 0;
  progress(0, total);
  for await (const batch of inBatches(reading.groups())) {
    // In a transaction that writes nothing.
    const stored = await database.write(scope, async (tx) => done(await storedProblems(tx, batch, reading)));
    batch.forEach(({ parsed }, at) => {
      const problems = [...parsed.problems, ...((stored.ok && stored.value[at]) || [])];
      rows += parsed.rows.length;
      if (problems.length === 0) found.valid += parsed.rows.length;
      found.problemCount += problems.length;
      found.problems.push(...problems.slice(0, mostProblemsKept - found.problems.length));
    });
    progress(rows, total);
  }
  return found;
}

/** What the rules of members and orders, and what is stored, have against the records of a batch. */
async function storedProblems(
  tx: Transaction,
  batch: readonly Group[],
  reading: ImportReading,
): Promise<RowProblem[][]> {
  const terms = await brandTerms(tx);
  const checks = batch.map((group) => {
    if (group.kind === 'members') {
      if (!group.parsed.record) return null;
      const { record, identityFields } = recordableMember(group.parsed.record, reading.mapping);
      const { checked, errors } = checkMemberRecord(tx, record, terms.today);
      return { member: checked, order: null, errors, identityFields };
    }
    if (!group.parsed.record) return null;
    const { record, identityFields } = recordableOrder(group.parsed.record, reading.mapping, reading.has);
    const { order, errors } = checkOrderRecord(tx, record, terms);
    return { member: order.member, order, errors, identityFields };
  });
  const refusals = await refusalsByStored(tx, checks);
  return batch.map(({ kind, parsed }, at) => {
    const check = checks[at];
    if (!check) return [];
    const errors = [...check.errors, ...(refusals[at] ?? [])];
    return recordProblems(errors, parsed, check.identityFields, reading.columns, kind);
  });
}

type Checked = { member: CheckedMember | null; order: CheckedOrder | null; errors: UserError[] } | null;

async function refusalsByStored(tx: Transaction, checks: readonly Checked[]): Promise<UserError[][]> {
  const members = checks.map((check) => (check?.errors.length === 0 ? check.member : null));
  const lookups = new Set(members.flatMap((member) => member?.identities.map(({ lookup }) => lookup) ?? []));
  const owners = await identityOwners(tx, [...lookups]);
  const assignments = assignMembers(
    members.map((member) => member ?? { memberId: null, identities: [] }),
    owners,
    newId,
  );
  const orders = checks.flatMap((check) => (check?.order && check.errors.length === 0 ? [check.order] : []));
  const known = orders.length > 0 ? await loadOrders(tx, orders) : new Map();
  return checks.map((check, at) => {
    if (!check || check.errors.length > 0) return [];
    const assignment = assignments[at];
    const errors = assignment && !assignment.ok ? [assignment.error] : [];
    const row = check.order ? known.get(orderKey(check.order)) : undefined;
    if (check.order && row) errors.push(...changedOrder(row, check.order, tx.now).errors);
    return errors;
  });
}

async function note({ database, scope, importId, jobId }: Run, found: Findings): Promise<void> {
  await database.write(scope, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.status !== 'checking' || row.job_id !== jobId) return done(undefined);
    await tx.query('delete from import_problem where import_id = $1', [importId]);
    await insertProblems(tx, importId, 'check', found.problems);
    await updateImport(tx, importId, {
      status: 'checked',
      layout: { ...row.layout, questions: found.questions },
      rows_total: found.total,
      rows_valid: found.valid,
      rows_invalid: found.total - found.valid,
      problem_count: found.problemCount,
      finished_at: tx.now,
    });
    return done(undefined);
  });
}

async function noteRefusal({ database, scope, importId, jobId }: Run, refusal: ImportRefusal): Promise<void> {
  await database.write(scope, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.status !== 'checking' || row.job_id !== jobId) return done(undefined);
    const { code, params } = refusal;
    await updateImport(tx, importId, { status: 'failed', refusal: { code, params }, finished_at: tx.now });
    return done(undefined);
  });
}
