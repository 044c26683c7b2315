import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import {
  DomainError,
  done,
  type ErrorParams,
  type Outcome,
  refused,
  type UserError,
  userError,
} from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { formatMinor } from '../foundation/money.ts';
import { brandTerms, lockMembers } from '../member/member.store.ts';
import { readCode } from './coupon.code.ts';
import { type CouponOrderInput, isSameOrder, type KnownOrder, readOrder } from './coupon.order.ts';
import { findCoupons, type StoredCoupon, usableOf } from './coupon.store.ts';
import { bestDiscount, type CouponStep, type Discount, discountOf, mostTogether } from './discount.rules.ts';
import { lockTemplates } from './template.store.ts';

/** Coupons that are to be used together for an order, by their ids or their codes. */
export interface UseCoupons {
  /** Whose they must be; without it, whosever they are. */
  memberId?: string | null;
  couponIds?: readonly string[] | null;
  codes?: readonly string[] | null;
  order: CouponOrderInput;
}

/** Most that a proposal is made of. */
const mostProposed = 100;

/** What coupons would give on an order. */
export interface Quoted {
  currency: string;
  amountMinor: number;
  discountMinor: number;
  /** In the order in which they count, with what they are called. */
  steps: (CouponStep & { name: string; expiresAt: Date })[];
}

/**
 * What coupons would give on an order, together, and why not; stores nothing. When none are named, what is best of all that the
 * member has: `bestDiscount`. `COUPON_UNKNOWN`, `COUPON_CODE_INVALID`, `COUPON_NAMED_TWICE`, `COUPON_OF_ANOTHER`, and `readOrder`'s.
 */
export async function quoteCoupons(tx: ReadTransaction, input: UseCoupons): Promise<Outcome<Quoted>> {
  const isNamed = (input.couponIds?.length ?? 0) + (input.codes?.length ?? 0) > 0;
  const named = isNamed || !input.memberId ? await namedCoupons(tx, input) : undefined;
  if (named && !named.ok) return await alsoOfOrder(tx, input, named.errors);
  const coupons = named?.value.coupons ?? (await usableOf(tx, input.memberId ?? '', mostProposed));
  const order = await readOrder(tx, input.order, input.memberId ?? coupons[0]?.memberId ?? null);
  if (!order.ok) return order;
  const discount = (named ? discountOf : bestDiscount)(coupons, order.value, new Date());
  return done(quotedOf(discount, order.value, coupons));
}

function quotedOf(
  { discountMinor, steps }: Discount,
  { amountMinor, currency }: KnownOrder,
  coupons: readonly StoredCoupon[],
): Quoted {
  const byId = new Map(coupons.map((coupon) => [coupon.id, coupon]));
  return {
    currency,
    amountMinor,
    discountMinor,
    steps: steps.flatMap((step) => {
      const coupon = byId.get(step.couponId);
      return coupon ? [{ ...step, name: coupon.name, expiresAt: coupon.expiresAt }] : [];
    }),
  };
}

/**
 * Uses coupons for an order: all of them or none, and each once. Gives the redemption's id. As `quoteCoupons`, and for each
 * coupon that gives nothing on it, why: `COUPON_USED`, `COUPON_EXPIRED`, `COUPON_BELOW_MINIMUM`…; `COUPON_ORDER_TAKEN` when
 * some were used for it already. The key stands for these coupons and this order.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED; CONFLICT when they changed hands meanwhile
 */
export async function redeemCoupons(
  tx: Transaction,
  { key, ...input }: UseCoupons & { key: string },
): Promise<Outcome<string>> {
  const seen = await namedCoupons(tx, input);
  if (!seen.ok) return await alsoOfOrder(tx, input, seen.errors);
  const owner = found((await lockMembers(tx, [seen.value.memberId])).get(seen.value.memberId), 'Member');
  const known = await redemptionOf(tx, key);
  if (known) {
    const ids = seen.value.coupons.map(({ id }) => id).sort();
    const isSame = JSON.stringify(known.couponIds) === JSON.stringify(ids);
    if (!isSame || !(await isSameOrder(tx, input.order, known)))
      throw new DomainError('IDEMPOTENCY_KEY_REUSED');
    return done(known.id);
  }
  await lockTemplates(
    tx,
    seen.value.coupons.map(({ templateId }) => templateId),
  );
  // Nobody changes them any more: who does locks the member or the template first.
  const named = await namedCoupons(tx, input);
  if (!named.ok) return await alsoOfOrder(tx, input, named.errors);
  const { coupons, memberId } = named.value;
  // A merge that was undone while this waited has given them back to somebody who isn't locked.
  if (memberId !== owner.id) throw new DomainError('CONFLICT');
  const order = await readOrder(tx, input.order, owner.id);
  if (!order.ok) return order;
  const discount = discountOf(coupons, order.value, tx.now);
  const errors = await whyNot(tx, discount, coupons, named.value.fieldOf);
  if (errors.length > 0) return refused(...errors);
  return await store(tx, { key, memberId: owner.id, order: order.value, discount, coupons });
}

/** What is wrong with the coupons, and with the order as well: all that is to be mended is told at once. */
async function alsoOfOrder(
  tx: ReadTransaction,
  { order, memberId }: UseCoupons,
  errors: readonly UserError[],
): Promise<Outcome<never>> {
  const read = await readOrder(tx, order, memberId ?? null);
  return refused(...errors, ...(read.ok ? [] : read.errors));
}

/** The coupons that are named, each once, all of one member, with where each was named. */
async function namedCoupons(
  tx: ReadTransaction,
  { memberId, couponIds, codes }: UseCoupons,
): Promise<
  Outcome<{ coupons: StoredCoupon[]; memberId: string; fieldOf: (coupon: StoredCoupon) => string[] }>
> {
  const ids = couponIds ?? [];
  const typed = codes ?? [];
  if (ids.length + typed.length === 0) return refused(userError('REQUIRED', 'couponIds'));
  if (ids.length + typed.length > mostTogether) {
    return refused(userError('TOO_MANY', ids.length > 0 ? 'couponIds' : 'codes', { limit: mostTogether }));
  }
  const read = typed.map(readCode);
  const there = await findCoupons(tx, { ids, codes: read.filter((code) => code !== undefined) });
  // Another member's is answered as one that isn't there.
  const own = there.filter((coupon) => memberId == null || coupon.memberId === memberId);
  const fields = new Map<string, string[]>();
  const errors: UserError[] = [];
  const coupons: StoredCoupon[] = [];
  const note = (coupon: StoredCoupon | undefined, field: string[]) => {
    if (!coupon) errors.push(userError('COUPON_UNKNOWN', field));
    else if (fields.has(coupon.id)) errors.push(userError('COUPON_NAMED_TWICE', field));
    else {
      fields.set(coupon.id, field);
      coupons.push(coupon);
    }
  };
  ids.forEach((id, at) => {
    note(
      own.find((coupon) => coupon.id === id),
      ['couponIds', String(at)],
    );
  });
  read.forEach((code, at) => {
    const field = ['codes', String(at)];
    if (code === undefined) errors.push(userError('COUPON_CODE_INVALID', field));
    else
      note(
        own.find((coupon) => coupon.code === code),
        field,
      );
  });
  if (errors.length > 0) return refused(...errors);
  const [first, ...others] = coupons;
  if (!first || others.some((coupon) => coupon.memberId !== first.memberId)) {
    return refused(userError('COUPON_OF_ANOTHER', ids.length > 0 ? 'couponIds' : 'codes'));
  }
  return done({ coupons, memberId: first.memberId, fieldOf: ({ id }) => fields.get(id) ?? [] });
}

async function whyNot(
  tx: Transaction,
  { steps }: Discount,
  coupons: readonly StoredCoupon[],
  fieldOf: (coupon: StoredCoupon) => string[],
): Promise<UserError[]> {
  const { currency } = await brandTerms(tx);
  return steps.flatMap(({ couponId, reason }) => {
    const coupon = coupons.find(({ id }) => id === couponId);
    if (!coupon || reason === null) return [];
    const params: ErrorParams =
      reason === 'BELOW_MINIMUM'
        ? { minimum: `${formatMinor(coupon.terms.minimumMinor, currency)} ${currency}` }
        : {};
    return [userError(`COUPON_${reason}`, fieldOf(coupon), params)];
  });
}

interface KnownRedemption extends Pick<KnownOrder, 'channel' | 'orderNo' | 'amountMinor'> {
  id: string;
  couponIds: string[];
}

async function redemptionOf(tx: Transaction, key: string): Promise<KnownRedemption | undefined> {
  const [row] = await tx.query<Omit<KnownRedemption, 'amountMinor'> & { amount: string }>(
    `select r.id, r.channel, r.order_no as "orderNo", r.amount_minor as amount,
       (select array_agg(u.coupon_id::text order by u.coupon_id) from coupon_use u
         where u.brand_id = r.brand_id and u.redemption_id = r.id) as "couponIds"
     from coupon_redemption r where r.brand_id = $1 and r.key = $2`,
    [tx.brandId, key],
  );
  return row && { ...row, amountMinor: Number(row.amount) };
}

interface NewRedemption {
  key: string;
  memberId: string;
  order: KnownOrder;
  discount: Discount;
  coupons: readonly StoredCoupon[];
}

async function store(
  tx: Transaction,
  { key, memberId, order, discount, coupons }: NewRedemption,
): Promise<Outcome<string>> {
  const id = newId();
  const { amountMinor, channel, orderNo } = order;
  const { discountMinor, steps } = discount;
  const rows = await tx.query(
    `insert into coupon_redemption (brand_id, id, member_id, key, channel, order_no, amount_minor, discount_minor, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (brand_id, order_no, channel) where status = 'redeemed' and order_no is not null do nothing returning 1`,
    [tx.brandId, id, memberId, key, channel, orderNo, amountMinor, discountMinor, tx.now],
  );
  if (rows.length === 0) return refused(userError('COUPON_ORDER_TAKEN', 'order'));
  const uses = steps.map(({ couponId, discountMinor: minor }, position) => ({
    coupon_id: couponId,
    template_id: coupons.find((coupon) => coupon.id === couponId)?.templateId,
    position,
    minor,
  }));
  await tx.query(
    `insert into coupon_use (brand_id, redemption_id, position, coupon_id, template_id, discount_minor)
     select $2, $3, u.position, u.coupon_id, u.template_id, u.minor
     from jsonb_to_recordset($1) u(position int, coupon_id uuid, template_id uuid, minor bigint)`,
    [JSON.stringify(uses), tx.brandId, id],
  );
  await tx.query(
    `update coupon c set status = 'redeemed', redemption_id = $3, ended_at = $4, paid_minor = $5, discount_minor = u.minor
     from jsonb_to_recordset($1) u(coupon_id uuid, minor bigint) where c.brand_id = $2 and c.id = u.coupon_id`,
    [JSON.stringify(uses), tx.brandId, id, tx.now, amountMinor - discountMinor],
  );
  const after = { orderNo, channel, amountMinor, discountMinor, coupons: uses.length };
  tx.audit({
    action: 'coupon.redeem',
    subjectType: 'CouponRedemption',
    changes: [{ id, before: null, after }],
    relatedIds: [memberId, ...coupons.map((coupon) => coupon.id)],
  });
  return done(id);
}
