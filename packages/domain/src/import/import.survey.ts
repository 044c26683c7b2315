import type { DecimalMark } from './cell-amount.ts';
import type { DateOrder } from './cell-date.ts';
import { suggestColumns } from './column-matching.ts';
import type { MappedColumn } from './column-plan.ts';
import { type ColumnProfile, type ImportQuestion, profileColumns } from './column-profile.ts';
import { shownValue } from './import.codes.ts';
import { type ImportKind, importFieldsOf } from './import.fields.ts';
import type { ImportColumn, ImportLayout, ImportLayoutQuestion, ImportMapping } from './import.rules.ts';
import { openTable, type Table, type TableOptions } from './table-reader.ts';
import type { SheetRow } from './table-row.ts';

const samplesAColumn = 5;

/** What a file was found to hold when it came in. */
export interface TableSurvey {
  kind: ImportKind;
  /** Without questions: they depend on what the columns are matched with. */
  layout: ImportLayout;
  /** Values of the first rows by column. */
  samples: string[][];
  sample: readonly SheetRow[];
}

/**
 * Recognises the table in a file and suggests what its columns mean.
 * @throws ImportRefusal when there is no table to import
 */
export async function surveyFile(
  path: string,
  kind: ImportKind,
  options: TableOptions = {},
): Promise<TableSurvey> {
  const table = await openTable(path, options);
  const { format, header, sample } = table;
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
  return { kind, layout, samples, sample };
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
  return await openTable(path, {
    headerLine: layout.headerLine,
    ...(layout.encoding ? { encoding: layout.encoding } : {}),
    ...(layout.delimiter ? { delimiter: layout.delimiter } : {}),
    ...(layout.sheet ? { sheet: layout.sheet } : {}),
  });
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
