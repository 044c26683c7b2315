import { decodeIdOf } from '@kolony/domain/foundation/ids';
import {
  createReward,
  decideRedemption,
  redeemReward,
  updateReward,
} from '@kolony/domain/reward/reward.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, KeyRequired } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { keyFrom } from '../points/points.key.ts';
import {
  RewardInput,
  RewardPayload,
  RewardRedeemInput,
  RewardRedemptionDecideInput,
  RewardRedemptionPayload,
  RewardUpdateInput,
} from './reward.input.ts';
import { Reward, redemptionList, rewardList } from './reward.type.ts';

@Resolver()
export class RewardResolver {
  @Query(() => Reward, {
    nullable: true,
    description: 'A reward of the brand; null when there is none with this id.',
  })
  @Allow('POINTS_READ')
  reward(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('Reward', id);
    return uuid ? reader.one(Reward, info, uuid) : null;
  }

  @Query(() => rewardList.connection as never, {
    description: 'What members can have for points, the newest first.',
  })
  @Allow('POINTS_READ')
  rewards(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => rewardList.args as never) _args: object,
  ) {
    return reader.page(rewardList, info);
  }

  @Query(() => redemptionList.connection as never, {
    description: 'What members have taken, the latest first.',
  })
  @Allow('POINTS_READ')
  rewardRedemptions(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => redemptionList.args as never) _args: object,
  ) {
    return reader.page(redemptionList, info);
  }

  @Mutation(() => RewardPayload, { description: 'Makes a reward.' })
  @Allow('PROGRAMME_UPDATE')
  rewardCreate(
    @Ctx() context: Context,
    @Arg('input', () => RewardInput, { description: 'The reward.' }) input: RewardInput,
  ) {
    return write(
      context,
      (tx) => createReward(tx, { ...input, ...idsIn(input) }),
      (reward) => ({ reward }),
    );
  }

  @Mutation(() => RewardPayload, {
    description:
      'Changes a reward, its stock included. VERSION_OUTDATED also when some were taken meanwhile. What was taken stays as it was.',
  })
  @Allow('PROGRAMME_UPDATE')
  rewardUpdate(
    @Ctx() context: Context,
    @Arg('input', () => RewardUpdateInput, { description: 'The reward as it is to be.' })
    input: RewardUpdateInput,
  ) {
    const id = uuidOf('Reward', input.id);
    return write(
      context,
      (tx) => updateReward(tx, { ...input, ...idsIn(input), id }),
      (reward) => ({ reward }),
    );
  }

  @Mutation(() => RewardRedemptionPayload, {
    description:
      'Takes a reward for a member: points and stock together, or neither. REWARD_NOT_AVAILABLE, REWARD_PRICE_CHANGED, REWARD_OF_OTHER_TIER, REWARD_OUT_OF_STOCK, REWARD_LIMIT_REACHED, POINTS_INSUFFICIENT.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  rewardRedeem(
    @Ctx() context: Context,
    @Arg('input', () => RewardRedeemInput, { description: 'Who, and what.' }) input: RewardRedeemInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    const rewardId = uuidOf('Reward', input.rewardId);
    return write(
      context,
      (tx) => redeemReward(tx, { memberId, rewardId, points: input.points, key: keyFrom(context) }),
      (redemption) => ({ redemption }),
    );
  }

  @Mutation(() => RewardRedemptionPayload, {
    description:
      'Notes that a reward was handed over or wasn’t after all, or cancels it: points and stock come back.',
  })
  @Allow('POINTS_WRITE')
  rewardRedemptionDecide(
    @Ctx() context: Context,
    @Arg('input', () => RewardRedemptionDecideInput, { description: 'Which one, and what.' })
    input: RewardRedemptionDecideInput,
  ) {
    const id = uuidOf('RewardRedemption', input.id);
    return write(
      context,
      (tx) => decideRedemption(tx, { ...input, id }),
      (redemption) => ({ redemption }),
    );
  }
}

function idsIn({ couponTemplateId: id, tierIds = [] }: RewardInput) {
  return {
    couponTemplateId: id ? uuidOf('CouponTemplate', id) : null,
    tierIds: tierIds?.map((tier) => uuidOf('Tier', tier)),
  };
}
