import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { MemberCouponsDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';
import { CouponList } from './coupon-list.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { StatusSelect } from './status-select.tsx';
import { couponStatuses } from './terms.ts';

/** A member's coupons: which they have, had and used. */
export function MemberCoupons(props: { memberId: string; living: boolean }) {
  const { memberId, living } = props;
  const { t } = useTranslation(['coupon', 'common']);
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const [issuing, setIssuing] = useState(false);
  const status = couponStatuses.find((one) => one === params.get('kind'));
  const { data, previousData, error, refetch, fetchMore } = useQuery(MemberCouponsDocument, {
    variables: { id: memberId, status: status ? [status] : null },
    fetchPolicy: 'cache-and-network',
  });
  const coupons = (data ?? previousData)?.member?.coupons;
  return (
    <div>
      <div className={styles.bar}>
        <StatusSelect value={status} onChange={(next) => setParams({ kind: next })} />
        {can('COUPON_ISSUE') && living && (
          <Button onClick={() => setIssuing(true)}>{t('issue.title')}</Button>
        )}
      </div>
      {!coupons ? (
        <div className={styles.padded}>
          {error ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={6} />
          )}
        </div>
      ) : coupons.edges.length === 0 ? (
        <EmptyState title={status ? t('list.emptyFiltered') : t('list.emptyMember')} />
      ) : (
        <CouponList by="template" label={t('tab')} coupons={coupons.edges.map(({ node }) => node)} />
      )}
      {coupons?.pageInfo.hasNextPage && (
        <div className={styles.padded}>
          <Button onClick={() => void fetchMore({ variables: { after: coupons.pageInfo.endCursor } })}>
            {t('common:action.showMore')}
          </Button>
        </div>
      )}
      {issuing && <IssueDialog memberId={memberId} onClose={() => setIssuing(false)} />}
    </div>
  );
}
