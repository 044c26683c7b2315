import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RewardRedemptionFilter } from '../../gql/graphql.ts';
import type { Filter } from '../../shared/list/filter.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { RedemptionMemberDocument, RewardNamesDocument } from './redemption.graphql.ts';
import type { View } from './redemptions.ts';

type Value = (id: string) => string | null;

/** What a list of redemptions can be narrowed by: the reward, and the member. */
export function useRedemptionFilters(value: Value): Filter[] {
  const { t } = useTranslation('reward');
  const memberId = value('member');
  const rewards = useQuery(RewardNamesDocument).data?.rewards.nodes;
  const { data } = useQuery(RedemptionMemberDocument, {
    variables: { id: memberId ?? '' },
    skip: !memberId,
  });
  const member = memberId && data?.member ? memberName(data.member, t('unnamed')) : undefined;
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'reward',
        label: t('redemption.reward'),
        options: (rewards ?? []).map(({ id, name }) => ({ value: id, label: name })),
        single: true,
      },
      { kind: 'member', id: 'member', label: t('redemption.member'), name: member },
    ],
    [t, rewards, member],
  );
}

const shown: Record<View, RewardRedemptionFilter> = {
  REDEEMED: { status: ['REDEEMED'], kind: ['GIFT', 'SERVICE'] },
  ISSUED: { status: ['REDEEMED'], kind: ['COUPON'] },
  FULFILLED: { status: ['FULFILLED'] },
  CANCELLED: { status: ['CANCELLED'] },
};

/** The filter that an address asks for. */
export function redemptionFilter(value: Value, view: View): RewardRedemptionFilter {
  const [rewardId, memberId] = [value('reward'), value('member')];
  return { ...shown[view], ...(rewardId && { rewardId }), ...(memberId && { memberId }) };
}
