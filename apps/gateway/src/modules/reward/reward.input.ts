import type { RedemptionAction as ActionName } from '@kolony/domain/reward/reward.lifecycle';
import type { RewardKind as KindName, LimitPeriod as PeriodName } from '@kolony/domain/reward/reward.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { LimitPeriod, RedemptionAction, Reward, RewardKind, RewardRedemption } from './reward.type.ts';

@InputType({ description: 'A reward, as a whole. What is left out is nothing, or as it says.' })
export class RewardInput {
  @Field(() => String, { description: 'Its name, at most 60 characters; unique in the brand.' })
  name!: string;

  @Field(() => RewardKind, { description: 'What kind of thing it is.' })
  kind!: KindName;

  @Field(() => Int, { description: 'What it costs, 1 to 1,000,000,000 points.' })
  points!: number;

  @Field(() => String, { nullable: true, description: 'What it is, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many there are; as many as are wanted when not given.',
  })
  stock?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many a member may have in a period; any number when not given.',
  })
  memberLimit?: number | null;

  @Field(() => LimitPeriod, {
    nullable: true,
    description: 'For how long that limit holds; EVER unless told.',
  })
  limitPeriod?: PeriodName | null;

  @Field(() => Date, { nullable: true, description: 'To be had from (UTC).' })
  startsAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Until before (UTC).' })
  endsAt?: Date | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'For members who are in one of these tiers; for all when empty.',
  })
  tierIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is offered; it is unless told.' })
  active?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'What the coupon is made from. COUPON needs it.' })
  couponTemplateId?: string | null;
}

@InputType({ description: 'A reward as it is to be.' })
export class RewardUpdateInput extends RewardInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that this is based on.' })
  version!: number;
}

@InputType({ description: 'A reward that a member takes.' })
export class RewardRedeemInput {
  @Field(() => ID, { description: 'Who.' })
  memberId!: string;

  @Field(() => ID, { description: 'What.' })
  rewardId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'What it cost when it was looked at: REWARD_PRICE_CHANGED when it costs something else by now; whatever it costs unless given.',
  })
  points?: number | null;
}

@InputType({ description: 'What is decided about a reward that was taken.' })
export class RewardRedemptionDecideInput {
  @Field(() => ID, { description: 'The redemption.' })
  id!: string;

  @Field(() => RedemptionAction, { description: 'What: one of its `availableActions`.' })
  action!: ActionName;

  @Field(() => String, { nullable: true, description: 'A word about it, at most 500 characters.' })
  note?: string | null;
}

@ObjectType({ description: 'A reward.' })
export class RewardPayload {
  @ReadOne(() => Reward, 'The reward; null when there is something to mend.')
  reward!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'A reward that a member has taken.' })
export class RewardRedemptionPayload {
  @ReadOne(() => RewardRedemption, 'The redemption; null when there is something to mend.')
  redemption!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}
