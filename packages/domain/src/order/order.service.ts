import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { momentProblem } from '../member/member.rules.ts';
import { auditOrder } from './order.audit.ts';
import { OrderRefundEntity } from './order.entity.ts';
import { statusAfter } from './order.lifecycle.ts';
import type { OrderRow } from './order.record.ts';
import { amountErrors, refundedOrder } from './order.rules.ts';
import { lockOrder, updateOrders } from './order.store.ts';

/** Notes that a pending order was paid; gives its id. One that is paid already stays as it is. */
export async function payOrder(
  tx: Transaction,
  { id, paidAt }: { id: string; paidAt?: Date | null },
): Promise<Outcome<string>> {
  const problem = paidAt ? momentProblem(paidAt, tx.now) : undefined;
  if (problem) return refused(userError(problem, 'paidAt', { earliest: '1900' }));
  const row = await lockOrder(tx, id);
  if (row.status === 'paid') return done(id);
  const status = statusAfter(row.status, 'pay');
  if (!status) return refused(userError('ORDER_STATUS_FINAL', [], { status: row.status, action: 'pay' }));
  await writeOrder(tx, 'order.pay', row, { ...row, status, paid_at: (paidAt ?? tx.now).toISOString() });
  return done(id);
}

/** Cancels an order of which nothing was refunded; gives its id. One that is cancelled already stays as it is. */
export async function cancelOrder(tx: Transaction, { id }: { id: string }): Promise<Outcome<string>> {
  const row = await lockOrder(tx, id);
  if (row.status === 'cancelled') return done(id);
  const status = statusAfter(row.status, 'cancel');
  if (!status) return refused(userError('ORDER_STATUS_FINAL', [], { status: row.status, action: 'cancel' }));
  await writeOrder(tx, 'order.cancel', row, { ...row, status, cancelled_at: tx.now.toISOString() });
  return done(id);
}

export interface RefundOrder {
  id: string;
  /** The shop's number of the refund: the same one again changes nothing. */
  refundNo: string;
  amountMinor: number;
  /** When it was made. What a record of the order has told since is taken to contain it; now when it isn't given. */
  refundedAt?: Date | null;
}

/**
 * Refunds a part of an order, or all that is left; gives the order's id. `REFUND_EXCEEDS_TOTAL` when it is more than what
 * is left, however many refunds come at once; `REFUND_NO_REUSED` when the number stands for another amount;
 * `ORDER_STATUS_FINAL` when the order was not paid or is refunded whole.
 */
export async function refundOrder(tx: Transaction, input: RefundOrder): Promise<Outcome<string>> {
  const refundNo = checkText('refundNo', input.refundNo, { limit: 100, required: true });
  const errors = [...refundNo.errors, ...amountErrors(input.amountMinor, ['amount'])];
  if (input.amountMinor === 0) errors.push(userError('AMOUNT_INVALID', 'amount'));
  const problem = input.refundedAt ? momentProblem(input.refundedAt, tx.now) : undefined;
  if (problem) errors.push(userError(problem, 'refundedAt', { earliest: '1900' }));
  if (errors.length > 0) return refused(...errors);

  const row = await lockOrder(tx, input.id);
  const [known] = await tx.query<{ same: string | null; numbered: string }>(
    `select max(amount_minor) filter (where refund_no = $2) as same, coalesce(sum(amount_minor), 0) as numbered
     from order_refund where brand_id = $3 and order_id = $1`,
    [input.id, refundNo.text, tx.brandId],
  );
  if (known?.same != null) {
    if (Number(known.same) === input.amountMinor) return done(input.id);
    return refused(userError('REFUND_NO_REUSED', 'refundNo', { refundNo: refundNo.text }));
  }
  const refund = refundedOrder(row, { ...input, numberedMinor: Number(known?.numbered ?? 0) });
  if (refund.errors.length > 0) return refused(...refund.errors);
  tx.em.create(OrderRefundEntity, {
    brandId: tx.brandId,
    orderId: input.id,
    refundNo: refundNo.text,
    amountMinor: BigInt(input.amountMinor),
    refundedAt: input.refundedAt ?? tx.now,
    createdAt: tx.now,
  });
  await writeOrder(tx, 'order.refund', row, refund.row, { refundNo: refundNo.text });
  return done(input.id);
}

async function writeOrder(
  tx: Transaction,
  action: string,
  before: OrderRow,
  after: OrderRow,
  more: Record<string, unknown> = {},
): Promise<void> {
  await updateOrders(tx, [{ ...after, version: before.version + 1 }]);
  tx.audit({
    action,
    subjectType: 'Order',
    changes: [{ id: before.id, before: auditOrder(before), after: { ...auditOrder(after), ...more } }],
    relatedIds: [before.member_id],
  });
}
