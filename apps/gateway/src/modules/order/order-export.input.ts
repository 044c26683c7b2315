import type { OrderExportColumn as OrderExportColumnName } from '@kolony/domain/export/order-export.columns';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { mostSelected } from '../../reading/selection.ts';
import { OrderFilter, orderList } from './order.list.ts';

@InputType({
  description: 'Orders, by what the list of orders is narrowed with. Nothing given: all of them.',
})
export class OrderMatching {
  @Field(() => OrderFilter, { nullable: true, description: 'Only those that meet this.' })
  filter?: OrderFilter | null;
}

@InputType({
  description:
    'Which orders an act is for: named one by one, or all that match. Just one of the two is given; which they are, is fixed with the request.',
})
export class OrderSelection {
  @Field(() => [ID], {
    nullable: true,
    description: `These, at most ${mostSelected.toLocaleString('en')}. One that isn’t an order is reported as failed.`,
  })
  ids?: string[] | null;

  @Field(() => OrderMatching, { nullable: true, description: 'All that match now, however many.' })
  matching?: OrderMatching | null;
}

const OrderExportColumn = {
  ID: 'id',
  ORDER_NO: 'order_no',
  CHANNEL: 'channel',
  STATUS: 'status',
  PLACED_AT: 'placed_at',
  PAID_AT: 'paid_at',
  CANCELLED_AT: 'cancelled_at',
  TOTAL: 'total',
  REFUNDED: 'refunded',
  NET: 'net',
  SOURCE: 'source',
  MEMBER_ID: 'member_id',
  MEMBER: 'member',
} as const satisfies Record<Uppercase<OrderExportColumnName>, OrderExportColumnName>;
registerEnumType(OrderExportColumn, {
  name: 'OrderExportColumn',
  description:
    'A column of an export of orders. Times are those of the brand’s zone, amounts decimals in the currency that the heading names.',
  valuesConfig: {
    ID: { description: 'The id by which this API knows it.' },
    ORDER_NO: { description: 'The shop’s number of it.' },
    CHANNEL: { description: 'Where it was placed.' },
    STATUS: { description: 'Where it stands, as a word.' },
    PLACED_AT: { description: 'When it was placed.' },
    PAID_AT: { description: 'When it was paid.' },
    CANCELLED_AT: { description: 'When it was cancelled.' },
    TOTAL: { description: 'What was to be paid.' },
    REFUNDED: { description: 'What was given back of it.' },
    NET: { description: 'The total less what was given back.' },
    SOURCE: { description: 'Where it came from first.' },
    MEMBER_ID: { description: 'The id of its member. Needs MEMBER_READ.' },
    MEMBER: {
      description:
        'What its member is called; the masked real name of those without a nickname. Needs MEMBER_READ.',
    },
  },
});

@InputType({ description: 'Orders to write to a file.' })
export class OrderExportInput {
  @Field(() => OrderSelection, { description: 'Which.' })
  selection!: OrderSelection;

  @Field(() => [OrderExportColumn], {
    description: 'What the file tells of them, in this order; at least one.',
  })
  columns!: OrderExportColumnName[];

  @Field(() => [orderList.order], {
    nullable: true,
    description: 'By what to sort the rows, at most 3. Default: PLACED_AT_DESC.',
  })
  orderBy?: string[] | null;
}
