import { encodeId } from '@kolony/domain/foundation/ids';
import type { OrderStatus as OrderStatusName } from '@kolony/domain/order/order.lifecycle';
import { ID, Int } from 'type-graphql';
import { Amount, Column, Many, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Money } from '../../reading/money.ts';
import { OrderStatus } from '../order/order.type.ts';

const ofOrder = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.order_id = ${row}.id`;

@Stored({
  name: 'MyOrderLine',
  table: 'order_line',
  allow: 'MEMBER_SELF',
  description: 'One product of an order of one’s own. What the shop didn’t tell is null.',
})
class MyOrderLine {
  @Column('position', () => Int, 'Its place in the order, from 0.')
  position!: number;

  @Column('product_name', () => String, 'The product.', { nullable: true })
  productName!: string | null;

  @Column('quantity', () => Int, 'How many.')
  quantity!: number;

  @Amount('unit_price_minor', 'The price of one.', { nullable: true })
  unitPrice!: Money | null;

  @Amount('total_minor', 'What all of them came to.', { nullable: true })
  total!: Money | null;
}

@Stored({
  name: 'MyOrderRefund',
  table: 'order_refund',
  allow: 'MEMBER_SELF',
  description: 'Money that one was given back.',
})
class MyOrderRefund {
  @Amount('amount_minor', 'How much.')
  amount!: Money;

  @Timestamp('refunded_at', 'When (UTC).')
  refundedAt!: Date;
}

@Stored({
  name: 'MyOrder',
  table: 'order',
  allow: 'MEMBER_SELF',
  description: 'A purchase of one’s own.',
})
class MyOrder {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('Order', String(id)) })
  id!: string;

  @Column('order_no', () => String, 'The shop’s number of it; once per channel.')
  orderNo!: string;

  @Column('channel', () => String, 'Where it was placed; empty when the brand has but one shop.')
  channel!: string;

  @Column('status', () => OrderStatus, 'Where it stands.')
  status!: OrderStatusName;

  @Amount('total_minor', 'What was to be paid.', { currency: 'currency' })
  total!: Money;

  @Amount('refunded_minor', 'What was given back of it.', { currency: 'currency' })
  refunded!: Money;

  @Timestamp('placed_at', 'When it was placed (UTC).')
  placedAt!: Date;

  @Timestamp('paid_at', 'When it was paid (UTC); null when it was not.', { nullable: true })
  paidAt!: Date | null;

  @Timestamp('cancelled_at', 'When it was cancelled (UTC); null when it was not.', { nullable: true })
  cancelledAt!: Date | null;

  @Many(
    () => MyOrderLine,
    ofOrder,
    (other) => `${other}.position`,
    'What was bought. Their sum needn’t be the total: discounts, freight.',
  )
  lines!: MyOrderLine[];

  @Many(
    () => MyOrderRefund,
    ofOrder,
    (other) => `${other}.refunded_at, ${other}.refund_no`,
    'Refunds that were recorded one by one, the first one first.',
  )
  refunds!: MyOrderRefund[];
}

export const myOrderList = defineList({
  name: 'MyOrder',
  type: () => MyOrder,
  orders: { PLACED_AT_DESC: [{ sql: 'placed_at', type: 'timestamptz', descending: true }] },
});
