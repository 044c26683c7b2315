import { type ColumnProfile, LARGEST_ORDER } from './column-profile.ts';
import type { OrderRecord, ParsedRows } from './import-records.ts';
import { mergeOrder } from './order-merge.ts';
import { DerivedOrderNumbers } from './order-number.ts';
import type { OrderRow } from './order-row.ts';

type Result = ParsedRows<OrderRecord>;

/**
 * Brings the rows of each order together and makes one record of them. An order fails as a whole: with one of
 * its rows missing, its total would be wrong.
 */
export class OrderAssembly {
  readonly #numbers = new DerivedOrderNumbers();
  /** Orders whose rows are scattered over the file, until the last row has come. */
  readonly #waiting = new Map<string, OrderRow[]>();
  #current: OrderRow[] = [];

  constructor(private readonly profile: ColumnProfile) {}

  /** Takes the next row and gives out the orders that are complete. */
  *add(row: OrderRow): Generator<Result> {
    const number = row.orderNo;
    if (number === null || this.profile.oversizedOrders.has(number)) {
      yield* this.end(false);
      if (number !== null) row.report('orderNo', 'ORDER_TOO_MANY_LINES', { limit: LARGEST_ORDER });
      yield this.#finish([row]);
      return;
    }
    const expected = this.profile.scatteredOrders.get(number);
    if (expected !== undefined) {
      yield* this.end(false);
      const rows = this.#waiting.get(number) ?? [];
      rows.push(row);
      if (rows.length < expected) this.#waiting.set(number, rows);
      else {
        this.#waiting.delete(number);
        yield this.#finish(rows);
      }
      return;
    }
    if (this.#current[0]?.orderNo !== number) yield* this.end(false);
    this.#current.push(row);
  }

  /** Gives out the order whose rows have just ended; at the end of the file, all that still wait. */
  *end(all = true): Generator<Result> {
    const rows = this.#current;
    this.#current = [];
    if (rows.length > 0) yield this.#finish(rows);
    if (!all) return;
    for (const waiting of this.#waiting.values()) yield this.#finish(waiting);
    this.#waiting.clear();
  }

  #finish(rows: OrderRow[]): Result {
    const record = mergeOrder(rows, this.profile.amountScope, this.#numbers);
    const failed = rows.find(({ problems }) => problems.length > 0);
    if (failed) {
      for (const { problems, report } of rows) {
        if (problems.length === 0) report(null, 'OTHER_LINE_FAILED', { otherLine: failed.row.line });
      }
    }
    return {
      rows: rows.map(({ row }) => row),
      record: failed ? null : record,
      problems: rows.flatMap(({ problems }) => problems),
    };
  }
}
