import { moveBadges, moveBadgesBack } from '../badge/badge.moving.ts';
import type { Transaction } from '../foundation/database.ts';
import { joinOptOut, partOptOut } from '../leaderboard/opt-out.store.ts';
import { movePoints, movePointsBack } from '../points/points.moving.ts';
import { joinTiers, partTiers } from '../tier/tier.moving.ts';
import type { MovedByMerge } from './merge.rules.ts';

type Moved = Omit<MovedByMerge, 'filled' | 'joinedAt'>;

const tables = {
  identities: 'member_identity',
  orders: '"order"',
  notes: 'member_note',
  consents: 'member_consent',
  adjustments: 'points_adjustment',
  redemptions: 'reward_redemption',
  coupons: 'coupon',
  couponRedemptions: 'coupon_redemption',
  events: 'member_event',
  birthdays: 'birthday_care',
  benefitUses: 'benefit_use',
} as const;

/** Moves all that belongs to a member to another one; gives the ids of what went. Both are locked. */
export async function handOver(tx: Transaction, from: string, to: string): Promise<Moved> {
  const move = async (table: string) => {
    const rows = await tx.query<{ id: string }>(
      `update ${table} set member_id = $2 where brand_id = $3 and member_id = $1 returning id`,
      [from, to, tx.brandId],
    );
    return rows.map(({ id }) => id);
  };
  const tags = await tx.query<{ tag_id: string; added: boolean }>(
    `with gone as (delete from member_tag where brand_id = $3 and member_id = $1 returning tag_id, created_at),
       added as (
         insert into member_tag (brand_id, member_id, tag_id, created_at) select $3, $2, tag_id, created_at from gone
         on conflict do nothing returning tag_id)
     select gone.tag_id, added.tag_id is not null as added from gone left join added using (tag_id)`,
    [from, to, tx.brandId],
  );
  await signOutEverywhere(tx, from);
  await joinOptOut(tx, from, to);
  return {
    identities: await move(tables.identities),
    orders: await move(tables.orders),
    notes: await move(tables.notes),
    consents: await move(tables.consents),
    adjustments: await move(tables.adjustments),
    redemptions: await move(tables.redemptions),
    coupons: await move(tables.coupons),
    couponRedemptions: await move(tables.couponRedemptions),
    events: await move(tables.events),
    birthdays: await move(tables.birthdays),
    badges: await moveBadges(tx, from, to),
    benefitUses: await move(tables.benefitUses),
    tiers: await joinTiers(tx, from, to),
    points: await movePoints(tx, from, to),
    tags: tags.map(({ tag_id }) => tag_id),
    tagsAdded: tags.filter(({ added }) => added).map(({ tag_id }) => tag_id),
  };
}

/** Gives back what a merge moved, as far as the kept member still has it; gives how much of each. */
export async function giveBack(
  tx: Transaction,
  moved: Moved,
  { keptId, mergedId, mergedAt }: { keptId: string; mergedId: string; mergedAt: Date },
): Promise<Record<keyof typeof tables | 'badges' | 'tags', number>> {
  await signOutEverywhere(tx, keptId);
  const back = async (table: string, ids: readonly string[]) => {
    const rows = await tx.query(
      `update ${table} set member_id = $2 where brand_id = $3 and member_id = $1 and id = any ($4::uuid[]) returning 1`,
      [keptId, mergedId, tx.brandId, ids],
    );
    return rows.length;
  };
  const tags = await tx.query(
    `with gone as (
       delete from member_tag where brand_id = $3 and member_id = $1 and tag_id = any ($5::uuid[]))
     insert into member_tag (brand_id, member_id, tag_id)
     select $3, $2, tag_id from member_tag where brand_id = $3 and member_id = $1 and tag_id = any ($4::uuid[])
     on conflict do nothing returning 1`,
    [keptId, mergedId, tx.brandId, moved.tags, moved.tagsAdded],
  );
  await partOptOut(tx, { keptId, mergedId, since: mergedAt });
  await movePointsBack(tx, { from: keptId, to: mergedId });
  await partTiers(tx, moved.tiers, { keptId, mergedId });
  return {
    identities: await back(tables.identities, moved.identities),
    orders: await back(tables.orders, moved.orders),
    notes: await back(tables.notes, moved.notes),
    consents: await back(tables.consents, moved.consents),
    adjustments: await back(tables.adjustments, moved.adjustments),
    redemptions: await back(tables.redemptions, moved.redemptions),
    coupons: await back(tables.coupons, moved.coupons),
    couponRedemptions: await back(tables.couponRedemptions, moved.couponRedemptions),
    events: await back(tables.events, moved.events),
    birthdays: await back(tables.birthdays, moved.birthdays),
    badges: await moveBadgesBack(tx, moved.badges, { keptId, mergedId }),
    benefitUses: await back(tables.benefitUses, moved.benefitUses),
    tags: tags.length,
  };
}

/** Who somebody is changes by a merge and by its undoing: they sign in again, by what is theirs then. */
async function signOutEverywhere(tx: Transaction, memberId: string): Promise<void> {
  await tx.query('delete from member_device where brand_id = $2 and member_id = $1', [memberId, tx.brandId]);
}
