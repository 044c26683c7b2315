import { type CsvDialect, CsvSplitter } from './csv-splitter.ts';
import { ImportRefusal } from './import.codes.ts';
import type { ImportLimits } from './import.limits.ts';
import { looksLikeValue } from './looks-like.ts';
import type { SheetRow } from './table-row.ts';

/** What can part the columns of a text. */
export const delimiters = [',', '\t', ';', '|', '^', '~', ':', ' '] as const;
export type Delimiter = (typeof delimiters)[number];
/** Those that are looked for; the others stand inside cells too often. */
const likelyDelimiters: readonly Delimiter[] = [',', '\t', ';', '|', '^', '~'];
/** These are believed only where they part the first row like the others: `9:00~18:00` is a value. */
const rareDelimiters: ReadonlySet<Delimiter> = new Set(['^', '~']);

/** Rows above the header (a title, a date, a blank line) that are passed over. */
const ROWS_BEFORE_HEADER = 20;
/** A header fills at least this share of the columns; a title does not. */
const HEADER_FILLED = 0.5;
/** A delimiter is believed when at least this share of the rows has as many cells as most have. */
const REGULAR_ROWS = 0.5;
/** With fewer rows than this, a delimiter in each of them is enough. */
const FEW_ROWS = 5;
/** A single column is a table when it is headed by a few words, not by a sentence. */
const SINGLE_HEADER = /^[^.,;!?。，；！？]{1,40}$/u;

export interface Header {
  line: number;
  names: string[];
}

/** The line end of a text: `\r` alone only where nothing else is used. */
export function detectNewline(sample: string): CsvDialect['newline'] {
  return !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
}

/** The beginning of a text. */
export interface TextSample {
  text: string;
  /** It is the whole file, so its last line counts too. */
  whole: boolean;
}

/** The delimiter that cuts the sample most regularly; null when none does, as in a file of one column. */
export function detectDelimiter(sample: TextSample, limits: ImportLimits): Delimiter | null {
  let best: { delimiter: Delimiter; regular: number; width: number } | null = null;
  for (const delimiter of likelyDelimiters) {
    const rows = sampleRows(delimiter, sample, limits);
    if (rows.length === 0) continue;
    const width = usualWidth(rows);
    if (rareDelimiters.has(delimiter) && rows[0]?.cells.length !== width) continue;
    const regular = rows.filter((row) => row.cells.length === width).length / rows.length;
    const everywhere = rows.length < FEW_ROWS && rows.every((row) => row.cells.length > 1);
    if (width < 2 || (regular < REGULAR_ROWS && !everywhere)) continue;
    if (!best || regular > best.regular || (regular === best.regular && width > best.width)) {
      best = { delimiter, regular, width };
    }
  }
  return best?.delimiter ?? null;
}

/** Whether a delimiter parts most rows of a sample into several cells. */
export function partsColumns(delimiter: Delimiter, sample: TextSample, limits: ImportLimits): boolean {
  return usualWidth(sampleRows(delimiter, sample, limits)) > 1;
}

function sampleRows(delimiter: Delimiter, { text, whole }: TextSample, limits: ImportLimits): SheetRow[] {
  const splitter = new CsvSplitter({ delimiter, newline: detectNewline(text) }, limits);
  const rows = splitter.push(text);
  // A sample without the end of its first line says enough by its beginning.
  if (whole || rows.length === 0) rows.push(...splitter.end());
  return rows;
}

/**
 * The row that names the columns: the first that is filled like a row and holds no values (numbers, dates,
 * phones, addresses). Sparse rows above it are taken for titles.
 *
 * @param forced the header's line, when the operator has said it
 * @throws ImportRefusal `NO_HEADER`, `HEADER_LINE_EMPTY`, `FILE_NOT_A_TABLE`
 */
export function findHeader(rows: readonly SheetRow[], forced?: number): Header {
  if (forced !== undefined) {
    const row = rows.find((candidate) => candidate.line === forced);
    const header = row && headerOf(row);
    if (!header || header.names.length === 0) throw new ImportRefusal('HEADER_LINE_EMPTY', { line: forced });
    return header;
  }
  const width = usualWidth(rows);
  for (const row of rows.slice(0, ROWS_BEFORE_HEADER)) {
    const names = headerOf(row).names;
    const filled = names.filter((name) => name !== '');
    if (filled.length < Math.max(width > 1 ? 2 : 1, width * HEADER_FILLED)) continue;
    const valueLike = filled.filter((name) => name.length > 100 || looksLikeValue(name)).length;
    if (valueLike > filled.length / 10) throw new ImportRefusal('NO_HEADER');
    if (names.length === 1 && !SINGLE_HEADER.test(filled.join())) throw new ImportRefusal('FILE_NOT_A_TABLE');
    return { line: row.line, names };
  }
  throw new ImportRefusal('NO_HEADER');
}

/** How many cells most rows have, empty ones at the end not counted; the larger number where two are equal. */
function usualWidth(rows: readonly SheetRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const width = row.cells.length;
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  let usual = 0;
  let most = 0;
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > usual)) [usual, most] = [width, count];
  }
  return usual;
}

function headerOf(row: SheetRow): Header {
  const names = row.cells.map((cell) => cell.replace(/[\s\u200b\ufeff]+/gu, ' ').trim());
  while (names.length > 0 && names.at(-1) === '') names.pop();
  return { line: row.line, names };
}
