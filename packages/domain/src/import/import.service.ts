import { deleteFiles, finishFile, reopenFile, storeFile } from '../file/file.service.ts';
import type { ReceivedFile } from '../file/temporary-file.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { checkText } from '../foundation/text.ts';
import { cancelJob } from '../job/job.service.ts';
import { maskFileName } from '../member/masking.rules.ts';
import { auditImport, countsOf, refusalOf, stopCheck } from './import.acts.ts';
import { brandOf, mappingErrors, rememberedMapping, suggestedMapping } from './import.mapping.ts';
import { type ImportRow, lockImport, type Refusal, updateImport } from './import.store.ts';
import { sampleQuestions, type TableSurvey } from './import.survey.ts';

const longestName = 255;

/** A file that came in, and what it was found to hold (`surveyUpload`). */
export interface CreateImport {
  /** What the uploader's computer called it. */
  fileName: string;
  file: ReceivedFile;
  survey: TableSurvey;
}

/**
 * Makes an import of an uploaded file. Its columns are matched as they were the last time that a file had these headers,
 * or else as suggested. Returns its id.
 */
export async function createImport(tx: Transaction, input: CreateImport): Promise<Outcome<string>> {
  const { file, survey } = input;
  const { kind, layout, samples, refusal } = survey;
  const name = checkText('name', input.fileName, { limit: longestName, required: true });
  if (name.errors.length > 0) return refused(...name.errors);
  const brand = await brandOf(tx);
  const mapping = (await rememberedMapping(tx, kind, layout)) ?? suggestedMapping(layout, brand.time_zone);
  layout.questions = await sampleQuestions(survey, mapping, brand.currency);
  const contentType =
    layout.format === 'csv'
      ? 'text/csv'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const fileId = await storeFile(tx, {
    ...file,
    name: name.text,
    contentType,
    permissions: ['IMPORT_RUN'],
  });
  const id = newId();
  await tx.query(
    `insert into import (brand_id, id, kind, file_id, file_name, layout, samples_sealed, mapping, refusal, created_by,
       created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    [
      tx.brandId,
      id,
      kind,
      fileId,
      name.text,
      JSON.stringify(layout),
      tx.keyring.seal(JSON.stringify(samples), 'import.samples_sealed', tx.brandId),
      JSON.stringify(mapping),
      refusal && JSON.stringify(refusal),
      tx.scope.actor.id,
      tx.now,
    ],
  );
  tx.audit({
    action: 'import.upload',
    subjectType: 'Import',
    changes: [{ id, before: null, after: { kind, fileName: maskFileName(name.text), size: file.size } }],
  });
  return done(id);
}

/** Begins to check every row, without writing anything but what is wrong with them. A check under way begins anew. */
export async function checkImport(tx: Transaction, id: string): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'check');
  if (refusal) return refused(refusal);
  const errors = mappingErrors(tx, row, row.mapping.columns);
  if (errors.length > 0) return refused(...errors);
  await beginCheck(tx, row, {});
  auditImport(tx, 'import.check', id, { status: row.status }, { status: 'checking' });
  return done(id);
}

/** Leaves a job that checks, with what else changes in the row. */
export async function beginCheck(
  tx: Transaction,
  row: ImportRow,
  values: Partial<Record<string, unknown>>,
): Promise<void> {
  await stopCheck(tx, row);
  const jobId = await enqueueJob(tx, {
    name: 'import.check',
    input: { importId: row.id },
    subject: { type: 'Import', id: row.id },
  });
  await updateImport(tx, row.id, {
    status: 'checking',
    job_id: jobId,
    refusal: null,
    finished_at: null,
    ...values,
    version: row.version + 1,
  });
}

/** Begins to write the rows of a checked file, or goes on where a run ended early. Rows with problems are left out. */
export async function runImport(tx: Transaction, id: string): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'run');
  if (refusal) return refused(refusal);
  const errors = mappingErrors(tx, row, row.mapping.columns);
  if (errors.length > 0) return refused(...errors);
  const jobId = await enqueueJob(tx, {
    name: 'import.run',
    input: { importId: id, locale: tx.scope.locale },
    subject: { type: 'Import', id },
    total: row.rows_total ?? undefined,
  });
  await beginRun(tx, row, { job_id: jobId, version: row.version + 1 });
  auditImport(tx, 'import.run', id, { status: row.status }, { status: 'running' });
  return done(id);
}

/**
 * Stops a check, or a run between two batches: what it has written until then stays, and can be undone, or gone on with.
 * Holds at once, whatever state the job is in.
 */
export async function cancelImport(tx: Transaction, id: string): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'cancel');
  if (refusal) return refused(refusal);
  if (row.status === 'checking') {
    // Before its job, whose end would end the check as well.
    await updateImport(tx, id, { status: 'uploaded', version: row.version + 1 });
    auditImport(tx, 'import.cancel', id, { status: row.status }, { status: 'uploaded' });
  } else {
    // Before its job, whose end would end the run as well.
    await endRun(tx, row, 'cancelled', null);
    await updateImport(tx, id, { version: row.version + 1 });
  }
  if (row.job_id) await cancelJob(tx, row.job_id);
  return done(id);
}

/** Begins a run, or takes up one that ended early, with what else changes in the row. */
export async function beginRun(
  tx: Transaction,
  row: ImportRow,
  values: Partial<Record<string, unknown>>,
): Promise<void> {
  if (row.failed_file_id) await reopenFile(tx, row.failed_file_id);
  await updateImport(tx, row.id, {
    status: 'running',
    refusal: null,
    finished_at: null,
    run_started_at: row.run_started_at ?? tx.now,
    // Until then they were those of the check.
    ...(row.run_started_at ? {} : { problem_count: 0 }),
    ...values,
  });
}

/** Ends a run: what failed can be downloaded from now on. The row is locked, and `running`. */
export async function endRun(
  tx: Transaction,
  row: ImportRow,
  status: 'completed' | 'cancelled' | 'failed',
  refusal: Refusal | null,
): Promise<void> {
  if (row.failed_file_id) await finishFile(tx, row.failed_file_id);
  await updateImport(tx, row.id, { status, refusal, finished_at: tx.now });
  const action = status === 'cancelled' ? 'import.cancel' : `import.${status}`;
  auditImport(tx, action, row.id, { status: row.status }, { status, ...countsOf(row) });
}

/** Deletes an import that has written nothing (any more), with its file. Returns its id. */
export async function discardImport(tx: Transaction, id: string): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'discard');
  if (refusal) return refused(refusal);
  await tx.query('delete from import where brand_id = $1 and id = $2', [tx.brandId, id]);
  await deleteFiles(tx, [row.file_id, row.failed_file_id]);
  auditImport(tx, 'import.discard', id, { status: row.status, fileName: maskFileName(row.file_name) }, null);
  return done(id);
}
