import { Field, ID, InputType } from 'type-graphql';
import { Column, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { DateTimeRange, dateTimeRange } from '../../reading/ranges.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { Coupon } from '../coupon/coupon.type.ts';
import { Member } from '../member/member.type.ts';
import { MemberEvent } from '../member-event/member-event.type.ts';
import { PointsEntry } from '../points/points-entry.type.ts';

@Stored({
  name: 'BirthdayCare',
  table: 'birthday_care',
  allow: 'MEMBER_READ',
  description:
    'That a member’s birthday was kept: within 300 days once, whatever becomes of the date. Who was born on 29 February has it on the 28th of years that have no 29th.',
})
class BirthdayCare {
  @Column('day', () => CalendarDate, 'The birthday, by the calendar of the brand’s time zone.')
  day!: string;

  @Timestamp('at', 'When it was kept (UTC): up to three days later where nothing ran on the day.')
  at!: Date;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Whose; of who was merged, the member that was kept.',
  )
  member!: object;

  @One(
    () => MemberEvent,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.event_id`,
    'What was recorded, with the points that rules gave for it.',
  )
  event!: object;

  @One(
    () => PointsEntry,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.entry_id`,
    'The points that were the gift of their tier; null when it gives none.',
    { nullable: true },
  )
  gift!: object | null;

  @One(
    () => Coupon,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.coupon_id`,
    'The coupon that was the gift of their tier; null when it gives none.',
    { nullable: true },
  )
  coupon!: object | null;
}

@InputType({
  description: 'Which birthdays. What is left out restricts nothing; what is given must all hold.',
})
class BirthdayCareFilter {
  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Kept in this span of time.' })
  at?: DateTimeRange | null;
}

function careConditions(filter: BirthdayCareFilter, { row, param }: Conditions): string[] {
  return [
    ...dateTimeRange(filter.at, `${row}.at`, param),
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
  ];
}

export const birthdayCareList = defineList({
  name: 'BirthdayCare',
  type: () => BirthdayCare,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
  filterInput: () => BirthdayCareFilter,
  filter: careConditions,
});
