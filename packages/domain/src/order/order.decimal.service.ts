import { found, type Transaction } from '../foundation/database.ts';
import { type Outcome, refused, userError } from '../foundation/errors.ts';
import { parseMinor } from '../foundation/money.ts';
import { heldBrandTerms } from '../member/member.store.ts';
import { recordOrder } from './order.record.service.ts';
import type { OrderLineInput, OrderRecord } from './order.record.ts';
import { type RefundOrder, refundOrder } from './order.service.ts';

/** An order with its amounts as exact decimals in whole units of the brand's currency: `1234.50`. */
export interface DecimalOrder extends Omit<OrderRecord, 'totalMinor' | 'refundedMinor' | 'lines'> {
  total: string;
  refunded?: string | null;
  lines?: readonly DecimalLine[] | null;
}
export interface DecimalLine extends Pick<OrderLineInput, 'sku' | 'productName' | 'quantity'> {
  unitPrice?: string | null;
}

/** Records an order as `recordOrder` does. `AMOUNT_INVALID`: more digits than the currency has, or no amount. */
export async function recordDecimalOrder(tx: Transaction, input: DecimalOrder): Promise<Outcome<string>> {
  const { currency } = await heldBrandTerms(tx);
  // What is no amount is none in minor units either: it is refused with all else that is wrong with the order.
  const minor = (amount: string) => parseMinor(amount, currency) ?? Number.NaN;
  const { total, refunded, lines, ...rest } = input;
  const record: OrderRecord = {
    ...rest,
    totalMinor: minor(total),
    refundedMinor: refunded == null ? null : minor(refunded),
    lines: lines?.map(({ unitPrice, ...line }) => ({
      ...line,
      unitPriceMinor: unitPrice == null ? null : minor(unitPrice),
    })),
  };
  return await recordOrder(tx, record);
}

/** Refunds as `refundOrder` does, an amount in whole units of the order's currency. */
export async function refundDecimal(
  tx: Transaction,
  { amount, ...refund }: Omit<RefundOrder, 'amountMinor'> & { amount: string },
): Promise<Outcome<string>> {
  const [order] = await tx.query<{ currency: string }>('select currency from "order" where id = $1', [
    refund.id,
  ]);
  const amountMinor = parseMinor(amount, found(order, 'Order').currency);
  if (amountMinor === undefined) return refused(userError('AMOUNT_INVALID', 'amount'));
  return await refundOrder(tx, { ...refund, amountMinor });
}
