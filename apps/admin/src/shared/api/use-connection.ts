import { useApolloClient } from '@apollo/client/react';
import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useNavigationType } from 'react-router';
import type { ListDefinition, ListVariables } from './lists.ts';

export interface Rows<Row> {
  /** Another one with each other list: other variables, another query. */
  identity: object;
  rows: readonly Row[];
  /** Cursor of the row at an index of `rows`. */
  cursorAt: (index: number) => string | undefined;
  /** Rows that match in all, not only those that were fetched. */
  total: number | undefined;
  /** Nothing to show yet. */
  loading: boolean;
  error: unknown;
  hasNext: boolean;
  hasPrevious: boolean;
  loadNext: () => void;
  loadPrevious: () => void;
  moreError: unknown;
  refetch: () => void;
  /** Tells which row stands at the top of the view. */
  look: (top: number) => void;
}

/**
 * A list of the server, page by page in both directions. Coming back by the browser's history shows what was there, at
 * its place; going to it anew begins at its start. Both ask the server again.
 * @param options.start cursor after which the list starts; read when the list is gone to, not later
 * @param options.pollInterval milliseconds after which what is in view is asked for again; 0 for never
 */
export function useConnection<Variables, Row>(
  definition: ListDefinition<Variables, Row>,
  options: { variables: ListVariables<Variables>; start?: string | undefined; pollInterval?: number },
): Rows<Row> {
  const { pollInterval = 0 } = options;
  const client = useApolloClient();
  const identity = JSON.stringify(options.variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the variables are compared by what they say
  const store = useMemo(() => definition.open(client, options.variables), [definition, client, identity]);
  const { list, error, moreError } = useSyncExternalStore(store.subscribe, store.state);

  const goTo = useRef({ start: options.start, back: false });
  goTo.current = { start: options.start, back: useNavigationType() === 'POP' };
  // Before the first paint, so that nothing is shown of a list that begins elsewhere.
  useLayoutEffect(() => {
    const { start, back } = goTo.current;
    if (back) store.comeBack(start);
    else store.open(start);
  }, [store]);
  useEffect(() => {
    if (pollInterval === 0) return;
    const timer = setInterval(() => void store.renew(), pollInterval);
    return () => clearInterval(timer);
  }, [store, pollInterval]);

  const edges = list?.edges;
  return {
    identity: store,
    rows: useMemo(() => edges?.map(({ node }) => node) ?? [], [edges]),
    cursorAt: (index) => edges?.[index]?.cursor,
    total: list?.total,
    loading: !list && !error,
    error: list ? undefined : error,
    hasNext: list?.hasNext ?? false,
    hasPrevious: list?.after !== undefined,
    loadNext: store.next,
    loadPrevious: store.previous,
    moreError,
    refetch: store.refetch,
    look: store.look,
  };
}
