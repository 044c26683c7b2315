import type { RedemptionRowFragment } from '../../gql/graphql.ts';

export type Redemption = RedemptionRowFragment;

/** What is looked at: what waits, what became of it, and coupons, which nobody hands over. */
export const views = ['REDEEMED', 'ISSUED', 'FULFILLED', 'CANCELLED'] as const;
export type View = (typeof views)[number];

/** How a redemption stands, in the words of these views: members have coupons at once. */
export function viewOf({ status, reward }: Pick<Redemption, 'status' | 'reward'>): View {
  return status === 'REDEEMED' && reward.kind === 'COUPON' ? 'ISSUED' : status;
}

/** What shows redemptions, or what they move, and is asked for anew when one was made or decided. */
export const showsRedemptions = [
  'Redemptions',
  'Redemption',
  'MemberRewards',
  'WaitingRedemptions',
  'Rewards',
  'Reward',
  'RewardFigures',
  'RewardsToRedeem',
  'MemberPoints',
  'PointsStatement',
  'MemberTimeline',
  'PointsLiability',
  'Members',
];
