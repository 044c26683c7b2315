import type { Transaction } from '../foundation/database.ts';

/**
 * What tells who members are, and what was written about them, beside their own rows; `$1` is their ids. Codes go by the
 * numbers that go after them.
 */
const statements = {
  codes: `delete from member_code where phone_lookup in (select lookup from member_identity where member_id = any ($1))`,
  identities: 'delete from member_identity where member_id = any ($1)',
  tags: 'delete from member_tag where member_id = any ($1)',
  notes: 'delete from member_note where member_id = any ($1)',
  events: 'update member_event set note = null where member_id = any ($1) and note is not null',
  badges: `update badge_award set note = null, revoked_reason = null
    where member_id = any ($1) and (note is not null or revoked_reason is not null)`,
  couponNotes: 'update coupon set note = null where member_id = any ($1) and note is not null',
  couponRedemptions:
    'update coupon_redemption set note = null where member_id = any ($1) and note is not null',
  redemptions: 'update reward_redemption set note = null where member_id = any ($1) and note is not null',
  // Nobody is left whom they could be approved for.
  waiting: `update points_adjustment set status = 'withdrawn', decided_at = now()
    where member_id = any ($1) and status = 'waiting'`,
  decisions: `update points_adjustment set decision_note = null where member_id = any ($1) and decision_note is not null`,
  birthdays: 'delete from birthday_care where member_id = any ($1)',
  benefitUses: 'update benefit_use set note = null where member_id = any ($1) and note is not null',
  devices: 'delete from member_device where member_id = any ($1)',
  // Nothing brings back what was: neither undoing a merge nor undoing an import.
  merges: 'delete from member_merge where kept_id = any ($1) or merged_id = any ($1)',
  imported: `delete from import_change where subject_type = 'Member' and subject_id = any ($1)`,
};

/** Erases all of that; gives how many rows of each were deleted or emptied. The members are locked. */
export async function erasePersonalData(
  tx: Transaction,
  memberIds: readonly string[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [what, statement] of Object.entries(statements)) {
    counts[what] = (await tx.query(`${statement} returning 1 as gone`, [memberIds])).length;
  }
  return counts;
}

/** Erases why their points came and went, of members whose accounts are closed by now; gives of how many rows. */
export async function eraseReasons(tx: Transaction, memberIds: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select kolony.erase_reasons($1::uuid[]) as n', [memberIds]);
  return row?.n ?? 0;
}
