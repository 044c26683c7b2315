import type { MemberEventKind as KindName } from '@kolony/domain/member-event/member-event.rules';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { Column, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { DateTimeRange, dateTimeRange } from '../../reading/ranges.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { Member } from '../member/member.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { PointsEntry } from '../points/points-entry.type.ts';

export const MemberEventKind = {
  SIGN_UP: 'sign_up',
  PROFILE_COMPLETED: 'profile_completed',
  BIRTHDAY: 'birthday',
  REVIEW: 'review',
  SHARE: 'share',
  CHECK_IN: 'check_in',
  REFERRAL: 'referral',
} as const satisfies Record<Uppercase<KindName>, KindName>;
registerEnumType(MemberEventKind, {
  name: 'MemberEventKind',
  description: 'What is recorded of members, other than orders.',
  valuesConfig: {
    SIGN_UP: { description: 'They joined.' },
    PROFILE_COMPLETED: { description: 'They filled in their profile.' },
    BIRTHDAY: { description: 'It was their birthday.' },
    REVIEW: { description: 'They reviewed something.' },
    SHARE: { description: 'They shared something.' },
    CHECK_IN: { description: 'They checked in.' },
    REFERRAL: { description: 'Somebody joined or bought whom they had invited.' },
  },
});

@Stored({
  name: 'MemberEvent',
  table: 'member_event',
  allow: 'MEMBER_READ',
  description:
    'Something that a member did, or that came to pass with them, whether it earned points or not. Never changed.',
})
export class MemberEvent {
  @Column('event', () => MemberEventKind, 'What.')
  event!: KindName;

  @Column('note', () => String, 'More of it, as it was told; null when nothing was.', { nullable: true })
  note!: string | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Whose it is; of who was merged, the member that was kept.',
  )
  member!: object;

  @One(
    () => PointsEntry,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.entry_id`,
    'What it earned; null when no rule gave anything for it.',
    { nullable: true },
  )
  entry!: object | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.operator_id`,
    'Who recorded it; null when it came by itself.',
    { nullable: true },
  )
  operator!: object | null;
}

@InputType({ description: 'Which events. What is left out restricts nothing; what is given must all hold.' })
class MemberEventFilter {
  @Field(() => [MemberEventKind], { nullable: true, description: 'Any of these.' })
  event?: KindName[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'In this span of time.' })
  at?: DateTimeRange | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it earned points.' })
  earned?: boolean | null;
}

function eventConditions(filter: MemberEventFilter, { row, param }: Conditions): string[] {
  return [
    ...(filter.event ? [`${row}.event = any (${param(filter.event)}::text[])`] : []),
    ...dateTimeRange(filter.at, `${row}.at`, param),
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
    ...(filter.earned != null ? [`(${row}.entry_id is not null) = ${param(filter.earned)}::boolean`] : []),
  ];
}

export const memberEventList = defineList({
  name: 'MemberEvent',
  type: () => MemberEvent,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
  filterInput: () => MemberEventFilter,
  filter: eventConditions,
});
