import { encodeId } from '@kolony/domain/foundation/ids';
import type { RedemptionStatus as StatusName } from '@kolony/domain/reward/reward.lifecycle';
import type { RewardKind as KindName, LimitPeriod as PeriodName } from '@kolony/domain/reward/reward.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Column, Many, One, ReadOne, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { BigInteger } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { LimitPeriod, RedemptionStatus, RewardKind } from '../reward/reward.type.ts';
import { MyTierLevel } from './my-tier.type.ts';

@Stored({
  name: 'MyReward',
  table: 'reward',
  allow: 'MEMBER_SELF',
  description: 'What one can have for points.',
})
class MyReward {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('Reward', String(id)) })
  id!: string;

  @Column('name', () => String, 'Its name.')
  name!: string;

  @Column('description', () => String, 'What it is, with its line breaks; empty when nothing is said.')
  description!: string;

  @Column('kind', () => RewardKind, 'What kind of thing it is.')
  kind!: KindName;

  @Column('points', () => BigInteger, 'What it costs.')
  points!: number;

  @Column('stock', () => Int, 'How many are left; null: as many as are wanted.', { nullable: true })
  stock!: number | null;

  @Column('member_limit', () => Int, 'How many one may have in a period; null: any number.', {
    nullable: true,
  })
  memberLimit!: number | null;

  @Column('limit_period', () => LimitPeriod, 'For how long that limit holds.')
  limitPeriod!: PeriodName;

  @Many(
    () => MyTierLevel,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = any (${row}.tier_ids)`,
    (other) => `${other}.threshold, ${other}.id`,
    'For members who are in one of these tiers; for all when empty.',
  )
  tiers!: object[];

  @Timestamp('ends_at', 'To be had until before (UTC).', { nullable: true })
  endsAt!: Date | null;
}

export const myRewardList = defineList({
  name: 'MyReward',
  type: () => MyReward,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
});

@Stored({
  name: 'MyRedemption',
  table: 'my_reward_redemption',
  allow: 'MEMBER_SELF',
  description: 'A reward that one has taken.',
})
class MyRedemption {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('RewardRedemption', String(id)) })
  id!: string;

  @Column('status', () => RedemptionStatus, 'Where it stands.')
  status!: StatusName;

  @Column('points', () => BigInteger, 'What it cost.')
  points!: number;

  @One(
    () => MyReward,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.reward_id`,
    'What it is.',
  )
  reward!: object;

  @Timestamp('created_at', 'When one took it (UTC).')
  createdAt!: Date;
}

export const myRedemptionList = defineList({
  name: 'MyRedemption',
  type: () => MyRedemption,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
});

@InputType({ description: 'A reward that one takes.' })
export class MeRewardRedeemInput {
  @Field(() => ID, { description: 'What.' })
  rewardId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'What it cost when it was looked at: REWARD_PRICE_CHANGED when it costs something else by now; whatever it costs unless given.',
  })
  points?: number | null;
}

@ObjectType({ description: 'What one has taken.' })
export class MeRewardRedeemPayload {
  @ReadOne(() => MyRedemption, 'The redemption; null when there is something to mend.')
  redemption!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was taken then.' })
  userErrors!: UserErrorType[];
}
