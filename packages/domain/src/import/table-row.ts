import type { ImportMessageParams, ImportProblemCode } from './import.codes.ts';

/** What the reader noticed about a row before anybody asked what its columns mean. */
export interface SheetProblem {
  /** Index of the column from 0; null when the whole row is meant. */
  column: number | null;
  code: ImportProblemCode;
  params: ImportMessageParams;
}

/** One row as it stands in the file. */
export interface SheetRow {
  /** Line of the text file or row of the sheet, from 1. */
  line: number;
  cells: string[];
  /**
   * Columns whose value a workbook holds as a number or a date: their text is canonical (`.` is the decimal
   * mark, dates are ISO 8601), so no guess about the way of writing applies to them.
   */
  exact?: ReadonlySet<number>;
  problems: SheetProblem[];
}
