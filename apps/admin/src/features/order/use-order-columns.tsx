import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderExportColumn, OrderRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { OrderStatusBadge } from '../../shared/record/order-status.tsx';

export const defaultOrderColumns = ['orderNo', 'placedAt', 'member', 'channel', 'status', 'total', 'net'];

export function orderMember(order: Pick<OrderRowFragment, 'member'>, unnamed: string): string {
  return order.member.displayName || order.member.realName || unnamed;
}

/** What a file tells of orders for each column of the list. */
const exported: Readonly<Record<string, OrderExportColumn>> = {
  orderNo: 'ORDER_NO',
  placedAt: 'PLACED_AT',
  member: 'MEMBER',
  channel: 'CHANNEL',
  status: 'STATUS',
  total: 'TOTAL',
  refunded: 'REFUNDED',
  net: 'NET',
  paidAt: 'PAID_AT',
  source: 'SOURCE',
};

/** The columns of a file for those that the list shows. */
export function exportColumns(shown: readonly string[]): OrderExportColumn[] {
  return shown.flatMap((id) => exported[id] ?? []);
}

/** All columns that the list of orders can show. */
export function useOrderColumns(): Column<OrderRowFragment>[] {
  const { t } = useTranslation(['order', 'common']);
  const format = useFormat();
  return useMemo(() => {
    const text = (id: string, label: string, width: number, read: (order: OrderRowFragment) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (order: OrderRowFragment) =>
        read(order) || <span className="k-muted">{t('common:state.none')}</span>,
    });
    const columns: Column<OrderRowFragment>[] = [
      text('orderNo', t('field.orderNo'), 190, (order) => order.orderNo),
      {
        ...text('placedAt', t('field.placedAt'), 150, (order) => format.dateTime(order.placedAt)),
        sort: { ascending: 'PLACED_AT_ASC', descending: 'PLACED_AT_DESC' },
      },
      {
        ...text('member', t('field.member'), 150, (order) => orderMember(order, t('unnamed'))),
        cell: (order) => <Link to={`/members/${order.member.id}`}>{orderMember(order, t('unnamed'))}</Link>,
      },
      text('channel', t('field.channel'), 120, (order) => order.channel),
      {
        ...text('status', t('field.status'), 120, (order) => t(`common:orderStatus.${order.status}`)),
        cell: (order) => <OrderStatusBadge status={order.status} />,
      },
      {
        ...text('total', t('field.total'), 120, (order) => format.money(order.total)),
        align: 'end',
        sort: { ascending: 'TOTAL_ASC', descending: 'TOTAL_DESC' },
      },
      {
        ...text('refunded', t('field.refunded'), 120, (order) =>
          Number(order.refunded.amount) === 0 ? '' : format.money(order.refunded),
        ),
        align: 'end',
      },
      {
        ...text('net', t('field.net'), 120, (order) => format.money(order.net)),
        hint: t('hint.net'),
        align: 'end',
      },
      text('paidAt', t('field.paidAt'), 150, (order) => (order.paidAt ? format.dateTime(order.paidAt) : '')),
      text('source', t('field.source'), 110, (order) => t(`common:source.${order.source}`)),
    ];
    return columns;
  }, [t, format]);
}
