import type { Locale } from '../foundation/scope.ts';
import type { RowProblem } from './import.codes.ts';
import { importFieldLabel } from './import.fields.ts';
import { importMessage } from './import.messages.ts';
import type { SheetRow } from './table-row.ts';

const extraColumns: Readonly<Record<Locale, readonly [line: string, reason: string]>> = {
  'zh-CN': ['行号', '失败原因'],
  en: ['Line', 'Reason'],
};
const BYTE_ORDER_MARK = '\uFEFF';
/** What makes a spreadsheet program run a cell instead of showing it; also after blanks, and in full width. */
const FORMULA_START = /^[\s\0]*[=+\-@＝＋－＠]/u;
const PLAIN_NUMBER = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$|^\+\d[\d -]{5,20}$/;

/**
 * The file of the rows that failed, as CSV in UTF-8 with a byte order mark (for Excel): the columns as they came,
 * then the line and all reasons. Mended there, it can be imported again; the two added columns match no field.
 */
export class FailedRowsFile {
  constructor(
    private readonly headers: readonly string[],
    private readonly language: Locale,
  ) {}

  header(): string {
    return BYTE_ORDER_MARK + csvLine([...this.headers, ...extraColumns[this.language]]);
  }

  /** The lines of rows that failed together; each with its own problems. */
  rows(rows: readonly SheetRow[], problems: readonly RowProblem[]): string {
    return rows
      .map((row) => {
        const cells = this.headers.map((_, column) => row.cells[column] ?? '');
        const own = problems.filter(({ line }) => line === row.line);
        return csvLine([...cells, String(row.line), this.#reasons(own)]);
      })
      .join('');
  }

  #reasons(problems: readonly RowProblem[]): string {
    const sentences = problems.map(({ column, field, code, params }) => {
      const text = importMessage(code, params, this.language);
      if (field === null) return text;
      const header = column === null ? '' : (this.headers[column] ?? '');
      const place = header || importFieldLabel(field, this.language);
      return this.language === 'en' ? `${place}: ${text}` : `${place}：${text}`;
    });
    return sentences.join(this.language === 'en' ? ' ' : '');
  }
}

/**
 * A cell that no spreadsheet program takes for a formula: what looks like one gets an apostrophe in front, which
 * the import takes off again. Numbers and phone numbers stay as they are.
 */
export function harmlessCell(cell: string): string {
  return FORMULA_START.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = harmlessCell(cell);
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
