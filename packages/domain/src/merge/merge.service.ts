import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { auditMember } from '../member/member.audit.ts';
import { MemberSeal, profileValue } from '../member/member.changes.ts';
import type { MemberRow } from '../member/member.record.ts';
import { mergedError } from '../member/member.service.ts';
import { loadMembers, lockMembers, updateMembers } from '../member/member.store.ts';
import { MemberMergeEntity } from './merge.entity.ts';
import { giveBack, handOver } from './merge.moving.ts';
import { blankColumns, columnsOfFields, fieldsToFill, type MovedByMerge } from './merge.rules.ts';

/** A merge: its id, by which it can be undone, and the member who was kept. */
export interface MergedMembers {
  id: string;
  keptId: string;
}

/**
 * Joins two members who are one person: `mergedId`'s identities, orders, events, notes, tags, consents, points and coupons go over to
 * `keptId`, whose empty profile fields are filled, and who has joined when the first of the two did. The merged member leaves all
 * lists. `MERGE_WITH_ITSELF`, `MEMBER_MERGED`.
 */
export async function mergeMembers(
  tx: Transaction,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<Outcome<MergedMembers>> {
  if (keptId === mergedId) return refused(userError('MERGE_WITH_ITSELF', 'mergedId'));
  const locked = await lockMembers(tx, [keptId, mergedId]);
  const rows = await loadMembers(tx, [keptId, mergedId]);
  const kept = found(rows.get(keptId), 'Member');
  const merged = found(rows.get(mergedId), 'Member');
  const errors = Object.entries({ keptId: kept, mergedId: merged }).flatMap(([field, row]): UserError[] => {
    const living = locked.get(row.id);
    if (row.merged_into !== null) return [{ ...mergedError(living?.id ?? row.merged_into), field: [field] }];
    return living?.closed ? [userError('MEMBER_CLOSED', field)] : [];
  });
  if (errors.length > 0) return refused(...errors);

  const seal = new MemberSeal(tx.keyring, tx.brandId);
  const filled = fieldsToFill(kept, merged);
  const earlier = merged.joined_at < kept.joined_at;
  const keptAfter: MemberRow = {
    ...kept,
    ...columnsOfFields(merged, filled),
    ...(earlier
      ? { joined_at: merged.joined_at, joined_by_order: kept.joined_by_order && merged.joined_by_order }
      : {}),
    version: kept.version + 1,
  };
  await updateMembers(tx, [{ row: keptAfter, namesChanged: changesNames(filled) }], seal);
  const moved: MovedByMerge = {
    ...(await handOver(tx, mergedId, keptId)),
    filled,
    joinedAt: earlier ? { at: kept.joined_at, byOrder: kept.joined_by_order } : null,
  };
  const mergedAfter = { ...merged, merged_into: keptId, version: merged.version + 1 };
  await updateMembers(tx, [{ row: mergedAfter, namesChanged: false }], seal);

  const id = newId();
  tx.em.create(MemberMergeEntity, {
    brandId: tx.brandId,
    id,
    keptId,
    mergedId,
    moved,
    mergedBy: tx.scope.actor.id,
    mergedAt: tx.now,
    undoneAt: null,
  });
  auditMerge(tx, 'member.merge', seal, [kept, keptAfter], [merged, mergedAfter], countsOf(moved));
  return done({ id, keptId });
}

/**
 * Undoes a merge: what it moved and the kept member still has goes back, and profile fields that it filled are emptied
 * unless they were changed since. `MERGE_UNDONE` when that was done already,
 * `MERGE_KEPT_MERGED` when the kept member was itself merged on, `MERGE_NOT_LAST` when another was merged into it since:
 * that merge is to be undone first, for it began with what this one had left.
 */
export async function undoMerge(tx: Transaction, { id }: { id: string }): Promise<Outcome<MergedMembers>> {
  const where = { brandId: tx.brandId, id };
  const { keptId, mergedId } = found(await tx.em.findOne(MemberMergeEntity, where), 'MemberMerge');
  const locked = await lockMembers(tx, [keptId, mergedId]);
  const merge = await tx.em.findOneOrFail(MemberMergeEntity, where, { refresh: true });
  if (merge.undoneAt) return refused(userError('MERGE_UNDONE'));
  const rows = await loadMembers(tx, [keptId, mergedId]);
  const kept = found(rows.get(keptId), 'Member');
  const merged = found(rows.get(mergedId), 'Member');
  if (kept.merged_into !== null) {
    const into = locked.get(keptId)?.id ?? kept.merged_into;
    return refused(userError('MERGE_KEPT_MERGED', [], { member: encodeId('Member', into) }));
  }
  // Merges get their ids while the kept member is locked: their order is that of the ids.
  const [later] = await tx.query<{ merged_id: string }>(
    `select merged_id from member_merge where brand_id = $1 and kept_id = $2 and undone_at is null and id > $3
     order by id desc limit 1`,
    [tx.brandId, keptId, id],
  );
  if (later) return refused(userError('MERGE_NOT_LAST', [], { member: encodeId('Member', later.merged_id) }));

  const seal = new MemberSeal(tx.keyring, tx.brandId);
  const { moved } = merge;
  const same = (field: MovedByMerge['filled'][number]) =>
    JSON.stringify(profileValue(kept, field, seal)) === JSON.stringify(profileValue(merged, field, seal));
  const emptied = moved.filled.filter(same);
  const keptAfter: MemberRow = {
    ...kept,
    ...blankColumns(emptied),
    ...(moved.joinedAt && same('joinedAt')
      ? { joined_at: moved.joinedAt.at, joined_by_order: moved.joinedAt.byOrder }
      : {}),
    version: kept.version + 1,
  };
  await updateMembers(tx, [{ row: keptAfter, namesChanged: changesNames(emptied) }], seal);
  const mergedAfter = { ...merged, merged_into: null, version: merged.version + 1 };
  await updateMembers(tx, [{ row: mergedAfter, namesChanged: false }], seal);
  const returned = await giveBack(tx, moved, { keptId, mergedId, mergedAt: merge.mergedAt });
  merge.undoneAt = tx.now;
  auditMerge(tx, 'member.merge_undo', seal, [kept, keptAfter], [merged, mergedAfter], returned);
  return done({ id, keptId });
}

function changesNames(fields: readonly string[]): boolean {
  return fields.includes('displayName') || fields.includes('realName');
}

type Counts = Record<
  | 'identities'
  | 'orders'
  | 'notes'
  | 'consents'
  | 'adjustments'
  | 'redemptions'
  | 'coupons'
  | 'couponRedemptions'
  | 'events'
  | 'birthdays'
  | 'badges'
  | 'benefitUses'
  | 'tags',
  number
>;

function countsOf(moved: MovedByMerge): Counts {
  const { identities, orders, notes, consents, adjustments, redemptions, events, birthdays, badges, tags } =
    moved;
  return {
    identities: identities.length,
    orders: orders.length,
    notes: notes.length,
    consents: consents.length,
    adjustments: adjustments.length,
    redemptions: redemptions.length,
    coupons: moved.coupons.length,
    couponRedemptions: moved.couponRedemptions.length,
    events: events.length,
    birthdays: birthdays.length,
    badges: badges.length,
    benefitUses: moved.benefitUses.length,
    tags: tags.length,
  };
}

function auditMerge(
  tx: Transaction,
  action: string,
  seal: MemberSeal,
  [kept, keptAfter]: [MemberRow, MemberRow],
  [merged, mergedAfter]: [MemberRow, MemberRow],
  moved: Counts,
): void {
  const publicId = (id: string | null) => id && encodeId('Member', id);
  tx.audit({
    action,
    subjectType: 'Member',
    changes: [
      {
        id: kept.id,
        before: auditMember(kept, seal, keptAfter),
        after: { ...auditMember(keptAfter, seal, keptAfter), moved },
      },
      {
        id: merged.id,
        before: { mergedInto: publicId(merged.merged_into) },
        after: { mergedInto: publicId(mergedAfter.merged_into) },
      },
    ],
  });
}
