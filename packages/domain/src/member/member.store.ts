import type { Transaction } from '../foundation/database.ts';
import { found } from '../foundation/database.ts';
import { DomainError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { planByIndex } from '../foundation/plans.ts';
import { isSealedKind } from './identity.rules.ts';
import type { MemberSeal } from './member.changes.ts';
import type { KeyedIdentity, MemberRow } from './member.record.ts';
import { type Today, todayIn } from './member.rules.ts';

/** Another transaction took meanwhile what this one was about to take: it begins anew (see `untilSettled`). */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

const mostAttempts = 20;

/**
 * Runs `work`; when it throws `Overtaken`, all that it wrote and locked is given back and it runs again, on what the
 * other transaction has left. So two writers of one new identity or order end with one row, and none fails.
 */
export async function untilSettled<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await tx.query('savepoint settle');
    try {
      await planByIndex(tx, true);
      const result = await work();
      await planByIndex(tx, false);
      await tx.query('release savepoint settle');
      return result;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      if (attempt >= mostAttempts) throw new DomainError('CONFLICT', {}, { cause: error });
      await tx.query('rollback to savepoint settle');
      await tx.query('release savepoint settle');
    }
  }
}

/** What rules need to know of the brand at work. */
export interface BrandTerms {
  currency: string;
  timeZone: string;
  today: Today;
}

/** The terms of the brand as they are now. */
export async function brandTerms(tx: Transaction): Promise<BrandTerms> {
  return await readTerms(tx, '');
}

/** The same for who writes amounts: until the end of the transaction, the currency can't change. */
export async function heldBrandTerms(tx: Transaction): Promise<BrandTerms> {
  return await readTerms(tx, 'for key share');
}

async function readTerms(tx: Transaction, lock: '' | 'for key share'): Promise<BrandTerms> {
  const [brand] = await tx.query<{ currency: string; time_zone: string }>(
    `select currency, time_zone from brand where id = $1 ${lock}`,
    [tx.brandId],
  );
  const { currency, time_zone } = found(brand, 'Brand');
  return { currency: currency.trim(), timeZone: time_zone, today: todayIn(time_zone, tx.now) };
}

/**
 * Locks members in the order of their ids, so that writers never wait for each other in a circle: those named, those who
 * have one of the identities, and whoever they were merged into. Gives, for each, the member that they are by now.
 */
export async function lockMembers(
  tx: Transaction,
  ids: readonly string[],
  lookups: readonly string[] = [],
): Promise<Map<string, LockedMember>> {
  const wanted = new Set(ids);
  for (;;) {
    const byId = new Map((await lockRows(tx, wanted, lookups)).map((row) => [row.id, row]));
    // Merged while this waited for them: the statement began before, and didn't know into whom.
    const missed = [...byId.values()].flatMap(({ merged_into: into }) =>
      into && !byId.has(into) ? into : [],
    );
    if (missed.length === 0) {
      const living = (row: LockedRow): LockedMember => {
        const next = row.merged_into === null ? undefined : byId.get(row.merged_into);
        return next ? living(next) : { id: row.id, version: row.version, closed: row.closed };
      };
      return new Map([...byId].map(([id, row]) => [id, living(row)]));
    }
    for (const id of missed) wanted.add(id);
  }
}

type LockedRow = LockedMember & { merged_into: string | null };

async function lockRows(
  tx: Transaction,
  ids: ReadonlySet<string>,
  lookups: readonly string[],
): Promise<LockedRow[]> {
  const named = lookups.length === 0 ? ofIds : ofIdsAndIdentities;
  const values = [[...ids], tx.brandId, ...(lookups.length === 0 ? [] : [lookups.map(asBytea)])];
  return await tx.query<LockedRow>(
    `with recursive wanted(id) as (
       ${named}
       union
       select m.merged_into from wanted w cross join lateral (
         select m.merged_into from member m where m.brand_id = $2 and m.id = w.id offset 0
       ) m where m.merged_into is not null
     )
     select m.* from (select w.id from wanted w order by w.id) w cross join lateral (
       select m.id, m.merged_into, m.version, m.closed_at is not null as closed from member m where m.brand_id = $2 and m.id = w.id for no key update
     ) m`,
    values,
    { keep: true },
  );
}

const ofIds = 'select unnest($1::uuid[])';
const ofIdsAndIdentities = `select * from (
  select unnest($1::uuid[]) union
  select i.member_id from unnest($3::bytea[]) k(lookup) cross join lateral (
    select i.member_id from member_identity i where i.brand_id = $2 and i.lookup = k.lookup offset 0
  ) i
) named`;

/** A member whose row is locked until the end of the transaction. */
export interface LockedMember {
  id: string;
  version: number;
  /** They have closed their account: nothing is known of them any more, and nothing is to be. */
  closed: boolean;
}

export function asBytea(hex: string): string {
  return `\\x${hex}`;
}

/** The members who have these identities: lookup (hex) to id. */
export async function identityOwners(
  tx: Transaction,
  lookups: readonly string[],
): Promise<Map<string, string>> {
  if (lookups.length === 0) return new Map();
  const rows = await tx.query<{ lookup: string; member_id: string }>(
    `select encode(k.lookup, 'hex') as lookup, i.member_id from unnest($1::bytea[]) k(lookup) cross join lateral (
       select i.member_id from member_identity i where i.brand_id = $2 and i.lookup = k.lookup offset 0
     ) i`,
    [lookups.map(asBytea), tx.brandId],
  );
  return new Map(rows.map((row) => [row.lookup, row.member_id]));
}

/** The rows of members, by id. */
export async function loadMembers(tx: Transaction, ids: readonly string[]): Promise<Map<string, MemberRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<Omit<MemberRow, 'joined_at'> & { joined_at: Date }>(
    `select m.* from unnest($1::uuid[]) k(id) cross join lateral (
       select id, display_name, '\\x' || encode(real_name_sealed, 'hex') as real_name_sealed,
         '\\x' || encode(address_sealed, 'hex') as address_sealed, gender, birthday::text as birthday, province, city,
         interests, source, joined_at, joined_by_order, merged_into, version
       from member m where m.brand_id = $2 and m.id = k.id offset 0
     ) m`,
    [[...new Set(ids)], tx.brandId],
  );
  return new Map(rows.map((row) => [row.id, { ...row, joined_at: new Date(row.joined_at).toISOString() }]));
}

const rowColumns = `id uuid, display_name text, real_name_sealed bytea, address_sealed bytea, gender text, birthday date,
  province text, city text, interests text[], source text, joined_at timestamptz, joined_by_order boolean,
  merged_into uuid, version integer, name_grams bigint[]`;

/** Adds members. */
export async function insertMembers(
  tx: Transaction,
  rows: readonly MemberRow[],
  seal: MemberSeal,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into member (brand_id, id, display_name, real_name_sealed, address_sealed, name_grams, gender, birthday,
       province, city, interests, source, joined_at, joined_by_order, created_at, updated_at)
     select $2, r.id, r.display_name, r.real_name_sealed, r.address_sealed, r.name_grams, r.gender, r.birthday,
       r.province, r.city, r.interests, r.source, r.joined_at, r.joined_by_order, $3, $3
     from json_to_recordset($1) r(${rowColumns})`,
    [JSON.stringify(rows.map((row) => ({ ...row, name_grams: seal.grams(row) }))), tx.brandId, tx.now],
  );
}

/** Writes members whose columns changed, and counts their version up. The rows are locked already. */
export async function updateMembers(
  tx: Transaction,
  rows: readonly { row: MemberRow; namesChanged: boolean }[],
  seal: MemberSeal,
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ row, namesChanged }) => ({
    ...row,
    name_grams: namesChanged ? seal.grams(row) : null,
  }));
  await tx.query(
    `update member m set display_name = r.display_name, real_name_sealed = r.real_name_sealed,
       address_sealed = r.address_sealed, name_grams = coalesce(r.name_grams, m.name_grams), gender = r.gender,
       birthday = r.birthday, province = r.province, city = r.city, interests = r.interests, joined_at = r.joined_at,
       joined_by_order = r.joined_by_order, merged_into = r.merged_into, version = r.version, updated_at = $3
     from json_to_recordset($1) r(${rowColumns}) where m.brand_id = $2 and m.id = r.id`,
    [JSON.stringify(values), tx.brandId, tx.now],
  );
}

/**
 * Adds identities, in the order of their lookups; gives their ids by lookup.
 * @throws Overtaken when one of them was taken by another transaction meanwhile
 */
export async function insertIdentities(
  tx: Transaction,
  identities: readonly (KeyedIdentity & { memberId: string })[],
  seal: MemberSeal,
): Promise<Map<string, string>> {
  if (identities.length === 0) return new Map();
  const rows = [...identities]
    .sort((one, other) => (one.lookup < other.lookup ? -1 : 1))
    .map(({ memberId, kind, namespace, value, verifiedAt, lookup }) => ({
      id: newId(),
      member_id: memberId,
      kind,
      namespace,
      value: isSealedKind(kind) ? null : value,
      value_sealed: isSealedKind(kind) ? seal.seal(value, 'member_identity.value_sealed') : null,
      lookup: asBytea(lookup),
      verified_at: verifiedAt,
    }));
  const added = await tx.query(
    `insert into member_identity (brand_id, id, member_id, kind, namespace, value, value_sealed, lookup, verified_at, created_at)
     select $2, r.id, r.member_id, r.kind, r.namespace, r.value, r.value_sealed, r.lookup, r.verified_at, $3
     from json_to_recordset($1) r(id uuid, member_id uuid, kind text, namespace text, value text, value_sealed bytea,
       lookup bytea, verified_at timestamptz)
     on conflict (brand_id, lookup) do nothing returning 1`,
    [JSON.stringify(rows), tx.brandId, tx.now],
  );
  if (added.length < rows.length) throw new Overtaken();
  return new Map(rows.map(({ lookup, id }) => [lookup.slice(2), id]));
}
