import type { ImportMessageParams, ImportProblemCode } from './import.codes.ts';

/** A value that was read from a cell, or why it could not be. */
export type CellResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; code: ImportProblemCode; params: ImportMessageParams };

export function read<Value>(value: Value): CellResult<Value> {
  return { ok: true, value };
}

export function unread(code: ImportProblemCode, params: ImportMessageParams = {}): CellResult<never> {
  return { ok: false, code, params };
}

/** What programs write for "nothing". */
const PLACEHOLDER = /^(null|none|nil|n\/a|#n\/a|nan|undefined|\\n|-+|—+|\/)$/i;
const LONGEST_PLACEHOLDER = 9;
/** Shops write `="0123"` or `'0123` so that spreadsheet programs keep the digits, or neutralise a formula. */
const WRAPPED = /^="(.*)"$/s;
const APOSTROPHE = /^'(?=[\s\d=+\-@＝＋－＠])/;
const EDGES = /^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/gu;

/** A cell without what surrounds its value: blanks of every width, wrappers; empty for a placeholder. */
export function bareCell(cell: string): string {
  let text = hasPlainEdges(cell) ? cell : cell.replace(EDGES, '');
  if (text.startsWith("'")) text = text.replace(APOSTROPHE, '').replace(EDGES, '');
  if (text.startsWith('="')) text = text.replace(WRAPPED, '$1').replace(EDGES, '');
  return text.length <= LONGEST_PLACEHOLDER && PLACEHOLDER.test(text) ? '' : text;
}

/** Whether a cell begins and ends with visible ASCII, as most do, so that there is nothing to trim. */
function hasPlainEdges(cell: string): boolean {
  if (cell === '') return true;
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  return first > 0x20 && first < 0x7f && last > 0x20 && last < 0x7f;
}

const CONTROL = /[^\P{Cc}\n\t]/u;
/** 1.23457E+18: a long number after a spreadsheet program has shortened it. */
const SHORTENED = /^\d(\.\d+)?E\+\d{2}$/i;

/** Text of at most `maxLength` characters, composed (NFC), its line ends as `\n`. */
export function readText(bare: string, maxLength: number): CellResult<string> {
  const text = bare.includes('\r') ? bare.replace(/\r\n?/g, '\n').normalize('NFC') : bare.normalize('NFC');
  if (CONTROL.test(text) || !text.isWellFormed()) return unread('CONTROL_CHARACTERS');
  if (text.includes('\uFFFD')) return unread('CHARACTERS_BROKEN');
  const actual = text.length > maxLength ? [...text].length : text.length;
  return actual > maxLength ? unread('TEXT_TOO_LONG', { limit: maxLength, actual }) : read(text);
}

/** Text that stands in one line: a break inside it (Alt+Enter in a spreadsheet) becomes a blank. */
export function readLine(bare: string, maxLength: number): CellResult<string> {
  return readText(/[\t\n\r]/.test(bare) ? bare.replace(/\s*[\t\n\r]\s*/g, ' ') : bare, maxLength);
}

/** An order number or a member's id: text that must not have gone through a spreadsheet's number format. */
export function readKey(bare: string, maxLength: number): CellResult<string> {
  if (SHORTENED.test(bare)) return unread('DIGITS_LOST');
  if (bare.includes('**')) return unread('VALUE_MASKED');
  return readLine(bare, maxLength);
}

const LIST_SEPARATOR = /[,，;；、|\n]+/;
const LIST_LONGEST = 50;

/** Several values in one cell, without doubles. */
export function readList(bare: string, maxLength: number): CellResult<string[]> {
  const values = new Set<string>();
  for (const part of bare.split(LIST_SEPARATOR)) {
    const text = readText(part.replace(EDGES, ''), maxLength);
    if (!text.ok) return text;
    if (text.value !== '') values.add(text.value);
  }
  return values.size > LIST_LONGEST ? unread('TOO_MANY_VALUES', { limit: LIST_LONGEST }) : read([...values]);
}
