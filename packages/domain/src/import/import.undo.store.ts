import type { AuditChange } from '../foundation/audit.ts';
import type { Transaction } from '../foundation/database.ts';
import { auditMember } from '../member/member.audit.ts';
import { MemberSeal } from '../member/member.changes.ts';
import type { MemberRow } from '../member/member.record.ts';
import { loadMembers, lockMembers, updateMembers } from '../member/member.store.ts';
import { auditOrder } from '../order/order.audit.ts';
import type { OrderLineRow, OrderRow } from '../order/order.record.ts';
import { loadOrdersById, lockOrders, replaceLines, updateOrders } from '../order/order.store.ts';
import { type Before, beforeOf, type ChangedNoun } from './import.changes.ts';

interface Noted {
  id: string;
  kind: 'created' | 'updated';
  before: Before;
}

/**
 * Deletes orders that an import made and puts those that it changed back, once `check` finds nothing against it. An order
 * that had another member before goes to whom that one has become, should they have been merged meanwhile.
 * @throws Overtaken when an order changed while this waited for it, see `untilSettled`
 */
export async function takeBackOrders(
  tx: Transaction,
  importId: string,
  ids: readonly string[],
  check: () => Promise<void>,
): Promise<void> {
  const noted = await loadNoted(tx, importId, 'Order', ids);
  const read = await loadOrdersById(tx, ids);
  // Members before their orders, as everyone does who writes orders; those that get an order back as well.
  const owners = [...noted.values()].flatMap(({ before }) => before.columns.member_id ?? []);
  const locked = await lockMembers(tx, [
    ...[...read.values()].map((row) => row.member_id),
    ...owners.map(String),
  ]);
  // Before their orders: however many were changed since they were read, the first stops it.
  await check();
  await lockOrders(tx, [...read.values()]);

  const made = ids.filter((id) => noted.get(id)?.kind === 'created');
  const rows = [...read.values()].flatMap((row) => {
    const { kind, before } = noted.get(row.id) ?? {};
    if (kind !== 'updated' || !before) return [];
    const columns: Partial<OrderRow> = before.columns;
    const owner = columns.member_id ?? row.member_id;
    const back = { ...row, ...columns, member_id: locked.get(owner)?.id ?? owner, version: row.version + 1 };
    return [{ row, back, before }];
  });
  await tx.query('delete from "order" where brand_id = $1 and id = any ($2::uuid[])', [tx.brandId, made]);
  await updateOrders(
    tx,
    rows.map(({ back }) => back),
  );
  await replaceLines(
    tx,
    rows.flatMap(({ back, before }) => {
      const lines: OrderLineRow[] | null = before.lines;
      return lines ? [{ id: back.id, created: false, lines }] : [];
    }),
  );
  await moveVersions(tx, importId, 'Order', rows);
  const changes = [
    ...made.flatMap((id): AuditChange[] => {
      const row = read.get(id);
      return row ? [{ id, before: auditOrder(row), after: null }] : [];
    }),
    ...rows.map(({ row, back }) => ({ id: row.id, before: auditOrder(row), after: auditOrder(back) })),
  ];
  const relatedIds = [...read.values(), ...rows.map(({ back }) => back)].map((row) => row.member_id);
  tx.audit({ action: 'order.import_undo', subjectType: 'Order', changes, relatedIds });
}

/** Deletes members that an import made and puts those that it changed back, once `check` finds nothing against it. */
export async function takeBackMembers(
  tx: Transaction,
  importId: string,
  ids: readonly string[],
  check: () => Promise<void>,
): Promise<void> {
  await lockMembers(tx, ids);
  await check();
  const seal = new MemberSeal(tx.keyring, tx.brandId);
  const noted = await loadNoted(tx, importId, 'Member', ids);
  const read = await loadMembers(tx, ids);
  const made = ids.filter((id) => noted.get(id)?.kind === 'created');
  const changed = [...read.values()].flatMap((row) => {
    const { kind, before } = noted.get(row.id) ?? {};
    return kind === 'updated' && before ? [{ row, before }] : [];
  });
  await removeExtras(tx, changed);
  const rows = changed.flatMap(({ row, before }) => {
    const columns: Partial<MemberRow> = before.columns;
    if (Object.keys(columns).length === 0) return [];
    return [{ row, columns, back: { ...row, ...columns, version: row.version + 1 }, before }];
  });
  await updateMembers(
    tx,
    rows.map(({ back, columns }) => ({
      row: back,
      namesChanged: 'display_name' in columns || 'real_name_sealed' in columns,
    })),
    seal,
  );
  await tx.query('delete from member where brand_id = $1 and id = any ($2::uuid[])', [tx.brandId, made]);
  await moveVersions(tx, importId, 'Member', rows);
  const changes = [
    ...made.flatMap((id): AuditChange[] => {
      const row = read.get(id);
      return row ? [{ id, before: auditMember(row, seal), after: null }] : [];
    }),
    ...changed.map(({ row, before }): AuditChange => {
      const columns: Partial<MemberRow> = before.columns;
      const extras = {
        identities: before.identities.length,
        tags: before.tags.length,
        notes: before.notes.length,
      };
      return {
        id: row.id,
        before: { ...auditMember(row, seal, columns), imported: extras },
        after: { ...auditMember({ ...row, ...columns }, seal, columns), imported: null },
      };
    }),
  ];
  tx.audit({ action: 'member.import_undo', subjectType: 'Member', changes });
}

async function loadNoted(
  tx: Transaction,
  importId: string,
  type: 'Order' | 'Member',
  ids: readonly string[],
): Promise<Map<string, Noted>> {
  const rows = await tx.query<Omit<Noted, 'before'> & { before: Before | null }>(
    `select subject_id as id, kind, before from import_change
     where import_id = $1 and subject_type = $2 and subject_id = any ($3::uuid[])`,
    [importId, type, ids],
  );
  return new Map(rows.map((row) => [row.id, { ...row, before: beforeOf(row.before) }]));
}

/** Takes identities, tags and notes off again, as far as the member still has them. */
async function removeExtras(
  tx: Transaction,
  changed: readonly { row: MemberRow; before: Before }[],
): Promise<void> {
  const ids = (pick: 'identities' | 'notes') => changed.flatMap(({ before }) => before[pick]);
  const members = changed.map(({ row }) => row.id);
  for (const [table, gone] of [
    ['member_identity', ids('identities')],
    ['member_note', ids('notes')],
  ] as const) {
    if (gone.length === 0) continue;
    await tx.query(
      `delete from ${table} where brand_id = $1 and id = any ($2::uuid[]) and member_id = any ($3::uuid[])`,
      [tx.brandId, gone, members],
    );
  }
  const tags = changed.flatMap(({ row, before }) => before.tags.map((tag) => ({ member: row.id, tag })));
  if (tags.length === 0) return;
  await tx.query(
    `delete from member_tag t using json_to_recordset($1) r(member uuid, tag uuid)
     where t.brand_id = $2 and t.member_id = r.member and t.tag_id = r.tag`,
    [JSON.stringify(tags), tx.brandId],
  );
}

/**
 * A record that is as an earlier import left it, but for its version: the earlier import is told, so that it can be
 * undone in its turn.
 */
async function moveVersions(
  tx: Transaction,
  importId: string,
  type: ChangedNoun,
  rows: readonly { row: { id: string }; back: { version: number }; before: Before }[],
): Promise<void> {
  if (rows.length === 0) return;
  const moves = rows.map(({ row, back, before }) => ({
    id: row.id,
    from_version: before.version,
    to_version: back.version,
  }));
  await tx.query(
    `update import_change c set version = r.to_version
     from json_to_recordset($1) r(id uuid, from_version integer, to_version integer), import i
     where i.brand_id = $2 and i.id <> $3 and c.brand_id = i.brand_id and c.import_id = i.id and c.subject_type = $4
       and c.subject_id = r.id and c.version = r.from_version`,
    [JSON.stringify(moves), tx.brandId, importId, type],
  );
}
