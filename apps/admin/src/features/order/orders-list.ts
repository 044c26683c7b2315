import { defineList } from '../../shared/api/lists.ts';
import { OrdersDocument } from './order.graphql.ts';
import { orderFilter, orderOrder } from './order-filters.ts';

export const orders = defineList(OrdersDocument, (data) => data.orders);

export const defaultOrderSort = 'PLACED_AT_DESC';

/** What is asked for, by what the address says. */
export function orderVariables(value: (id: string) => string | null, timeZone: string) {
  return { filter: orderFilter(value, timeZone), orderBy: orderOrder(value('sort') ?? defaultOrderSort) };
}
