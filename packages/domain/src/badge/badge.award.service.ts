import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { operatorOf } from '../foundation/scope.ts';
import { charactersOf, checkText } from '../foundation/text.ts';
import { lockLiving } from '../member/member.service.ts';
import { lockMembers } from '../member/member.store.ts';
import { brandZone, lockBadge } from './badge.store.ts';
import { badgePeriods } from './badge.value.ts';

/**
 * Gives a member a badge by hand, for the period at hand; gives the award's id. `BADGE_NOT_ACTIVE`, `BADGE_HELD` when they
 * have it for that period, `MEMBER_MERGED`, `MEMBER_CLOSED`.
 */
export async function awardBadge(
  tx: Transaction,
  input: { memberId: string; badgeId: string; note?: string | null },
): Promise<Outcome<string>> {
  const { memberId, badgeId } = input;
  const note = checkText('note', input.note ?? '', { limit: 200 });
  if (note.errors.length > 0) return refused(...note.errors);
  const member = await lockLiving(tx, memberId);
  if (!member.ok) return member;
  const badge = await lockBadge(tx, badgeId);
  if (!badge.active) return refused(userError('BADGE_NOT_ACTIVE', 'badgeId'));
  const id = newId();
  const given = await tx.query<{ period_key: string }>(
    `insert into badge_award (brand_id, id, badge_id, member_id, period_key, note, operator_id, at)
     select $1, $2, b.id, $4, p.key, $5, $6, $7
     from badge b cross join lateral ${badgePeriods('b', { now: '$7::timestamptz', timeZone: '$8', withLast: false })} p
     where b.brand_id = $1 and b.id = $3
     on conflict (brand_id, badge_id, member_id, period_key) where revoked_at is null do nothing returning period_key`,
    [tx.brandId, id, badgeId, memberId, note.text || null, operatorOf(tx.scope), tx.now, await brandZone(tx)],
  );
  const [award] = given;
  if (!award) return refused(userError('BADGE_HELD', 'badgeId'));
  tellOf(tx, 'badge.award', memberId, { badgeId, name: badge.name, period: award.period_key });
  return done(id);
}

/**
 * Takes a badge away from a member, with a reason; gives the award's id. They don't get it by themselves again for that
 * period; by hand they can. `BADGE_REVOKED` when that was done before.
 */
export async function revokeBadge(
  tx: Transaction,
  { id, reason }: { id: string; reason: string },
): Promise<Outcome<string>> {
  const { text, errors } = checkText('reason', reason, { limit: 200, required: true });
  if (errors.length > 0) return refused(...errors);
  const load = async (lock: '' | 'for update of a') => {
    const [row] = await tx.query<{
      member_id: string;
      badge_id: string;
      name: string;
      period_key: string;
      revoked: boolean;
    }>(
      `select a.member_id, a.badge_id, b.name, a.period_key, a.revoked_at is not null as revoked from badge_award a
       join badge b on b.brand_id = a.brand_id and b.id = a.badge_id where a.brand_id = $1 and a.id = $2 ${lock}`,
      [tx.brandId, id],
    );
    return found(row, 'BadgeAward');
  };
  // Members come first, then what is theirs.
  const owner = (await load('')).member_id;
  const isClosed = (await lockMembers(tx, [owner])).get(owner)?.closed ?? false;
  const award = await load('for update of a');
  if (award.revoked) return refused(userError('BADGE_REVOKED'));
  await tx.query(
    `update badge_award set revoked_at = $3, revoked_by = $4, revoked_reason = $5 where brand_id = $1 and id = $2`,
    // Of closed accounts nothing more is written down.
    [tx.brandId, id, tx.now, operatorOf(tx.scope), isClosed ? null : text],
  );
  const { badge_id: badgeId, name, period_key: period } = award;
  tellOf(tx, 'badge.revoke', award.member_id, { badgeId, name, period, ...charactersOf(text) });
  return done(id);
}

function tellOf(
  tx: Transaction,
  action: string,
  memberId: string,
  { badgeId, name, ...more }: { badgeId: string; name: string; period: string; characters?: number },
): void {
  const after = { badge: encodeId('Badge', badgeId), name, ...more };
  tx.audit({ action, subjectType: 'Member', changes: [{ id: memberId, before: null, after }] });
}
