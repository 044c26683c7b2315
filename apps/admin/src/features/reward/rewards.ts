import type { RewardInput, RewardKind, RewardLimitPeriod, RewardWholeFragment } from '../../gql/graphql.ts';

export type Reward = RewardWholeFragment;

/** What a reward is, whether it is stored or still being written. */
export type RewardContent = Omit<
  Reward,
  'id' | 'version' | 'createdAt' | 'redemptionCount' | 'couponTemplate'
> & {
  /** Of a coupon: what it is made from. */
  couponTemplate: { id: string } | null;
};

export const kinds = ['GIFT', 'SERVICE', 'COUPON'] as const satisfies RewardKind[];
export const periods = ['EVER', 'YEAR', 'MONTH', 'DAY'] as const satisfies RewardLimitPeriod[];

export type RewardState = 'OFF' | 'ENDED' | 'SCHEDULED' | 'OUT_OF_STOCK' | 'OFFERED';

/** Whether members can have a reward at a moment, and why not. */
export function stateOf(
  { active, startsAt, endsAt, stock }: Pick<RewardContent, 'active' | 'startsAt' | 'endsAt' | 'stock'>,
  now: number = Date.now(),
): RewardState {
  if (!active) return 'OFF';
  if (endsAt && Date.parse(endsAt) <= now) return 'ENDED';
  if (startsAt && Date.parse(startsAt) > now) return 'SCHEDULED';
  return stock === 0 ? 'OUT_OF_STOCK' : 'OFFERED';
}

const fewLeft = 10;

/** Whether so few are left that someone should see to more. */
export function isLow({ stock }: Pick<RewardContent, 'stock'>): boolean {
  return stock !== null && stock <= fewLeft;
}

/** A reward as a whole, as it is sent. */
export function inputOf(reward: RewardContent): RewardInput {
  return {
    name: reward.name,
    kind: reward.kind,
    points: Number(reward.points),
    description: reward.description,
    stock: reward.stock,
    memberLimit: reward.memberLimit,
    limitPeriod: reward.limitPeriod,
    startsAt: reward.startsAt,
    endsAt: reward.endsAt,
    tierIds: reward.tierIds,
    couponTemplateId: reward.couponTemplate?.id ?? null,
    active: reward.active,
  };
}
