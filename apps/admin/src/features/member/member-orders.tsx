import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { OrderStatusBadge } from '../../shared/record/order-status.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { MemberOrdersDocument } from './member.graphql.ts';
import styles from './member-page.module.css';

/** What a member bought, latest first. */
export function MemberOrders({ memberId }: { memberId: string }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const { data, loading, error, refetch, fetchMore } = useQuery(MemberOrdersDocument, {
    variables: { id: memberId, first: 50, withTotal: true },
    fetchPolicy: 'cache-and-network',
  });
  if (error && !data) return <FailureState error={error} onRetry={() => void refetch()} />;
  const orders = data?.member?.orders;
  if (!orders)
    return loading ? (
      <div style={{ padding: 16 }}>
        <SkeletonLines lines={6} />
      </div>
    ) : null;
  if (orders.edges.length === 0) return <EmptyState title={t('orders.empty')} />;
  return (
    <>
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={t('tab.orders')}>
          <thead>
            <tr>
              <th>{t('orders.orderNo')}</th>
              <th>{t('orders.placedAt')}</th>
              <th>{t('orders.products')}</th>
              <th>{t('orders.status')}</th>
              <th className="k-number">{t('orders.total')}</th>
            </tr>
          </thead>
          <tbody>
            {orders.edges.map(({ node: order }) => (
              <tr key={order.id}>
                <td>
                  <Link to={`/orders/${order.id}`}>{order.orderNo}</Link>
                  {order.channel && <div className={styles.sub}>{order.channel}</div>}
                </td>
                <td className={styles.date}>{format.date(order.placedAt)}</td>
                <td>{order.lines.map((line) => `${line.productName} × ${line.quantity}`).join('、')}</td>
                <td>
                  <OrderStatusBadge status={order.status} />
                </td>
                <td className="k-number">{format.money(order.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {orders.pageInfo.hasNextPage && (
        <div style={{ padding: 16 }}>
          <Button
            onClick={() =>
              void fetchMore({ variables: { after: orders.pageInfo.endCursor, withTotal: false } })
            }
          >
            {t('common:action.showMore')}
          </Button>
        </div>
      )}
    </>
  );
}
