import {
  actionsOn,
  type OrderAction as OrderActionName,
  type OrderStatus as OrderStatusName,
  orderStatuses,
} from '@kolony/domain/order/order.lifecycle';
import type { OrderSource } from '@kolony/domain/order/order.record';
import { Int, registerEnumType } from 'type-graphql';
import { Amount, Column, Computed, Many, One, Stored, Timestamp } from '../../reading/decorators.ts';
import type { Money } from '../../reading/money.ts';
import { OrderEarning } from '../earning/earning.type.ts';
import { Source } from '../member/member.enums.ts';
import { Member } from '../member/member.type.ts';

export const OrderStatus = {
  PENDING: 'pending',
  PAID: 'paid',
  PARTIALLY_REFUNDED: 'partially_refunded',
  REFUNDED: 'refunded',
  CANCELLED: 'cancelled',
} as const satisfies Record<Uppercase<OrderStatusName>, OrderStatusName>;
registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'Where an order stands. Pending and cancelled ones don’t count as spent.',
  valuesConfig: {
    PENDING: { description: 'Not paid yet.' },
    PAID: { description: 'Paid.' },
    PARTIALLY_REFUNDED: { description: 'Paid, and a part of it given back.' },
    REFUNDED: { description: 'Paid, and all of it given back.' },
    CANCELLED: { description: 'Came to nothing.' },
  },
});

const OrderAction = {
  PAY: 'pay',
  REFUND: 'refund',
  CANCEL: 'cancel',
} as const satisfies Record<Uppercase<OrderActionName>, OrderActionName>;
registerEnumType(OrderAction, {
  name: 'OrderAction',
  description: 'What can be done with an order.',
  valuesConfig: {
    PAY: { description: 'Note that it was paid: `orderPay`.' },
    REFUND: { description: 'Give back a part of it, or all that is left: `orderRefund`.' },
    CANCEL: { description: 'Cancel it: `orderCancel`.' },
  },
});

const statusOf = (raw: unknown) => orderStatuses.find((status) => status === raw);
const ofOrder = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.order_id = ${row}.id`;

@Stored({
  name: 'OrderLine',
  table: 'order_line',
  allow: 'ORDER_READ',
  description: 'One product of an order. What the shop didn’t tell is null.',
})
export class OrderLine {
  @Column('position', () => Int, 'Its place in the order, from 0.')
  position!: number;

  @Column('sku', () => String, 'The shop’s code of the product.', { nullable: true })
  sku!: string | null;

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
  name: 'OrderRefund',
  table: 'order_refund',
  allow: 'ORDER_READ',
  description: 'Money that was given back.',
})
export class OrderRefund {
  @Column('refund_no', () => String, 'The shop’s number of the refund; once per order.')
  refundNo!: string;

  @Amount('amount_minor', 'How much.')
  amount!: Money;

  @Timestamp('refunded_at', 'When (UTC).')
  refundedAt!: Date;
}

@Stored({
  name: 'Order',
  table: 'order',
  allow: 'ORDER_READ',
  description: 'A purchase taken over from a shop system: the source of what members have spent.',
})
export class Order {
  @Column('version', () => Int, 'Goes up by one with every change.')
  version!: number;

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

  @Amount((row) => `${row}.total_minor - ${row}.refunded_minor`, 'The total less what was given back.', {
    currency: 'currency',
  })
  net!: Money;

  @Timestamp('placed_at', 'When it was placed (UTC).')
  placedAt!: Date;

  @Timestamp('paid_at', 'When it was paid (UTC); null when it was not.', { nullable: true })
  paidAt!: Date | null;

  @Timestamp('cancelled_at', 'When it was cancelled (UTC); null when it was not.', { nullable: true })
  cancelledAt!: Date | null;

  @Column('source', () => Source, 'Where it came from first.')
  source!: OrderSource;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Whose it is.',
  )
  member!: object;

  @Many(
    () => OrderLine,
    ofOrder,
    (other) => `${other}.position`,
    'What was bought. Their sum needn’t be the total: discounts, freight.',
  )
  lines!: OrderLine[];

  @Many(
    () => OrderRefund,
    ofOrder,
    (other) => `${other}.refunded_at, ${other}.refund_no`,
    'Refunds that were recorded one by one, the first one first.',
  )
  refunds!: OrderRefund[];

  @One(
    () => OrderEarning,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.order_id = ${row}.id`,
    'What it has earned its member; null as long as that is nothing. It follows a change within a minute or so.',
    { nullable: true },
  )
  earning!: object | null;

  @Computed(
    { status: 'status' },
    ({ status }) => {
      const known = statusOf(status);
      return known ? actionsOn(known) : [];
    },
    () => [OrderAction],
    'What can be done with it now, by who has ORDER_WRITE.',
  )
  availableActions!: OrderActionName[];

  @Timestamp('created_at', 'When it was recorded first (UTC).')
  createdAt!: Date;

  @Timestamp('updated_at', 'When it was last changed (UTC).')
  updatedAt!: Date;
}
