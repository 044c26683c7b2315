import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMinor, parseMinor } from '../foundation/money.ts';
import {
  bestDiscount,
  type CouponOrder,
  discountOf,
  type HeldCoupon,
  mostTogether,
  shares,
} from './discount.rules.ts';
import type { CouponTerms } from './template.rules.ts';

const now = new Date('2026-11-21T04:00:00Z');
const later = new Date('2026-12-01T00:00:00Z');
const none: CouponTerms = {
  kind: 'amount',
  amountMinor: 2000,
  percent: null,
  capMinor: null,
  minimumMinor: 0,
  channels: [],
  skus: [],
  stackable: true,
};
const coupon = (
  id: string,
  terms: Partial<CouponTerms> = {},
  over: Partial<HeldCoupon> = {},
): HeldCoupon => ({
  id,
  templateId: `template of ${id}`,
  terms: { ...none, ...terms },
  status: 'usable',
  startsAt: new Date('2026-11-01T00:00:00Z'),
  expiresAt: later,
  ...over,
});
const percent = (of: number, capMinor: number) =>
  ({ kind: 'percent', amountMinor: null, percent: of, capMinor }) as const;
const order = (amountMinor: number, over: Partial<CouponOrder> = {}): CouponOrder => ({
  amountMinor,
  channel: '',
  lines: [],
  ...over,
});
const given = (coupons: HeldCoupon[], of: CouponOrder) =>
  discountOf(coupons, of, now).steps.map(({ couponId, discountMinor, reason }) => [
    couponId,
    reason ?? discountMinor,
  ]);

const terms = fc.record({
  kind: fc.constantFrom('amount' as const, 'percent' as const),
  minor: fc.integer({ min: 1, max: 50_000 }),
  percent: fc.integer({ min: 1, max: 100 }),
  minimumMinor: fc.integer({ min: 0, max: 20_000 }),
  channels: fc.constantFrom<string[]>([], [], ['shop']),
  skus: fc.constantFrom<string[]>([], [], ['a'], ['b', 'c']),
  stackable: fc.boolean(),
});
const coupons = fc
  .array(fc.tuple(terms, fc.integer({ min: 0, max: 3 }), fc.boolean()), { maxLength: 6 })
  .map((all) =>
    all.map(([{ kind, minor, percent: of, ...rest }, template, isOver], at) =>
      coupon(
        `c${at}`,
        {
          ...rest,
          ...(kind === 'amount'
            ? { ...none, amountMinor: minor, ...rest }
            : { ...percent(of, minor), ...rest }),
        },
        { templateId: `t${template}`, expiresAt: isOver ? now : later },
      ),
    ),
  );
const orders = fc.record({
  amountMinor: fc.integer({ min: 0, max: 60_000 }),
  channel: fc.constantFrom('', 'shop'),
  lines: fc.array(
    fc.record({ sku: fc.constantFrom('a', 'b', 'x'), amountMinor: fc.integer({ min: 0, max: 30_000 }) }),
    { maxLength: 4 },
  ),
});

describe('what coupons give', () => {
  it('is whole, never below zero, never more than one may give, nor all together than the order', () => {
    fc.assert(
      fc.property(coupons, orders, (held, of) => {
        const { discountMinor, steps } = discountOf(held, of, now);
        expect(discountMinor).toBe(steps.reduce((sum, step) => sum + step.discountMinor, 0));
        expect(discountMinor).toBeLessThanOrEqual(of.amountMinor);
        expect(steps.map(({ couponId }) => couponId).sort()).toEqual(held.map(({ id }) => id).sort());
        for (const step of steps) {
          const { terms: its } = held.find(({ id }) => id === step.couponId) ?? coupon('?');
          expect(Number.isSafeInteger(step.discountMinor)).toBe(true);
          expect(step.discountMinor).toBeGreaterThanOrEqual(step.reason === null ? 1 : 0);
          expect(step.discountMinor).toBeLessThanOrEqual(its.amountMinor ?? its.capMinor ?? 0);
          if (step.reason !== null) expect(step.discountMinor).toBe(0);
          if (its.percent !== null) {
            expect(step.discountMinor * 100).toBeLessThanOrEqual(of.amountMinor * its.percent);
          }
        }
      }),
    );
  });

  it('doesn’t depend on the order in which they are named', () => {
    fc.assert(
      fc.property(
        coupons.chain((held) =>
          fc.tuple(fc.constant(held), fc.shuffledSubarray(held, { minLength: held.length })),
        ),
        orders,
        ([held, shuffled], of) => {
          expect(discountOf(shuffled, of, now)).toEqual(discountOf(held, of, now));
          expect(bestDiscount(shuffled, of, now)).toEqual(bestDiscount(held, of, now));
        },
      ),
    );
  });

  it('takes of two that come to the same always the same one', () => {
    const alone = { ...none, amountMinor: 1, stackable: false };
    const [one, other] = [coupon('c0', alone), coupon('c1', alone)];
    const of = { amountMinor: 5, channel: '', lines: [] };
    const best = bestDiscount([one, other], of, now);
    expect(bestDiscount([other, one], of, now)).toEqual(best);
    expect(best.steps[0]).toEqual({ couponId: 'c0', discountMinor: 1, reason: null });
  });

  it('is at least as much with the best of them as with any one alone', () => {
    fc.assert(
      fc.property(coupons, orders, (held, of) => {
        const best = bestDiscount(held, of, now);
        expect(best.steps.map(({ couponId }) => couponId).sort()).toEqual(held.map(({ id }) => id).sort());
        for (const one of held.filter((each) => !each.terms.stackable)) {
          expect(best.discountMinor).toBeGreaterThanOrEqual(discountOf([one], of, now).discountMinor);
        }
        const used = held.filter(({ id }) =>
          best.steps.some((step) => step.couponId === id && step.reason === null),
        );
        expect(discountOf(used, of, now).discountMinor).toBe(best.discountMinor);
      }),
    );
  });

  it('proposes no more together than an order takes, the first of those that there are', () => {
    const held = Array.from({ length: 25 }, (_, n) => coupon(`c${n}`, { amountMinor: 100 + n }));
    const best = bestDiscount(
      [...held, coupon('twice', {}, { templateId: 'template of c24' })],
      order(100_000),
      now,
    );
    const proposed = best.steps.filter(({ reason }) => reason === null);
    expect(proposed).toHaveLength(mostTogether);
    expect(best.discountMinor).toBe(2000 + 19 * 114);
    expect(best.steps.filter(({ reason }) => reason === 'SAME_TEMPLATE')).toHaveLength(1);
    expect(best.steps.filter(({ reason }) => reason === 'NOT_COMBINABLE')).toHaveLength(5);
  });

  it('grows with the order', () => {
    fc.assert(
      fc.property(coupons, fc.integer({ min: 0, max: 60_000 }), fc.nat(5_000), (held, amount, more) => {
        for (const one of held) {
          const [less, rest] = [order(amount), order(amount + more)].map(
            (of) => discountOf([one], of, now).discountMinor,
          );
          expect(rest).toBeGreaterThanOrEqual(less ?? 0);
        }
      }),
    );
  });
});

describe('coupons of an order', () => {
  it('count amounts before percentages, those for some products first, each of what is left', () => {
    const some = { lines: [{ sku: 'a', amountMinor: 3000 }] };
    expect(
      given(
        [
          coupon('half', percent(50, 100_000)),
          coupon('20', {}),
          coupon('a10', { amountMinor: 1000, skus: ['a'] }),
          coupon('half a', { ...percent(50, 100_000), skus: ['a'] }),
        ],
        order(10_000, some),
      ),
      // 100: 10 off a (30 → 20); 20 off all (a has 20 of 90: 4.44 of it); half of a’s 15.56; half of the rest.
    ).toEqual([
      ['a10', 1000],
      ['20', 2000],
      ['half a', 778],
      ['half', 3111],
    ]);
  });

  it('are rounded down to the minor unit, whatever that is', () => {
    for (const [currency, amount, off] of [
      ['CNY', '33.35', '3.33'],
      ['JPY', '3335', '333'],
      ['KWD', '3.335', '0.333'],
    ] as const) {
      const minor = parseMinor(amount, currency) ?? 0;
      const { discountMinor } = discountOf([coupon('ten', percent(10, 100_000))], order(minor), now);
      expect(formatMinor(discountMinor, currency)).toBe(off);
    }
  });

  it('say why they give nothing', () => {
    const of = order(5000, { lines: [{ sku: 'a', amountMinor: 1000 }] });
    const alone = (terms: Partial<CouponTerms>, over: Partial<HeldCoupon> = {}) =>
      given([coupon('x', terms, over)], of)[0]?.[1];
    expect(alone({}, { status: 'redeemed' })).toBe('USED');
    expect(alone({}, { status: 'revoked' })).toBe('REVOKED');
    expect(alone({}, { status: 'expired' })).toBe('EXPIRED');
    expect(alone({}, { expiresAt: now })).toBe('EXPIRED');
    expect(alone({}, { startsAt: later })).toBe('NOT_YET_VALID');
    expect(alone({ channels: ['shop'] })).toBe('OTHER_CHANNEL');
    expect(alone({ skus: ['b'] })).toBe('OTHER_PRODUCTS');
    expect(alone({ minimumMinor: 5001 })).toBe('BELOW_MINIMUM');
    expect(alone({ minimumMinor: 5000 })).toBe(2000);
    expect(alone({ skus: ['a'], minimumMinor: 1001 })).toBe('BELOW_MINIMUM');
    expect(alone({ skus: ['a'] })).toBe(1000);
    expect(alone({ amountMinor: 9000 })).toBe(5000);
    expect(alone(percent(1, 100))).toBe(50);
    expect(given([coupon('x', percent(1, 100))], order(99))).toEqual([['x', 'NOTHING_LEFT']]);
    expect(given([coupon('x'), coupon('y', { stackable: false })], of)).toEqual([
      ['x', 2000],
      ['y', 'NOT_COMBINABLE'],
    ]);
    expect(
      given(
        [
          coupon('later', {}, { templateId: 't' }),
          coupon('sooner', {}, { templateId: 't', expiresAt: new Date('2026-11-22') }),
        ],
        of,
      ),
    ).toEqual([
      ['sooner', 2000],
      ['later', 'SAME_TEMPLATE'],
    ]);
  });

  it('share an amount exactly, in proportion', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10 ** 14), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, part) => {
          const all = weights.reduce((sum, weight) => sum + weight, 0);
          const amount = Math.floor(all * part);
          const got = shares(amount, weights);
          if (all > 0) expect(got.reduce((sum, share) => sum + share, 0)).toBe(amount);
          for (const [at, share] of got.entries()) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(weights[at] ?? 0);
          }
        },
      ),
    );
  });
});
