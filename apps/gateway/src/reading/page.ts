import { userError } from '@kolony/domain/foundation/errors';
import type { FieldNode } from 'graphql';
import { badInput } from '../server/errors.ts';
import { orderOf, rowConditions, withFound } from './conditions.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { columnSql, type ListSource, type OrderTerm, storedType } from './sources.ts';
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
  const page = pageOf(args);
  const [orderName, terms] = orderOf(list, args);
  const cursors = cursorsOf(page, orderName, terms);
  const parts = selectedParts(statement, list, nodes);
  const row = statement.alias();
  const projections = parts.rows.map((fieldNodes) => statement.row(list.type(), row, fieldNodes));
  const used = parts.needsRows || parts.needsCount;
  // What is wrong with the arguments is told whatever is asked for.
  const binding = used ? statement : { decoding: statement.decoding, param: () => 'null' };
  const which = rowConditions(binding, list, args, row, on);
  const rowsSql = parts.needsRows
    ? rowsStatement(statement, { list, page, cursors, terms, row, which }, projections)
    : 'null';
  const countSql = parts.needsCount ? countStatement(list, row, which) : 'null';
  const sql = `json_build_array(${rowsSql}, ${countSql})`;
  const found = used ? withFound(which.search, row) : '';

  return {
    sql: found ? `(${found} select ${sql})` : sql,
    decode: (raw) => {
      const [read, totalCount] = raw as [[string[], ...unknown[]][] | null, number | null];
      const more = (read?.length ?? 0) > page.size;
      const kept = (read ?? []).slice(0, page.size);
      if (page.backward) kept.reverse();
      const cursors = kept.map(([values]) => encodeCursor(orderName, values));
      return parts.decode({
        cursors,
        rows: projections.map((projection, at) => kept.map((values) => projection.decode(values[at + 1]))),
        totalCount,
        pageInfo: {
          // The row of the cursor itself is on the other side, as far as it is still there.
          hasNextPage: page.before !== undefined || (!page.backward && more),
          hasPreviousPage: page.after !== undefined || (page.backward && more),
          startCursor: cursors[0] ?? null,
          endCursor: cursors.at(-1) ?? null,
        },
      });
    },
  };
}

interface RowsOptions {
  list: ListSource;
  page: Page;
  cursors: Cursors;
  terms: OrderTerm[];
  row: string;
  which: ReturnType<typeof rowConditions>;
}

function rowsStatement(statement: Statement, options: RowsOptions, projections: Projection[]): string {
  const {
    list,
    page,
    cursors: { after, before },
    terms,
    row,
    which: { search },
  } = options;
  const key = columnSql(list.key, row);
  const order = terms.map((term) => columnSql(term.sql, row));
  const conditions = [...options.which.conditions];
  if (after) conditions.push(beyond(statement, terms, order, key, after, 'after'));
  if (before) conditions.push(beyond(statement, terms, order, key, before, 'before'));

  const direction = (descending: boolean) => (descending === page.backward ? 'asc' : 'desc');
  const last = terms.at(-1)?.descending ?? false;
  const orderBy = [
    ...terms.map((term, at) => `${order[at]} ${direction(term.descending)}`),
    `${key} ${direction(last)}`,
  ].join(', ');
  const cursors = [...order, key].map((sql, at) => `(${sql})::text as "cursor${at}"`).join(', ');
  const cursor = `json_build_array(${[...order, key].map((_, at) => `${row}."cursor${at}"`).join(', ')})`;
  const columns = [cursor, ...projections.map(({ sql }) => sql)].join(', ');
  const cut = `order by ${orderBy} limit ${page.size + 1}`;
  const rows = search.branches.map(
    (branch) =>
      `select ${row}.* from "${storedType(list.type()).table}" ${row} where ${[...conditions, `(${branch})`].join(' and ')} ${cut}`,
  );
  return `(select coalesce(json_agg(json_build_array(${columns}) order by ${row}.place), '[]') from (
    select ${row}.*, ${cursors}, row_number() over (order by ${orderBy}) as place
    from (${rows.map((sql) => `(${sql})`).join(' union all ')}) ${row} ${cut}) ${row})`;
}

function countStatement(
  list: ListSource,
  row: string,
  { conditions, narrowed, search }: RowsOptions['which'],
): string {
  if (search.count && !narrowed) return `(${search.count})`;
  const counts = search.branches.map(
    (branch) =>
      `(select count(*) from "${storedType(list.type()).table}" ${row} where ${[...conditions, `(${branch})`].join(' and ')})`,
  );
  return `(${counts.join(' + ')})`;
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
  cursors: string[];
  rows: unknown[][];
  totalCount: number | null;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** What of a connection is asked for, under which keys; `nodes` and each `edges` may be there several times. */
function selectedParts(statement: Statement, list: ListSource, nodes: readonly FieldNode[]) {
  const name = storedType(list.type()).name;
  const connection = statement.objectType(`${name}Connection`);
  const rows: (readonly FieldNode[])[] = [];
  const decoders: [string, (found: Found) => unknown][] = [];
  let needsRows = false;
  let needsCount = false;
  for (const [key, fieldNodes] of statement.subfields(connection, nodes)) {
    const field = fieldNodes[0]?.name.value;
    if (field === 'totalCount') {
      needsCount = true;
      decoders.push([key, ({ totalCount }) => totalCount]);
    } else if (field === 'pageInfo') {
      needsRows = true;
      decoders.push([key, ({ pageInfo }) => pageInfo]);
    } else if (field === 'nodes') {
      needsRows = true;
      const at = rows.push(fieldNodes) - 1;
      decoders.push([key, (found) => found.rows[at]]);
    } else if (field === 'edges') {
      needsRows = true;
      const edge = edgeParts(statement, name, fieldNodes, rows);
      decoders.push([key, (found) => found.cursors.map((_, index) => edge(found, index))]);
    }
  }
  return {
    rows,
    needsRows,
    needsCount,
    decode: (found: Found) => Object.fromEntries(decoders.map(([key, decode]) => [key, decode(found)])),
  };
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
    if (field === 'cursor') decoders.push([key, (found, index) => found.cursors[index]]);
    if (field === 'node') {
      const at = rows.push(fieldNodes) - 1;
      decoders.push([key, (found, index) => found.rows[at]?.[index]]);
    }
  }
  return (found, index) => Object.fromEntries(decoders.map(([key, decode]) => [key, decode(found, index)]));
}
