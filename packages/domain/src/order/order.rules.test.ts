import fc from 'fast-check';
import { expect, test } from 'vitest';
import { todayIn } from '../member/member.rules.ts';
import { actionsOn, isPaid, orderStatuses } from './order.lifecycle.ts';
import type { OrderRecord } from './order.record.ts';
import { changedOrder, checkOrder, newOrder, refundedOrder } from './order.rules.ts';

const now = new Date('2026-06-01T00:00:00Z');
const terms = { currency: 'CNY', today: todayIn('Asia/Shanghai', now) };

const record = (over: Partial<OrderRecord> = {}): OrderRecord => ({
  orderNo: '1',
  totalMinor: 1000,
  placedAt: new Date('2026-05-01'),
  source: 'api',
  ...over,
});
const checked = (over: Partial<OrderRecord> = {}) => checkOrder(record(over), terms);
const made = (over: Partial<OrderRecord> = {}) => newOrder(checked(over).order, 'o', 'm', now);

test('what can be done with an order follows from its status', () => {
  expect(Object.fromEntries(orderStatuses.map((status) => [status, actionsOn(status)]))).toEqual({
    pending: ['pay', 'cancel'],
    paid: ['refund', 'cancel'],
    partially_refunded: ['refund'],
    refunded: [],
    cancelled: [],
  });
});

test.each([
  [{}, 'paid', 0],
  [{ status: 'refunded' }, 'refunded', 1000],
  [{ status: 'paid', refundedMinor: 400 }, 'partially_refunded', 400],
  [{ status: 'refunded', refundedMinor: 400 }, 'partially_refunded', 400],
  [{ status: 'pending' }, 'pending', 0],
  [{ status: 'cancelled' }, 'cancelled', 0],
  [{ totalMinor: 0 }, 'paid', 0],
] as const)('a new order told as %j is %s', (over, status, refunded) => {
  expect(made(over)).toMatchObject({ status, refunded_minor: refunded });
});

test.each([
  [{ status: 'partially_refunded' }, 'REFUND_AMOUNT_MISSING'],
  [{ status: 'pending', refundedMinor: 1 }, 'REFUND_NOT_PAID'],
  [{ refundedMinor: 1001 }, 'REFUND_EXCEEDS_TOTAL'],
  [{ totalMinor: 2 ** 60 }, 'AMOUNT_TOO_LARGE'],
  [{ totalMinor: Number.NaN }, 'AMOUNT_INVALID'],
  [{ lines: Array.from({ length: 1001 }, () => ({ quantity: 1 })) }, 'TOO_MANY'],
  [{ lines: [{ quantity: 1_000_000, unitPriceMinor: 2 ** 50 }] }, 'AMOUNT_TOO_LARGE'],
] as const)('an order told as %j is refused: %s', (over, code) => {
  expect(checked(over).errors.map((error) => error.code)).toEqual([code]);
});

test('a cancelled order cannot become paid again, and one that was refunded cannot be cancelled', () => {
  const cancelled = made({ status: 'cancelled' });
  expect(changedOrder(cancelled, checked({ status: 'paid' }).order, now).row.status).toBe('cancelled');
  const refunded = made({ refundedMinor: 1 });
  expect(changedOrder(refunded, checked({ status: 'cancelled' }).order, now).errors[0]?.code).toBe(
    'ORDER_STATUS_FINAL',
  );
});

const anyRecord = fc.record({
  status: fc.constantFrom(undefined, ...orderStatuses),
  totalMinor: fc.integer({ min: 0, max: 2000 }),
  refundedMinor: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
});

test('after any records and refunds an order is consistent, goes only forward, and the same record again changes nothing', () => {
  const anyRefund = fc.record({ amountMinor: fc.integer({ min: 1, max: 500 }), early: fc.boolean() });
  const step = fc.oneof(anyRecord, anyRefund);
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (steps) => {
      let row = made({ status: 'pending' });
      let numberedMinor = 0;
      for (const action of steps) {
        const before = row;
        if ('amountMinor' in action) {
          const refundedAt = action.early ? new Date(0) : undefined;
          const refund = refundedOrder(row, { ...action, refundedAt, numberedMinor });
          if (refund.errors.length > 0) continue;
          row = refund.row;
          numberedMinor += action.amountMinor;
          if (!action.early) expect(row.refunded_minor).toBe(before.refunded_minor + action.amountMinor);
        } else {
          const { order, errors } = checked(action);
          if (errors.length > 0) continue;
          const changed = changedOrder(row, order, now);
          if (changed.errors.length > 0) continue;
          row = changed.row;
          expect(changedOrder(row, order, now)).toEqual({ row, errors: [] });
        }
        expect(row.refunded_minor).toBeLessThanOrEqual(row.total_minor);
        expect(row.refunded_minor).toBeGreaterThanOrEqual(numberedMinor);
        expect(row.refunded_minor).toBeGreaterThanOrEqual(before.refunded_minor);
        if (isPaid(before.status)) expect(row.status).not.toBe('pending');
        if (before.status === 'cancelled') expect(row.status).toBe('cancelled');
        if (row.status === 'refunded') expect(row.refunded_minor).toBe(row.total_minor);
        if (row.status === 'paid' || row.status === 'pending') expect(row.refunded_minor).toBe(0);
      }
    }),
  );
});
