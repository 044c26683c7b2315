import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { MemberRewardsDocument } from './redemption.graphql.ts';
import { RedemptionTable } from './redemption-table.tsx';
import styles from './reward.module.css';
import type { Reward } from './rewards.ts';

/** Who took a reward, the latest first. */
export function RewardTaken({ reward }: { reward: Reward }) {
  const { t } = useTranslation(['reward', 'common']);
  const { data, error, refetch, fetchMore } = useQuery(MemberRewardsDocument, {
    variables: { first: 20, filter: { rewardId: reward.id } },
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.rewardRedemptions;
  return (
    <Panel
      title={t('redemption.ofReward')}
      flush
      actions={<Button to={`/rewards/redemptions?reward=${reward.id}`}>{t('redemption.toHandOver')}</Button>}
    >
      {page ? (
        page.edges.length === 0 ? (
          <EmptyState title={t('redemption.nobody')} />
        ) : (
          <RedemptionTable
            label={t('redemption.ofReward')}
            page={page}
            tells="member"
            onMore={() => void fetchMore({ variables: { after: page.pageInfo.endCursor } })}
          />
        )
      ) : (
        <div className={styles.padded}>
          {error ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={6} />
          )}
        </div>
      )}
    </Panel>
  );
}
