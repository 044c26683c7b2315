import type { SheetProblem, SheetRow } from './table-row.ts';

/** Cells that an operator has corrected before the run, by `mendKey`. */
export type MendedCells = ReadonlyMap<string, string>;

export function mendKey(line: number, column: number): string {
  return `${line}:${column}`;
}

/**
 * The row with its corrected cells. A correction settles what was wrong with its cell; a row that was cut short
 * is settled when all of the columns in use that it lacked are corrected, and a row that is broken in another
 * way when all of them are.
 */
export function mendRow(row: SheetRow, mended: MendedCells, columns: readonly number[]): SheetRow {
  if (mended.size === 0) return row;
  const fixed = new Map<number, string>();
  for (const column of columns) {
    const value = mended.get(mendKey(row.line, column));
    if (value !== undefined) fixed.set(column, value);
  }
  if (fixed.size === 0) return row;
  const cells = row.cells.map((cell, column) => fixed.get(column) ?? cell);
  const exact = new Set([...(row.exact ?? [])].filter((column) => !fixed.has(column)));
  const problems = row.problems.filter((problem) => !isSettled(problem, fixed, columns));
  return { line: row.line, cells, exact, problems };
}

function isSettled(
  problem: SheetProblem,
  fixed: ReadonlyMap<number, string>,
  columns: readonly number[],
): boolean {
  if (problem.column !== null) return fixed.has(problem.column);
  const from = problem.code === 'ROW_TOO_SHORT' ? Number(problem.params.actual) : 0;
  return columns.every((column) => column < from || fixed.has(column));
}
