import type { Transaction } from '../foundation/database.ts';
import type { MemberRow } from '../member/member.record.ts';

/** Whether a profile tells what a brand asks of its members: a name, gender, birthday, and where they live. */
export function isComplete(row: MemberRow): boolean {
  const named = row.display_name !== null || row.real_name_sealed !== null;
  const placed = row.province !== null || row.city !== null;
  return named && placed && row.gender !== 'unknown' && row.birthday !== null;
}

/**
 * Notes that somebody has completed a profile, if that is what has happened. Imports and merges don't call this: they
 * complete profiles by the thousand, and no member has done anything for it.
 */
export async function noteProfile(
  tx: Transaction,
  before: MemberRow | null,
  after: MemberRow,
): Promise<void> {
  if (!isComplete(after) || (before && isComplete(before))) return;
  await tx.query('insert into profile_completed_due (brand_id, member_id) values ($1, $2)', [
    tx.brandId,
    after.id,
  ]);
}
