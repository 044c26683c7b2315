import type { Transaction } from '../foundation/database.ts';
import { newId } from '../foundation/ids.ts';
import { addTags, ensureTags } from './tag.store.ts';

/** Tags and notes that a record brought to its member: those that the member didn't have. */
export interface Extras {
  tags: { id: string; name: string }[];
  /** Ids of the notes. */
  notes: string[];
}

interface WantedExtras {
  /** Null for a record that was refused. */
  memberId: string | null;
  tags: readonly string[];
  note: string | null;
}

/** Adds the tags and notes of records to their members; what a member has already isn't added again. */
export async function addExtras(tx: Transaction, wanted: readonly WantedExtras[]): Promise<Extras[]> {
  const tags = await ensureTags(
    tx,
    wanted.flatMap((record) => (record.memberId ? record.tags : [])),
  );
  const pairs = wanted.flatMap(({ memberId, tags: names }, record) =>
    memberId ? names.map((name) => ({ record, memberId, name, tagId: tags.get(name) ?? '' })) : [],
  );
  const news = new Set((await addTags(tx, pairs)).map(({ memberId, tagId }) => `${memberId} ${tagId}`));
  const notes = await addNotes(tx, wanted);
  const extras = wanted.map((_, at): Extras => ({ tags: [], notes: notes.get(at) ?? [] }));
  for (const { record, memberId, name, tagId } of pairs) {
    if (news.delete(`${memberId} ${tagId}`)) extras[record]?.tags.push({ id: tagId, name });
  }
  return extras;
}

async function addNotes(tx: Transaction, wanted: readonly WantedExtras[]): Promise<Map<number, string[]>> {
  const notes = wanted.flatMap(({ memberId, note }, record) =>
    memberId && note ? [{ id: newId(), record, member_id: memberId, body: note }] : [],
  );
  if (notes.length === 0) return new Map();
  const added = await tx.query<{ id: string }>(
    `insert into member_note (brand_id, id, member_id, body, author_id, created_at)
     select $2, r.id, r.member_id, r.body, $4, $3
     from (
       select distinct on (r.member_id, r.body) r.id, r.member_id, r.body
       from json_to_recordset($1) r(id uuid, member_id uuid, body text) order by r.member_id, r.body, r.id
     ) r
     where not exists (select from member_note n where n.member_id = r.member_id and n.brand_id = $2 and n.body = r.body)
     returning id`,
    [JSON.stringify(notes), tx.brandId, tx.now, tx.scope.actor.id],
  );
  const byId = new Map(notes.map(({ id, record }) => [id, record]));
  return new Map(added.map(({ id }) => [byId.get(id) ?? -1, [id]]));
}
