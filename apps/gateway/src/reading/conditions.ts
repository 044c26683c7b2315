import { userError } from '@kolony/domain/foundation/errors';
import { badInput } from '../server/errors.ts';
import { type Decoding, found, type ListSource, type OrderTerm, type Search } from './sources.ts';

const deepestFilter = 5;
/** Filters in one filter, itself included. Each may hold all of its noun's conditions. */
const mostFilters = 100;
/** Orders by which a list can be sorted at once. */
export const mostOrders = 3;

/** A statement in the making, as far as conditions need it: its values, and for whom they are made. */
export interface Binding {
  param(value: unknown): string;
  readonly decoding: Pick<Decoding, 'scope' | 'keyring'>;
}

/** What the search has found once for all of its branches, as tables to begin a statement with. */
export function foundTables({ found: parts = {} }: Search, row: string): string[] {
  return Object.entries(parts).map(([name, sql]) => `${found(row, name)} as materialized (${sql})`);
}

/**
 * Which rows of a list the arguments ask for: what holds for all of them, whether that is more than what holds for every
 * row of the list, and the branches of the search.
 */
export function rowConditions(
  binding: Binding,
  list: ListSource,
  args: Record<string, unknown>,
  row: string,
  on?: (row: string) => string,
): { conditions: string[]; narrowed: boolean; search: Search } {
  const { scope, keyring } = binding.decoding;
  const conditions = { row, scope, keyring, param: (value: unknown) => binding.param(value) };
  const always = list.where ? [list.where(row)] : [];
  const sql = on ? [on(row)] : [];
  if (args.filter)
    sql.push(...filterSql(args.filter as Filter, (filter) => list.filter?.(filter, conditions) ?? []));
  const text = typeof args.search === 'string' ? args.search.trim() : '';
  const search = text && list.search ? list.search(text, conditions) : { branches: ['true'] };
  return {
    conditions: [...always, ...sql].map((condition) => `(${condition})`),
    narrowed: sql.length > 0,
    search,
  };
}

type Filter = Record<string, unknown> & { and?: Filter[] | null; or?: Filter[] | null; not?: Filter | null };

function filterSql(
  filter: Filter,
  leaf: (filter: Filter) => string[],
  depth = 1,
  seen = { filters: 0 },
): string[] {
  if (depth > deepestFilter) throw badInput(userError('FILTER_TOO_DEEP', 'filter', { limit: deepestFilter }));
  seen.filters += 1;
  if (seen.filters > mostFilters)
    throw badInput(userError('FILTER_TOO_WIDE', 'filter', { limit: mostFilters }));
  const all = (filters: string[]) =>
    filters.length > 0 ? filters.map((sql) => `(${sql})`).join(' and ') : 'true';
  const inner = (other: Filter) => all(filterSql(other, leaf, depth + 1, seen));
  const sql = leaf(filter);
  if (filter.and) sql.push(...filter.and.map(inner));
  if (filter.or)
    sql.push(filter.or.length > 0 ? filter.or.map((other) => `(${inner(other)})`).join(' or ') : 'false');
  if (filter.not) sql.push(`not coalesce((${inner(filter.not)}), false)`);
  return sql;
}

/** The orders that the arguments ask for, one after the other, by their names; the list's first one by default. */
export function orderOf(list: ListSource, args: Record<string, unknown>): [string, OrderTerm[]] {
  const asked = (args.orderBy as string[] | null | undefined) ?? [];
  if (asked.length > mostOrders) throw badInput(userError('TOO_MANY', 'orderBy', { limit: mostOrders }));
  const names = asked.length > 0 ? asked : Object.keys(list.orders).slice(0, 1);
  const terms = names.flatMap((name) => list.orders[name] ?? []);
  if (terms.length === 0) throw new Error('a list needs an order');
  return [names.join(), terms];
}
