import { randomStream } from '@kolony/domain/demo/demo.data';
import { drawChannel, drawWare } from './people.ts';
import { type BrandPlan, placedAt } from './plan.ts';

interface Line {
  sku: string;
  product: string;
  quantity: number;
  price: number;
}

export interface Order {
  member: number;
  placedAt: number;
  status: string;
  total: number;
  refunded: number;
  channel: string;
  lines: Line[];
}

/** What members have spent: the database's triggers do the same sums row by row. */
export interface Tally {
  count: Int32Array;
  spent: Float64Array;
  first: Float64Array;
  last: Float64Array;
}

/**
 * The n-th order. Members join with an order and come back soon or later; of those who come back later, half the orders
 * are from a fifth of the members.
 */
export function orderOf(plan: BrandPlan, n: number): Order {
  const random = randomStream(plan.seed * 31 + n);
  const there = Math.max(1, Math.ceil((plan.members * (n + 1)) / plan.orders));
  const member = ordersFrom(there, n % Math.floor(plan.orders / plan.members) === 0, random);
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, (): Line => {
    const [sku, product, price] = drawWare(random);
    return { sku, product, price, quantity: 1 + Math.floor(random() ** 3 * 4) };
  });
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const fate = random();
  const status =
    fate < 0.9 ? 'paid' : fate < 0.94 ? 'refunded' : fate < 0.97 ? 'partially_refunded' : 'cancelled';
  const refunded =
    status === 'refunded' ? total : status === 'partially_refunded' ? Math.floor(total / 2) : 0;
  return {
    member,
    placedAt: placedAt(plan, n),
    status,
    total,
    refunded,
    channel: drawChannel(random),
    lines,
  };
}

/** Which of the members who are there by now orders. */
function ordersFrom(there: number, joins: boolean, random: () => number): number {
  if (joins) return there - 1;
  const drawn = Math.floor(random() * there);
  const fate = random();
  if (fate < 0.35) return Math.max(0, there - 1 - Math.floor(random() ** 2 * 2000));
  return fate < 0.675 ? drawn - (drawn % 5) : drawn;
}

export function tallyOf(plan: BrandPlan): Tally {
  const tally: Tally = {
    count: new Int32Array(plan.members),
    spent: new Float64Array(plan.members),
    first: new Float64Array(plan.members),
    last: new Float64Array(plan.members),
  };
  for (let n = 0; n < plan.orders; n++) {
    const { member, status, total, refunded, placedAt: at } = orderOf(plan, n);
    if (status === 'cancelled') continue;
    if (tally.count[member] === 0) tally.first[member] = at;
    tally.count[member] = (tally.count[member] ?? 0) + 1;
    tally.spent[member] = (tally.spent[member] ?? 0) + total - refunded;
    tally.last[member] = at;
  }
  return tally;
}
