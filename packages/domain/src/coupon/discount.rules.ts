import type { CouponTerms } from './template.rules.ts';
import { faceOf } from './template.rules.ts';

export const couponStatuses = ['usable', 'redeemed', 'expired', 'revoked'] as const;
export type CouponStatus = (typeof couponStatuses)[number];

/** A coupon that a member has. */
export interface HeldCoupon {
  id: string;
  templateId: string;
  terms: CouponTerms;
  status: CouponStatus;
  startsAt: Date;
  expiresAt: Date;
}

/** An order that coupons are to be used for. Amounts in minor units of the brand's currency, before any coupon. */
export interface CouponOrder {
  amountMinor: number;
  channel: string;
  /** What is known of its products: what they come to. */
  lines: readonly { sku: string; amountMinor: number }[];
}

/** Most coupons that are used for one order. */
export const mostTogether = 20;

/** Why a coupon gives nothing on an order. */
export const couponReasons = [
  'USED',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
  'OTHER_CHANNEL',
  'OTHER_PRODUCTS',
  'BELOW_MINIMUM',
  'SAME_TEMPLATE',
  'NOT_COMBINABLE',
  'NOTHING_LEFT',
] as const;
export type CouponReason = (typeof couponReasons)[number];

export interface CouponStep {
  couponId: string;
  discountMinor: number;
  /** Null where it gives something. */
  reason: CouponReason | null;
}

/** What coupons give on an order. */
export interface Discount {
  discountMinor: number;
  /** All that were asked about, in the order in which they count. */
  steps: CouponStep[];
}

/**
 * What coupons give on an order when they are used together. The order in which they are named doesn't matter; they count
 * in this one: amounts before percentages, those for some products before those for all, the larger before the smaller.
 * Each takes of what the ones before have left of its products; a percentage is rounded down to the minor unit and cut to
 * its cap. Their sum is never more than the order. The minimum is compared with what the products came to before any
 * coupon. Of one template one is used, the one that expires first; one that may not be combined is used alone.
 */
export function discountOf(coupons: readonly HeldCoupon[], order: CouponOrder, now: Date): Discount {
  const sorted = [...coupons].sort(inOrder);
  const reasons = new Map<string, CouponReason>();
  for (const coupon of sorted) {
    const reason = refusal(coupon, order, now);
    if (reason) reasons.set(coupon.id, reason);
  }
  const fitting = () => sorted.filter(({ id }) => !reasons.has(id));
  const seen = new Set<string>();
  for (const { id, templateId } of fitting()) {
    if (seen.has(templateId)) reasons.set(id, 'SAME_TEMPLATE');
    seen.add(templateId);
  }
  const together = fitting();
  if (together.length > 1) {
    for (const { id, terms } of together) if (!terms.stackable) reasons.set(id, 'NOT_COMBINABLE');
  }
  const left = parts(order);
  const steps = sorted.map(({ id: couponId, terms }): CouponStep => {
    const reason = reasons.get(couponId);
    if (reason) return { couponId, discountMinor: 0, reason };
    const eligible = left.filter(({ sku }) => isFor(terms, sku));
    const discountMinor = worth(terms, sumOf(eligible));
    take(eligible, discountMinor);
    return { couponId, discountMinor, reason: discountMinor === 0 ? 'NOTHING_LEFT' : null };
  });
  return { discountMinor: steps.reduce((sum, step) => sum + step.discountMinor, 0), steps };
}

/**
 * The better of what can be used: one that may not be combined, alone, or those that may, together, the first so many of which
 * an order takes. Of equals the one that uses fewer. The others are among the steps, with why not.
 */
export function bestDiscount(coupons: readonly HeldCoupon[], order: CouponOrder, now: Date): Discount {
  const usable = coupons.filter((coupon) => !refusal(coupon, order, now)).sort(inOrder);
  const combined = usable.filter(({ terms }) => terms.stackable);
  const first = [...new Set(combined.map(({ templateId }) => templateId))].slice(0, mostTogether);
  const sets = [
    ...usable.filter(({ terms }) => !terms.stackable).map((coupon) => [coupon]),
    combined.filter(({ templateId }) => first.includes(templateId)),
  ];
  const used = ({ steps }: Discount) => steps.filter(({ reason }) => reason === null).length;
  const best = sets
    .map((set) => discountOf(set, order, now))
    .reduce(
      (top, one) =>
        one.discountMinor > top.discountMinor ||
        (one.discountMinor === top.discountMinor && used(one) < used(top))
          ? one
          : top,
      { discountMinor: 0, steps: [] },
    );
  const tried = new Set(best.steps.map(({ couponId }) => couponId));
  const others = coupons
    .filter(({ id }) => !tried.has(id))
    .sort(inOrder)
    .map((coupon): CouponStep => {
      const reason = refusal(coupon, order, now) ?? 'NOT_COMBINABLE';
      return { couponId: coupon.id, discountMinor: 0, reason };
    });
  return { ...best, steps: [...best.steps, ...others] };
}

/** Why a coupon can't be used for an order, whatever else is; null when it can. */
function refusal({ status, startsAt, expiresAt, terms }: HeldCoupon, order: CouponOrder, now: Date) {
  if (status === 'redeemed') return 'USED';
  if (status === 'revoked') return 'REVOKED';
  if (status === 'expired' || expiresAt <= now) return 'EXPIRED';
  if (now < startsAt) return 'NOT_YET_VALID';
  if (terms.channels.length > 0 && !terms.channels.includes(order.channel)) return 'OTHER_CHANNEL';
  const base = sumOf(parts(order).filter(({ sku }) => isFor(terms, sku)));
  if (terms.skus.length > 0 && base === 0) return 'OTHER_PRODUCTS';
  return base < terms.minimumMinor ? 'BELOW_MINIMUM' : null;
}

/** A piece of an order: one of its products, or what is left of its amount beside them. */
interface Part {
  sku: string | null;
  minor: number;
}

/** An order in pieces that come to its amount. Products that come to more were discounted in all: each has its share. */
function parts({ amountMinor, lines }: CouponOrder): Part[] {
  const known = lines.map(({ sku, amountMinor: minor }) => ({ sku, minor }));
  const sum = sumOf(known);
  if (sum <= amountMinor) return [...known, { sku: null, minor: amountMinor - sum }];
  const scaled = shares(
    amountMinor,
    known.map(({ minor }) => minor),
  );
  return known.map(({ sku }, at) => ({ sku, minor: scaled[at] ?? 0 }));
}

function isFor({ skus }: CouponTerms, sku: string | null): boolean {
  return skus.length === 0 || (sku !== null && skus.includes(sku));
}

function worth(terms: CouponTerms, base: number): number {
  const most = Math.min(faceOf(terms), base);
  if (terms.percent === null) return most;
  return Math.min(most, Number((BigInt(base) * BigInt(terms.percent)) / 100n));
}

/** Takes so much from pieces, from each in proportion to what it is. */
function take(from: readonly Part[], minor: number): void {
  const taken = shares(
    minor,
    from.map((part) => part.minor),
  );
  from.forEach((part, at) => {
    part.minor -= taken[at] ?? 0;
  });
}

/**
 * An amount in shares that are in proportion to weights and come to it exactly: rounded down, and what is left over goes
 * by units to the largest remainders, of equals to the first. None is more than its weight unless the amount is more than all.
 */
export function shares(amount: number, weights: readonly number[]): number[] {
  const sum = BigInt(weights.reduce((all, weight) => all + weight, 0));
  if (sum === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const rounded = exact.map((share) => Number(share / sum));
  let left = amount - rounded.reduce((all, share) => all + share, 0);
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share % sum }))
    .sort((one, other) =>
      one.remainder === other.remainder ? one.at - other.at : one.remainder > other.remainder ? -1 : 1,
    );
  for (const { at } of byRemainder) {
    if (left === 0) break;
    rounded[at] = (rounded[at] ?? 0) + 1;
    left--;
  }
  return rounded;
}

function sumOf(of: readonly { minor: number }[]): number {
  return of.reduce((sum, { minor }) => sum + minor, 0);
}

function inOrder(one: HeldCoupon, other: HeldCoupon): number {
  const rank = ({ terms }: HeldCoupon) => (terms.kind === 'amount' ? 0 : 2) + (terms.skus.length > 0 ? 0 : 1);
  return (
    rank(one) - rank(other) ||
    (other.terms.percent ?? 0) - (one.terms.percent ?? 0) ||
    faceOf(other.terms) - faceOf(one.terms) ||
    one.expiresAt.getTime() - other.expiresAt.getTime() ||
    (one.id < other.id ? -1 : 1)
  );
}
