import { encodeId } from '@kolony/domain/foundation/ids';
import type {
  GrowthPeriod as PeriodName,
  DowngradePolicy as PolicyName,
} from '@kolony/domain/tier/tier.rules';
import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { Column, Many, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { BigInteger, CalendarDate } from '../../server/scalars.ts';
import { Member } from '../member/member.type.ts';
import { Benefit, MemberBenefit } from './benefit.type.ts';

export const GrowthPeriod = {
  ROLLING_YEAR: 'rolling_year',
  CALENDAR_YEAR: 'calendar_year',
  LIFETIME: 'lifetime',
} as const satisfies Record<Uppercase<PeriodName>, PeriodName>;
registerEnumType(GrowthPeriod, {
  name: 'GrowthPeriod',
  description: 'Orders and events of which time give growth value, by days of the brand’s time zone.',
  valuesConfig: {
    ROLLING_YEAR: { description: 'Of the last year until today.' },
    CALENDAR_YEAR: {
      description:
        'Of this calendar year. A tier that was reached by it lasts until the end of the next: what decides is the better of the two years.',
    },
    LIFETIME: { description: 'Of all time.' },
  },
});

export const DowngradePolicy = {
  NEVER: 'never',
  ONE_STEP: 'one_step',
  BY_BALANCE: 'by_balance',
} as const satisfies Record<Uppercase<PolicyName>, PolicyName>;
registerEnumType(DowngradePolicy, {
  name: 'TierDowngradePolicy',
  description:
    'What becomes of members whose growth value isn’t enough for their tier any more, after the grace.',
  valuesConfig: {
    NEVER: { description: 'They keep it.' },
    ONE_STEP: { description: 'They go one tier down; the next one has a grace of its own.' },
    BY_BALANCE: { description: 'They go to the tier that their growth value gives.' },
  },
});

export const TierChangeCause = {
  UPGRADE: 'upgrade',
  DOWNGRADE: 'downgrade',
  LADDER: 'ladder',
  ROLLBACK: 'rollback',
  MERGE: 'merge',
  MERGE_UNDONE: 'merge_undone',
  CLOSE: 'close',
  WARNING: 'warning',
} as const;
export type CauseName = (typeof TierChangeCause)[keyof typeof TierChangeCause];
registerEnumType(TierChangeCause, {
  name: 'TierChangeCause',
  description: 'What happened to the tier of a member.',
  valuesConfig: {
    UPGRADE: { description: 'Their growth value reached a higher one.' },
    DOWNGRADE: { description: 'It wasn’t enough any more, and the grace was over.' },
    LADDER: { description: 'The ladder was changed.' },
    ROLLBACK: { description: 'A change of the ladder was rolled back.' },
    MERGE: { description: 'They were merged with another member.' },
    MERGE_UNDONE: { description: 'A merge of theirs was undone.' },
    CLOSE: { description: 'They closed their account.' },
    WARNING: { description: 'Nothing yet: they were told that their tier will end.' },
  },
});

@Stored({ name: 'Tier', table: 'tier', allow: 'MEMBER_READ', description: 'A level of the membership.' })
export class Tier {
  @Column('name', () => String, 'Its name; unique on the ladder.')
  name!: string;

  @Column('color', () => String, 'Its colour, `#c0c0c0`.')
  color!: string;

  @Column('threshold', () => BigInteger, 'The growth value from which on it is reached; 0 of the lowest.')
  threshold!: number;

  @Column('rank', () => Int, 'Where it stands on the ladder, from 1; null when it was taken off it.', {
    nullable: true,
  })
  rank!: number | null;

  @Many(
    () => Benefit,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.tier_id = ${row}.id`,
    (other) => `${other}.created_at, ${other}.id`,
    'What it grants, switched off ones too.',
  )
  benefits!: object[];

  @Column(
    (row) =>
      `(select count(*)::int from member_tier k where k.brand_id = ${row}.brand_id and k.tier_id = ${row}.id)`,
    () => Int,
    'How many members are in it.',
  )
  // They are counted one by one, by an index.
  @Cost(50)
  memberCount!: number;
}

/** Ids of tiers that a column holds, as callers know them. */
export function tierIds(raw: unknown): string[] {
  return Array.isArray(raw) ? raw.map((id) => encodeId('Tier', String(id))) : [];
}

/** SQL of the moment at which a day of the row's brand begins. */
export const beginningOf = (day: string) => (row: string) =>
  `((${row}.${day})::timestamp at time zone (select b.time_zone from brand b where b.id = ${row}.brand_id))`;

/** SQL of when the grace ends of a tier for which the growth value isn't enough. */
export const graceUntil = (row: string) =>
  `case when ${row}.below_on is not null then ${beginningOf('ends_on')(row)} end`;

/** SQL of the day on which a tier ends: a case, as the index has it, for it is never null and leakproof. */
export const endsOn = (row: string) =>
  `case when ${row}.ends_on is null then 'infinity' else ${row}.ends_on end`;

const tierOf = (row: string) =>
  `(select t.threshold from tier t where t.brand_id = ${row}.brand_id and t.id = ${row}.tier_id)`;
/** SQL on tiers that are the next above that of a row. */
const isNext = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.rank = (select t.rank + 1 from tier t where t.brand_id = ${row}.brand_id and t.id = ${row}.tier_id)`;
const nextThreshold = (row: string) => `(select n.threshold from tier n where ${isNext(row, 'n')})`;

/** SQL of what a row of `member_tier` tells of the way to the next tier. */
export const progress = {
  next: isNext,
  // Nulls are passed over by greatest and least: where there is no next tier is looked at first.
  missing: (row: string) =>
    `case when ${nextThreshold(row)} is not null then greatest(0, ${nextThreshold(row)} - ${row}.growth) end`,
  share: (row: string) =>
    `case when ${nextThreshold(row)} is null then 1 else least(1, greatest(0, (${row}.growth - ${tierOf(row)})::float8 / nullif(${nextThreshold(row)} - ${tierOf(row)}, 0))) end`,
};

/** What is said of the fields of a member's tier, to operators and to members alike. */
export const tierWords = {
  growthValue: 'The growth value of the ladder’s period: what was spent, orders and events together.',
  bySpend: 'How much of it is for what was spent, less refunds.',
  byOrders: 'How much of it is for orders; those that were wholly refunded give none.',
  byEvents: 'How much of it is for events.',
  since: 'Since when they are in it (UTC).',
  next: 'The next one above; null at the top.',
  missing: 'The growth value that is missing for that; null at the top.',
  progress: 'How far the way from this tier to the next is gone, 0 to 1; 1 at the top.',
  validUntil:
    'Until when the tier is sure if nothing is added (UTC): the beginning of a day in the brand’s time zone, grace included. Null when it doesn’t end by itself.',
  needed: 'The growth value that has to be added before then to keep it; null when it doesn’t end.',
  graceUntil: 'The same, when the growth value isn’t enough already; null otherwise.',
  warnedAt: 'When they were told that it ends (UTC); null when that isn’t near.',
} as const;

@Stored({
  name: 'MemberTier',
  table: 'member_tier',
  allow: 'MEMBER_READ',
  description:
    'Where a member stands on the ladder. Follows orders and events within minutes, and days every night.',
})
export class MemberTier {
  @One(
    () => Tier,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.tier_id`,
    'The tier.',
  )
  tier!: object;

  @Column('growth', () => BigInteger, tierWords.growthValue)
  growthValue!: number;

  @Column('spend_growth', () => BigInteger, tierWords.bySpend)
  growthBySpend!: number;

  @Column('order_growth', () => BigInteger, tierWords.byOrders)
  growthByOrders!: number;

  @Column('event_growth', () => BigInteger, tierWords.byEvents)
  growthByEvents!: number;

  @Timestamp('since', tierWords.since)
  since!: Date;

  @One(() => Tier, progress.next, tierWords.next, { nullable: true })
  next!: object | null;

  @Column(progress.missing, () => BigInteger, tierWords.missing, { nullable: true })
  missing!: number | null;

  @Column(progress.share, () => Float, tierWords.progress)
  progress!: number;

  @Timestamp(beginningOf('ends_on'), tierWords.validUntil, { nullable: true })
  validUntil!: Date | null;

  @Column('needed', () => BigInteger, tierWords.needed, { nullable: true })
  needed!: number | null;

  @Timestamp(graceUntil, tierWords.graceUntil, { nullable: true })
  graceUntil!: Date | null;

  @Timestamp('warned_at', tierWords.warnedAt, { nullable: true })
  warnedAt!: Date | null;

  @Many(
    () => MemberBenefit,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.member_id = ${row}.member_id`,
    (other) => `${other}.id`,
    'What they have by it: the benefits of the tier that are switched on.',
  )
  benefits!: object[];

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Who.',
  )
  member!: object;
}

@InputType({
  description: 'Which tiers of members. What is left out restricts nothing; what is given must all hold.',
})
class MemberTierFilter {
  @Field(() => [ID], { nullable: true, description: 'Any of these.' })
  tierIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether their members were told.' })
  warned?: boolean | null;
}

/** Tiers that end by themselves, by a partial index. */
export const endingTierList = defineList({
  name: 'MemberTier',
  type: () => MemberTier,
  key: 'member_id',
  where: (row) => `${row}.ends_on is not null`,
  // Just as the index has it.
  orders: { ENDS_ON_ASC: [{ sql: endsOn, type: 'date', descending: false }] },
  filterInput: () => MemberTierFilter,
  filter: (filter: MemberTierFilter, { row, param }: Conditions) => [
    ...(filter.tierIds
      ? [`${row}.tier_id = any (${param(idsOf('Tier', filter.tierIds, 'tierIds'))}::uuid[])`]
      : []),
    ...(filter.warned != null ? [`(${row}.warned_at is not null) = ${param(filter.warned)}::boolean`] : []),
  ],
});

@Stored({
  name: 'TierChange',
  table: 'member_tier_change',
  allow: 'MEMBER_READ',
  description: 'What happened to the tier of a member: a change, or a warning of one. Never changed.',
})
class TierChange {
  @Column('cause', () => TierChangeCause, 'What happened.')
  cause!: CauseName;

  @One(
    () => Tier,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.from_tier`,
    'The tier before; null when they had none.',
    { nullable: true },
  )
  from!: object | null;

  @One(
    () => Tier,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.to_tier`,
    'The tier after; null when they were merged into another, or closed the account.',
    { nullable: true },
  )
  to!: object | null;

  @Column('growth', () => BigInteger, 'The growth value that they then had.')
  growthValue!: number;

  @Column('ends_on', () => CalendarDate, 'Of a warning: the day on which the tier was to end.', {
    nullable: true,
  })
  endsOn!: string | null;

  @Column('needed', () => BigInteger, 'Of a warning: the growth value that was needed until then.', {
    nullable: true,
  })
  needed!: number | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;
}

export const tierChangeList = defineList({
  name: 'TierChange',
  type: () => TierChange,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
});
