import { type UserError, userError } from '../foundation/errors.ts';
import { formatMinor, maximumMinor } from '../foundation/money.ts';
import { checkText } from '../foundation/text.ts';
import { momentProblem, type Today } from '../member/member.rules.ts';
import { isPaid, paidStatus, statusAfter } from './order.lifecycle.ts';
import type { CheckedOrder, OrderLineInput, OrderLineRow, OrderRecord, OrderRow } from './order.record.ts';

const limits = {
  orderNo: 100,
  channel: 64,
  sku: 200,
  productName: 500,
  quantity: 1_000_000,
  lines: 1000,
} as const;

/** What an order is checked against. */
export interface OrderTerms {
  currency: string;
  today: Today;
}

/**
 * An order as it is stored, without its member; with all that is wrong with it: `REQUIRED`, `TOO_LONG`, `INVALID_TEXT`,
 * `CURRENCY_MISMATCH`, `AMOUNT_INVALID`, `AMOUNT_NEGATIVE`, `AMOUNT_TOO_LARGE`, `REFUND_EXCEEDS_TOTAL`,
 * `REFUND_AMOUNT_MISSING`, `REFUND_NOT_PAID`, `QUANTITY_INVALID`, `TOO_MANY`, `DATE_INVALID`, `DATE_IN_FUTURE`,
 * `DATE_TOO_OLD`.
 */
export function checkOrder(
  record: OrderRecord,
  { currency, today }: OrderTerms,
): { order: Omit<CheckedOrder, 'member'>; errors: UserError[] } {
  const orderNo = checkText('orderNo', record.orderNo, { limit: limits.orderNo, required: true });
  const channel = checkText('channel', record.channel ?? '', { limit: limits.channel });
  const errors = [...orderNo.errors, ...channel.errors];
  const given = record.currency ?? currency;
  if (given !== currency) errors.push(userError('CURRENCY_MISMATCH', 'currency', { given, brand: currency }));
  errors.push(...amountErrors(record.totalMinor, ['total']));
  for (const field of ['placedAt', 'paidAt'] as const) {
    const moment = record[field];
    const problem = moment ? momentProblem(moment, today.now) : undefined;
    if (problem) errors.push(userError(problem, field, { earliest: '1900' }));
  }
  errors.push(...refundErrors(record, currency));
  const lines = (record.lines ?? [])
    .slice(0, limits.lines)
    .map((line, at) => checkLine(line, ['lines', String(at)]));
  if ((record.lines?.length ?? 0) > limits.lines)
    errors.push(userError('TOO_MANY', 'lines', { limit: limits.lines }));
  errors.push(...lines.flatMap((line) => line.errors));
  return {
    order: {
      orderNo: orderNo.text,
      channel: channel.text,
      status: record.status ?? null,
      currency,
      totalMinor: record.totalMinor,
      refundedMinor: record.refundedMinor ?? (record.status === 'refunded' ? record.totalMinor : null),
      placedAt: record.placedAt,
      paidAt: record.paidAt ?? null,
      lines: record.lines ? lines.map(({ row }) => row) : null,
      source: record.source,
    },
    errors,
  };
}

/** What is wrong with an amount in minor units. */
export function amountErrors(minor: number, field: string[]): UserError[] {
  if (minor < 0) return [userError('AMOUNT_NEGATIVE', field)];
  if (minor > maximumMinor) return [userError('AMOUNT_TOO_LARGE', field)];
  return Number.isInteger(minor) ? [] : [userError('AMOUNT_INVALID', field)];
}

function refundErrors({ status, totalMinor, refundedMinor }: OrderRecord, currency: string): UserError[] {
  if (refundedMinor == null || refundedMinor === 0)
    return status === 'partially_refunded' ? [userError('REFUND_AMOUNT_MISSING', 'refunded')] : [];
  const errors = amountErrors(refundedMinor, ['refunded']);
  if (errors.length > 0) return errors;
  if (status === 'pending') return [userError('REFUND_NOT_PAID', 'refunded')];
  return refundedMinor > totalMinor ? [exceeds(totalMinor, currency)] : [];
}

function exceeds(leftMinor: number, currency: string, field = 'refunded'): UserError {
  return userError('REFUND_EXCEEDS_TOTAL', field, {
    left: `${formatMinor(leftMinor, currency)} ${currency}`,
  });
}

function checkLine(line: OrderLineInput, field: string[]): { row: OrderLineRow; errors: UserError[] } {
  const sku = checkText([...field, 'sku'], line.sku ?? '', { limit: limits.sku });
  const name = checkText([...field, 'productName'], line.productName ?? '', { limit: limits.productName });
  const errors = [...sku.errors, ...name.errors];
  const { quantity, unitPriceMinor = null } = line;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > limits.quantity) {
    errors.push(userError('QUANTITY_INVALID', [...field, 'quantity'], { limit: limits.quantity }));
  }
  if (unitPriceMinor !== null) errors.push(...amountErrors(unitPriceMinor, [...field, 'unitPrice']));
  const totalMinor = line.totalMinor ?? (unitPriceMinor === null ? null : unitPriceMinor * quantity);
  if (totalMinor !== null && errors.length === 0)
    errors.push(...amountErrors(totalMinor, [...field, 'total']));
  return {
    row: {
      sku: sku.text || null,
      product_name: name.text || null,
      quantity,
      unit_price_minor: unitPriceMinor,
      total_minor: totalMinor,
    },
    errors,
  };
}

/** A new order of a member. */
export function newOrder(
  order: Omit<CheckedOrder, 'member'>,
  id: string,
  memberId: string,
  now: Date,
): OrderRow {
  const { totalMinor, placedAt, paidAt } = order;
  const refundedMinor = order.refundedMinor ?? 0;
  const told = order.status ?? 'paid';
  const status = isPaid(told) ? paidStatus(totalMinor, refundedMinor) : told;
  return {
    id,
    member_id: memberId,
    channel: order.channel,
    order_no: order.orderNo,
    status,
    currency: order.currency,
    total_minor: totalMinor,
    refunded_minor: refundedMinor,
    refunds_told_at: refundedMinor > 0 ? now.toISOString() : null,
    placed_at: placedAt.toISOString(),
    paid_at:
      status === 'pending' ? null : ((paidAt ?? (isPaid(status) ? placedAt : null))?.toISOString() ?? null),
    cancelled_at: status === 'cancelled' ? now.toISOString() : null,
    source: order.source,
    version: 1,
  };
}

/**
 * A known order as a record of it leaves it. An order only goes forward: a record that tells an earlier state than the
 * one that is known (sent again after a refund or a cancellation) doesn't take it back, and refunds only grow. Refused:
 * `REFUND_EXCEEDS_TOTAL`, and `ORDER_STATUS_FINAL` for cancelling what was refunded in part or whole.
 */
export function changedOrder(
  row: OrderRow,
  order: Omit<CheckedOrder, 'member'>,
  now: Date,
): { row: OrderRow; errors: UserError[] } {
  const next: OrderRow = {
    ...row,
    total_minor: order.totalMinor,
    placed_at: order.placedAt.toISOString(),
    refunded_minor: Math.max(row.refunded_minor, order.refundedMinor ?? 0),
  };
  if (order.paidAt && row.status !== 'pending') next.paid_at = order.paidAt.toISOString();
  const errors: UserError[] = [];
  if (order.status === 'cancelled' && row.status !== 'cancelled') {
    const status = statusAfter(row.status, 'cancel');
    if (!status)
      errors.push(userError('ORDER_STATUS_FINAL', 'status', { status: row.status, action: 'cancel' }));
    next.status = status ?? row.status;
    next.cancelled_at = now.toISOString();
  } else if (row.status === 'pending' && order.status !== null && order.status !== 'pending') {
    next.status = paidStatus(next.total_minor, next.refunded_minor);
    next.paid_at = (order.paidAt ?? order.placedAt).toISOString();
  } else if (isPaid(row.status)) {
    next.status = paidStatus(next.total_minor, next.refunded_minor);
  } else if (row.status === 'pending') {
    next.refunded_minor = row.refunded_minor;
  }
  if (next.refunded_minor > row.refunded_minor) next.refunds_told_at = now.toISOString();
  if (next.refunded_minor > next.total_minor) errors.push(exceeds(next.total_minor, row.currency));
  return { row: next, errors };
}

/** A refund, beside those that are known by their numbers. */
export interface NumberedRefund {
  amountMinor: number;
  /** When it was made, if that was told. */
  refundedAt?: Date | null | undefined;
  /** What all refunds with numbers came to so far. */
  numberedMinor: number;
}

/**
 * An order after a refund; `ORDER_STATUS_FINAL`, `REFUND_EXCEEDS_TOTAL`. Records tell what was refunded in all: a refund
 * that is said to be of before such a record is part of what it told, and adds what goes beyond.
 */
export function refundedOrder(
  row: OrderRow,
  { amountMinor, refundedAt, numberedMinor }: NumberedRefund,
): { row: OrderRow; errors: UserError[] } {
  const told = refundedAt && row.refunds_told_at && refundedAt.toISOString() <= row.refunds_told_at;
  const added = amountMinor - (told ? Math.min(amountMinor, row.refunded_minor - numberedMinor) : 0);
  if (added === 0) return { row, errors: [] };
  const left = row.total_minor - row.refunded_minor;
  const status = statusAfter(row.status, 'refund', added >= left);
  if (!status) {
    return { row, errors: [userError('ORDER_STATUS_FINAL', [], { status: row.status, action: 'refund' })] };
  }
  if (added > left) return { row, errors: [exceeds(left, row.currency, 'amount')] };
  return { row: { ...row, status, refunded_minor: row.refunded_minor + added }, errors: [] };
}
