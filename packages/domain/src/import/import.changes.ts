import type { Transaction } from '../foundation/database.ts';
import type { MemberBefore, Recorded } from '../member/member.record.ts';
import type { OrderBefore, OrderLineRow } from '../order/order.record.ts';

export type ChangedNoun = 'Member' | 'Order';

/** How a record was before an import changed it. Personal data stands in it only sealed. */
export interface Before {
  /** Columns that changed, as they were. */
  columns: Record<string, unknown>;
  /** Ids of what a member was given. */
  identities: string[];
  tags: string[];
  notes: string[];
  /** Lines of an order as they were; null when they are the same. */
  lines: OrderLineRow[] | null;
  /** The version that it had; null for a record that the import made. */
  version: number | null;
}

/** What an import did to one record, and the version that it left. */
export interface Change {
  type: ChangedNoun;
  id: string;
  kind: 'created' | 'updated';
  before: Before;
  version: number;
}

/** Of a record that the import made. */
const nothingBefore: Before = {
  columns: {},
  identities: [],
  tags: [],
  notes: [],
  lines: null,
  version: null,
};

/** What a result of recording means for undoing; nothing for what was unchanged or refused. */
export function changesOf(type: ChangedNoun, result: Recorded<MemberBefore | OrderBefore>): Change[] {
  const none = nothingBefore;
  if (result.kind === 'created') {
    return [{ type, id: result.id, kind: 'created', before: none, version: result.version }];
  }
  if (result.kind !== 'updated') return [];
  const { columns, ...rest } = result.before;
  // What only gives a member an identity, a tag or a note is no new version of it.
  const counted = Object.keys(columns).length > 0 || 'lines' in rest;
  const before = { ...none, columns, ...rest, version: result.version - (counted ? 1 : 0) };
  return [{ type, id: result.id, kind: 'updated', before, version: result.version }];
}

/** Several changes of one record as one: what was before the first, and the version after the last. */
function merged(first: Change, second: Change): Change {
  const { before: one } = first;
  const { before: two } = second;
  return {
    ...first,
    version: second.version,
    before: {
      columns: { ...two.columns, ...one.columns },
      identities: [...one.identities, ...two.identities],
      tags: [...one.tags, ...two.tags],
      notes: [...one.notes, ...two.notes],
      lines: one.lines ?? two.lines,
      version:
        one.version === null || two.version === null
          ? (one.version ?? (first.kind === 'created' ? null : two.version))
          : Math.min(one.version, two.version),
    },
  };
}

/** Notes changes, together with those that earlier batches of the import have noted of the same records. */
export async function insertChanges(
  tx: Transaction,
  importId: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const byRecord = new Map<string, Change>();
  for (const change of changes) {
    const known = byRecord.get(change.id);
    byRecord.set(change.id, known ? merged(known, change) : change);
  }
  // Most were made, and nothing was there before: that is not even written down.
  const rows = [...byRecord.values()];
  await tx.query(
    `insert into import_change as c (brand_id, import_id, subject_type, subject_id, kind, before, version)
     select $1, $2, r.* from unnest($3::text[], $4::uuid[], $5::text[], $6::jsonb[], $7::integer[]) r
     on conflict (brand_id, import_id, subject_type, subject_id) do update set
       version = excluded.version,
       before = case when c.before is null then excluded.before when excluded.before is null then c.before
         else jsonb_build_object(
           'columns', (excluded.before -> 'columns') || (c.before -> 'columns'),
           'identities', (c.before -> 'identities') || (excluded.before -> 'identities'),
           'tags', (c.before -> 'tags') || (excluded.before -> 'tags'),
           'notes', (c.before -> 'notes') || (excluded.before -> 'notes'),
           'lines', coalesce(nullif(c.before -> 'lines', 'null'), excluded.before -> 'lines'),
           'version', c.before -> 'version') end`,
    [
      tx.brandId,
      importId,
      rows.map(({ type }) => type),
      rows.map(({ id }) => id),
      rows.map(({ kind }) => kind),
      rows.map(({ before }) => (before === nothingBefore ? null : JSON.stringify(before))),
      rows.map(({ version }) => version),
    ],
  );
}

/** What was before a change, as it is stored. */
export function beforeOf(stored: Before | null): Before {
  return stored ?? nothingBefore;
}
