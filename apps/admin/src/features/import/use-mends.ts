import { useMemo, useState } from 'react';
import type { ImportCellInput, ImportProblemRowFragment } from '../../gql/graphql.ts';

type Cell = Pick<ImportProblemRowFragment, 'line' | 'columnIndex' | 'value' | 'mended'>;

/** A cell of the file, whatever is wrong with it; undefined when the row as a whole is meant. */
export function cellKey({ line, columnIndex }: Pick<Cell, 'line' | 'columnIndex'>): string | undefined {
  return columnIndex == null ? undefined : `${line}:${columnIndex}`;
}

/** What stands in a cell now: in the file, or as it was mended before. */
export function cellValue({ value, mended }: Cell): string {
  return mended ?? value ?? '';
}

export interface Mends {
  /** New values by `cellKey`. */
  values: ReadonlyMap<string, string>;
  mend: (cell: Cell, value: string) => void;
  clear: () => void;
  cells: ImportCellInput[];
}

/** Cells that are changed but not handed in yet; kept in the tab, so that a reload brings them back. */
export function useMends(id: string): Mends {
  const key = `kolony.import.${id}.cells`;
  const [values, setValues] = useState(() => readMends(key));
  const keep = (next: ReadonlyMap<string, string>) => {
    if (next.size === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify([...next]));
    setValues(next);
  };
  const cells = useMemo(
    () =>
      [...values].map(([place, value]) => {
        const [line, columnIndex] = place.split(':').map(Number);
        return { line: line ?? 0, columnIndex: columnIndex ?? 0, value };
      }),
    [values],
  );
  return {
    values,
    cells,
    mend: (cell, value) => {
      const place = cellKey(cell);
      if (place === undefined) return;
      const next = new Map(values);
      if (value === cellValue(cell)) next.delete(place);
      else next.set(place, value);
      keep(next);
    },
    clear: () => keep(new Map()),
  };
}

function readMends(key: string): ReadonlyMap<string, string> {
  try {
    const kept: [string, string][] = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return new Map(kept);
  } catch {
    return new Map();
  }
}
