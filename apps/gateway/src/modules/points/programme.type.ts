import type { ExpiryPolicy } from '@kolony/domain/points/programme.rules';
import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../reading/money.ts';
import { BigInteger, CalendarDate } from '../../server/scalars.ts';
import { PointsExpiry } from './points.enums.ts';

@ObjectType({ description: 'How a brand’s points work.' })
export class PointsProgramme {
  @Field(() => Int, { description: 'Goes up by one with every change; an update names it.' })
  version!: number;

  @Field(() => PointsExpiry, { description: 'When points expire that are earned from now on.' })
  expiry!: ExpiryPolicy;

  @Field(() => Int, { description: 'The months that `expiry` speaks of.' })
  expiryMonths!: number;

  @Field(() => Int, { description: 'The month of ON_DATE, 1 to 12.' })
  expiryMonth!: number;

  @Field(() => Int, { description: 'The day of ON_DATE; the last where a month has fewer.' })
  expiryDay!: number;

  @Field(() => Date, {
    nullable: true,
    description: 'When points that are earned now expire (UTC); null when they don’t.',
  })
  expiresAt!: Date | null;

  @Field(() => Int, {
    description: 'Days until earned points can be spent: the time in which goods may be returned.',
  })
  pendingDays!: number;

  @Field(() => Boolean, { description: 'Whether taking points back may leave a member below zero.' })
  belowZero!: boolean;

  @Field(() => BigInteger, {
    nullable: true,
    description:
      'An adjustment by hand of more points than this waits for a second operator; null: none does.',
  })
  approvalAbove!: number | null;

  @Field(() => Int, { description: 'So many points are worth `value`.' })
  valuePoints!: number;

  @Field(() => Money, { description: 'What they are worth: what they are booked at as a liability.' })
  value!: Money;
}

@ObjectType({ description: 'Points that expire in one month.' })
class PointsExpiringMonth {
  @Field(() => CalendarDate, { description: 'The first day of the month in the brand’s time zone.' })
  month!: string;

  @Field(() => BigInteger, { description: 'How many, pending ones included.' })
  points!: number;

  @Field(() => Money, { description: 'What they are worth.' })
  value!: Money;
}

@ObjectType({
  description: 'What happened to points in one month. Points that were taken are positive here too.',
})
class PointsFlowMonth {
  @Field(() => CalendarDate, { description: 'The first day of the month in the brand’s time zone.' })
  month!: string;

  @Field(() => BigInteger, { description: 'Given for something.' })
  earned!: number;

  @Field(() => BigInteger, { description: 'Spent.' })
  redeemed!: number;

  @Field(() => BigInteger, { description: 'Given back after they were spent.' })
  givenBack!: number;

  @Field(() => BigInteger, { description: 'Taken back after they were earned.' })
  takenBack!: number;

  @Field(() => BigInteger, { description: 'Not spent in time.' })
  expired!: number;

  @Field(() => BigInteger, { description: 'Given by hand, less those that were taken by hand.' })
  adjusted!: number;
}

@ObjectType({ description: 'What a brand owes its members in points.' })
export class PointsLiability {
  @Field(() => Int, { description: 'Members who have any, pending ones included.' })
  memberCount!: number;

  @Field(() => BigInteger, { description: 'What can be spent.' })
  available!: number;

  @Field(() => BigInteger, { description: 'What is pending.' })
  pending!: number;

  @Field(() => BigInteger, { description: 'What members owe, where the programme lets them.' })
  owed!: number;

  @Field(() => Money, { description: 'What the available and the pending ones are worth.' })
  value!: Money;

  @Field(() => [PointsExpiringMonth], {
    description: 'What expires in this month and in each of the eleven that follow.',
  })
  expiring!: PointsExpiringMonth[];

  @Field(() => [PointsFlowMonth], {
    description: 'What happened in each of the eleven months before and in this one.',
  })
  flow!: PointsFlowMonth[];
}
