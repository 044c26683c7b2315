export interface Edge<Row> {
  cursor: string;
  node: Row;
}
export interface Connection<Row> {
  edges: Edge<Row>[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
  /** Only where it was asked for. */
  totalCount?: number;
}

/** A list of the server as far as it was fetched: a stretch without gaps. */
export interface LoadedList<Row> {
  readonly edges: readonly Edge<Row>[];
  /** Cursor that the first row follows; undefined at the start of the list. */
  readonly after: string | undefined;
  readonly hasNext: boolean;
  readonly total: number | undefined;
}

/** A list that is scrolled on for ever forgets at its other end what is above this. */
export const rowsHeld = 20_000;

/** @param after cursor that the page follows, undefined when it is the first */
export function beginList<Row>(page: Connection<Row>, after: string | undefined): LoadedList<Row> {
  return { edges: page.edges, after, hasNext: page.pageInfo.hasNextPage, total: page.totalCount };
}

export function appendPage<Row>(list: LoadedList<Row>, page: Connection<Row>): LoadedList<Row> {
  const all = [...list.edges, ...unknownTo(list.edges, page.edges)];
  const surplus = Math.max(0, all.length - rowsHeld);
  return {
    ...list,
    edges: all.slice(surplus),
    after: surplus > 0 ? all[surplus - 1]?.cursor : list.after,
    hasNext: page.pageInfo.hasNextPage && page.edges.length > 0,
  };
}

export function prependPage<Row>(list: LoadedList<Row>, page: Connection<Row>): LoadedList<Row> {
  const all = [...unknownTo(list.edges, page.edges), ...list.edges];
  const before = page.pageInfo.hasPreviousPage && page.edges.length > 0;
  return {
    ...list,
    edges: all.slice(0, rowsHeld),
    // Which row stands before these wasn't asked; the first of them does where one is needed to begin behind.
    after: before ? all[0]?.cursor : undefined,
    hasNext: list.hasNext || all.length > rowsHeld,
  };
}

/**
 * A stretch of the list came anew, from `index` on. What stands around it stays: rows that are new push others down,
 * rows that are gone leave no gap. Where its end isn't in the list any more, the list ends with it.
 */
export function renewStretch<Row>(
  list: LoadedList<Row>,
  index: number,
  page: Connection<Row>,
): LoadedList<Row> {
  const head = list.edges.slice(0, index);
  const last = page.edges.at(-1)?.cursor;
  const at = page.pageInfo.hasNextPage ? list.edges.findIndex(({ cursor }) => cursor === last) : -1;
  const tail = at < 0 ? [] : list.edges.slice(at + 1);
  const known = unknownTo(page.edges, [...head, ...tail]);
  const around = new Set(known);
  return {
    edges: [
      ...head.filter((edge) => around.has(edge)),
      ...page.edges,
      ...tail.filter((edge) => around.has(edge)),
    ],
    after: list.after,
    hasNext: at < 0 ? page.pageInfo.hasNextPage : list.hasNext,
    total: page.totalCount ?? list.total,
  };
}

/** What isn't there yet: between two requests a record may have moved to another place of the list. */
function unknownTo<Row>(there: readonly Edge<Row>[], edges: readonly Edge<Row>[]): Edge<Row>[] {
  const known = new Set(there.map(keyOf));
  return edges.filter((edge) => !known.has(keyOf(edge)));
}

/** A record's id; the cursor for rows that are no records. */
function keyOf<Row>({ cursor, node }: Edge<Row>): unknown {
  return typeof node === 'object' && node !== null && 'id' in node ? node.id : cursor;
}
