import { defineList } from '../../shared/api/lists.ts';
import { OrdersDocument } from './orders.graphql.ts';
import { earlyOrders } from './orders-query.ts';

export const orders = defineList(OrdersDocument, (data) => data.orders, earlyOrders);
