import type { Transaction } from '../foundation/database.ts';
import { found } from '../foundation/database.ts';

/**
 * Records that were chosen, as SQL with `$1` parameters of its own: a select of `id` (uuid) and `n`, their order from 1,
 * each number once.
 */
export interface Chosen {
  sql: string;
  values: readonly unknown[];
}

/** How far a job is with the records that were chosen for it. */
export interface BulkReport {
  total: number;
  done: number;
  unchanged: number;
  failed: number;
  fileId: string | null;
  failedFileId: string | null;
}

/** Fixes what was chosen for a job, in portions of `size`; returns how many records there are. */
export async function fixChosen(
  tx: Transaction,
  jobId: string,
  { sql, values }: Chosen,
  size: number,
): Promise<number> {
  const at = values.length;
  await tx.query(
    `insert into job_batch (brand_id, job_id, position, record_ids)
     select $${at + 1}::uuid, $${at + 2}::uuid, ((c.n - 1) / $${at + 3}::int)::int, array_agg(c.id order by c.n)
     from (${sql}) c group by 3`,
    [...values, tx.brandId, jobId, size],
  );
  const [row] = await tx.query<{ total: string }>(
    `insert into job_report (brand_id, job_id, total)
     select $1, $2, coalesce(sum(cardinality(record_ids)), 0) from job_batch where brand_id = $1 and job_id = $2
     returning total`,
    [tx.brandId, jobId],
  );
  await tx.query('update job set progress_total = $3 where brand_id = $1 and id = $2', [
    tx.brandId,
    jobId,
    row?.total,
  ]);
  return Number(row?.total ?? 0);
}

/** The report of a job, locked until the end of the transaction: one attempt at a time works on its records. */
export async function lockReport(tx: Transaction, jobId: string): Promise<BulkReport> {
  const [row] = await tx.query<
    Record<'total' | 'done' | 'unchanged' | 'failed', string> & Pick<BulkReport, 'fileId' | 'failedFileId'>
  >(
    `select total, done_count as done, unchanged_count as unchanged, failed_count as failed, file_id as "fileId",
       failed_file_id as "failedFileId"
     from job_report where brand_id = $1 and job_id = $2 for update`,
    [tx.brandId, jobId],
  );
  const { total, done, unchanged, failed, ...files } = found(row, 'Job');
  return {
    ...files,
    total: Number(total),
    done: Number(done),
    unchanged: Number(unchanged),
    failed: Number(failed),
  };
}

/** A portion of what was chosen. */
export interface Batch {
  position: number;
  ids: readonly string[];
}

/** Takes the next portion, which is gone when the transaction commits; undefined when none is left. */
export async function takeBatch(tx: Transaction, jobId: string): Promise<Batch | undefined> {
  const [batch] = await tx.query<{ position: number; ids: string[] }>(
    `delete from job_batch where brand_id = $1 and job_id = $2 and position = (
       select min(position) from job_batch where brand_id = $1 and job_id = $2)
     returning position, record_ids as ids`,
    [tx.brandId, jobId],
  );
  return batch;
}

/** Puts back what is left of a portion that was taken in this transaction. */
export async function putBack(tx: Transaction, jobId: string, { position, ids }: Batch): Promise<void> {
  await tx.query(
    'insert into job_batch (brand_id, job_id, position, record_ids) values ($1, $2, $3, $4::uuid[])',
    [tx.brandId, jobId, position, ids],
  );
}

/** Adds to a report what became of one portion. The report is locked. */
export async function addToReport(
  tx: Transaction,
  jobId: string,
  counts: Pick<BulkReport, 'done' | 'unchanged' | 'failed'>,
  files: Pick<BulkReport, 'fileId' | 'failedFileId'>,
): Promise<void> {
  await tx.query(
    `update job_report set done_count = done_count + $3, unchanged_count = unchanged_count + $4,
       failed_count = failed_count + $5, file_id = $6, failed_file_id = $7
     where brand_id = $1 and job_id = $2`,
    [tx.brandId, jobId, counts.done, counts.unchanged, counts.failed, files.fileId, files.failedFileId],
  );
}
