import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { pageSize } from '../api/list-page.ts';
import { useUrlState } from '../hooks/use-url-state.ts';
import { type Column, chosenColumns, columnsAsked, columnsKey } from './column.ts';
import { readList } from './filter.ts';

const selectionInAddress = 40;
const manyTicked = 'many';

/** Everything that a list's address says: search, filters, sort, columns, place, selection. */
export interface ListState<Row> {
  value: (id: string) => string | null;
  /** Changes filters, search or sort: the list starts from its beginning again. */
  change: (changes: Record<string, string | null>) => void;
  sort: string;
  columns: Column<Row>[];
  setColumns: (ids: string[] | null) => void;
  /** Cursor at which the list starts when the page is opened. */
  start: string | undefined;
  /** Keeps the place of the list in the address. */
  rememberTop: (index: number, hasPrevious: boolean) => void;
  selection: {
    ids: ReadonlySet<string>;
    toggle: (ids: string[], selected: boolean) => void;
    clear: () => void;
  };
}

export function useListState<Row>(options: {
  name: string;
  columns: Column<Row>[];
  defaultColumns: string[];
  defaultSort: string;
  cursorAt: { current: (index: number) => string | undefined };
}): ListState<Row> {
  const { name, columns, defaultColumns, defaultSort, cursorAt } = options;
  const [params, setParams] = useUrlState();
  const chosen = columnsAsked(name, params);
  const start = params.get('after') ?? undefined;
  const startNow = useRef(start);
  startNow.current = start;

  // The address follows what is ticked; it leads when it changed by itself (going back, a link).
  const address = params.get('selected') ?? '';
  const written = useRef<string[]>([]);
  const [ticked, setTicked] = useState(() => ({ address, ids: tickedIn(address) }));
  let current = ticked.ids;
  if (ticked.address !== address) {
    if (!written.current.includes(address)) current = tickedIn(address);
    setTicked({ address, ids: current });
  }
  // What was written is met once: the same address another time is someone else's doing.
  useEffect(() => {
    written.current.splice(0, written.current.indexOf(address) + 1);
  }, [address]);
  const currentNow = useRef(current);
  currentNow.current = current;
  const select = useCallback(
    (next: Set<string>) => {
      const text = next.size > selectionInAddress ? manyTicked : [...next].join(',');
      written.current.push(text);
      setTicked((before) => ({ ...before, ids: next }));
      setParams({ selected: text });
    },
    [setParams],
  );
  return {
    value: (id) => params.get(id),
    change: useCallback(
      (changes) => {
        written.current = [];
        setTicked((before) => ({ ...before, ids: new Set() }));
        setParams({ ...changes, after: null, selected: null });
      },
      [setParams],
    ),
    sort: params.get('sort') ?? defaultSort,
    columns: useMemo(() => chosenColumns(columns, chosen, defaultColumns), [columns, chosen, defaultColumns]),
    setColumns: (next) => {
      if (next) localStorage.setItem(columnsKey(name), next.join(','));
      else localStorage.removeItem(columnsKey(name));
      setParams({ columns: next?.join(',') });
    },
    start,
    rememberTop: useCallback(
      (index, hasPrevious) => {
        const page = Math.floor(index / pageSize) * pageSize;
        const after = page > 0 ? cursorAt.current(page - 1) : undefined;
        if (after ? after !== startNow.current : startNow.current && !hasPrevious) setParams({ after });
      },
      [setParams, cursorAt],
    ),
    selection: {
      ids: current,
      toggle: useCallback(
        (changed, on) => {
          const next = new Set(currentNow.current);
          for (const id of changed) {
            if (on) next.add(id);
            else next.delete(id);
          }
          select(next);
        },
        [select],
      ),
      clear: () => select(new Set()),
    },
  };
}

/** What an address says is ticked; of very many it says only that there were. */
function tickedIn(address: string): Set<string> {
  return new Set(address === manyTicked ? [] : readList(address));
}
