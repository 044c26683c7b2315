import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { EarningSteps } from '../../shared/record/earning-steps.tsx';
import { OrderStatusBadge } from '../../shared/record/order-status.tsx';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Definitions } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { OrderCancelDocument, OrderDocument } from './order.graphql.ts';
import styles from './order.module.css';
import { RefundDialog } from './refund-dialog.tsx';
import { orderMember } from './use-order-columns.tsx';

export function useOrder(id: string) {
  return useQuery(OrderDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
}

/** An order, whole, with what can be done with it now. */
export function OrderDetails({ query }: { query: ReturnType<typeof useOrder> }) {
  const { t } = useTranslation(['order', 'common']);
  const { data, loading, error, refetch } = query;
  if (data?.order) return <Whole order={data.order} />;
  if (loading)
    return (
      <div className={styles.details}>
        <SkeletonLines lines={9} />
      </div>
    );
  if (error) return <FailureState error={error} onRetry={() => void refetch()} />;
  return <EmptyState title={t('common:failure.notFoundTitle')} text={t('notFound')} />;
}

function Whole({ order }: { order: OrderWholeFragment }) {
  const { t } = useTranslation(['order', 'common']);
  const { can } = useSession();
  const format = useFormat();
  const [dialog, setDialog] = useState<'refund' | 'cancel'>();
  const [cancel, busy] = useAct(OrderCancelDocument, { refetch: ['Orders'] });
  const allowed = can('ORDER_WRITE') ? order.availableActions : [];
  const confirmCancel = async () => {
    const acted = await cancel({ input: { id: order.id } });
    if (!acted) return;
    setDialog(undefined);
    if (acted.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else toast(t('cancelled'));
  };
  const when = (moment: string | null | undefined) =>
    moment ? format.dateTime(moment) : <span className="k-muted">{t('common:state.none')}</span>;
  return (
    <div className={styles.details}>
      <div className={styles.summary}>
        <div>
          <div className={styles.total}>{format.money(order.total)}</div>
          <OrderStatusBadge status={order.status} />
        </div>
        <div className={styles.actions}>
          {allowed.includes('REFUND') && (
            <Button onClick={() => setDialog('refund')}>{t('refund.action')}</Button>
          )}
          {allowed.includes('CANCEL') && (
            <Button onClick={() => setDialog('cancel')}>{t('cancel.action')}</Button>
          )}
        </div>
      </div>
      <Definitions
        items={[
          {
            term: t('field.member'),
            value: (
              <Link to={`/members/${order.member.id}`}>
                {orderMember(order, t('unnamed'))}
                <span className="k-muted">
                  {' '}
                  · {format.money(order.member.spent)} · {t('orders', { count: order.member.orderCount })}
                </span>
              </Link>
            ),
          },
          { term: t('field.channel'), value: order.channel || t('common:state.none') },
          { term: t('field.placedAt'), value: when(order.placedAt) },
          { term: t('field.paidAt'), value: when(order.paidAt) },
          ...(order.cancelledAt ? [{ term: t('field.cancelledAt'), value: when(order.cancelledAt) }] : []),
          { term: t('field.source'), value: t(`common:source.${order.source}`) },
        ]}
      />
      <section>
        <h2 className={styles.part}>{t('lines')}</h2>
        <table className={styles.lines} aria-label={t('lines')}>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.position}>
                <td>
                  {line.productName}
                  {line.sku && <div className={styles.sub}>{line.sku}</div>}
                </td>
                <td className="k-number">
                  {line.unitPrice && `${format.money(line.unitPrice)} `}× {format.number(line.quantity)}
                </td>
                <td className="k-number">{line.total && format.money(line.total)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th colSpan={2}>{t('field.total')}</th>
              <td className="k-number">{format.money(order.total)}</td>
            </tr>
            {Number(order.refunded.amount) > 0 && (
              <>
                <tr>
                  <th colSpan={2}>{t('field.refunded')}</th>
                  <td className="k-number">−{format.money(order.refunded)}</td>
                </tr>
                <tr>
                  <th colSpan={2}>{t('field.net')}</th>
                  <td className="k-number">{format.money(order.net)}</td>
                </tr>
              </>
            )}
          </tfoot>
        </table>
      </section>
      {order.refunds.length > 0 && (
        <section>
          <h2 className={styles.part}>{t('refunds')}</h2>
          <table className={styles.lines} aria-label={t('refunds')}>
            <tbody>
              {order.refunds.map((refund) => (
                <tr key={refund.refundNo}>
                  <td>{refund.refundNo}</td>
                  <td>{format.dateTime(refund.refundedAt)}</td>
                  <td className="k-number">{format.money(refund.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {order.earning && (
        <section>
          <h2 className={styles.part}>{t('earned')}</h2>
          <EarningSteps {...order.earning} folded />
        </section>
      )}
      {dialog === 'refund' && <RefundDialog order={order} onClose={() => setDialog(undefined)} />}
      <ConfirmDialog
        open={dialog === 'cancel'}
        title={t('cancel.title', { orderNo: order.orderNo })}
        confirm={t('cancel.action')}
        cancel={t('common:action.close')}
        danger
        busy={busy}
        onConfirm={() => void confirmCancel()}
        onClose={() => setDialog(undefined)}
      >
        {t('cancel.text')}
      </ConfirmDialog>
    </div>
  );
}
