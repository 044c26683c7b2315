import {
  type RedemptionAction as ActionName,
  actionsOnRedemption,
  redemptionStatuses,
  type RedemptionStatus as StatusName,
} from '@kolony/domain/reward/reward.lifecycle';
import type { RewardKind as KindName, LimitPeriod as PeriodName } from '@kolony/domain/reward/reward.rules';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { countOf, totalOf } from '../../reading/aggregates.ts';
import { Column, Computed, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { BigInteger } from '../../server/scalars.ts';
import { CouponTemplate } from '../coupon/coupon-template.type.ts';
import { Member } from '../member/member.type.ts';
import { PointsEntry } from '../points/points-entry.type.ts';
import { tierIds } from '../tier/tier.type.ts';

export const RewardKind = { GIFT: 'gift', SERVICE: 'service', COUPON: 'coupon' } as const satisfies Record<
  Uppercase<KindName>,
  KindName
>;
registerEnumType(RewardKind, {
  name: 'RewardKind',
  description: 'What kind of thing a reward is.',
  valuesConfig: {
    GIFT: { description: 'A thing that is handed over or sent.' },
    SERVICE: { description: 'Something that is done for the member.' },
    COUPON: {
      description:
        'A coupon, which the member has at once. It is taken back when the redemption is cancelled.',
    },
  },
});

export const LimitPeriod = {
  EVER: 'ever',
  YEAR: 'year',
  MONTH: 'month',
  DAY: 'day',
} as const satisfies Record<Uppercase<PeriodName>, PeriodName>;
registerEnumType(LimitPeriod, {
  name: 'RewardLimitPeriod',
  description: 'For how long a limit holds, in the brand’s time zone.',
  valuesConfig: {
    EVER: { description: 'For ever.' },
    YEAR: { description: 'A year of the calendar.' },
    MONTH: { description: 'A month of the calendar.' },
    DAY: { description: 'A day.' },
  },
});

export const RedemptionStatus = {
  REDEEMED: 'redeemed',
  FULFILLED: 'fulfilled',
  CANCELLED: 'cancelled',
} as const satisfies Record<Uppercase<StatusName>, StatusName>;
registerEnumType(RedemptionStatus, {
  name: 'RewardRedemptionStatus',
  description: 'Where a reward stands that a member has taken.',
  valuesConfig: {
    REDEEMED: { description: 'Paid with points; still to be handed over.' },
    FULFILLED: { description: 'Handed over.' },
    CANCELLED: { description: 'Came to nothing; the points were given back.' },
  },
});

export const RedemptionAction = {
  FULFIL: 'fulfil',
  CANCEL: 'cancel',
  REOPEN: 'reopen',
} as const satisfies Record<Uppercase<ActionName>, ActionName>;
registerEnumType(RedemptionAction, {
  name: 'RewardRedemptionAction',
  description: 'What can be done with a reward that a member has taken: `rewardRedemptionDecide`.',
  valuesConfig: {
    FULFIL: { description: 'Note that it was handed over.' },
    CANCEL: { description: 'Give points and stock back.' },
    REOPEN: { description: 'It wasn’t handed over after all: it is to be again.' },
  },
});

const statusOf = (raw: unknown) => redemptionStatuses.find((status) => status === raw);

@Stored({
  name: 'Reward',
  table: 'reward',
  allow: 'POINTS_READ',
  description: 'What members can have for points.',
})
export class Reward {
  @Column(
    'version',
    () => Int,
    'Goes up by one with every change, and with each that is taken from the stock.',
  )
  version!: number;

  @Column('name', () => String, 'Its name; unique in the brand.')
  name!: string;

  @Column('description', () => String, 'What it is, with its line breaks; empty when nothing is said.')
  description!: string;

  @Column('kind', () => RewardKind, 'What kind of thing it is.')
  kind!: KindName;

  @Column('points', () => BigInteger, 'What it costs.')
  points!: number;

  @Column('stock', () => Int, 'How many are left; null: as many as are wanted.', { nullable: true })
  stock!: number | null;

  @Column('member_limit', () => Int, 'How many a member may have in a period; null: any number.', {
    nullable: true,
  })
  memberLimit!: number | null;

  @Column('limit_period', () => LimitPeriod, 'For how long that limit holds.')
  limitPeriod!: PeriodName;

  @Timestamp('starts_at', 'To be had from (UTC).', { nullable: true })
  startsAt!: Date | null;

  @Timestamp('ends_at', 'Until before (UTC).', { nullable: true })
  endsAt!: Date | null;

  @Column('tier_ids', () => [ID], 'For members who are in one of these tiers; for all when empty.', {
    decode: tierIds,
  })
  tierIds!: string[];

  @Column('active', () => Boolean, 'Whether it is offered.')
  active!: boolean;

  @One(
    () => CouponTemplate,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.coupon_template_id`,
    'Of COUPON: what the coupon is made from.',
    { nullable: true },
  )
  couponTemplate!: object | null;

  @Column(
    (row) =>
      `(select count(*) from reward_redemption r where r.brand_id = ${row}.brand_id and r.reward_id = ${row}.id and r.status <> 'cancelled')::int`,
    () => Int,
    'How many were taken, cancelled ones not counted.',
  )
  redemptionCount!: number;

  @Timestamp('created_at', 'When it was made (UTC).')
  createdAt!: Date;
}

export const rewardList = defineList({
  name: 'Reward',
  type: () => Reward,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
});

@Stored({
  name: 'RewardRedemption',
  table: 'reward_redemption',
  allow: 'POINTS_READ',
  description: 'A reward that a member has taken.',
})
export class RewardRedemption {
  @Column('status', () => RedemptionStatus, 'Where it stands.')
  status!: StatusName;

  @Computed(
    { status: 'status' },
    ({ status }) => {
      const known = statusOf(status);
      return known ? actionsOnRedemption(known) : [];
    },
    () => [RedemptionAction],
    'What can be done with it now, by who has POINTS_WRITE.',
  )
  availableActions!: ActionName[];

  @Column('points', () => BigInteger, 'What it cost.')
  points!: number;

  @One(
    () => Reward,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.reward_id`,
    'What was taken.',
  )
  reward!: object;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'By whom.',
  )
  member!: object;

  @One(
    () => PointsEntry,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.entry_id`,
    'The entry by which the points were spent.',
  )
  entry!: object;

  @Column('note', () => String, 'What whoever dealt with it wrote.', { nullable: true })
  note!: string | null;

  @Timestamp('created_at', 'When it was taken (UTC).')
  createdAt!: Date;

  @Timestamp('decided_at', 'When it was handed over or cancelled (UTC).', { nullable: true })
  decidedAt!: Date | null;
}

@InputType({
  description: 'Which redemptions. What is left out restricts nothing; what is given must all hold.',
})
class RewardRedemptionFilter {
  @Field(() => [RedemptionStatus], { nullable: true, description: 'Any of these.' })
  status?: StatusName[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this reward.' })
  rewardId?: string | null;

  @Field(() => [RewardKind], { nullable: true, description: 'Of rewards of any of these kinds.' })
  kind?: KindName[] | null;
}

function redemptionConditions(filter: RewardRedemptionFilter, { row, param }: Conditions): string[] {
  const by = (noun: 'Member' | 'Reward', column: string, id: string | null | undefined, name: string) =>
    id == null ? [] : [`${row}.${column} = any (${param(idsOf(noun, [id], name))}::uuid[])`];
  return [
    ...(filter.status ? [`${row}.status = any (${param(filter.status)}::text[])`] : []),
    ...by('Member', 'member_id', filter.memberId, 'memberId'),
    ...by('Reward', 'reward_id', filter.rewardId, 'rewardId'),
    ...(filter.kind
      ? [
          `(select w.kind from reward w where w.brand_id = ${row}.brand_id and w.id = ${row}.reward_id) = any (${param(filter.kind)}::text[])`,
        ]
      : []),
  ];
}

export const redemptionList = defineList({
  name: 'RewardRedemption',
  type: () => RewardRedemption,
  orders: {
    CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }],
    CREATED_AT_ASC: [{ sql: 'created_at', type: 'timestamptz', descending: false }],
  },
  orderDescriptions: {
    CREATED_AT_DESC: 'The latest first.',
    CREATED_AT_ASC: 'Those that wait longest first.',
  },
  filterInput: () => RewardRedemptionFilter,
  filter: redemptionConditions,
  aggregates: {
    points: { ...totalOf('points', 'How many points they cost together.'), type: () => BigInteger },
    memberCount: countOf('member_id', 'How many different members took them.'),
  },
});
