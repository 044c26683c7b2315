import { open, stat } from 'node:fs/promises';
import { CsvSplitter } from './csv-splitter.ts';
import { compoundDirectoryOffset, FILE_KIND_BYTES, fileKind } from './file-kind.ts';
import { ImportRefusal, type ImportRefusalCode } from './import.codes.ts';
import { defaultImportLimits, type ImportLimits } from './import.limits.ts';
import type { SheetRow } from './table-row.ts';
import {
  type Delimiter,
  detectDelimiter,
  detectNewline,
  findHeader,
  type Header,
  partsColumns,
  type TextSample,
} from './table-shape.ts';
import { checkEncoding, decodeFile, detectEncoding, type TextEncoding } from './text-encoding.ts';
import { openWorkbook } from './workbook.ts';

/** What the operator may say where the reader would otherwise decide by itself. */
export interface TableOptions {
  encoding?: TextEncoding;
  /** Null for a single column. */
  delimiter?: Delimiter | null;
  /** Name of the sheet of a workbook; the first that holds a table when not said. */
  sheet?: string;
  /** Line in which the columns are named. */
  headerLine?: number;
  /** The file was read in this way before, so what is said here needn't be held against it. */
  known?: boolean;
  limits?: Partial<ImportLimits>;
}

export type TableFormat =
  | { kind: 'text'; encoding: TextEncoding; delimiter: Delimiter | null }
  | { kind: 'workbook'; sheet: string; sheets: readonly string[] };

/** A table in a file: what was recognised, and its rows as often as they are asked for. */
export interface Table {
  format: TableFormat;
  header: Header;
  /** The first rows below the header, for suggestions and a preview. */
  sample: readonly SheetRow[];
  /**
   * The rows below the header, streamed. Rows with too few or too many cells come with a problem each.
   *
   * @throws ImportRefusal `TOO_MANY_ROWS`, `FILE_DAMAGED` while reading
   */
  rows: () => AsyncGenerator<SheetRow>;
}

/** Delimiters that don't show, as keyboards name them. */
const delimiterNames: Partial<Record<Delimiter, string>> = { '\t': 'Tab', ' ': 'Space' };

/** Stands where a file of one column has no delimiter: the unit separator, which no such file holds. */
const NO_DELIMITER = '\u001f';
const SAMPLE_CHARACTERS = 262_144;
const SAMPLE_ROWS = 200;
/** Rows can be long: fewer are looked at when they hold more characters than this, but so many always. */
const SAMPLE_ROWS_CHARACTERS = 4_000_000;
const ROWS_WITH_HEADER = 25;
/** Sheets of a workbook in which a table is looked for. */
const SHEETS_TRIED = 10;
const BYTES_OF_A_MEBIBYTE = 1024 * 1024;

/**
 * Recognises the table in a file by its content; the name of the file plays no part. Memory stays bounded
 * whatever the file holds.
 *
 * @throws ImportRefusal when there is no table to import, or a limit is exceeded
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const limits = { ...defaultImportLimits, ...options.limits };
  const { size } = await stat(path);
  if (size === 0) throw new ImportRefusal('FILE_EMPTY');
  if (size > limits.fileBytes) {
    throw new ImportRefusal('FILE_TOO_LARGE', {
      limitMb: Math.floor(limits.fileBytes / BYTES_OF_A_MEBIBYTE),
      actualMb: Math.ceil(size / BYTES_OF_A_MEBIBYTE),
    });
  }
  const { head, directory } = await readHead(path);
  const kind = fileKind(head, directory);
  if (kind.kind === 'encrypted') throw new ImportRefusal('XLSX_ENCRYPTED');
  if (kind.kind === 'other') throw new ImportRefusal('FILE_KIND_UNSUPPORTED', { kind: kind.name });
  return kind.kind === 'zip' ? openSheet(path, options, limits) : openText(path, head, options, limits);
}

/** What says that there is no table on a sheet; another one may hold it. */
const noTable: ReadonlySet<ImportRefusalCode> = new Set([
  'FILE_EMPTY',
  'FILE_NOT_A_TABLE',
  'LINE_TOO_LONG',
  'NO_HEADER',
  'NO_ROWS',
  'TOO_MANY_COLUMNS',
]);

async function openSheet(path: string, options: TableOptions, limits: ImportLimits): Promise<Table> {
  if (options.encoding !== undefined || options.delimiter !== undefined) {
    throw new ImportRefusal('WORKBOOK_NEEDS_NO_ENCODING');
  }
  const { sheets, rows } = await openWorkbook(path, limits);
  const candidates = options.sheet === undefined ? sheets.slice(0, SHEETS_TRIED) : [options.sheet];
  let refusal: ImportRefusal | undefined;
  for (const sheet of candidates) {
    try {
      return await shapeTable({ kind: 'workbook', sheet, sheets }, () => rows(sheet), options, limits);
    } catch (error) {
      if (!(error instanceof ImportRefusal) || !noTable.has(error.code)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

async function openText(
  path: string,
  head: Buffer,
  options: TableOptions,
  limits: ImportLimits,
): Promise<Table> {
  if (options.sheet !== undefined) throw new ImportRefusal('TEXT_HAS_NO_SHEETS');
  const encoding = options.encoding ?? (await detectEncoding(path, head));
  if (options.encoding && !options.known) await checkEncoding(path, encoding);
  const sample = await textSample(path, encoding);
  if (sample.text.trim() === '') throw new ImportRefusal('FILE_EMPTY');
  const delimiter = options.delimiter === undefined ? detectDelimiter(sample, limits) : options.delimiter;
  if (options.delimiter && !options.known && !partsColumns(options.delimiter, sample, limits)) {
    throw new ImportRefusal('DELIMITER_NOT_FOUND', {
      delimiter: delimiterNames[options.delimiter] ?? options.delimiter,
    });
  }
  const dialect = { delimiter: delimiter ?? NO_DELIMITER, newline: detectNewline(sample.text) };
  const rows = async function* (): AsyncGenerator<SheetRow> {
    const splitter = new CsvSplitter(dialect, limits);
    for await (const text of decodeFile(path, encoding)) yield* splitter.push(text);
    yield* splitter.end();
  };
  return shapeTable({ kind: 'text', encoding, delimiter }, rows, options, limits);
}

async function shapeTable(
  format: TableFormat,
  source: () => AsyncGenerator<SheetRow>,
  options: TableOptions,
  limits: ImportLimits,
): Promise<Table> {
  const first = await firstRows(source(), options.headerLine ?? 0, limits);
  const header = findHeader(first, options.headerLine);
  for (const row of first) if (row.line <= header.line) refuseWideRow(row, limits);
  const sample = first.filter((row) => row.line > header.line).slice(0, SAMPLE_ROWS);
  if (sample.length === 0) throw new ImportRefusal('NO_ROWS');
  const strict = format.kind === 'text';
  for (const row of sample) fitToHeader(row, header.names.length, strict);

  const rows = async function* (): AsyncGenerator<SheetRow> {
    let count = 0;
    for await (const row of source()) {
      if (row.line <= header.line) continue;
      if (++count > limits.rows) throw new ImportRefusal('TOO_MANY_ROWS', { limit: limits.rows });
      fitToHeader(row, header.names.length, strict);
      yield row;
    }
  };
  return { format, header, sample, rows };
}

/** What is needed to find the header and to suggest what its columns mean, from line `from` on. */
async function firstRows(
  source: AsyncIterable<SheetRow>,
  from: number,
  limits: ImportLimits,
): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  let characters = 0;
  let empty = true;
  for await (const row of source) {
    if (empty) refuseWideRow(row, limits);
    empty = false;
    if (row.line < from) continue;
    rows.push(row);
    for (const cell of row.cells) characters += cell.length;
    if (rows.length > SAMPLE_ROWS) break;
    if (rows.length > ROWS_WITH_HEADER && characters > SAMPLE_ROWS_CHARACTERS) break;
  }
  if (empty) throw new ImportRefusal('FILE_EMPTY');
  return rows;
}

/** Rows above the data decide what the table is, so there a limit refuses the file and not the row. */
function refuseWideRow(row: SheetRow, limits: ImportLimits): void {
  if (row.cells.length > limits.columns) {
    throw new ImportRefusal('TOO_MANY_COLUMNS', { line: row.line, limit: limits.columns });
  }
  if (row.problems.some(({ code }) => code === 'ROW_CHARACTERS_EXCEEDED' || code === 'CELL_TOO_LONG')) {
    throw new ImportRefusal('LINE_TOO_LONG', { line: row.line, limit: limits.cellCharacters });
  }
}

/** Cells beyond the header are dropped when empty. A sheet leaves out empty cells at the end, a text may not. */
function fitToHeader(row: SheetRow, expected: number, strict: boolean): void {
  const actual = row.cells.length;
  if (actual > expected) {
    const excess = row.cells.splice(expected);
    if (excess.some((cell) => cell.trim() !== '')) {
      row.problems.push({ column: null, code: 'ROW_TOO_LONG', params: { expected } });
    }
    row.problems = row.problems.filter(({ column }) => column === null || column < expected);
  }
  if (actual < expected) {
    if (strict && !row.problems.some(({ column }) => column === null)) {
      row.problems.push({ column: null, code: 'ROW_TOO_SHORT', params: { expected, actual } });
    }
    while (row.cells.length < expected) row.cells.push('');
  }
}

async function readHead(path: string): Promise<{ head: Buffer; directory: Buffer }> {
  const file = await open(path);
  try {
    const head = await readAt(file, 0, FILE_KIND_BYTES);
    const offset = compoundDirectoryOffset(head);
    return { head, directory: offset === null ? Buffer.alloc(0) : await readAt(file, offset, 4096) };
  } finally {
    await file.close();
  }
}

async function readAt(
  file: Awaited<ReturnType<typeof open>>,
  position: number,
  length: number,
): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function textSample(path: string, encoding: TextEncoding): Promise<TextSample> {
  let text = '';
  for await (const piece of decodeFile(path, encoding)) {
    text += piece;
    if (text.length > SAMPLE_CHARACTERS) return { text, whole: false };
  }
  return { text, whole: true };
}
