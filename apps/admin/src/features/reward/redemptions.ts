import type { RedemptionRowFragment, RewardRedemptionStatus } from '../../gql/graphql.ts';

export type Redemption = RedemptionRowFragment;

export const statuses = ['REDEEMED', 'FULFILLED', 'CANCELLED'] as const satisfies RewardRedemptionStatus[];

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
