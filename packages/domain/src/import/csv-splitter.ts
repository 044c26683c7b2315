import type { ImportLimits } from './import.limits.ts';
import type { SheetProblem, SheetRow } from './table-row.ts';

export interface CsvDialect {
  delimiter: string;
  /** `\n` also takes `\r\n`; a lone `\r` ends lines only in files that use nothing else. */
  newline: '\n' | '\r';
}

/** A row that ran into trouble but tells where the next one begins. */
interface QuotedRow {
  end: number;
  cells: string[];
  misplacedQuote: boolean;
}

/**
 * Cuts delimited text into rows as it arrives (RFC 4180, and what spreadsheet programs make of it). It holds at
 * most one unfinished row, never more than `rowCharacters`.
 *
 * A mistake costs its own row only: when a quotation mark is never closed, the line where it was opened is
 * given out as a broken row and reading goes on at the next line, instead of swallowing the rest of the file.
 */
export class CsvSplitter {
  #buffer = '';
  #line = 1;
  /** Set while the rest of an overlong row is thrown away. */
  #skipping = false;

  constructor(
    private readonly dialect: CsvDialect,
    private readonly limits: Pick<ImportLimits, 'columns' | 'cellCharacters' | 'rowCharacters'>,
  ) {}

  /** Takes the next piece of text and returns the rows that it completes; blank rows are left out. */
  push(text: string): SheetRow[] {
    this.#buffer = this.#buffer === '' ? text : this.#buffer + text;
    return this.#drain(false);
  }

  /** Returns what is left when the text has ended. */
  end(): SheetRow[] {
    return this.#drain(true);
  }

  #drain(final: boolean): SheetRow[] {
    const rows: SheetRow[] = [];
    const text = this.#buffer;
    let start = 0;
    let quote = text.indexOf('"');
    while (start < text.length) {
      const found = text.indexOf(this.dialect.newline, start);
      const lineEnd = found < 0 ? text.length : found;
      const complete = found >= 0 || final;
      if (this.#skipping) {
        start = lineEnd + 1;
        if (found < 0) continue;
        this.#skipping = false;
        this.#line++;
        continue;
      }
      if (quote >= 0 && quote < start) quote = text.indexOf('"', start);
      if (quote < 0 || quote >= lineEnd) {
        if (!complete && lineEnd - start <= this.limits.rowCharacters) break;
        this.#plainRow(rows, text.slice(start, lineEnd));
        start = lineEnd + 1;
        if (complete) this.#line++;
        else this.#skipping = true;
        continue;
      }
      const row = this.#quotedRow(text, start, final);
      if (row === 'incomplete' && text.length - start <= this.limits.rowCharacters) break;
      if (row === 'incomplete' || row === 'broken') {
        this.#brokenRow(rows, text.slice(start, lineEnd));
        start = lineEnd + 1;
        if (complete) this.#line++;
        else this.#skipping = true;
        continue;
      }
      const problems: SheetProblem[] = row.misplacedQuote
        ? [{ column: null, code: 'QUOTE_MISPLACED', params: {} }]
        : [];
      this.#finish(rows, row.cells, row.end - start, problems);
      this.#line += countOf(text, this.dialect.newline, start, row.end) + 1;
      start = row.end + 1;
    }
    this.#buffer = start >= text.length ? '' : text.slice(start);
    return rows;
  }

  #plainRow(rows: SheetRow[], line: string): void {
    const limit = this.limits.rowCharacters;
    const problems: SheetProblem[] =
      line.length > limit ? [{ column: null, code: 'ROW_CHARACTERS_EXCEEDED', params: { limit } }] : [];
    this.#finish(rows, this.#split(line), line.length, problems);
  }

  #brokenRow(rows: SheetRow[], line: string): void {
    this.#finish(rows, this.#split(line), line.length, [
      { column: null, code: 'QUOTE_NOT_CLOSED', params: {} },
    ]);
  }

  /** Cuts without regard to quotes; one column beyond the limit is kept so that the excess shows. */
  #split(line: string): string[] {
    const text = line.slice(0, this.limits.rowCharacters);
    return (text.endsWith('\r') ? text.slice(0, -1) : text).split(
      this.dialect.delimiter,
      this.limits.columns + 1,
    );
  }

  #finish(rows: SheetRow[], cells: string[], length: number, problems: SheetProblem[]): void {
    const limit = this.limits.cellCharacters;
    if (length > limit) {
      for (const [column, cell] of cells.entries()) {
        if (cell.length <= limit) continue;
        cells[column] = cell.slice(0, limit);
        problems.push({ column, code: 'CELL_TOO_LONG', params: { limit } });
      }
    }
    if (problems.length > 0 || cells.some((cell) => cell.trim() !== '')) {
      rows.push({ line: this.#line, cells, problems });
    }
  }

  #quotedRow(text: string, start: number, final: boolean): QuotedRow | 'incomplete' | 'broken' {
    const { delimiter, newline } = this.dialect;
    const cells: string[] = [];
    let misplacedQuote = false;
    let at = start;
    for (;;) {
      let quoted: string | null = null;
      if (text[at] === '"') {
        const cell = this.#quotedCell(text, at, final);
        if (typeof cell === 'string') return cell;
        quoted = cell.value;
        at = cell.end;
      }
      const rest = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== newline) at++;
      if (at === text.length && !final) return 'incomplete';
      const tail = text.slice(
        rest,
        text[at] !== delimiter && text[at - 1] === '\r' && at > rest ? at - 1 : at,
      );
      if (quoted !== null && tail.trim() !== '') {
        // Text after a closed quotation: if it spans lines, the quotation was never meant to reach this far.
        if (quoted.includes(newline)) return 'broken';
        misplacedQuote = true;
      }
      if (cells.length <= this.limits.columns) cells.push(quoted === null ? tail : quoted + tail.trimEnd());
      if (at >= text.length || text[at] === newline) return { end: at, cells, misplacedQuote };
      at++;
    }
  }

  #quotedCell(
    text: string,
    start: number,
    final: boolean,
  ): { value: string; end: number } | 'incomplete' | 'broken' {
    let value = '';
    let from = start + 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      const length = (quote < 0 ? text.length : quote) - start;
      if (length > this.limits.cellCharacters) return 'broken';
      if (quote < 0) return final ? 'broken' : 'incomplete';
      if (quote + 1 === text.length && !final) return 'incomplete';
      value += text.slice(from, quote);
      if (text[quote + 1] !== '"') return { value, end: quote + 1 };
      value += '"';
      from = quote + 2;
    }
  }
}

function countOf(text: string, character: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(character, from); at >= 0 && at < to; at = text.indexOf(character, at + 1))
    count++;
  return count;
}
