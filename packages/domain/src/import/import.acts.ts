import type { Transaction } from '../foundation/database.ts';
import { type UserError, userError } from '../foundation/errors.ts';
import { cancelJob } from '../job/job.service.ts';
import { availableImportActions, type ImportAction } from './import.rules.ts';
import { hasWritten, type ImportRow, updateImport } from './import.store.ts';

/** Why an action can't be done now; undefined when it can. */
export async function refusalOf(
  tx: Transaction,
  row: ImportRow,
  action: ImportAction,
): Promise<UserError | undefined> {
  const { status, run_started_at: startedAt } = row;
  const started = startedAt !== null;
  const wrote = started && (await hasWritten(tx, row.id));
  const readable = row.layout.columns.length > 0;
  if (availableImportActions({ status, started, wrote, readable }).includes(action)) return undefined;
  return userError('IMPORT_NOT_POSSIBLE', 'id', { status, action });
}

export function auditImport(
  tx: Transaction,
  action: string,
  id: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): void {
  tx.audit({ action, subjectType: 'Import', changes: [{ id, before, after }] });
}

/** What a run has done so far, for the audit log. */
export function countsOf(row: ImportRow) {
  return {
    created: row.created_count,
    updated: row.updated_count,
    unchanged: row.unchanged_count,
    failed: row.failed_count,
  };
}

/**
 * Whether a job is to go on with what ended early: nobody wants it cancelled, so if it was cancelled before, somebody has
 * had it run again.
 */
export async function isWanted(tx: Transaction, jobId: string | null): Promise<boolean> {
  const wanted = await tx.query('select from job where id = $1 and cancel_requested_at is null', [jobId]);
  return wanted.length > 0;
}

/** Ends the check that an import is in, if it is; the caller says what becomes of the import. */
export async function stopCheck(tx: Transaction, row: ImportRow): Promise<void> {
  if (row.status !== 'checking' || !row.job_id) return;
  // No longer the import's, so the end of the job is nothing to it.
  await updateImport(tx, row.id, { job_id: null });
  await cancelJob(tx, row.job_id);
}

/** What a check found is void once the columns are others, or mean something else. */
export const unchecked = {
  job_id: null,
  rows_total: null,
  rows_valid: null,
  rows_invalid: null,
  problem_count: 0,
  refusal: null,
  finished_at: null,
};
