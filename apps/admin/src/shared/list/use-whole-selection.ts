import { useCallback, useEffect, useState } from 'react';
import type { ListState } from './use-list-state.ts';

type Ticked = ListState<unknown>['selection'];

/** What is ticked in a list: single rows, or all that match, also those that were not fetched yet. */
export interface WholeSelection extends Ticked {
  /** All that match are chosen. */
  all: boolean;
  chooseAll: () => void;
}

/**
 * Lets all that match a list be chosen. Rows that come in afterwards are ticked as well; whoever unticks one, searches or
 * narrows otherwise is back at single rows.
 * @param matching what the list is narrowed by: all that match is all that match this
 */
export function useWholeSelection(
  ticked: Ticked,
  rows: readonly { id: string }[],
  matching: string,
): WholeSelection {
  const [whole, setWhole] = useState<string>();
  const { ids, toggle, clear } = ticked;
  const all = whole === matching;
  if (whole !== undefined && !all) setWhole(undefined);
  useEffect(() => {
    if (!all) return;
    const unticked = rows.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
    if (unticked.length > 0) toggle(unticked, true);
  }, [all, rows, ids, toggle]);
  return {
    ids,
    all,
    toggle: useCallback(
      (changed, on) => {
        setWhole(undefined);
        toggle(changed, on);
      },
      [toggle],
    ),
    clear: () => {
      setWhole(undefined);
      clear();
    },
    chooseAll: () => setWhole(matching),
  };
}
