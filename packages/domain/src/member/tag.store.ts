import type { Transaction } from '../foundation/database.ts';
import { newId } from '../foundation/ids.ts';

/** The ids of tags by name; those that aren't there yet are made. */
export async function ensureTags(tx: Transaction, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names)].sort();
  if (wanted.length === 0) return new Map();
  await tx.query(
    `insert into tag (brand_id, id, name, created_at) select $2, r.id, r.name, $3
     from json_to_recordset($1) r(id uuid, name text) on conflict (brand_id, name) do nothing`,
    [JSON.stringify(wanted.map((name) => ({ id: newId(), name }))), tx.brandId, tx.now],
  );
  const rows = await tx.query<{ id: string; name: string }>(
    'select id, name from tag where name = any ($1::text[])',
    [wanted],
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** Gives members tags; returns those that they didn't have. */
export async function addTags(
  tx: Transaction,
  pairs: readonly { memberId: string; tagId: string }[],
): Promise<{ memberId: string; tagId: string }[]> {
  if (pairs.length === 0) return [];
  const rows = await tx.query<{ member_id: string; tag_id: string }>(
    `insert into member_tag (brand_id, member_id, tag_id, created_at)
     select distinct $2::uuid, r."memberId", r."tagId", $3::timestamptz
     from json_to_recordset($1) r("memberId" uuid, "tagId" uuid)
     order by 2, 3 on conflict do nothing returning member_id, tag_id`,
    [JSON.stringify(pairs), tx.brandId, tx.now],
  );
  return rows.map((row) => ({ memberId: row.member_id, tagId: row.tag_id }));
}

/** Takes tags off members, by name; returns those that they had. */
export async function removeTags(
  tx: Transaction,
  memberIds: readonly string[],
  names: readonly string[],
): Promise<{ memberId: string; name: string }[]> {
  if (names.length === 0) return [];
  return await tx.query<{ memberId: string; name: string }>(
    `delete from member_tag mt using tag t
     where mt.brand_id = $3 and mt.member_id = any ($1::uuid[]) and t.brand_id = $3 and t.id = mt.tag_id
       and t.name = any ($2::text[])
     returning mt.member_id as "memberId", t.name`,
    [memberIds, names, tx.brandId],
  );
}

/** The names of the tags of many members. Who has none isn't in it. */
export async function tagsOfMany(
  tx: Transaction,
  memberIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ member_id: string; names: string[] }>(
    `select mt.member_id, array_agg(t.name order by t.name) as names
     from member_tag mt join tag t on t.brand_id = mt.brand_id and t.id = mt.tag_id
     where mt.brand_id = $2 and mt.member_id = any ($1::uuid[]) group by mt.member_id`,
    [memberIds, tx.brandId],
  );
  return new Map(rows.map((row) => [row.member_id, row.names]));
}

/** The names of each member's tags. */
export async function tagsOf(tx: Transaction, memberId: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select t.name from member_tag mt join tag t on t.brand_id = mt.brand_id and t.id = mt.tag_id
     where mt.member_id = $1 order by t.name`,
    [memberId],
  );
  return rows.map(({ name }) => name);
}
