import { withStoredFile } from '../file/temporary-file.ts';
import { type Database, found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { auditImport, refusalOf, stopCheck, unchecked } from './import.acts.ts';
import { ImportRefusal, type ImportRefusalCode } from './import.codes.ts';
import type { ImportKind } from './import.fields.ts';
import { brandOf, rememberedMapping, suggestedMapping } from './import.mapping.ts';
import type { ImportColumn, ImportLayout, ImportReadingChoice } from './import.rules.ts';
import { lockImport, updateImport } from './import.store.ts';
import { sampleQuestions, surveyFile, type TableSurvey } from './import.survey.ts';

/** A header further down is found by itself, or in no file. */
const lastHeaderLine = 1000;

/** How an operator says that a file is read. What isn't given is recognised. */
export interface ReadImport {
  id: string;
  /** The version that the operator saw. */
  version: number;
  encoding?: ImportReadingChoice['encoding'];
  delimiter?: ImportReadingChoice['delimiter'];
  /** Name of a sheet. */
  sheet?: string | null;
  /** Line in which the columns are named, from 1. */
  headerLine?: number | null;
}

/** Which choice a refusal is about; others are about all of them. */
const choiceOf: Partial<Record<ImportRefusalCode, keyof ImportReadingChoice>> = {
  ENCODING_UNKNOWN: 'encoding',
  ENCODING_MISFIT: 'encoding',
  WORKBOOK_NEEDS_NO_ENCODING: 'encoding',
  DELIMITER_NOT_FOUND: 'delimiter',
  SHEET_NOT_FOUND: 'sheet',
  TEXT_HAS_NO_SHEETS: 'sheet',
  NO_HEADER: 'headerLine',
  HEADER_LINE_EMPTY: 'headerLine',
};

/**
 * Reads the stored file of an import in another way, without changing anything; `readImport` takes what was found.
 * Refused: `INVALID_VALUE`, and what `surveyFile` throws, at the choice that doesn't fit.
 * @throws DomainError NOT_FOUND
 */
export async function surveyAgain(
  database: Database,
  scope: Scope,
  input: ReadImport,
): Promise<Outcome<TableSurvey>> {
  const { encoding = null, delimiter = null, sheet = null, headerLine = null } = input;
  if (headerLine !== null && !(headerLine >= 1 && headerLine <= lastHeaderLine)) {
    return refused(userError('INVALID_VALUE', 'headerLine'));
  }
  const chosen: ImportReadingChoice = { encoding, delimiter, sheet, headerLine };
  const { kind, file_id: fileId } = await database.read(scope, async ({ query }) => {
    const [row] = await query<{ kind: ImportKind; file_id: string }>(
      'select kind, file_id from import where id = $1',
      [input.id],
    );
    return found(row, 'Import');
  });
  return await withStoredFile(database, scope, fileId, async (path) => {
    try {
      return done(await surveyFile(path, kind, chosen));
    } catch (error) {
      if (!(error instanceof ImportRefusal)) throw error;
      return refused(userError(error.code, choiceOf[error.code] ?? [], error.params));
    }
  });
}

/**
 * Takes a file as it was read in another way. Columns that are named as before stay matched as they were, else they are
 * matched as the last time or as suggested. What a check found and what was mended is void: it was said of other cells.
 * Refused: `VERSION_OUTDATED`, `IMPORT_NOT_POSSIBLE`.
 */
export async function readImport(
  tx: Transaction,
  { id, version }: Pick<ReadImport, 'id' | 'version'>,
  survey: TableSurvey,
): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'read');
  if (refusal) return refused(refusal);
  if (row.version !== version) {
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current: row.version }));
  }
  const { kind, layout, samples } = survey;
  const { timeZone, channel } = row.mapping;
  const mapping = sameHeaders(row.layout.columns, layout.columns)
    ? row.mapping
    : ((await rememberedMapping(tx, kind, layout)) ?? { ...suggestedMapping(layout, timeZone), channel });
  const { currency } = await brandOf(tx);
  await stopCheck(tx, row);
  await updateImport(tx, id, {
    ...unchecked,
    status: 'uploaded',
    layout: { ...layout, questions: await sampleQuestions(survey, mapping, currency) },
    samples_sealed: tx.keyring.seal(JSON.stringify(samples), 'import.samples_sealed', tx.brandId),
    mapping,
    mends_sealed: null,
    version: row.version + 1,
  });
  await tx.query('delete from import_problem where import_id = $1', [id]);
  auditImport(tx, 'import.read', id, readingOf(row.layout), readingOf(layout));
  return done(id);
}

function sameHeaders(one: readonly ImportColumn[], other: readonly ImportColumn[]): boolean {
  return one.length === other.length && one.every(({ header }, at) => header === other[at]?.header);
}

function readingOf({ encoding, delimiter, sheet, headerLine }: ImportLayout) {
  return { encoding, delimiter, sheet, headerLine };
}
