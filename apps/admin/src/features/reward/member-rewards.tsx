import { useQuery } from '@apollo/client/react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { MemberRewardsDocument } from './redemption.graphql.ts';
import { RedemptionTable } from './redemption-table.tsx';
import styles from './reward.module.css';

const RedeemDialog = lazy(() => import('./redeem-dialog.tsx').then((m) => ({ default: m.RedeemDialog })));

/** What a member has taken for points, and taking something for them. */
export function MemberRewards(props: { memberId: string; merged: boolean; closed: boolean }) {
  const { memberId, merged, closed } = props;
  const { t } = useTranslation(['reward', 'common']);
  const { can } = useSession();
  const [open, setOpen] = useState(false);
  const { data, error, refetch, fetchMore } = useQuery(MemberRewardsDocument, {
    variables: { first: 10, filter: { memberId } },
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.rewardRedemptions;
  return (
    <section aria-label={t('member.title')}>
      <div className={styles.partHead}>
        <h2>{t('member.title')}</h2>
        {can('POINTS_WRITE') && !merged && !closed && (
          <Button onClick={() => setOpen(true)}>{t('redeem.action')}</Button>
        )}
      </div>
      {page ? (
        page.edges.length === 0 ? (
          <p className={`${styles.padded} k-muted`}>{t('member.empty')}</p>
        ) : (
          <RedemptionTable
            label={t('member.title')}
            page={page}
            tells="reward"
            onMore={() => void fetchMore({ variables: { after: page.pageInfo.endCursor } })}
          />
        )
      ) : (
        <div className={styles.padded}>
          {error ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={3} />
          )}
        </div>
      )}
      <Suspense>{open && <RedeemDialog memberId={memberId} onClose={() => setOpen(false)} />}</Suspense>
    </section>
  );
}
