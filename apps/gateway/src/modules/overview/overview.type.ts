import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../reading/money.ts';
import { CalendarDate } from '../../server/scalars.ts';

export const IntervalEnum = { DAY: 'day', WEEK: 'week', MONTH: 'month' } as const;
registerEnumType(IntervalEnum, {
  name: 'Interval',
  description: 'How a period is cut, in the brand’s time zone.',
  valuesConfig: {
    DAY: { description: 'By day.' },
    WEEK: { description: 'By week, from Monday.' },
    MONTH: { description: 'By month of the calendar.' },
  },
});

const gmv = 'Totals of the orders placed then that were paid, whatever became of them later.';
const settled = 'The same less what was refunded.';

@ObjectType({ description: 'Sums of a period.' })
export class OverviewTotals {
  @Field(() => Int, { description: 'Orders placed then that were paid; cancelled ones do not count.' })
  orderCount!: number;

  @Field(() => Money, { description: gmv })
  gmv!: Money;

  @Field(() => Money, { description: settled })
  settledGmv!: Money;

  @Field(() => Int, { description: 'Members who joined then.' })
  newMembers!: number;

  @Field(() => Money, {
    nullable: true,
    description: 'GMV by orders, rounded to the minor unit; null without orders.',
  })
  averageOrder!: Money | null;
}

@ObjectType({ description: 'One interval of a period.' })
export class OverviewPoint {
  @Field(() => CalendarDate, { description: 'Its first day in the brand’s time zone.' })
  start!: string;

  @Field(() => Int, { description: 'Orders placed in it that were paid.' })
  orders!: number;

  @Field(() => Money, { description: gmv })
  gmv!: Money;

  @Field(() => Money, { description: settled })
  settledGmv!: Money;

  @Field(() => Int, { description: 'Members who joined in it.' })
  newMembers!: number;
}

@ObjectType({ description: 'How a brand does in a period of whole days in its time zone.' })
export class Overview extends OverviewTotals {
  @Field(() => Int, {
    description: 'Members of today; merged ones count once, those who closed the account not at all.',
  })
  memberCount!: number;

  @Field(() => OverviewTotals, { description: 'The period of the same length right before.' })
  previous!: OverviewTotals;

  @Field(() => [OverviewPoint], {
    description:
      'Every interval that the period touches, empty ones too; the first and last count only days within the period.',
  })
  series!: OverviewPoint[];

  @Field(() => Date, {
    nullable: true,
    description: 'When the brand’s first order was placed; null without orders.',
  })
  firstOrderAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When its latest order was placed; null without orders.',
  })
  lastOrderAt!: Date | null;
}
