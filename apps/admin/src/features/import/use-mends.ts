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

/** Cells that are changed but not handed in yet. */
export function useMends(id: string): {
  mends: ReadonlyMap<string, string>;
  mend: (cell: Cell, value: string) => void;
  clear: () => void;
  cells: ImportCellInput[];
} {
  const key = `kolony.import.${id}.cells`;
  const [mends, setMends] = useState(() => readMends(key));
  const keep = (next: ReadonlyMap<string, string>) => {
    if (next.size === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify([...next]));
    setMends(next);
  };
  const cells = useMemo(
    () =>
      [...mends].map(([place, value]) => {
        const [line, columnIndex] = place.split(':').map(Number);
        return { line: line ?? 0, columnIndex: columnIndex ?? 0, value };
      }),
    [mends],
  );
  return {
    mends,
    cells,
    mend: (cell, value) => {
      const place = cellKey(cell);
      if (place === undefined) return;
      const next = new Map(mends);
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
