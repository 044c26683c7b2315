import type { Transaction } from '../foundation/database.ts';
import type { EndedJob } from '../foundation/job.ended.ts';
import { permissionMatrix, roles } from '../foundation/permissions.ts';
import type { ImportStatus } from '../import/import.rules.ts';
import { maskFileName } from '../member/masking.rules.ts';
import { type Notice, notifyBrand } from './notification.service.ts';

/** Who is told of a job that died: those who may run it again. (Every role may look at jobs.) */
const whoMayMend = roles.filter((role) => permissionMatrix[role].has('JOB_MANAGE'));

/**
 * Tells of the end of a job, in the transaction that ends it: whoever started it how it went, or that someone else
 * cancelled it; of one that died also those who may run it again. Work that nobody waits for (mail, nightly work) is told
 * of only when it dies.
 */
export async function tellOfJob(tx: Transaction, job: EndedJob): Promise<void> {
  const { id: targetId, name, status, createdBy, cancelledBy } = job;
  if (status === 'dead') {
    const params = { job: name, error: job.error ?? 'JOB_FAILED' };
    await notifyBrand(
      tx,
      { kind: 'job_died', params, targetId },
      { operatorIds: [createdBy], roles: whoMayMend },
    );
  } else if (createdBy && status === 'cancelled') {
    if (cancelledBy === createdBy) return;
    const notice = { kind: 'job_cancelled', params: { job: name }, targetId, actorId: cancelledBy } as const;
    await notifyBrand(tx, notice, { operatorIds: [createdBy] });
  } else if (createdBy) {
    const notice = (await importNotice(tx, job)) ?? (await reportNotice(tx, job));
    if (notice) await notifyBrand(tx, notice, { operatorIds: [createdBy] });
  }
}

const importKinds: Readonly<
  Record<
    string,
    { kind: 'import_checked' | 'import_completed' | 'import_undone'; status: ImportStatus } | undefined
  >
> = {
  'import.check': { kind: 'import_checked', status: 'checked' },
  'import.run': { kind: 'import_completed', status: 'completed' },
  'import.undo': { kind: 'import_undone', status: 'undone' },
};

/** What became of an import, by its own counts; nothing when its job came to an end and the import didn't. */
async function importNotice(tx: Transaction, { id, name, subject }: EndedJob): Promise<Notice | undefined> {
  const ended = importKinds[name];
  if (!ended || !subject) return undefined;
  const { kind, status } = ended;
  // bigint comes as text; as JSON it is a number.
  const [row] = await tx.query<{ file: string; counts: Record<Count, number | null> }>(
    `select file_name as file, json_build_object('valid', rows_valid, 'invalid', rows_invalid, 'created', created_count,
       'updated', updated_count, 'unchanged', unchanged_count, 'failed', failed_count) as counts
     from import where brand_id = $1 and id = $2 and job_id = $3 and status = $4`,
    [tx.brandId, subject.id, id, status],
  );
  if (!row) return undefined;
  const file = maskFileName(row.file);
  const { valid, invalid, created, updated, unchanged, failed } = row.counts;
  const targetId = subject.id;
  if (kind === 'import_undone') return { kind, params: { file }, targetId };
  if (kind === 'import_checked')
    return { kind, params: { file, valid: valid ?? 0, invalid: invalid ?? 0 }, targetId };
  const written = { created: created ?? 0, updated: updated ?? 0 };
  return {
    kind,
    params: { file, ...written, unchanged: unchanged ?? 0, failed: failed ?? 0 },
    targetId,
  };
}
type Count = 'valid' | 'invalid' | 'created' | 'updated' | 'unchanged' | 'failed';

/** What a job on many records reports: a file that can be downloaded, or what was done to how many. */
async function reportNotice(tx: Transaction, { id, name }: EndedJob): Promise<Notice | undefined> {
  const [report] = await tx.query<{
    file_id: string | null;
    counts: Record<'done' | 'unchanged' | 'failed', number>;
  }>(
    `select file_id, json_build_object('done', done_count, 'unchanged', unchanged_count, 'failed', failed_count) as counts
     from job_report where brand_id = $1 and job_id = $2`,
    [tx.brandId, id],
  );
  if (!report) return undefined;
  const { done, failed } = report.counts;
  if (report.file_id) return { kind: 'export_ready', params: { job: name, done, failed }, targetId: id };
  return { kind: 'bulk_completed', params: { job: name, ...report.counts }, targetId: id };
}
