import { maximumMinor } from '../foundation/money.ts';
import type { ImportedOrderStatus } from './cell-words.ts';
import type { AmountScope } from './column-profile.ts';
import type { ImportFieldKey } from './import.fields.ts';
import type { OrderMember, OrderRecord } from './import-records.ts';
import type { DerivedOrderNumbers } from './order-number.ts';
import { breaksRow, identityFailed, memberFields, memberKey, type OrderRow } from './order-row.ts';

/**
 * One order from all of its rows, of which there is at least one. What is wrong is reported at its row, and
 * then the result means nothing.
 *
 * What belongs to the order (member, dates, status, channel) has to be the same wherever it is given. Amounts are
 * the order's, repeated in its rows, or the rows' own and added up: `scope` says which.
 */
export function mergeOrder(
  rows: readonly OrderRow[],
  scope: AmountScope | null,
  numbers: DerivedOrderNumbers,
): OrderRecord | null {
  const [first] = rows;
  if (!first) return null;
  const member = mergeMember(rows);
  const key = memberKey(member);
  if (key === null && !identityFailed(rows)) first.report(null, 'IDENTITY_MISSING');
  const paidAt = agreed(
    rows,
    'paidAt',
    (row) => row.paidAt,
    (date) => date.written,
  );
  const placedAt =
    agreed(
      rows,
      'placedAt',
      (row) => row.placedAt,
      (date) => date.written,
    ) ?? paidAt;
  if (placedAt === null) missing(rows, 'placedAt', 'paidAt');
  const channel = agreed(rows, 'channel', (row) => row.channel);
  agreed(rows, 'currency', (row) => row.currency);
  const money = mergeMoney(rows, scope);
  if (
    money === null ||
    placedAt === null ||
    key === null ||
    rows.some(({ problems }) => problems.length > 0)
  ) {
    return null;
  }
  const { currency, item } = first;
  const orderNo =
    first.orderNo ??
    numbers.next({
      memberKey: key,
      placed: placedAt.written,
      amount: money.amount,
      currency,
      channel,
      productName: item?.productName ?? null,
      sku: item?.sku ?? null,
      quantity: item?.quantity ?? null,
      unitPrice: item?.unitPrice ?? null,
    });
  return {
    orderNo,
    orderNoDerived: first.orderNo === null,
    member,
    placedAt: placedAt.instant,
    paidAt: paidAt?.instant ?? null,
    currency,
    channel,
    lines: rows.flatMap((row) => row.item ?? []),
    ...money,
  };
}

/** The value that all rows agree on; rows that leave it empty agree with any. */
function agreed<Value>(
  rows: readonly OrderRow[],
  field: ImportFieldKey,
  pick: (row: OrderRow) => Value | null,
  same: (value: Value) => unknown = (value) => value,
): Value | null {
  let found: { value: Value; line: number } | null = null;
  for (const row of rows) {
    const value = pick(row);
    if (value === null) continue;
    if (found === null) found = { value, line: row.row.line };
    else if (same(found.value) !== same(value)) {
      row.report(field, 'ORDER_LINES_DISAGREE', { field, otherLine: found.line });
    }
  }
  return found?.value ?? null;
}

function mergeMember(rows: readonly OrderRow[]): OrderMember {
  const part = (name: keyof OrderMember) => agreed(rows, memberFields[name], (row) => row.member[name]);
  return {
    externalId: part('externalId'),
    phone: part('phone'),
    email: part('email'),
    openid: part('openid'),
    unionid: part('unionid'),
    realName: part('realName'),
    firstName: part('firstName'),
    lastName: part('lastName'),
    nickname: part('nickname'),
  };
}

type Money = Pick<OrderRecord, 'amount' | 'refundedAmount' | 'status'>;

function mergeMoney(rows: readonly OrderRow[], scope: AmountScope | null): Money | null {
  const [first] = rows;
  if (!first) return null;
  const given = rows.filter(({ amount }) => amount !== null);
  if (scope === null && given.length > 1) {
    for (const row of given) row.report('amount', 'AMOUNT_SCOPE_AMBIGUOUS');
    return null;
  }
  const own = scope === 'line' && rows.length > 1;
  const statuses = new Set(rows.map(({ status }) => status ?? 'paid'));
  const amount = own ? ownAmounts(rows) : agreed(rows, 'amount', (row) => row.amount);
  const total = amount ?? pricesTotal(rows);
  if (total === null) {
    missing(rows, 'amount', 'unitPrice');
    return null;
  }
  if (total > maximumMinor) {
    first.report('amount', 'AMOUNT_TOO_LARGE');
    return null;
  }
  let status: ImportedOrderStatus;
  let refunded: bigint | null;
  if (own && statuses.size > 1) {
    status = statuses.has('pending') && !statuses.has('paid') ? 'pending' : 'paid';
    refunded = rows.reduce((sum, row) => sum + refundOfRow(row), 0n);
  } else {
    status = agreed(rows, 'status', (row) => row.status) ?? 'paid';
    refunded = own
      ? sumOf(rows, (row) => row.refundedAmount)
      : agreed(rows, 'refundedAmount', (row) => row.refundedAmount);
  }
  return settleRefund(first, total, refunded, status);
}

/** Rows that were cancelled were never paid; they count only when the whole order was cancelled. */
function ownAmounts(rows: readonly OrderRow[]): bigint | null {
  const live = rows.filter(({ status }) => status !== 'cancelled');
  return sumOf(live.length > 0 ? live : rows, (row) => row.amount);
}

function refundOfRow(row: OrderRow): bigint {
  if (row.status === 'cancelled') return 0n;
  return row.refundedAmount ?? (row.status === 'refunded' ? (row.amount ?? 0n) : 0n);
}

function sumOf(rows: readonly OrderRow[], pick: (row: OrderRow) => bigint | null): bigint | null {
  let sum: bigint | null = null;
  for (const row of rows) {
    const value = pick(row);
    if (value !== null) sum = (sum ?? 0n) + value;
  }
  return sum;
}

/** Quantity times unit price of all rows, for files that have no total; null when a price is missing. */
function pricesTotal(rows: readonly OrderRow[]): bigint | null {
  let sum = 0n;
  for (const { item } of rows) {
    if (item === null || item.unitPrice === null) return null;
    sum += BigInt(item.quantity) * item.unitPrice;
  }
  return sum;
}

/** Brings the status and the refunded amount together: each follows from the other where only one is given. */
function settleRefund(
  first: OrderRow,
  amount: bigint,
  refunded: bigint | null,
  status: ImportedOrderStatus,
): Money | null {
  if (refunded !== null && refunded > amount) {
    first.report('refundedAmount', 'REFUND_EXCEEDS_AMOUNT');
    return null;
  }
  if (status === 'partially_refunded' && !refunded) {
    first.report('refundedAmount', 'REFUND_AMOUNT_MISSING');
    return null;
  }
  if (status === 'refunded')
    return { amount, refundedAmount: refunded || amount, status: refundedStatus(amount, refunded || amount) };
  const refundedAmount = refunded ?? 0n;
  if (status === 'pending' || refundedAmount === 0n) return { amount, refundedAmount, status };
  return { amount, refundedAmount, status: refundedStatus(amount, refundedAmount) };
}

function refundedStatus(amount: bigint, refunded: bigint): ImportedOrderStatus {
  return refunded === amount ? 'refunded' : 'partially_refunded';
}

/** Reports an empty required value in the first row, unless something wrong there explains it. */
function missing(rows: readonly OrderRow[], ...fields: ImportFieldKey[]): void {
  const explained = rows.some(({ problems }) =>
    problems.some((problem) => breaksRow(problem) || fields.some((name) => name === problem.field)),
  );
  if (!explained) rows[0]?.report(fields[0] ?? null, 'REQUIRED_MISSING');
}
