import type { OrderFilter, OrderSort, OrderStatus } from '../../gql/graphql.ts';
import { EarlyAnswer } from '../../shared/api/ahead.ts';
import { firstPage } from '../../shared/api/list-page.ts';
import { endOfDay, startOfDay } from '../../shared/format/zoned.ts';
import { readList, readRange } from '../../shared/list/filter.ts';
import { OrdersDocument } from './orders.graphql.ts';

export const statuses = [
  'PENDING',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'CANCELLED',
] as const satisfies OrderStatus[];
const orders = ['PLACED_AT_DESC', 'PLACED_AT_ASC', 'TOTAL_DESC', 'TOTAL_ASC'] as const satisfies OrderSort[];

export const defaultOrderSort = 'PLACED_AT_DESC';

/** What is asked for, by what the address says. */
export function orderVariables(value: (id: string) => string | null, timeZone: string) {
  return { filter: orderFilter(value, timeZone), orderBy: orderOrder(value('sort') ?? defaultOrderSort) };
}

export const earlyOrders = new EarlyAnswer(OrdersDocument);

/** Asks for the first orders as soon as the address is known; days need the zone of the brand, which isn't yet. */
export function askForOrders(params: URLSearchParams, brandId: string | undefined): void {
  if (params.has('placed')) return;
  const page = firstPage(params.get('after') ?? undefined);
  earlyOrders.ask({ ...orderVariables((id) => params.get(id), 'UTC'), ...page }, brandId);
}

/** The filter that an address asks for; days are those of the brand's time zone. */
function orderFilter(value: (id: string) => string | null, timeZone: string): OrderFilter | null {
  const filter: OrderFilter = {};
  const status = readList(value('status')).flatMap((one) => statuses.find((known) => known === one) ?? []);
  const placed = readRange(value('placed'));
  const total = readRange(value('total'));
  const decimal = (text: string | undefined) =>
    text && Number.isFinite(Number(text)) ? Number(text).toFixed(2) : null;
  if (status.length > 0) filter.status = status;
  if (value('channel'))
    filter.channel = (value('channel') ?? '').split(/[,\uFF0C、]/).map((one) => one.trim());
  if (placed.from || placed.to)
    filter.placedAt = {
      from: placed.from ? startOfDay(placed.from, timeZone) : null,
      to: placed.to ? endOfDay(placed.to, timeZone) : null,
    };
  if (total.from || total.to) filter.total = { min: decimal(total.from), max: decimal(total.to) };
  if (value('q')) filter.orderNo = value('q');
  return Object.keys(filter).length > 0 ? filter : null;
}

function orderOrder(sort: string): OrderSort[] {
  return [orders.find((order) => order === sort) ?? 'PLACED_AT_DESC'];
}
