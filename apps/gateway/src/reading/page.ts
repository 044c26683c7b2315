import { userError } from '@kolony/domain/foundation/errors';
import type { FieldNode } from 'graphql';
import { badInput } from '../server/errors.ts';
import { aggregateStatement, askedAggregates, decodeAggregates } from './aggregates.ts';
import { foundTables, orderOf, rowConditions } from './conditions.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type Aggregate, columnSql, type ListSource, type OrderTerm, storedType } from './sources.ts';
import type { Projection, Statement } from './statement.ts';

export const defaultSize = 50;
export const largestSize = 100;

interface Page {
  size: number;
  /** From the end, read backwards. */
  backward: boolean;
  after?: string;
  before?: string;
}

/** The values in the cursors of a page. */
interface Cursors {
  after?: string[] | undefined;
  before?: string[] | undefined;
}

/**
 * A page by keyset: rows are compared with the cursor's values, so that rows put in meanwhile neither repeat nor hide
 * others. One row more than asked for tells whether there is a next page.
 */
export function pageProjection(
  statement: Statement,
  list: ListSource,
  args: Record<string, unknown>,
  nodes: readonly FieldNode[],
  on?: (row: string) => string,
): Projection {
  const [orderName, terms] = orderOf(list, args);
  const page = pageOf(args);
  const cursors = cursorsOf(page, orderName, terms);
  const parts = selectedParts(statement, list, nodes);
  const row = statement.alias();
  const projections = parts.rows.map((fieldNodes) => statement.row(list.type(), row, fieldNodes));
  const used = parts.needsRows || parts.needsCount || parts.aggregates.length > 0;
  // What is wrong with the arguments is told whatever is asked for.
  const binding = used ? statement : { decoding: statement.decoding, param: () => 'null' };
  const which = rowConditions(binding, list, args, row, on);
  const asked = { statement, list, page, cursors, terms, row, which };
  const few = parts.needsRows && parts.needsCount && !countsFaster(which) ? fewRows(asked) : [];
  const rowsSql = parts.needsRows
    ? rowsStatement(asked, few.length, projections, parts.needsCursors)
    : 'null';
  const countSql = parts.needsCount ? countStatement(asked, few.length) : 'null';
  const sumsSql = parts.aggregates.length > 0 ? sumsStatement(asked, few.length, parts.aggregates) : 'null';
  const sql = `json_build_array(${rowsSql}, ${countSql}, ${sumsSql})`;
  // What the cursor of a row is made of stands before what is asked of it.
  const places = parts.needsCursors ? terms.length + 1 : 0;
  const tables = used ? [...foundTables(which.search, row), ...few] : [];

  return {
    sql: tables.length > 0 ? `(with ${tables.join(', ')} select ${sql})` : sql,
    decode: (raw, decoding) => {
      const [read, totalCount, sums] = raw as [unknown[][] | null, number | null, unknown];
      const more = (read?.length ?? 0) > page.size;
      const kept = read?.slice(0, page.size) ?? [];
      if (page.backward) kept.reverse();
      const cursor = (at: number) => {
        const values = kept.at(at)?.slice(0, places);
        return values ? encodeCursor(orderName, values.map(String)) : null;
      };
      return parts.decode({
        cursor,
        size: kept.length,
        rows: projections.map((projection, at) =>
          kept.map((values) => projection.decode(values[places + at], decoding)),
        ),
        totalCount,
        aggregates: decodeAggregates(parts.aggregates, sums),
        pageInfo: () => ({
          // The row of the cursor itself is on the other side, as far as it is still there.
          hasNextPage: page.before !== undefined || (!page.backward && more),
          hasPreviousPage: page.after !== undefined || (page.backward && more),
          startCursor: parts.needsCursors ? cursor(0) : null,
          endCursor: parts.needsCursors ? cursor(-1) : null,
        }),
      });
    },
  };
}

interface Asked {
  statement: Statement;
  list: ListSource;
  page: Page;
  cursors: Cursors;
  terms: OrderTerm[];
  row: string;
  which: ReturnType<typeof rowConditions>;
}

/** The name of the table that holds the rows of a branch that are found once for the page and the count. */
function fewIn(row: string, branch: number): string {
  return `${row}_few${branch}`;
}

/** The branches of a search whose rows are few, as tables of ids with what they are ordered by. */
function fewRows({ list, terms, row, which: { conditions, search } }: Asked): string[] {
  const columns = [list.key, ...terms.map(({ sql }) => sql)].map(
    (sql, at) => `${columnSql(sql, row)} as o${at}`,
  );
  return search.branches
    .slice(0, search.few ?? 0)
    .map(
      (branch, at) =>
        `${fewIn(row, at)} as materialized (select ${columns.join(', ')} from ${rowsWhere(list, row, [...conditions, `(${branch})`])})`,
    );
}

function rowsWhere(list: ListSource, row: string, conditions: string[]): string {
  return `"${storedType(list.type()).table}" ${row} where ${conditions.join(' and ')}`;
}

function rowsStatement(asked: Asked, few: number, projections: Projection[], needsCursors: boolean): string {
  const { list, terms, row, which } = asked;
  const key = columnSql(list.key, row);
  const order = terms.map((term) => columnSql(term.sql, row));
  const cut = cutOf(asked, order, key);
  // Made only where it is used: a value that stands nowhere has no type.
  const beyondCursors = few < which.search.branches.length ? beyondBoth(asked, order, key) : [];
  const branches = which.search.branches.map((branch, at) => {
    if (at >= few) {
      const conditions = [...which.conditions, ...beyondCursors, `(${branch})`];
      return `select ${row}.* from ${rowsWhere(list, row, conditions)} ${cut}`;
    }
    const kept = fewIn(row, at);
    const places = terms.map((_, term) => `${kept}.o${term + 1}`);
    const conditions = ['true', ...beyondBoth(asked, places, `${kept}.o0`)].join(' and ');
    const ids = `select ${kept}.o0 from ${kept} where ${conditions} ${cutOf(asked, places, `${kept}.o0`)}`;
    return `select ${row}.* from ${rowsWhere(list, row, [`${key} = any (array(${ids}))`])}`;
  });
  const cursor = needsCursors ? [...order, key].map((sql) => `(${sql})::text`) : [];
  const columns = [...cursor, ...projections.map(({ sql }) => sql)].join(', ');
  const rows = branches.length > 1 ? branches.map((sql) => `(${sql})`).join(' union all ') : branches[0];
  // What an aggregate is given comes in the order of the subquery.
  const ordered = branches.length > 1 || few > 0 ? `select ${row}.* from (${rows}) ${row} ${cut}` : rows;
  return `(select coalesce(json_agg(json_build_array(${columns})), '[]') from (${ordered}) ${row})`;
}

/** The order of a page, and one row more than it holds. */
function cutOf({ page, terms }: Asked, order: string[], key: string): string {
  const direction = (descending: boolean) => (descending === page.backward ? 'asc' : 'desc');
  const by = [
    ...terms.map(({ descending }, at) => `${order[at]} ${direction(descending)}`),
    `${key} ${direction(terms.at(-1)?.descending ?? false)}`,
  ];
  return `order by ${by.join(', ')} limit ${page.size + 1}`;
}

function beyondBoth({ statement, terms, cursors }: Asked, order: string[], key: string): string[] {
  const { after, before } = cursors;
  return [
    ...(after ? [beyond(statement, terms, order, key, after, 'after')] : []),
    ...(before ? [beyond(statement, terms, order, key, before, 'before')] : []),
  ];
}

/** Whether the search knows a faster way to how many it found. */
function countsFaster({ narrowed, search }: Asked['which']): boolean {
  return search.count !== undefined && !narrowed;
}

function countStatement({ list, row, which }: Asked, few: number): string {
  const { conditions, search } = which;
  if (countsFaster(which)) return `(${search.count})`;
  const counts = search.branches.map((branch, at) =>
    at < few
      ? `(select count(*) from ${fewIn(row, at)})`
      : `(select count(*) from ${rowsWhere(list, row, [...conditions, `(${branch})`])})`,
  );
  return `(${counts.join(' + ')})`;
}

function sumsStatement({ list, row, which }: Asked, few: number, aggregates: [string, Aggregate][]): string {
  const rows = which.search.branches.map((branch, at) => {
    const conditions =
      at < few
        ? [`${columnSql(list.key, row)} in (select ${fewIn(row, at)}.o0 from ${fewIn(row, at)})`]
        : [...which.conditions, `(${branch})`];
    return `select ${row}.* from ${rowsWhere(list, row, conditions)}`;
  });
  return aggregateStatement(aggregates, row, rows);
}

function pageOf(args: Record<string, unknown>): Page {
  const { first, last, after, before } = args as Partial<Record<'first' | 'last', number | null>> &
    Partial<Record<'after' | 'before', string | null>>;
  if (first != null && last != null)
    throw badInput(userError('ONE_OF_TWO', [], { one: 'first', other: 'last' }));
  for (const [name, size] of Object.entries({ first, last })) {
    if (size != null && (size < 1 || size > largestSize))
      throw badInput(userError('PAGE_SIZE_INVALID', name, { limit: largestSize }));
  }
  return {
    size: last ?? first ?? defaultSize,
    backward: last != null,
    after: after ?? undefined,
    before: before ?? undefined,
  };
}

function cursorsOf({ after, before }: Page, orderName: string, terms: OrderTerm[]): Cursors {
  return {
    after: after === undefined ? undefined : decodeCursor(after, orderName, terms, 'after'),
    before: before === undefined ? undefined : decodeCursor(before, orderName, terms, 'before'),
  };
}

/** The rows behind (or before) a cursor. One row comparison where all terms point the same way: an index serves it. */
function beyond(
  statement: Statement,
  terms: OrderTerm[],
  order: string[],
  key: string,
  values: string[],
  side: 'after' | 'before',
): string {
  const types = [...terms.map((term) => term.type), 'uuid'];
  const params = values.map((value, at) => `${statement.param(value)}::${types[at]}`);
  const columns = [...order, key];
  const descending = [...terms.map((term) => term.descending), terms.at(-1)?.descending ?? false];
  const operator = (at: number) => ((descending[at] ?? false) === (side === 'after') ? '<' : '>');
  if (descending.every((down) => down === descending[0])) {
    return `(${columns.join(', ')}) ${operator(0)} (${params.join(', ')})`;
  }
  const steps = columns.map((column, at) =>
    [
      ...columns.slice(0, at).map((equal, i) => `${equal} = ${params[i]}`),
      `${column} ${operator(at)} ${params[at]}`,
    ].join(' and '),
  );
  return `(${steps.map((step) => `(${step})`).join(' or ')})`;
}

interface Found {
  /** The cursor of a row of the page, from its end where the place is negative. */
  cursor(at: number): string | null;
  size: number;
  rows: unknown[][];
  totalCount: number | null;
  aggregates: Record<string, unknown>;
  pageInfo(): object;
}

/** What of a connection is asked for, under which keys; `nodes` and each `edges` may be there several times. */
function selectedParts(statement: Statement, list: ListSource, nodes: readonly FieldNode[]) {
  const name = storedType(list.type()).name;
  const connection = statement.objectType(`${name}Connection`);
  const rows: (readonly FieldNode[])[] = [];
  const decoders: [string, (found: Found) => unknown][] = [];
  let needsRows = false;
  let needsCount = false;
  let needsCursors = false;
  const aggregates: [string, Aggregate][] = [];
  for (const [key, fieldNodes] of statement.subfields(connection, nodes)) {
    const field = fieldNodes[0]?.name.value;
    if (field === 'totalCount') {
      needsCount = true;
      decoders.push([key, ({ totalCount }) => totalCount]);
    } else if (field === 'aggregates') {
      const known = aggregates.map(([name]) => name);
      const asked = askedAggregates(statement, list, name, fieldNodes);
      aggregates.push(...asked.filter(([name]) => !known.includes(name)));
      decoders.push([key, (found) => found.aggregates]);
    } else if (field === 'pageInfo') {
      needsRows = true;
      needsCursors ||= asksCursor(statement, 'PageInfo', fieldNodes);
      decoders.push([key, (found) => found.pageInfo()]);
    } else if (field === 'nodes') {
      needsRows = true;
      const at = rows.push(fieldNodes) - 1;
      decoders.push([key, (found) => found.rows[at]]);
    } else if (field === 'edges') {
      needsRows = true;
      needsCursors ||= asksCursor(statement, `${name}Edge`, fieldNodes);
      const edge = edgeParts(statement, name, fieldNodes, rows);
      decoders.push([key, (found) => Array.from({ length: found.size }, (_, at) => edge(found, at))]);
    }
  }
  return {
    rows,
    needsRows,
    needsCount,
    needsCursors,
    aggregates,
    decode: (found: Found) => {
      const connection: Record<string, unknown> = objectFor(decoders);
      for (const [key, decode] of decoders) connection[key] = decode(found);
      return connection;
    },
  };
}

function asksCursor(statement: Statement, type: string, nodes: readonly FieldNode[]): boolean {
  const fields = statement.subfields(statement.objectType(type), nodes);
  return [...fields.values()].some(([node]) => node?.name.value.toLowerCase().endsWith('cursor'));
}

function edgeParts(
  statement: Statement,
  name: string,
  nodes: readonly FieldNode[],
  rows: (readonly FieldNode[])[],
): (found: Found, index: number) => Record<string, unknown> {
  const decoders: [string, (found: Found, index: number) => unknown][] = [];
  for (const [key, fieldNodes] of statement.subfields(statement.objectType(`${name}Edge`), nodes)) {
    const field = fieldNodes[0]?.name.value;
    if (field === 'cursor') decoders.push([key, (found, index) => found.cursor(index)]);
    if (field === 'node') {
      const at = rows.push(fieldNodes) - 1;
      decoders.push([key, (found, index) => found.rows[at]?.[index]]);
    }
  }
  return (found, index) => {
    const edge: Record<string, unknown> = objectFor(decoders);
    for (const [key, decode] of decoders) edge[key] = decode(found, index);
    return edge;
  };
}

/** Callers choose the keys; and objects without a prototype are slow. */
function objectFor(decoders: readonly [key: string, ...unknown[]][]): Record<string, unknown> {
  return decoders.some(([key]) => key === '__proto__') ? Object.create(null) : {};
}
