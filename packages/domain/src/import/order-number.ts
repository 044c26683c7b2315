import { hash } from 'node:crypto';
import { OccurrenceCounter } from './occurrence-counter.ts';

/** What makes a purchase without a number the same purchase. */
export interface PurchaseContent {
  /** The member's strongest identity with its kind, as `externalId:0001`. */
  memberKey: string;
  /** `DateValue.written`: the date as written, so that a change of the brand's time zone changes nothing. */
  placed: string;
  amount: bigint;
  currency: string;
  channel: string | null;
  productName: string | null;
  sku: string | null;
  quantity: number | null;
  unitPrice: bigint | null;
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const PREFIX = 'auto-';
/** Goes into every number; only a change of the rule below may change it, for then all numbers do. */
const RULE = 1;

/**
 * Gives stable numbers to the orders of a file that has no column for them, so that the same file, or one that
 * overlaps it, brings in nothing twice.
 *
 * The rule: `auto-` and 26 characters (128 bits of SHA-256, base 32) over what was read from the row, which is
 * the member's strongest identity, date, amount, currency, channel, product, SKU, quantity, unit price, and
 * **how many rows before it in the file read exactly the same**. So two genuine purchases that look alike both
 * count, and are the same two when the file comes again. The way of writing (`12.00`, `¥12`) and the place of
 * the row in the file play no part. Whoever maps other columns the second time gets other numbers.
 */
export class DerivedOrderNumbers {
  readonly #seen = new OccurrenceCounter();

  next(purchase: PurchaseContent): string {
    const content = JSON.stringify([
      RULE,
      purchase.memberKey,
      purchase.placed,
      purchase.amount.toString(),
      purchase.currency,
      purchase.channel,
      purchase.productName,
      purchase.sku,
      purchase.quantity,
      purchase.unitPrice?.toString() ?? null,
    ]);
    const digest = hash('sha256', `${this.#seen.add(content)} ${content}`, 'hex');
    let number = '';
    let bits = BigInt(`0x${digest.slice(0, 32)}`);
    for (let place = 0; place < 26; place++) {
      number = (ALPHABET[Number(bits & 31n)] ?? '') + number;
      bits >>= 5n;
    }
    return PREFIX + number;
  }
}

/** Whether a number was derived by the rule above and not given by the shop. */
export function isDerivedOrderNumber(orderNo: string): boolean {
  return /^auto-[0-9a-hjkmnp-tv-z]{26}$/.test(orderNo);
}
