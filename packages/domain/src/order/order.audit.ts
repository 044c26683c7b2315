import { encodeId } from '../foundation/ids.ts';
import { formatMinor } from '../foundation/money.ts';
import type { OrderRow } from './order.record.ts';

/** An order as the audit log tells of it. */
export function auditOrder(row: OrderRow, lines?: number): Record<string, unknown> {
  return {
    orderNo: row.order_no,
    channel: row.channel,
    status: row.status,
    total: `${formatMinor(row.total_minor, row.currency)} ${row.currency}`,
    refunded: `${formatMinor(row.refunded_minor, row.currency)} ${row.currency}`,
    placedAt: row.placed_at,
    paidAt: row.paid_at,
    member: encodeId('Member', row.member_id),
    ...(lines === undefined ? {} : { lines }),
  };
}
