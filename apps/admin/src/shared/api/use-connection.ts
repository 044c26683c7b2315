import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import { useNavigationType } from 'react-router';

export const pageSize = 100;

interface Connection<Row> {
  edges: { cursor: string; node: Row }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor?: string | null;
    endCursor?: string | null;
  };
  totalCount?: number;
}

export interface Rows<Row> {
  rows: Row[];
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
}

/**
 * A list of the server, page by page in both directions. Coming back to it by the browser's history shows what was
 * there; going to it anew asks the server again.
 * @param options.start cursor after which the list starts; read when the other variables change, not later
 */
export function useConnection<Data, Variables extends OperationVariables, Row>(
  document: TypedDocumentNode<Data, Variables>,
  options: {
    variables: Omit<Variables, 'first' | 'after' | 'last' | 'before' | 'withTotal'>;
    connection: (data: Data) => Connection<Row> | null | undefined;
    start?: string | undefined;
    pollInterval?: number;
  },
): Rows<Row> {
  const cameBack = useRef(useNavigationType() === 'POP');
  const identity = JSON.stringify(options.variables);
  const begin = useRef({ identity, start: options.start });
  if (begin.current.identity !== identity) begin.current = { identity, start: options.start };

  const query = useQuery<Data, OperationVariables>(document, {
    variables: { ...options.variables, first: pageSize, after: begin.current.start, withTotal: true },
    fetchPolicy: cameBack.current ? 'cache-first' : 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    pollInterval: options.pollInterval ?? 0,
  });
  const data: Data | undefined = query.data ?? undefined;
  const connection = data ? options.connection(data) : undefined;
  const edges = connection?.edges;

  const asked = useRef<{ cursor: unknown; edges: unknown }>({ cursor: undefined, edges: undefined });
  const seen = useRef(edges);
  seen.current = edges;
  const [moreError, setMoreError] = useState<unknown>();
  const { fetchMore } = query;
  const more = useCallback(
    (variables: OperationVariables) => {
      // No page twice: its rows may have come before this component has seen them.
      const cursor: unknown = variables.after ?? variables.before;
      if (asked.current.cursor === cursor && asked.current.edges === seen.current) return;
      asked.current = { cursor, edges: seen.current };
      setMoreError(undefined);
      fetchMore({ variables: { withTotal: false, ...variables } }).catch((error: unknown) => {
        asked.current = { cursor: undefined, edges: undefined };
        setMoreError(error);
      });
    },
    [fetchMore],
  );
  const { startCursor, endCursor } = connection?.pageInfo ?? {};
  return {
    rows: useRows(edges),
    cursorAt: (index) => edges?.[index]?.cursor,
    total: connection?.totalCount,
    loading: query.loading && !connection,
    error: connection ? undefined : query.error,
    hasNext: connection?.pageInfo.hasNextPage ?? false,
    hasPrevious: connection?.pageInfo.hasPreviousPage ?? false,
    loadNext: useCallback(() => more({ first: pageSize, after: endCursor }), [more, endCursor]),
    loadPrevious: useCallback(
      () => more({ first: null, after: null, last: pageSize, before: startCursor }),
      [more, startCursor],
    ),
    moreError,
    refetch: useCallback(() => void query.refetch().catch(() => undefined), [query.refetch]),
  };
}

/** The same array as long as the edges are the same, so that memoised rows stay. */
function useRows<Row>(edges: { node: Row }[] | undefined): Row[] {
  const kept = useRef<{ edges: unknown; rows: Row[] }>({ edges: undefined, rows: [] });
  if (kept.current.edges !== edges) kept.current = { edges, rows: edges?.map(({ node }) => node) ?? [] };
  return kept.current.rows;
}
