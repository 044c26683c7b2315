import type { Transaction } from '../foundation/database.ts';
import type { LimitPeriod, Reward, RewardKind } from './reward.rules.ts';

export interface StoredReward extends Reward {
  id: string;
  version: number;
}

interface RawReward {
  id: string;
  name: string;
  description: string;
  kind: RewardKind;
  points: string;
  stock: number | null;
  member_limit: number | null;
  limit_period: LimitPeriod;
  starts_at: Date | null;
  ends_at: Date | null;
  tier_ids: string[];
  active: boolean;
  coupon_template_id: string | null;
  version: number;
}

/** A reward, locked: its stock stands still until the end of the transaction. After its member, where there is one. */
export async function lockReward(tx: Transaction, id: string): Promise<StoredReward | undefined> {
  const [row] = await tx.query<RawReward>(
    'select * from reward where brand_id = $1 and id = $2 for no key update',
    [tx.brandId, id],
  );
  if (!row) return undefined;
  const date = (at: Date | null) => (at === null ? null : new Date(at));
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    kind: row.kind,
    points: Number(row.points),
    stock: row.stock,
    memberLimit: row.member_limit,
    limitPeriod: row.limit_period,
    startsAt: date(row.starts_at),
    endsAt: date(row.ends_at),
    tierIds: row.tier_ids,
    active: row.active,
    couponTemplateId: row.coupon_template_id,
    version: row.version,
  };
}

/** How many of a reward a member has had in the period that lasts now, cancelled ones not counted. */
export async function countTaken(
  tx: Transaction,
  { rewardId, memberId, period }: { rewardId: string; memberId: string; period: LimitPeriod },
): Promise<number> {
  const since =
    period === 'ever'
      ? ''
      : `and r.created_at >= date_trunc('${period}', $4::timestamptz at time zone b.time_zone) at time zone b.time_zone`;
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from reward_redemption r join brand b on b.id = r.brand_id
     where r.brand_id = $1 and r.reward_id = $2 and r.member_id = $3 and r.status <> 'cancelled' ${since}`,
    [tx.brandId, rewardId, memberId, ...(since ? [tx.now] : [])],
  );
  return row?.n ?? 0;
}
