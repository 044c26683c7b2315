import { byteOrderMark, csvLine } from '../file/csv.ts';
import type { Locale } from '../foundation/scope.ts';
import type { RowProblem } from './import.codes.ts';
import { importFieldLabel } from './import.fields.ts';
import { importMessage } from './import.messages.ts';
import type { SheetRow } from './table-row.ts';

const extraColumns: Readonly<Record<Locale, readonly [line: string, reason: string]>> = {
  'zh-CN': ['行号', '失败原因'],
  en: ['Line', 'Reason'],
};

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
    return byteOrderMark + csvLine([...this.headers, ...extraColumns[this.language]]);
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
