import type { Chosen } from '@kolony/domain/bulk/bulk.store';
import { done, type Outcome, refused, userError } from '@kolony/domain/foundation/errors';
import { decodeIdOf, type Noun } from '@kolony/domain/foundation/ids';
import type { Keyring } from '@kolony/domain/foundation/keyring';
import type { Scope } from '@kolony/domain/foundation/scope';
import { type Binding, foundTables, orderOf, rowConditions } from './conditions.ts';
import { columnSql, type ListSource, storedType } from './sources.ts';

/** Most records that may be named one by one. */
export const mostSelected = 10_000;

/** Records of a list that an act is for: named one by one, or all that match. */
export interface Selection {
  ids?: string[] | null;
  matching?: { search?: string | null; filter?: object | null } | null;
}

interface Caller {
  scope: Scope;
  database: { keyring: Keyring };
}

/**
 * What a selection chooses, as SQL for the transaction in which it is fixed. Those that match come in the order asked
 * for; so do those that are named, and after them the ones that the list doesn't hold: what becomes of them is for the
 * act to say. `SELECTION_NOT_ONE` unless just one of `ids` and `matching` is given, `TOO_MANY`, `INVALID_ID`.
 */
export function chosenBy(
  { scope, database: { keyring } }: Caller,
  { list, noun }: { list: ListSource; noun: Noun },
  { ids, matching }: Selection,
  orderBy?: string[] | null,
): Outcome<Chosen> {
  if (ids ? matching : !matching) return refused(userError('SELECTION_NOT_ONE', 'selection'));
  const values: unknown[] = [];
  const binding: Binding = { decoding: { scope, keyring }, param: (value) => `$${values.push(value)}` };
  if (!ids) return done({ sql: listed(binding, list, { ...matching, orderBy }), values });

  const field = ['selection', 'ids'];
  if (ids.length > mostSelected) return refused(userError('TOO_MANY', field, { limit: mostSelected }));
  const uuids = ids.map((id) => decodeIdOf(noun, id));
  const malformed = uuids.flatMap((uuid, at) =>
    uuid ? [] : [userError('INVALID_ID', [...field, String(at)], { noun })],
  );
  if (malformed.length > 0) return refused(...malformed);
  const named = `${binding.param([...new Set(uuids)])}::uuid[]`;
  const known = listed(binding, list, { orderBy }, (row) => `${row}.id = any (${named})`);
  const sql = `with known as materialized (${known})
    select id, n from known union all
    select u.id, (select count(*) from known) + row_number() over (order by u.place)
    from unnest(${named}) with ordinality u(id, place) where u.id not in (select k.id from known k)`;
  return done({ sql, values });
}

/** The rows that a list's arguments ask for: ids, numbered in their order. */
function listed(
  binding: Binding,
  list: ListSource,
  args: Record<string, unknown>,
  on?: (row: string) => string,
): string {
  const row = 't0';
  const [, terms] = orderOf(list, args);
  const { conditions, search } = rowConditions(binding, list, args, row, on);
  const columns = [list.key, ...terms.map(({ sql }) => sql)]
    .map((sql, at) => `${columnSql(sql, row)} as o${at}`)
    .join(', ');
  const branches = search.branches.map(
    (branch) =>
      `select ${columns} from "${storedType(list.type()).table}" ${row} where ${[...conditions, `(${branch})`].join(' and ')}`,
  );
  const direction = (descending: boolean | undefined) => (descending ? 'desc' : 'asc');
  const order = [
    ...terms.map(({ descending }, at) => `c.o${at + 1} ${direction(descending)}`),
    `c.o0 ${direction(terms.at(-1)?.descending)}`,
  ].join(', ');
  const tables = foundTables(search, row);
  const begin = tables.length > 0 ? `with ${tables.join(', ')}` : '';
  return `${begin} select c.o0 as id, row_number() over (order by ${order}) as n
    from (${branches.join(' union all ')}) c`;
}
