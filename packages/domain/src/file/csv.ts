/** What a CSV file says that it is. */
export const csvType = 'text/csv; charset=utf-8';
/** Begins a file in UTF-8, so that spreadsheet programs don't take it for another encoding. */
export const byteOrderMark = '\uFEFF';

/** What makes a spreadsheet program run a cell instead of showing it; also after blanks, and in full width. */
const formulaStart = /^[\s\0]*[=+\-@＝＋－＠]/u;
const plainNumber = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$|^\+\d[\d -]{5,20}$/;

/**
 * A cell that no spreadsheet program takes for a formula: what looks like one gets an apostrophe in front, which
 * the import takes off again. Numbers and phone numbers stay as they are.
 */
export function harmlessCell(cell: string): string {
  return formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

/** A row of a CSV file (RFC 4180), harmless cell by cell, with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = harmlessCell(cell);
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
