import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { mostPoints } from '../points/programme.rules.ts';

export const rewardKinds = ['gift', 'service', 'coupon'] as const;
export type RewardKind = (typeof rewardKinds)[number];

export const limitPeriods = ['ever', 'year', 'month', 'day'] as const;
export type LimitPeriod = (typeof limitPeriods)[number];

/** What members can have for points. */
export interface Reward {
  name: string;
  description: string;
  kind: RewardKind;
  points: number;
  /** How many are left; null: as many as are wanted. */
  stock: number | null;
  /** So many a member may have in a period of the brand's zone; null: any number. */
  memberLimit: number | null;
  limitPeriod: LimitPeriod;
  startsAt: Date | null;
  endsAt: Date | null;
  /** For members of these tiers: for all where empty. */
  tierIds: readonly string[];
  active: boolean;
  /** What the coupon is made from, of a reward that is one. */
  couponTemplateId: string | null;
}

/** A reward as it is stored, with what is wrong with it, all at once. */
export function checkReward(input: Reward): { reward: Reward; errors: UserError[] } {
  const name = checkText('name', input.name, { limit: 60, required: true });
  const description = checkText('description', input.description, { limit: 2_000, multiline: true });
  const range = (field: 'points' | 'stock' | 'memberLimit', least: number, most: number) => {
    const value = input[field];
    const fits = value === null || (Number.isInteger(value) && value >= least && value <= most);
    return fits ? [] : [userError('OUT_OF_RANGE', field, { least, most })];
  };
  const { startsAt, endsAt } = input;
  const errors = [
    ...name.errors,
    ...description.errors,
    ...range('points', 1, mostPoints),
    ...range('stock', 0, 1_000_000_000),
    ...range('memberLimit', 1, 1_000_000),
    ...(input.kind === 'coupon' && input.couponTemplateId === null
      ? [userError('REQUIRED', 'couponTemplateId')]
      : []),
    ...(input.kind !== 'coupon' && input.couponTemplateId !== null
      ? [userError('COUPON_FIELD_UNUSED', 'couponTemplateId')]
      : []),
    ...(startsAt && endsAt && startsAt >= endsAt ? [userError('PERIOD_INVALID', 'endsAt')] : []),
  ];
  return { reward: { ...input, name: name.text, description: description.text }, errors };
}

/** Why a reward can't be had at the moment; undefined when it can. */
export function rewardProblem({ active, startsAt, endsAt }: Reward, now: Date): UserError | undefined {
  const isOpen = active && (!startsAt || startsAt <= now) && (!endsAt || now < endsAt);
  return isOpen ? undefined : userError('REWARD_NOT_AVAILABLE', 'rewardId');
}
