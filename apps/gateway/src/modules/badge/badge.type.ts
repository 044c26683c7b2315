import type {
  BadgeCriterion as CriterionName,
  BadgeIcon as IconName,
  BadgePeriod as PeriodName,
} from '@kolony/domain/badge/badge.rules';
import { encodeId } from '@kolony/domain/foundation/ids';
import { living } from '@kolony/domain/member/living';
import type { MemberEventKind as EventName } from '@kolony/domain/member-event/member-event.rules';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Amount, Column, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Money } from '../../reading/money.ts';
import { DateTimeRange, dateTimeRange } from '../../reading/ranges.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { BigInteger } from '../../server/scalars.ts';
import { Member } from '../member/member.type.ts';
import { MemberEventKind } from '../member-event/member-event.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { BadgeCriterion, BadgeIcon, BadgePeriod } from './badge.enums.ts';

const awards = (row: string, what: string, of = '') =>
  `(select ${what} from badge_award a ${of} where a.brand_id = ${row}.brand_id and a.badge_id = ${row}.id and a.revoked_at is null)`;
const holders = `join member m on m.brand_id = a.brand_id and m.id = a.member_id and ${living('m')}`;

@Stored({
  name: 'Badge',
  table: 'badge',
  allow: 'MEMBER_READ',
  description: 'Something that members earn by what they do, to be proud of.',
})
export class Badge {
  @Column('version', () => Int, 'Goes up by one with every change; an update names it.')
  version!: number;

  @Column('name', () => String, 'Its name; unique in the brand.')
  name!: string;

  @Column('description', () => String, 'What it is for, as members read it; may be empty.')
  description!: string;

  @Column('icon', () => BadgeIcon, 'The picture on it.')
  icon!: IconName;

  @Column('color', () => String, 'Its colour: `#aa7700`.')
  color!: string;

  @Column('criterion', () => BadgeCriterion, 'How it is earned.')
  criterion!: CriterionName;

  @Column(
    (row) => `case when ${row}.criterion <> 'spend' then ${row}.target end`,
    () => BigInteger,
    'How many orders, events, points or days; null of BY_HAND, SPEND and TIER.',
    { nullable: true },
  )
  target!: number | null;

  @Amount((row) => `case when ${row}.criterion = 'spend' then ${row}.target end`, 'Of SPEND: how much.', {
    nullable: true,
  })
  amount!: Money | null;

  @Column('event', () => MemberEventKind, 'Of EVENTS: which; null of all else.', { nullable: true })
  event!: EventName | null;

  @Column('tier_id', () => ID, 'Of TIER: which; null of all else.', {
    nullable: true,
    decode: (id) => encodeId('Tier', String(id)),
  })
  tierId!: string | null;

  @Column(
    (row) => `(select t.name from tier t where t.brand_id = ${row}.brand_id and t.id = ${row}.tier_id)`,
    () => String,
    'Of TIER: the name of the tier; null of all else.',
    { nullable: true },
  )
  tierName!: string | null;

  @Column('period', () => BadgePeriod, 'Within what it is earned.')
  period!: PeriodName;

  @Column('active', () => Boolean, 'Whether it can be earned now; who has it keeps it.')
  active!: boolean;

  @Column(
    (row) => awards(row, 'count(*)::int'),
    () => Int,
    'How often it was given, revoked ones not counted.',
  )
  awardCount!: number;

  @Column(
    (row) => awards(row, 'count(distinct a.member_id)::int', holders),
    () => Int,
    'How many members have it; who closed the account doesn’t count.',
  )
  holderCount!: number;

  @Timestamp('created_at', 'When it was made (UTC).')
  createdAt!: Date;
}

@Stored({
  name: 'BadgeAward',
  table: 'badge_award',
  allow: 'MEMBER_READ',
  description: 'That a member has, or had, a badge.',
})
export class BadgeAward {
  @One(
    () => Badge,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.badge_id`,
    'Which.',
  )
  badge!: object;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Who.',
  )
  member!: object;

  @Column('period_key', () => String, 'For which period: `2026`, `2026-03`; empty: for ever.')
  period!: string;

  @Column('note', () => String, 'What whoever gave it wrote; the member may see it.', { nullable: true })
  note!: string | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.operator_id`,
    'Who gave it by hand; null when it was earned.',
    { nullable: true },
  )
  operator!: object | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;

  @Timestamp('revoked_at', 'When it was taken away (UTC); null when it wasn’t.', { nullable: true })
  revokedAt!: Date | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.revoked_by`,
    'Who took it away.',
    { nullable: true },
  )
  revokedBy!: object | null;

  @Column('revoked_reason', () => String, 'Why it was taken away.', { nullable: true })
  revokedReason!: string | null;
}

@InputType({ description: 'Which awards. What is left out restricts nothing; what is given must all hold.' })
class BadgeAwardFilter {
  @Field(() => ID, { nullable: true, description: 'Of this badge.' })
  badgeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it was taken away.' })
  revoked?: boolean | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Given in this span of time.' })
  at?: DateTimeRange | null;
}

function awardConditions(filter: BadgeAwardFilter, { row, param }: Conditions): string[] {
  const by = (noun: 'Member' | 'Badge', column: string, id: string | null | undefined, name: string) =>
    id == null ? [] : [`${row}.${column} = any (${param(idsOf(noun, [id], name))}::uuid[])`];
  return [
    ...by('Badge', 'badge_id', filter.badgeId, 'badgeId'),
    ...by('Member', 'member_id', filter.memberId, 'memberId'),
    ...(filter.revoked != null
      ? [`(${row}.revoked_at is not null) = ${param(filter.revoked)}::boolean`]
      : []),
    ...dateTimeRange(filter.at, `${row}.at`, param),
  ];
}

export const badgeAwardList = defineList({
  name: 'BadgeAward',
  type: () => BadgeAward,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
  filterInput: () => BadgeAwardFilter,
  filter: awardConditions,
});
