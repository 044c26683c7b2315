import type {
  EarningEffect as EffectName,
  EarningEvent as EventName,
  Reason,
} from '@kolony/domain/earning/earning.rules';
import { encodeId } from '@kolony/domain/foundation/ids';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Amount, Column, Computed, Stored, Timestamp } from '../../reading/decorators.ts';
import { Money } from '../../reading/money.ts';
import { BigInteger } from '../../server/scalars.ts';
import { tierIds } from '../tier/tier.type.ts';

export const EarningEvent = {
  ORDER_PAID: 'order_paid',
  SIGN_UP: 'sign_up',
  PROFILE_COMPLETED: 'profile_completed',
  BIRTHDAY: 'birthday',
  REVIEW: 'review',
  SHARE: 'share',
  CHECK_IN: 'check_in',
  REFERRAL: 'referral',
} as const satisfies Record<Uppercase<EventName>, EventName>;
registerEnumType(EarningEvent, {
  name: 'EarningEvent',
  description: 'What members can get points for.',
  valuesConfig: {
    ORDER_PAID: { description: 'An order was paid. What is refunded takes points back in proportion.' },
    SIGN_UP: { description: 'They joined.' },
    PROFILE_COMPLETED: { description: 'They filled in their profile.' },
    BIRTHDAY: { description: 'It is their birthday.' },
    REVIEW: { description: 'They reviewed something.' },
    SHARE: { description: 'They shared something.' },
    CHECK_IN: { description: 'They checked in.' },
    REFERRAL: { description: 'Somebody joined or bought whom they had invited.' },
  },
});

export const EarningEffect = {
  BASE: 'base',
  MULTIPLIER: 'multiplier',
  BONUS: 'bonus',
} as const satisfies Record<Uppercase<EffectName>, EffectName>;
registerEnumType(EarningEffect, {
  name: 'EarningEffect',
  description: 'How a rule counts beside others, in this order.',
  valuesConfig: {
    BASE: {
      description:
        'What an event gives. Of those that apply the best one counts; of equals the first by name.',
    },
    MULTIPLIER: {
      description: 'Adds what it makes of the base more. Each by itself: two that double it treble it.',
    },
    BONUS: { description: 'Comes on top. All that apply count.' },
  },
});

const EarningReason = {
  INACTIVE: 'INACTIVE',
  NOT_IN_TIME: 'NOT_IN_TIME',
  OTHER_CHANNEL: 'OTHER_CHANNEL',
  OTHER_PRODUCTS: 'OTHER_PRODUCTS',
  OTHER_TIER: 'OTHER_TIER',
  BELOW_MINIMUM: 'BELOW_MINIMUM',
  AMOUNT_TOO_SMALL: 'AMOUNT_TOO_SMALL',
  NOT_THE_BEST: 'NOT_THE_BEST',
  NOTHING_TO_MULTIPLY: 'NOTHING_TO_MULTIPLY',
  DAILY_TIMES: 'DAILY_TIMES',
  DAILY_POINTS: 'DAILY_POINTS',
} as const satisfies Record<Reason, Reason>;
registerEnumType(EarningReason, {
  name: 'EarningReason',
  description: 'Why a rule gives nothing, or less than it would.',
  valuesConfig: {
    INACTIVE: { description: 'It is switched off.' },
    NOT_IN_TIME: { description: 'It isn’t in force then.' },
    OTHER_CHANNEL: { description: 'It is for other channels.' },
    OTHER_PRODUCTS: { description: 'It is for other products.' },
    OTHER_TIER: { description: 'It is for members of other tiers.' },
    BELOW_MINIMUM: { description: 'The order is too small for it.' },
    AMOUNT_TOO_SMALL: { description: 'What was paid isn’t enough for one point.' },
    NOT_THE_BEST: { description: 'Another base rule gives more.' },
    NOTHING_TO_MULTIPLY: { description: 'No base rule gives anything.' },
    DAILY_TIMES: { description: 'The member has had it as often as a day allows.' },
    DAILY_POINTS: { description: 'The member has had as much of it as a day allows, or will with this.' },
  },
});

@Stored({
  name: 'EarningRule',
  table: 'earning_rule',
  allow: 'POINTS_READ',
  description: 'Something that members get points for.',
})
export class EarningRule {
  @Column('version', () => Int, 'Goes up by one with every change; an update names it.')
  version!: number;

  @Column('name', () => String, 'Its name; unique in the brand.')
  name!: string;

  @Column('event', () => EarningEvent, 'What for.')
  event!: EventName;

  @Column('effect', () => EarningEffect, 'How it counts beside others.')
  effect!: EffectName;

  @Column('points', () => BigInteger, 'How many, once or for each full `per`; null of a multiplier.', {
    nullable: true,
  })
  points!: number | null;

  @Amount('per_minor', 'For each full amount of this that was paid; null: once.', { nullable: true })
  per!: Money | null;

  @Column('factor', () => Int, 'Of a multiplier, in hundredths: 200 doubles.', { nullable: true })
  factor!: number | null;

  @Column('channels', () => [String], 'Orders of these channels; all of them when empty.')
  channels!: string[];

  @Column('skus', () => [String], 'Orders with one of these products; all of them when empty.')
  skus!: string[];

  @Column(
    'tier_ids',
    () => [ID],
    'Members who are in one of these tiers when it counts; all members when empty.',
    { decode: tierIds },
  )
  tierIds!: string[];

  @Amount('minimum_minor', 'Orders of so much at least.', { nullable: true })
  minimum!: Money | null;

  @Timestamp('starts_at', 'In force from (UTC).', { nullable: true })
  startsAt!: Date | null;

  @Timestamp('ends_at', 'Until before (UTC).', { nullable: true })
  endsAt!: Date | null;

  @Column(
    'daily_points',
    () => BigInteger,
    'Most points that it gives a member on a day of the brand’s zone.',
    {
      nullable: true,
    },
  )
  dailyPoints!: number | null;

  @Column('daily_times', () => Int, 'How often it gives a member points on such a day at most.', {
    nullable: true,
  })
  dailyTimes!: number | null;

  @Column('active', () => Boolean, 'Whether it is switched on.')
  active!: boolean;

  @Timestamp('created_at', 'When it was made (UTC).')
  createdAt!: Date;
}

@ObjectType({ description: 'What one rule gives, and why not more.' })
class EarningStep {
  @Field(() => ID, {
    nullable: true,
    description: 'The rule, which may be gone by now; null of what a tier grants.',
  })
  ruleId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The benefit of the member’s tier; null of a rule.' })
  benefitId!: string | null;

  @Field(() => String, { description: 'What it was called.' })
  name!: string;

  @Field(() => EarningEffect, { description: 'How it counts.' })
  effect!: EffectName;

  @Field(() => BigInteger, { description: 'How many points.' })
  points!: number;

  @Field(() => EarningReason, {
    nullable: true,
    description: 'Why nothing, or less than it would; null when in full.',
  })
  reason!: Reason | null;
}

@ObjectType({ description: 'What something gives, and why.' })
export class Earned {
  @Field(() => BigInteger, { description: 'How many points in all.' })
  points!: number;

  @Field(() => [EarningStep], { description: 'Rule by rule, in the order in which they count.' })
  steps!: EarningStep[];
}

@ObjectType({ description: 'What orders of a period would have earned with a rule that is tried.' })
export class EarningPreview {
  @Field(() => Int, { description: 'Orders that were looked at.' })
  orderCount!: number;

  @Field(() => Boolean, {
    description: 'Whether these are all of the period; else they are its first 200,000.',
  })
  isComplete!: boolean;

  @Field(() => BigInteger, {
    description: 'What they earn by the rules in force now, as if those had held all the time.',
  })
  pointsNow!: number;

  @Field(() => BigInteger, { description: 'What they would earn.' })
  pointsThen!: number;

  @Field(() => Int, { description: 'Members who would get more.' })
  gaining!: number;

  @Field(() => Int, { description: 'Members who would get less.' })
  losing!: number;

  @Field(() => Money, {
    description: 'What the difference is worth by the programme; negative when it saves.',
  })
  cost!: Money;
}

@Stored({
  name: 'OrderEarning',
  table: 'order_earning',
  allow: 'POINTS_READ',
  description: 'What an order has earned.',
})
export class OrderEarning {
  @Column('points', () => BigInteger, 'How many points, when it was looked at first.')
  points!: number;

  @Column('taken_back', () => BigInteger, 'How many of them were taken back with refunds, or had to be.')
  takenBack!: number;

  @Computed(
    { steps: 'steps' },
    ({ steps }) => stepsOf(steps),
    () => [EarningStep],
    'How it came to that.',
  )
  steps!: EarningStep[];
}

function stepsOf(raw: unknown): EarningStep[] {
  return Array.isArray(raw)
    ? raw.map((step: EarningStep) => ({
        ...step,
        ruleId: step.ruleId && encodeId('EarningRule', step.ruleId),
        benefitId: step.benefitId ? encodeId('Benefit', step.benefitId) : null,
      }))
    : [];
}

/** Steps with the ids of rules as callers know them. */
export function asEarned({ points, steps }: Earned): Earned {
  return { points, steps: stepsOf(steps) };
}
