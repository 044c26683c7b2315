import type { Translated } from '../../../shared/i18n/catalogue.ts';
import type { messages as source } from './zh-cn.ts';

export const messages: Translated<typeof source> = {
  unnamed: 'Unnamed member',
  notFound: 'There is no such order, or you may not see it.',
  openPage: 'Open as a page',
  orders: '{count, plural, one {# order} other {# orders}}',
  lines: 'Products',
  refunds: 'Refunds',
  cancelled: 'Order cancelled',
  earned: 'Points earned',
  field: {
    orderNo: 'Order number',
    member: 'Member',
    channel: 'Channel',
    status: 'Status',
    placedAt: 'Placed',
    paidAt: 'Paid',
    cancelledAt: 'Cancelled',
    total: 'Total',
    refunded: 'Refunded',
    net: 'Net',
    source: 'Source',
  },
  hint: { net: 'Total less refunds.' },
  filter: { channels: 'Such as Tmall; several with commas' },
  list: {
    emptyTitle: 'No orders yet',
    emptyText: 'Import your shop’s orders: members and spend come with them.',
  },
  refund: {
    action: 'Refund',
    title: 'Refund of order {orderNo}',
    text: 'Records a refund that the shop has made; no money is sent.',
    amount: 'Amount ({currency})',
    most: 'At most {amount}',
    refundNo: 'Refund number',
    refundNoHint: 'The shop’s number of the refund; it counts once.',
    done: 'Refund recorded',
  },
  cancel: {
    action: 'Cancel order',
    title: 'Cancel order {orderNo}?',
    text: 'A cancelled order no longer counts as spend, and can’t be brought back.',
  },
};
