import type { OrderStatus as OrderStatusName } from '@kolony/domain/order/order.lifecycle';
import { Field, ID, InputType } from 'type-graphql';
import { averageOf, countOf, sumOf } from '../../reading/aggregates.ts';
import { defineList } from '../../reading/list.ts';
import { amountRange, DateTimeRange, DecimalRange, dateTimeRange } from '../../reading/ranges.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { Order, OrderStatus } from './order.type.ts';

@InputType({ description: 'Which orders. What is left out restricts nothing; what is given must all hold.' })
export class OrderFilter {
  [key: string]: unknown;

  @Field(() => [OrderFilter], {
    nullable: true,
    description: 'All of these hold. Five levels deep, and 100 filters in all, at most.',
  })
  and?: OrderFilter[] | null;

  @Field(() => [OrderFilter], { nullable: true, description: 'At least one of these holds.' })
  or?: OrderFilter[] | null;

  @Field(() => OrderFilter, { nullable: true, description: 'This does not hold.' })
  not?: OrderFilter | null;

  @Field(() => [OrderStatus], { nullable: true, description: 'Any of these.' })
  status?: OrderStatusName[] | null;

  @Field(() => [String], { nullable: true, description: 'Placed in any of these channels.' })
  channel?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Placed in this span of time.' })
  placedAt?: DateTimeRange | null;

  @Field(() => DecimalRange, { nullable: true, description: 'With such a total, in the brand’s currency.' })
  total?: DecimalRange | null;

  @Field(() => String, { nullable: true, description: 'With just this number.' })
  orderNo?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;
}

function orderConditions(filter: OrderFilter, { row, param }: Conditions): string[] {
  return [
    ...(filter.status ? [`${row}.status = any (${param(filter.status)}::text[])`] : []),
    ...(filter.channel ? [`${row}.channel = any (${param(filter.channel)}::text[])`] : []),
    ...dateTimeRange(filter.placedAt, `${row}.placed_at`, param),
    ...amountRange(filter.total, `${row}.total_minor`, `${row}.brand_id`, param),
    ...(filter.orderNo != null ? [`${row}.order_no = ${param(filter.orderNo.normalize('NFC').trim())}`] : []),
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
  ];
}

export const orderList = defineList({
  name: 'Order',
  type: () => Order,
  orders: {
    PLACED_AT_DESC: [{ sql: 'placed_at', type: 'timestamptz', descending: true }],
    PLACED_AT_ASC: [{ sql: 'placed_at', type: 'timestamptz', descending: false }],
    TOTAL_DESC: [{ sql: 'total_minor', type: 'bigint', descending: true }],
    TOTAL_ASC: [{ sql: 'total_minor', type: 'bigint', descending: false }],
  },
  orderDescriptions: {
    PLACED_AT_DESC: 'The latest first.',
    PLACED_AT_ASC: 'The oldest first.',
    TOTAL_DESC: 'The largest total first.',
    TOTAL_ASC: 'The smallest total first.',
  },
  filterInput: () => OrderFilter,
  filter: (filter: OrderFilter, conditions) => orderConditions(filter, conditions),
  aggregates: {
    total: sumOf(
      'total_minor',
      'Their totals together, in the currency of the brand, as all of its orders are.',
    ),
    averageTotal: averageOf(
      'total_minor',
      'The total of one on average, rounded to the minor unit; null without any.',
    ),
    refunded: sumOf('refunded_minor', 'What was given back of them.'),
    net: sumOf((row) => `${row}.total_minor - ${row}.refunded_minor`, 'The totals less what was given back.'),
    memberCount: countOf('member_id', 'How many different members they are of.'),
  },
});
