import { found, type Transaction } from '../foundation/database.ts';
import { type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
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
  const errors: UserError[] = [];
  const minor = (amount: string, field: string[]) => {
    const parsed = parseMinor(amount, currency);
    if (parsed === undefined) errors.push(userError('AMOUNT_INVALID', field));
    return parsed ?? 0;
  };
  const { total, refunded, lines, ...rest } = input;
  const record: OrderRecord = {
    ...rest,
    totalMinor: minor(total, ['total']),
    refundedMinor: refunded == null ? null : minor(refunded, ['refunded']),
    lines: lines?.map(({ unitPrice, ...line }, at) => ({
      ...line,
      unitPriceMinor: unitPrice == null ? null : minor(unitPrice, ['lines', String(at), 'unitPrice']),
    })),
  };
  return errors.length > 0 ? refused(...errors) : await recordOrder(tx, record);
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
