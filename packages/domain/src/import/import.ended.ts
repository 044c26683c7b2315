import type { Transaction } from '../foundation/database.ts';
import { messages } from '../foundation/error-messages.ts';
import type { EndedJob } from '../foundation/job.ended.ts';
import { auditImport } from './import.acts.ts';
import type { ImportStatus } from './import.rules.ts';
import { endRun } from './import.service.ts';
import { type ImportRow, lockImportIfThere, type Refusal, updateImport } from './import.store.ts';
import { endUndoing, undoableStatuses } from './import.undo.service.ts';

/**
 * What becomes of an import whose job has ended before its work was done: it died, its workers did, or somebody cancelled
 * the job itself. Called in the transaction that ends the job, so no import is left with nobody at work on it. An import
 * that has ended by itself, or has another job by now, is left alone.
 */
export async function endImport(tx: Transaction, job: EndedJob): Promise<void> {
  if (job.status === 'completed' || job.subject?.type !== 'Import') return;
  const row = await lockImportIfThere(tx, job.subject.id);
  if (row?.job_id !== job.id) return;
  const cancelled = job.status === 'cancelled';
  const refusal = cancelled ? null : refusalBy(job.error);
  if (row.status === 'checking') await endCheck(tx, row, refusal);
  if (row.status === 'running') await endRun(tx, row, cancelled ? 'cancelled' : 'failed', refusal);
  if (row.status === 'undoing') {
    const from = undoableStatuses.find((status) => status === job.input.from) ?? 'completed';
    await endUndoing(tx, row, from, refusal);
  }
}

/** One that was cancelled is as before the check; nothing was found that would be worth keeping. */
async function endCheck(tx: Transaction, row: ImportRow, refusal: Refusal | null): Promise<void> {
  const status: ImportStatus = refusal ? 'failed' : 'uploaded';
  await updateImport(tx, row.id, { status, refusal, ...(refusal ? { finished_at: tx.now } : {}) });
  auditImport(tx, refusal ? 'import.failed' : 'import.cancel', row.id, { status: row.status }, { status });
}

/** The code that the job ended with, if its sentence needs no more than the code. */
function refusalBy(error: string | null): Refusal {
  const known = Object.entries(messages).find(([code, { en }]) => code === error && !en.includes('{'));
  return { code: known?.[0] ?? 'JOB_FAILED', params: {} };
}
