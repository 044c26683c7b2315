import { shownValue } from './import.codes.ts';
import type { ImportLimits } from './import.limits.ts';
import type { SheetRow } from './table-row.ts';
import { plainNumber, serialToIso } from './workbook-dates.ts';
import type { SharedStrings } from './workbook-strings.ts';
import { unescapeCellText, WorkbookXml } from './workbook-xml.ts';

export interface SheetContext {
  strings: SharedStrings | null;
  /** By index of the cell style: whether its number format shows a date. */
  dateStyles: readonly boolean[];
  epoch: 1900 | 1904;
  limits: Pick<ImportLimits, 'columns' | 'cellCharacters'>;
}

/** A spreadsheet program keeps 15 digits of a number; a longer whole number has lost its end. */
const WHOLE_DIGITS_KEPT = 15;

/** Turns the XML of a sheet, pushed in pieces, into rows. Rows and cells that hold nothing are left out. */
export class SheetParser {
  readonly #xml: WorkbookXml;
  #rows: SheetRow[] = [];
  #row: SheetRow = { line: 0, cells: [], problems: [] };
  #exact: Set<number> | undefined;
  #column = -1;
  #type = 'n';
  #style = 0;
  #value = '';
  #formula: string | null = null;
  #part: 'value' | 'formula' | null = null;
  #inPhonetic = false;

  constructor(private readonly context: SheetContext) {
    this.#xml = new WorkbookXml({
      open: (name, attributes) => this.#open(name, attributes),
      close: (name) => this.#close(name),
      text: (text) => this.#text(text),
    });
  }

  /** Takes the next piece and returns the rows that it completes. @throws ImportRefusal `FILE_DAMAGED` */
  push(xml: string): SheetRow[] {
    this.#xml.write(xml);
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  end(): void {
    this.#xml.end();
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      const line = Number(attributes.r);
      // Lines only grow: a sheet that says otherwise would have rows above its header once it is found.
      const next = this.#row.line + 1;
      this.#row = { line: Number.isSafeInteger(line) ? Math.max(line, next) : next, cells: [], problems: [] };
      this.#exact = undefined;
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = columnIndex(attributes.r) ?? this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#style = Number(attributes.s ?? 0);
      this.#value = '';
      this.#formula = null;
    } else if (name === 'f') {
      this.#formula = '';
      this.#part = 'formula';
    } else if (name === 'v' || name === 't') {
      this.#part = 'value';
    } else if (name === 'rPh') {
      this.#inPhonetic = true;
    }
  }

  #text(text: string): void {
    if (this.#part === 'formula' && this.#formula !== null && this.#formula.length < 200)
      this.#formula += text;
    if (this.#part !== 'value' || this.#inPhonetic) return;
    if (this.#value.length <= this.context.limits.cellCharacters) this.#value += text;
  }

  #close(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.#part = null;
    else if (name === 'rPh') this.#inPhonetic = false;
    else if (name === 'c') this.#cell();
    else if (name === 'row' && this.#row.cells.length > 0) {
      if (this.#exact) this.#row.exact = this.#exact;
      this.#rows.push(this.#row);
    }
  }

  #cell(): void {
    if (this.#value === '' && this.#formula === null) return;
    const { limits } = this.context;
    // One column beyond the limit is kept, so that the excess shows; what lies further out is not held.
    const column = Math.min(this.#column, limits.columns);
    const text = this.#read(column);
    while (this.#row.cells.length < column) this.#row.cells.push('');
    this.#row.cells[column] = text;
    if (text.length > limits.cellCharacters) {
      this.#row.cells[column] = text.slice(0, limits.cellCharacters);
      this.#problem(column, 'CELL_TOO_LONG', { limit: limits.cellCharacters });
    }
    if (this.#formula !== null) this.#problem(column, 'FORMULA_CELL', { result: shownValue(text) });
  }

  #read(column: number): string {
    switch (this.#type) {
      case 's':
        return this.context.strings?.get(Number(this.#value)) ?? '';
      case 'b':
        return this.#value === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        this.#problem(column, 'CELL_ERROR', { error: this.#value });
        return this.#value;
      case 'inlineStr':
      case 'str':
        return unescapeCellText(this.#value);
      case 'd':
        this.#markExact(column);
        return this.#value;
      default:
        return this.#number(column);
    }
  }

  #number(column: number): string {
    const plain = plainNumber(this.#value.trim());
    if (plain === null) return this.#value;
    this.#markExact(column);
    if (this.context.dateStyles[this.#style]) {
      const date = serialToIso(Number(this.#value), this.context.epoch);
      if (date !== null) return date;
    }
    if (/^-?\d+$/.test(plain) && plain.replace('-', '').length > WHOLE_DIGITS_KEPT) {
      this.#problem(column, 'DIGITS_LOST', {});
    }
    return plain;
  }

  #markExact(column: number): void {
    this.#exact ??= new Set();
    this.#exact.add(column);
  }

  #problem(
    column: number,
    code: 'CELL_TOO_LONG' | 'FORMULA_CELL' | 'CELL_ERROR' | 'DIGITS_LOST',
    params: Record<string, string | number>,
  ): void {
    this.#row.problems.push({ column, code, params });
  }
}

/** `C7` → 2. Null when there is no reference, as the format allows. */
function columnIndex(reference: string | undefined): number | null {
  if (!reference) return null;
  let index = 0;
  let letters = 0;
  for (; letters < reference.length && letters < 4; letters++) {
    const letter = reference.charCodeAt(letters) - 64;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  return letters === 0 ? null : index - 1;
}
