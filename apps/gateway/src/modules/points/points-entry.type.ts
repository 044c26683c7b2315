import { actionsOnEntry, type EntryAction } from '@kolony/domain/points/entry.rules';
import { type Account, type EntryKind, entryKinds } from '@kolony/domain/points/wallet';
import { Field, ID, InputType } from 'type-graphql';
import { Column, Computed, Many, One, OneOf, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Node } from '../../reading/node.ts';
import { DateTimeRange, dateTimeRange } from '../../reading/ranges.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { BigInteger } from '../../server/scalars.ts';
import { Member } from '../member/member.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { PointsAccount, PointsEntryAction, PointsEntryKind } from './points.enums.ts';

const caused = (kind: EntryKind, row: string, what: string) =>
  `(select ${what} from points_entry c where c.brand_id = ${row}.brand_id and c.cause_id = ${row}.id and c.kind = '${kind}')`;
const leftToTakeBack = (row: string) =>
  `case when ${row}.kind = 'earn' then greatest(0, ${row}.points - ${caused('take_back', row, 'coalesce(sum(c.shortfall - c.points), 0)')}) else 0 end`;
const pendingNow = (row: string) =>
  `case when ${row}.kind = 'earn' then (select coalesce(sum(l.pending), 0) from points_lot l where l.brand_id = ${row}.brand_id and l.origin_id = ${row}.id) else 0 end`;

@Stored({
  name: 'PointsPosting',
  table: 'points_posting',
  allow: 'POINTS_READ',
  description: 'So many points that went from one account to another.',
})
class PointsPosting {
  @Column('from_account', () => PointsAccount, 'Where they came from.')
  from!: Account;

  @Column('to_account', () => PointsAccount, 'Where they went to.')
  to!: Account;

  @Column('points', () => BigInteger, 'How many; always positive.')
  points!: number;

  @Timestamp(
    (row) =>
      `(select l.expires_at from points_lot l where l.brand_id = ${row}.brand_id and l.id = ${row}.lot_id)`,
    'When the lot that they are of expires (UTC); null when it doesn’t.',
    { nullable: true },
  )
  expiresAt!: Date | null;
}

@Stored({
  name: 'PointsEntry',
  table: 'points_entry',
  allow: 'POINTS_READ',
  description: 'Something that happened to a member’s points. Never changed and never deleted.',
})
export class PointsEntry {
  @Column('kind', () => PointsEntryKind, 'What happened.')
  kind!: EntryKind;

  @Column(
    'points',
    () => BigInteger,
    'How many points the member has more by it, pending ones included; less if negative.',
  )
  points!: number;

  @Column('available_after', () => BigInteger, 'What they could then spend; below zero, what they owed.')
  availableAfter!: number;

  @Column('pending_after', () => BigInteger, 'What was then pending.')
  pendingAfter!: number;

  @Column('shortfall', () => BigInteger, 'Of what was to be taken back, what the member no longer had.')
  shortfall!: number;

  @Column(
    leftToTakeBack,
    () => BigInteger,
    'Of an earning, how many of its points weren’t taken back; 0 of all else.',
  )
  leftToTakeBack!: number;

  @Column(
    pendingNow,
    () => BigInteger,
    'Of an earning, how many of its points are pending now; 0 of all else.',
  )
  pendingNow!: number;

  @Computed(
    {
      kind: 'kind',
      subject: 'subject_type',
      given: (row) => caused('give_back', row, 'count(*) > 0'),
      left: leftToTakeBack,
      pending: pendingNow,
    },
    ({ kind, subject, given, left, pending }, _, { scope }) => {
      const known = entryKinds.find((one) => one === kind);
      if (!known || !scope.permissions.has('POINTS_WRITE')) return [];
      return actionsOnEntry({
        kind: known,
        isGivenBack: given === true,
        isOfReward: subject === 'RewardRedemption',
        leftToTakeBack: Number(left),
        pending: Number(pending),
      });
    },
    () => [PointsEntryAction],
    'What the caller can do about it now.',
  )
  availableActions!: EntryAction[];

  @Column('reason', () => String, 'Why, as whoever did it wrote; null when they didn’t.', { nullable: true })
  reason!: string | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Whose points they were then; who was merged since stays so.',
  )
  member!: object;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.operator_id`,
    'Who did it; null when nobody did but time or a job.',
    { nullable: true },
  )
  operator!: object | null;

  @One(
    () => PointsEntry,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.cause_id`,
    'The earning that was taken back or matured, the redemption that was given back, the other side of a move.',
    { nullable: true },
  )
  cause!: object | null;

  @OneOf(
    ['Order', 'PointsAdjustment', 'RewardRedemption', 'MemberEvent', 'BenefitUse'],
    { noun: 'subject_type', id: 'subject_id' },
    'What it was for; null when it was for nothing that is recorded.',
  )
  subject!: Node | null;

  @Many(
    () => PointsPosting,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.entry_id = ${row}.id`,
    (other) => `${other}.position`,
    'Which points went where, lot by lot.',
  )
  postings!: object[];
}

@InputType({ description: 'Which entries. What is left out restricts nothing; what is given must all hold.' })
class PointsEntryFilter {
  @Field(() => [PointsEntryKind], { nullable: true, description: 'Any of these kinds.' })
  kind?: EntryKind[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'In this span of time.' })
  at?: DateTimeRange | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;
}

function entryConditions(filter: PointsEntryFilter, { row, param }: Conditions): string[] {
  return [
    ...(filter.kind ? [`${row}.kind = any (${param(filter.kind)}::text[])`] : []),
    ...dateTimeRange(filter.at, `${row}.at`, param),
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
  ];
}

export const pointsEntryList = defineList({
  name: 'PointsEntry',
  type: () => PointsEntry,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
  filterInput: () => PointsEntryFilter,
  filter: entryConditions,
});
