import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { CouponRedemptionsDocument, CouponsOfTemplateDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';
import { CouponList } from './coupon-list.tsx';
import { RedemptionList } from './redemption-list.tsx';
import { StatusSelect } from './status-select.tsx';
import { couponStatuses } from './terms.ts';

/** Who has coupons of a template. */
export function Recipients({ templateId }: { templateId: string }) {
  const { t } = useTranslation(['coupon', 'common']);
  const [params, setParams] = useUrlState();
  const status = couponStatuses.find((one) => one === params.get('kind'));
  const { data, previousData, error, refetch, fetchMore } = useQuery(CouponsOfTemplateDocument, {
    variables: { id: templateId, status: status ? [status] : null },
    fetchPolicy: 'cache-and-network',
  });
  const coupons = (data ?? previousData)?.coupons;
  return (
    <>
      <div className={styles.bar}>
        <StatusSelect value={status} onChange={(next) => setParams({ kind: next })} />
      </div>
      <Part
        page={coupons}
        error={error}
        empty={status ? t('list.emptyFiltered') : t('list.emptyTemplate')}
        onRetry={() => void refetch()}
        onMore={(after) => void fetchMore({ variables: { after } })}
      >
        <CouponList
          by="member"
          label={t('parts.recipients')}
          coupons={coupons?.edges.map(({ node }) => node) ?? []}
        />
      </Part>
    </>
  );
}

/** What coupons of a template were used for. */
export function Redemptions({ templateId }: { templateId: string }) {
  const { t } = useTranslation(['coupon', 'common']);
  const { data, previousData, error, refetch, fetchMore } = useQuery(CouponRedemptionsDocument, {
    variables: { filter: { templateId } },
    fetchPolicy: 'cache-and-network',
  });
  const redemptions = (data ?? previousData)?.couponRedemptions;
  return (
    <Part
      page={redemptions}
      error={error}
      empty={t('list.emptyRedemptions')}
      onRetry={() => void refetch()}
      onMore={(after) => void fetchMore({ variables: { after } })}
    >
      <RedemptionList
        label={t('parts.redemptions')}
        redemptions={redemptions?.edges.map(({ node }) => node) ?? []}
      />
    </Part>
  );
}

function Part(props: {
  page:
    | { edges: readonly unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
    | undefined;
  error: unknown;
  empty: string;
  onRetry: () => void;
  onMore: (after: string | null) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('common');
  const { page } = props;
  if (!page)
    return (
      <div className={styles.padded}>
        {props.error ? (
          <FailureState error={props.error} onRetry={props.onRetry} />
        ) : (
          <SkeletonLines lines={6} />
        )}
      </div>
    );
  if (page.edges.length === 0) return <EmptyState title={props.empty} />;
  return (
    <>
      {props.children}
      {page.pageInfo.hasNextPage && (
        <div className={styles.padded}>
          <Button onClick={() => props.onMore(page.pageInfo.endCursor)}>{t('action.showMore')}</Button>
        </div>
      )}
    </>
  );
}
