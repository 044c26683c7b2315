import { atMost } from '../foundation/at-most.ts';
import type { DecimalMark } from './cell-amount.ts';
import type { DateOrder } from './cell-date.ts';
import { suggestColumns } from './column-matching.ts';
import type { MappedColumn } from './column-plan.ts';
import { type ColumnProfile, type ImportQuestion, profileColumns } from './column-profile.ts';
import { ImportRefusal, shownValue } from './import.codes.ts';
import { type ImportKind, importFieldsOf } from './import.fields.ts';
import type {
  ImportColumn,
  ImportLayout,
  ImportLayoutQuestion,
  ImportMapping,
  ImportReadingChoice,
} from './import.rules.ts';
import { openTable, type Table, type TableOptions } from './table-reader.ts';
import type { SheetRow } from './table-row.ts';

const samplesAColumn = 5;

/** What a file was found to hold when it came in, or was read in another way. */
export interface TableSurvey {
  kind: ImportKind;
  /** Why it can't be read until somebody says how; its layout has no columns then. */
  refusal: Pick<ImportRefusal, 'code' | 'params'> | null;
  /** Without questions: they depend on what the columns are matched with. */
  layout: ImportLayout;
  /** Values of the first rows by column. */
  samples: string[][];
  sample: readonly SheetRow[];
}

/** Nothing is said: all is recognised. */
export const nothingChosen: ImportReadingChoice = {
  encoding: null,
  delimiter: null,
  sheet: null,
  headerLine: null,
};

/** A workbook is surveyed with all its strings in memory: so many at once, however many come in. */
const surveysAtOnce = 2;

/**
 * Recognises the table in a file, as far as `chosen` doesn't say how it is read, and suggests what its columns mean.
 * @throws ImportRefusal when there is no table to import, or what was chosen doesn't fit the file
 */
export const surveyFile = atMost(surveysAtOnce, survey);

async function survey(
  path: string,
  kind: ImportKind,
  chosen: ImportReadingChoice = nothingChosen,
): Promise<TableSurvey> {
  const { format, header, sample } = await openTable(path, optionsOf(chosen));
  const cells = sample.map((row) => row.cells);
  const columns = suggestColumns(header.names, cells, kind).map(
    ({ header: name, field, confidence }): ImportColumn => ({
      header: shownValue(name),
      suggestedField: field,
      confidence,
    }),
  );
  const text = format.kind === 'text';
  const layout: ImportLayout = {
    chosen,
    format: text ? 'csv' : 'xlsx',
    encoding: text ? format.encoding : null,
    delimiter: text ? format.delimiter : null,
    sheet: text ? null : format.sheet,
    sheets: text ? [] : [...format.sheets],
    headerLine: header.line,
    columns,
    questions: [],
  };
  const samples = columns.map((_, column) => samplesOf(cells, column));
  return { kind, refusal: null, layout, samples, sample };
}

/**
 * As `surveyFile`, for a file that has just come in: one whose encoding isn't recognised is taken all the same, since its
 * uploader can say what it is.
 * @throws ImportRefusal when there is no table to import
 */
export async function surveyUpload(path: string, kind: ImportKind): Promise<TableSurvey> {
  try {
    return await surveyFile(path, kind);
  } catch (error) {
    if (!(error instanceof ImportRefusal) || error.code !== 'ENCODING_UNKNOWN') throw error;
    const { code, params } = error;
    const layout: ImportLayout = {
      chosen: nothingChosen,
      format: 'csv',
      encoding: null,
      delimiter: null,
      sheet: null,
      sheets: [],
      headerLine: 0,
      columns: [],
      questions: [],
    };
    return { kind, refusal: { code, params }, layout, samples: [], sample: [] };
  }
}

function optionsOf({ encoding, delimiter, sheet, headerLine }: ImportReadingChoice): TableOptions {
  return {
    ...(encoding === null ? {} : { encoding }),
    ...(delimiter === null ? {} : { delimiter: delimiter === 'none' ? null : delimiter }),
    ...(sheet === null ? {} : { sheet }),
    ...(headerLine === null ? {} : { headerLine }),
  };
}

function samplesOf(cells: readonly (readonly string[])[], column: number): string[] {
  const values = new Set<string>();
  for (const row of cells) {
    const value = row[column]?.trim() ?? '';
    if (value !== '') values.add(shownValue(value));
    if (values.size === samplesAColumn) break;
  }
  return [...values];
}

/** Opens the file again as it was recognised when it came in. */
export async function openSurveyed(path: string, layout: ImportLayout): Promise<Table> {
  const { format, encoding, delimiter, sheet, headerLine } = layout;
  const options = optionsOf({ encoding, sheet, headerLine, delimiter: null });
  return await openTable(path, { ...options, ...(format === 'csv' ? { delimiter } : {}), known: true });
}

/** The columns that are in use; fields that no longer exist are passed over. */
export function columnsInUse(kind: ImportKind, mapping: Pick<ImportMapping, 'columns'>): MappedColumn[] {
  const fields = importFieldsOf(kind);
  return Object.entries(mapping.columns).flatMap(([column, key]) => {
    const field = fields.get(key);
    return field ? [{ column: Number(column), key, field }] : [];
  });
}

/** What the first rows leave open: what the operator can be asked at once. The check reads all rows and knows better. */
export async function sampleQuestions(
  { kind, sample }: Pick<TableSurvey, 'kind' | 'sample'>,
  mapping: ImportMapping,
  currency: string,
): Promise<ImportLayoutQuestion[]> {
  async function* rows() {
    yield* sample;
  }
  const { questions } = await profileColumns(rows(), columnsInUse(kind, mapping), { currency });
  return layoutQuestions(questions);
}

/** Questions as they are stored. */
export function layoutQuestions(questions: readonly ImportQuestion[]): ImportLayoutQuestion[] {
  return questions.map(({ code, column, field, options, examples }) => ({
    kind: code,
    column,
    field,
    options: [...options],
    examples,
  }));
}

/**
 * The profile with the operator's answers where it leaves something open. What the values of a column say of themselves
 * is not overruled: a file may write two columns in two ways.
 */
export function answeredProfile(profile: ColumnProfile, mapping: ImportMapping): ColumnProfile {
  const dateOrders = new Map<number, DateOrder>(profile.dateOrders);
  const decimalMarks = new Map<number, DecimalMark>(profile.decimalMarks);
  let { amountScope } = profile;
  for (const { code, column } of profile.questions) {
    if (code === 'DATE_ORDER' && mapping.dateOrder) dateOrders.set(column, mapping.dateOrder);
    if (code === 'DECIMAL_MARK' && mapping.decimalSeparator)
      decimalMarks.set(column, mapping.decimalSeparator);
    if (code === 'AMOUNT_SCOPE') amountScope ??= mapping.amountScope;
  }
  return { ...profile, dateOrders, decimalMarks, amountScope };
}
