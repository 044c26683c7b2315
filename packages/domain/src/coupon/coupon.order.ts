import { found, type ReadTransaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { maximumMinor, parseMinor } from '../foundation/money.ts';
import { checkText } from '../foundation/text.ts';
import type { OrderStatus } from '../order/order.lifecycle.ts';
import type { CouponOrder } from './discount.rules.ts';

/**
 * The order that coupons are for: one that waits to be paid, by its id, or what a shop tells of one. Amounts are exact decimals
 * in the brand's currency, before any coupon.
 */
export interface CouponOrderInput {
  orderId?: string | null;
  amount?: string | null;
  channel?: string | null;
  orderNo?: string | null;
  lines?: readonly { sku: string; amount: string }[] | null;
}

/** An order as it is known, with the shop's number where that was told. */
export interface KnownOrder extends CouponOrder {
  currency: string;
  orderNo: string | null;
}

const mostLines = 500;

/**
 * The order of a member that coupons are to be used for. `COUPON_ORDER_NOT_ONE`, `COUPON_ORDER_NOT_PENDING`,
 * `COUPON_ORDER_OF_ANOTHER`, `COUPON_ORDER_ENDED`, `AMOUNT_INVALID`, and what is wrong with texts.
 */
export async function readOrder(
  tx: ReadTransaction,
  input: CouponOrderInput,
  memberId: string | null,
): Promise<Outcome<KnownOrder>> {
  if ((input.orderId == null) === (input.amount == null)) {
    return refused(userError('COUPON_ORDER_NOT_ONE', 'order'));
  }
  return input.orderId == null
    ? await toldOrder(tx, input, memberId)
    : await storedOrder(tx, input.orderId, memberId);
}

async function storedOrder(
  tx: ReadTransaction,
  id: string,
  memberId: string | null,
): Promise<Outcome<KnownOrder>> {
  const [row] = await tx.query<{
    member_id: string;
    status: OrderStatus;
    total: string;
    currency: string;
    channel: string;
    order_no: string;
    lines: { sku: string; amount: string }[];
  }>(
    `select o.member_id, o.status, o.total_minor as total, o.currency, o.channel, o.order_no, coalesce((
       select json_agg(json_build_object('sku', l.sku, 'amount', coalesce(l.total_minor, l.unit_price_minor * l.quantity))
         order by l.position)
       from order_line l where l.brand_id = o.brand_id and l.order_id = o.id and l.sku is not null
         and coalesce(l.total_minor, l.unit_price_minor) is not null), '[]') as lines
     from "order" o where o.brand_id = kolony.current_brand() and o.id = $1`,
    [id],
  );
  // Another member's is answered as one that isn't there.
  const order = found(row && (memberId === null || row.member_id === memberId) ? row : null, 'Order');
  if (order.status !== 'pending') return refused(userError('COUPON_ORDER_NOT_PENDING', ['order', 'orderId']));
  return done({
    currency: order.currency.trim(),
    amountMinor: Number(order.total),
    channel: order.channel,
    orderNo: order.order_no,
    lines: order.lines.map(({ sku, amount }) => ({ sku, amountMinor: Number(amount) })),
  });
}

async function toldOrder(
  tx: ReadTransaction,
  input: CouponOrderInput,
  memberId: string | null,
): Promise<Outcome<KnownOrder>> {
  const read = await readTold(tx, input);
  if (!read.ok) return read;
  const order = read.value;
  const [known] = order.orderNo
    ? await tx.query<{ member_id: string; status: OrderStatus }>(
        `select member_id, status from "order" where brand_id = kolony.current_brand() and order_no = $1 and channel = $2`,
        [order.orderNo, order.channel],
      )
    : [];
  const field = ['order', 'orderNo'];
  if (known && memberId !== null && known.member_id !== memberId) {
    // Which numbers others' orders have is nothing for members to find out.
    const isMember = tx.scope.actor.kind === 'member';
    return isMember ? done(order) : refused(userError('COUPON_ORDER_OF_ANOTHER', field));
  }
  return known && ['cancelled', 'refunded'].includes(known.status)
    ? refused(userError('COUPON_ORDER_ENDED', field))
    : done(order);
}

/** What a shop tells of an order, by itself. */
async function readTold(tx: ReadTransaction, input: CouponOrderInput): Promise<Outcome<KnownOrder>> {
  const [brand] = await tx.query<{ currency: string }>(
    'select currency from brand where id = kolony.current_brand()',
  );
  const currency = found(brand, 'Brand').currency.trim();
  const errors: UserError[] = [];
  const amountOf = (amount: string, ...field: string[]) => {
    const minor = parseMinor(amount, currency);
    const fits = minor !== undefined && minor >= 0 && minor <= maximumMinor;
    if (!fits) errors.push(userError('AMOUNT_INVALID', ['order', ...field]));
    return fits ? minor : 0;
  };
  const isTooLong = (input.lines?.length ?? 0) > mostLines;
  if (isTooLong) errors.push(userError('TOO_MANY', ['order', 'lines'], { limit: mostLines }));
  const lines = isTooLong ? [] : (input.lines ?? []);
  const channel = checkText(['order', 'channel'], input.channel ?? '', { limit: 100 });
  const orderNo = checkText(['order', 'orderNo'], input.orderNo ?? '', { limit: 100 });
  const order: KnownOrder = {
    currency,
    amountMinor: amountOf(input.amount ?? '', 'amount'),
    channel: channel.text,
    orderNo: orderNo.text || null,
    lines: lines.map(({ sku, amount }, at) => ({
      sku: sku.normalize('NFC').trim(),
      amountMinor: amountOf(amount, 'lines', String(at), 'amount'),
    })),
  };
  // What is reckoned with stays exact.
  if (order.lines.reduce((sum, line) => sum + line.amountMinor, 0) > maximumMinor) {
    errors.push(userError('AMOUNT_INVALID', ['order', 'lines']));
  }
  errors.push(...channel.errors, ...orderNo.errors);
  return errors.length > 0 ? refused(...errors) : done(order);
}

/** Whether coupons that were used for an order are asked for the same one again, whatever has become of it. */
export async function isSameOrder(
  tx: ReadTransaction,
  input: CouponOrderInput,
  used: Pick<KnownOrder, 'channel' | 'orderNo' | 'amountMinor'>,
): Promise<boolean> {
  if (input.orderId == null) {
    const told = await readTold(tx, input);
    return (
      told.ok &&
      told.value.channel === used.channel &&
      told.value.orderNo === used.orderNo &&
      told.value.amountMinor === used.amountMinor
    );
  }
  // What it comes to may have been corrected since.
  const rows = await tx.query(
    'select 1 from "order" where brand_id = kolony.current_brand() and id = $1 and order_no = $2 and channel = $3',
    [input.orderId, used.orderNo, used.channel],
  );
  return rows.length > 0;
}
