import type { ReactNode } from 'react';

/** One column of a list. */
export interface Column<Row> {
  id: string;
  label: string;
  /** What the figure means, shown on the header. */
  hint?: string;
  width: number;
  align?: 'end';
  /** The values of the server's `orderBy` for both directions, where it can sort by this. */
  sort?: { ascending: string; descending: string };
  cell: (row: Row) => ReactNode;
  /** The cell as text for an export; columns without it are left out. */
  text?: (row: Row) => string;
}

/** The columns that the address or a choice made on this device asks for, separated by commas. */
export function columnsAsked(list: string, params: URLSearchParams): string | null {
  return params.get('columns') ?? localStorage.getItem(columnsKey(list));
}
/** Where the choice of columns is kept on this device. */
export function columnsKey(list: string): string {
  return `kolony.columns.${list}`;
}

/** The columns that an address or a stored choice names, in its order; unknown names are skipped. */
export function chosenColumns<Row>(
  all: Column<Row>[],
  chosen: string | null,
  fallback: string[],
): Column<Row>[] {
  const pick = (ids: string[]) => ids.flatMap((id) => all.find((column) => column.id === id) ?? []);
  const columns = pick(chosen?.split(',') ?? fallback);
  return columns.length > 0 ? columns : pick(fallback);
}
