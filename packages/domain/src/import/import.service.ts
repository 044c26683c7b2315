import { createHash } from 'node:crypto';
import { deleteFiles, finishFile, storeFile } from '../file/file.service.ts';
import type { ReceivedFile } from '../file/temporary-file.ts';
import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { nextState } from '../foundation/lifecycle.ts';
import { checkText } from '../foundation/text.ts';
import { cancelJob } from '../job/job.service.ts';
import { type ColumnMapping, mappedColumns } from './column-plan.ts';
import { ImportRefusal } from './import.codes.ts';
import { type ImportFieldKey, type ImportKind, importFieldLabel, importFieldsOf } from './import.fields.ts';
import {
  availableImportActions,
  type ImportAction,
  type ImportLayout,
  type ImportMapping,
  importLifecycle,
} from './import.rules.ts';
import { hasWritten, type ImportRow, lockImport, updateImport } from './import.store.ts';
import { sampleQuestions, type TableSurvey } from './import.survey.ts';

const longestName = 255;
const longestChannel = 64;

/** A file that came in, and what it was found to hold (`surveyFile`). */
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
  const { kind, layout, samples } = survey;
  const name = checkText('name', input.fileName, { limit: longestName, required: true });
  if (name.errors.length > 0) return refused(...name.errors);
  const brand = await brandOf(tx);
  const mapping = (await rememberedMapping(tx, kind, layout)) ?? suggestedMapping(layout, brand.time_zone);
  layout.questions = await sampleQuestions(survey, mapping, brand.currency);
  const contentType =
    layout.format === 'csv'
      ? 'text/csv'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const fileId = await storeFile(tx, { ...file, name: name.text, contentType });
  const id = newId();
  await tx.query(
    `insert into import (brand_id, id, kind, file_id, file_name, layout, samples_sealed, mapping, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      tx.brandId,
      id,
      kind,
      fileId,
      name.text,
      JSON.stringify(layout),
      tx.keyring.seal(JSON.stringify(samples)),
      JSON.stringify(mapping),
      tx.scope.actor.id,
      tx.now,
    ],
  );
  tx.audit({
    action: 'import.upload',
    subjectType: 'Import',
    changes: [{ id, before: null, after: { kind, fileName: name.text, size: file.size } }],
  });
  return done(id);
}

/** What the columns of a file are matched with, and how they are written. What isn't given is not told. */
export interface MapImport {
  id: string;
  /** The version that the operator saw. */
  version: number;
  columns: readonly { index: number; field?: string | null }[];
  dateOrder?: string | null;
  decimalSeparator?: string | null;
  amountScope?: string | null;
  /** The brand's when it isn't given. */
  timeZone?: string | null;
  channel?: string | null;
}

/**
 * Matches the columns of a file with fields, and remembers it for the next file with the same headers. It is to be
 * checked (again) afterwards; a check that is under way ends. Refused: `COLUMN_NOT_FOUND`, `FIELD_MAPPED_TWICE`,
 * `FIELDS_MISSING`, `INVALID_VALUE`, `TIME_ZONE_INVALID`, `VERSION_OUTDATED`.
 */
export async function mapImport(tx: Transaction, input: MapImport): Promise<Outcome<string>> {
  const row = await lockImport(tx, input.id);
  const refusal = await refusalOf(tx, row, 'map');
  if (refusal) return refused(refusal);
  if (row.version !== input.version) {
    return refused(userError('VERSION_OUTDATED', 'version', { given: input.version, current: row.version }));
  }
  const brand = await brandOf(tx);
  const { mapping, errors } = checkMapping(tx, row, input, brand.time_zone);
  if (errors.length > 0) return refused(...errors);
  await stopCheck(tx, row);
  const asked = row.layout.questions.filter(({ column, field }) => mapping.columns[column] === field);
  await updateImport(tx, row.id, {
    ...unchecked,
    status: 'uploaded',
    mapping,
    layout: { ...row.layout, questions: asked },
    version: row.version + 1,
  });
  await tx.query('delete from import_problem where import_id = $1', [row.id]);
  await rememberMapping(tx, row.kind, row.layout, mapping);
  auditImport(tx, 'import.map', row.id, { ...row.mapping }, { ...mapping });
  return done(row.id);
}

/** What a check found is void once the columns mean something else. */
const unchecked = {
  job_id: null,
  rows_total: null,
  rows_valid: null,
  rows_invalid: null,
  problem_count: 0,
  refusal: null,
  finished_at: null,
};

function checkMapping(tx: Transaction, row: ImportRow, input: MapImport, brandZone: string) {
  const errors: UserError[] = [];
  const fields = importFieldsOf(row.kind);
  const columns: Record<string, ImportFieldKey> = {};
  input.columns.forEach(({ index, field }, at) => {
    const key = [...fields.keys()].find((known) => known === field);
    const exists = Number.isInteger(index) && index >= 0 && index < row.layout.columns.length;
    if (!exists || (field && !key)) {
      errors.push(
        userError('COLUMN_NOT_FOUND', ['columns', String(at)], { column: index + 1, field: field ?? '' }),
      );
    } else if (key) columns[index] = key;
  });
  if (errors.length === 0) errors.push(...mappingErrors(tx, row, columns));
  const oneOf = <Value extends string>(field: string, value: string | null | undefined, values: Value[]) => {
    const known = values.find((one) => one === value) ?? null;
    if (value && !known) errors.push(userError('INVALID_VALUE', field));
    return known;
  };
  const timeZone = input.timeZone?.trim() || brandZone;
  if (!isTimeZone(timeZone)) errors.push(userError('TIME_ZONE_INVALID', 'timeZone'));
  const channel = checkText('channel', input.channel ?? '', { limit: longestChannel });
  errors.push(...channel.errors);
  const mapping: ImportMapping = {
    columns,
    dateOrder: oneOf('dateOrder', input.dateOrder, ['dmy', 'mdy']),
    decimalSeparator: oneOf('decimalSeparator', input.decimalSeparator, ['.', ',']),
    amountScope: oneOf('amountScope', input.amountScope, ['order', 'line']),
    timeZone,
    channel: channel.text,
  };
  return { mapping, errors };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a mapping as a whole. */
function mappingErrors(
  tx: Transaction,
  { kind, layout }: Pick<ImportRow, 'kind' | 'layout'>,
  columns: ColumnMapping,
): UserError[] {
  try {
    mappedColumns(kind, columns, layout.columns.length);
    return [];
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
    const labels = (keys: unknown) =>
      String(keys ?? '').replace(/\w+/g, (key) => importFieldLabel(key, tx.scope.locale));
    if (error.code === 'FIELDS_MISSING') {
      return [userError('FIELDS_MISSING', 'columns', { fields: labels(error.params.fields) })];
    }
    if (error.code !== 'FIELD_MAPPED_TWICE') throw error;
    return [userError('FIELD_MAPPED_TWICE', 'columns', { field: labels(error.params.field) })];
  }
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

/** Begins to write the rows of a checked file, or goes on where a run failed. Rows with problems are left out. */
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
  await updateImport(tx, id, {
    status: 'running',
    job_id: jobId,
    refusal: null,
    finished_at: null,
    run_started_at: row.run_started_at ?? tx.now,
    ...(row.run_started_at ? {} : { problem_count: 0 }),
    version: row.version + 1,
  });
  auditImport(tx, 'import.run', id, { status: row.status }, { status: 'running' });
  return done(id);
}

/**
 * Stops a check, or a run between two batches: what it has written until then stays, and can be undone. Holds at once,
 * whatever state the job is in.
 */
export async function cancelImport(tx: Transaction, id: string): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'cancel');
  if (refusal) return refused(refusal);
  if (row.status === 'checking') {
    await stopCheck(tx, row);
    await updateImport(tx, id, { status: 'uploaded', job_id: null, version: row.version + 1 });
  } else {
    if (row.job_id) await cancelJob(tx, row.job_id);
    await endRun(tx, row, 'cancelled', null);
    await updateImport(tx, id, { version: row.version + 1 });
  }
  const status = nextState(importLifecycle, row.status, 'cancel');
  auditImport(tx, 'import.cancel', id, { status: row.status }, { status, ...countsOf(row) });
  return done(id);
}

/** Ends a run: what failed can be downloaded from now on. The row is locked, and `running`. */
export async function endRun(
  tx: Transaction,
  row: ImportRow,
  status: 'completed' | 'cancelled' | 'failed',
  refusal: { code: string; params: Record<string, string | number> } | null,
): Promise<void> {
  if (row.failed_file_id) await finishFile(tx, row.failed_file_id);
  await updateImport(tx, row.id, { status, refusal, finished_at: tx.now });
}

/** Deletes an import that has written nothing (any more), with its file. Returns its id. */
export async function discardImport(tx: Transaction, id: string): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'discard');
  if (refusal) return refused(refusal);
  await tx.query('delete from import where brand_id = $1 and id = $2', [tx.brandId, id]);
  await deleteFiles(tx, [row.file_id, row.failed_file_id]);
  auditImport(tx, 'import.discard', id, { status: row.status, fileName: row.file_name }, null);
  return done(id);
}

/** Why an action can't be done now; undefined when it can. */
export async function refusalOf(
  tx: Transaction,
  row: ImportRow,
  action: ImportAction,
): Promise<UserError | undefined> {
  const { status, run_started_at: startedAt } = row;
  const started = startedAt !== null;
  const wrote = started && (await hasWritten(tx, row.id));
  if (availableImportActions({ status, started, wrote }).includes(action)) return undefined;
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

async function stopCheck(tx: Transaction, row: ImportRow): Promise<void> {
  // The job would find out by itself that it is no longer the import's; so it stops sooner.
  if (row.status === 'checking' && row.job_id) await cancelJob(tx, row.job_id);
}

async function brandOf(tx: Transaction): Promise<{ currency: string; time_zone: string }> {
  const [brand] = await tx.query<{ currency: string; time_zone: string }>(
    'select trim(currency) as currency, time_zone from brand where id = $1',
    [tx.brandId],
  );
  return found(brand, 'Brand');
}

function suggestedMapping({ columns }: ImportLayout, timeZone: string): ImportMapping {
  const fields = columns.flatMap(({ suggestedField }, at) =>
    suggestedField ? [[String(at), suggestedField] as const] : [],
  );
  return {
    columns: Object.fromEntries(fields),
    dateOrder: null,
    decimalSeparator: null,
    amountScope: null,
    timeZone,
    channel: '',
  };
}

function headersHash({ columns }: ImportLayout): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(columns.map(({ header }) => header)))
    .digest();
}

async function rememberedMapping(
  tx: Transaction,
  kind: ImportKind,
  layout: ImportLayout,
): Promise<ImportMapping | undefined> {
  const [row] = await tx.query<{ mapping: ImportMapping }>(
    'update import_mapping set used_at = $3 where kind = $1 and header_hash = $2 returning mapping',
    [kind, headersHash(layout), tx.now],
  );
  // A build with other fields may have written it.
  const known = row && Object.values(row.mapping.columns).every((key) => importFieldsOf(kind).has(key));
  return known ? row.mapping : undefined;
}

async function rememberMapping(
  tx: Transaction,
  kind: ImportKind,
  layout: ImportLayout,
  mapping: ImportMapping,
): Promise<void> {
  await tx.query(
    `insert into import_mapping (brand_id, kind, header_hash, mapping, used_at) values ($1, $2, $3, $4, $5)
     on conflict (brand_id, kind, header_hash) do update set mapping = excluded.mapping, used_at = excluded.used_at`,
    [tx.brandId, kind, headersHash(layout), JSON.stringify(mapping), tx.now],
  );
}
