import type { ErrorCode } from '../foundation/errors.ts';

/** Why a whole file is not taken. Nothing of it has been written when one of these is thrown. */
export const importRefusalCodes = [
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_KIND_UNSUPPORTED',
  'FILE_NOT_A_TABLE',
  'FILE_DAMAGED',
  'ENCODING_UNKNOWN',
  'ENCODING_MISFIT',
  'DELIMITER_NOT_FOUND',
  'LINE_TOO_LONG',
  'TOO_MANY_COLUMNS',
  'TOO_MANY_ROWS',
  'NO_HEADER',
  'HEADER_LINE_EMPTY',
  'NO_ROWS',
  'SHEET_NOT_FOUND',
  'WORKBOOK_NEEDS_NO_ENCODING',
  'TEXT_HAS_NO_SHEETS',
  'XLSX_ENCRYPTED',
  'XLSX_UNPACKS_TOO_LARGE',
  'XLSX_TOO_MANY_PARTS',
  'XLSX_TOO_MUCH_TEXT',
  'COLUMN_NOT_FOUND',
  'FIELD_MAPPED_TWICE',
  'FIELDS_MISSING',
  'ORDER_ROWS_SCATTERED',
] as const satisfies readonly ErrorCode[];
export type ImportRefusalCode = (typeof importRefusalCodes)[number];

/** What may be wrong with one row or one cell; the other rows are not touched by it. */
export const importProblemCodes = [
  'ROW_TOO_SHORT',
  'ROW_TOO_LONG',
  'ROW_CHARACTERS_EXCEEDED',
  'QUOTE_NOT_CLOSED',
  'QUOTE_MISPLACED',
  'CELL_TOO_LONG',
  'CELL_ERROR',
  'FORMULA_CELL',
  'REQUIRED_MISSING',
  'IDENTITY_MISSING',
  'TEXT_TOO_LONG',
  'TOO_MANY_VALUES',
  'CONTROL_CHARACTERS',
  'CHARACTERS_BROKEN',
  'DIGITS_LOST',
  'VALUE_MASKED',
  'AMOUNT_INVALID',
  'AMOUNT_NEGATIVE',
  'AMOUNT_AMBIGUOUS',
  'AMOUNT_TOO_PRECISE',
  'AMOUNT_TOO_LARGE',
  'AMOUNT_OTHER_CURRENCY',
  'AMOUNT_SCOPE_AMBIGUOUS',
  'CURRENCY_UNKNOWN',
  'QUANTITY_INVALID',
  'DATE_INVALID',
  'DATE_AMBIGUOUS',
  'DATE_IN_FUTURE',
  'DATE_TOO_OLD',
  'PHONE_INVALID',
  'EMAIL_INVALID',
  'GENDER_UNKNOWN',
  'STATUS_UNKNOWN',
  'REFUND_EXCEEDS_AMOUNT',
  'REFUND_AMOUNT_MISSING',
  'ORDER_LINES_DISAGREE',
  'ORDER_TOO_MANY_LINES',
  'OTHER_LINE_FAILED',
] as const;
export type ImportProblemCode = (typeof importProblemCodes)[number];

export type ImportMessageParams = Record<string, string | number>;

/** A file that can't be imported at all. The message for people comes by `code` from the error messages. */
export class ImportRefusal extends Error {
  override readonly name = 'ImportRefusal';

  constructor(
    readonly code: ImportRefusalCode,
    readonly params: ImportMessageParams = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`);
  }
}

/** A problem at its place, as the dry run shows it and the file of failed rows tells it. */
export interface RowProblem {
  /** Line of the text file or row of the sheet, from 1, as the operator's own program shows it. */
  line: number;
  /** Index of the column from 0; null when the row as a whole is meant. */
  column: number | null;
  /** Key of the field in `import.fields.ts`; null when the row as a whole is meant. */
  field: string | null;
  code: ImportProblemCode | ErrorCode;
  /** What stands in the cell of the file, at most 100 characters; what it was mended to is known elsewhere. */
  value: string;
  params: ImportMessageParams;
}

const SHOWN_CHARACTERS = 100;

/**
 * The part of a cell that a problem keeps. It is a copy: a plain slice would keep the whole block of the file
 * that it was cut from in memory for as long as the problem lives.
 */
export function shownValue(text: string): string {
  const cut = text.length > SHOWN_CHARACTERS ? text.slice(0, SHOWN_CHARACTERS) : text;
  return Buffer.from(cut, 'utf8').toString('utf8');
}
