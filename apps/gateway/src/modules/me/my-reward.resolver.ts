import { onBehalf } from '@kolony/domain/member-access/on-behalf';
import { redeemReward } from '@kolony/domain/reward/reward.service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow, KeyRequired } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { keyFrom } from '../points/points.key.ts';
import { MeRewardRedeemInput, MeRewardRedeemPayload } from './my-reward.type.ts';

@Resolver()
export class MyRewardResolver {
  @Mutation(() => MeRewardRedeemPayload, {
    description:
      'Takes a reward: points and stock together, or neither. REWARD_NOT_AVAILABLE, REWARD_PRICE_CHANGED, REWARD_OF_OTHER_TIER, REWARD_OUT_OF_STOCK, REWARD_LIMIT_REACHED, POINTS_INSUFFICIENT.',
  })
  @Allow('MEMBER_SELF')
  @KeyRequired()
  meRewardRedeem(
    @Ctx() context: Context,
    @Arg('input', () => MeRewardRedeemInput, { description: 'What.' }) input: MeRewardRedeemInput,
  ) {
    const rewardId = uuidOf('Reward', input.rewardId);
    const { scope, memberId } = onBehalf(context.scope);
    return write(
      { ...context, scope },
      (tx) => redeemReward(tx, { memberId, rewardId, points: input.points, key: keyFrom(context) }),
      (redemption) => ({ redemption }),
    );
  }
}
