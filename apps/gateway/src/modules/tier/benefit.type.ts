import type {
  BenefitKind as KindName,
  BenefitPeriod as PeriodName,
} from '@kolony/domain/benefit/benefit.rules';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { Amount, Column, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Money } from '../../reading/money.ts';
import { DateTimeRange, dateTimeRange } from '../../reading/ranges.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { BigInteger } from '../../server/scalars.ts';
import { CouponTemplate } from '../coupon/coupon-template.type.ts';
import { Member } from '../member/member.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { Tier } from './tier.type.ts';

export const BenefitKind = {
  DISCOUNT: 'discount',
  POINTS_MULTIPLIER: 'points_multiplier',
  FREE_SHIPPING: 'free_shipping',
  PRIORITY: 'priority',
  DEDICATED_CONTACT: 'dedicated_contact',
  BIRTHDAY_GIFT: 'birthday_gift',
  EARLY_ACCESS: 'early_access',
} as const satisfies Record<Uppercase<KindName>, KindName>;
registerEnumType(BenefitKind, {
  name: 'BenefitKind',
  description: 'What a tier can grant: economic, service, or for the heart.',
  valuesConfig: {
    DISCOUNT: { description: 'So many per cent less. One of a tier.' },
    POINTS_MULTIPLIER: {
      description: 'More of the points that the base rule gives for an order. One of a tier.',
    },
    FREE_SHIPPING: { description: 'Free shipping, so often in a month or a year. One of a tier.' },
    PRIORITY: { description: 'They are served first.' },
    DEDICATED_CONTACT: { description: 'Somebody is there for them.' },
    BIRTHDAY_GIFT: { description: 'Points or a coupon on their birthday. One of a tier.' },
    EARLY_ACCESS: { description: 'They can have what is new so many hours before everybody.' },
  },
});

export const BenefitPeriod = { MONTH: 'month', YEAR: 'year' } as const satisfies Record<
  Uppercase<PeriodName>,
  PeriodName
>;
registerEnumType(BenefitPeriod, {
  name: 'BenefitPeriod',
  description: 'For how long a number of times holds, in the brand’s time zone.',
  valuesConfig: {
    MONTH: { description: 'A month of the calendar.' },
    YEAR: { description: 'A year of the calendar.' },
  },
});

/** What is said of the values of a benefit, to operators and to members alike. */
export const benefitWords = {
  name: 'Its name; unique in the tier.',
  description: 'What it is, with its line breaks; empty when nothing is said.',
  kind: 'What it is.',
  percent: 'DISCOUNT: so many per cent less, 1 to 99.',
  factor: 'POINTS_MULTIPLIER: in hundredths, 101 to 10,000; 150 makes one and a half.',
  times: 'FREE_SHIPPING: how often in a period, 1 to 10,000.',
  period: 'FREE_SHIPPING: for how long that number holds.',
  contact: 'DEDICATED_CONTACT: who, and how to reach them; at most 100 characters.',
  points: 'BIRTHDAY_GIFT: how many points, 1 to 1,000,000,000; none where it is a coupon.',
  hours: 'EARLY_ACCESS: how many hours before everybody, 1 to 720.',
} as const;

/**
 * SQL of how often a member can have a benefit yet in the period that lasts now; null where it isn't for so many times. As
 * `countUses` counts: all of its kind, whatever tier granted them. `uses` is the table or view of what was used.
 */
export function usesLeft(row: string, member: string, uses: 'benefit_use' | 'my_benefit_use'): string {
  const zone = `(select b.time_zone from brand b where b.id = ${row}.brand_id)`;
  return `case when ${row}.times is not null then greatest(0, ${row}.times - (select count(*)::int from ${uses} u where u.brand_id = ${row}.brand_id and u.member_id = ${member} and u.kind = ${row}.kind and u.undone_at is null and u.at >= date_trunc(${row}.period, now() at time zone ${zone}) at time zone ${zone})) end`;
}

@Stored({
  name: 'Benefit',
  table: 'tier_benefit',
  allow: 'MEMBER_READ',
  description: 'Something that a tier grants.',
})
export class Benefit {
  @Column('version', () => Int, 'Goes up by one with every change; an update names it.')
  version!: number;

  @One(
    () => Tier,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.tier_id`,
    'The tier that grants it.',
  )
  tier!: object;

  @Column('kind', () => BenefitKind, benefitWords.kind)
  kind!: KindName;

  @Column('name', () => String, benefitWords.name)
  name!: string;

  @Column('description', () => String, benefitWords.description)
  description!: string;

  @Column('percent', () => Int, benefitWords.percent, { nullable: true })
  percent!: number | null;

  @Column('factor', () => Int, benefitWords.factor, { nullable: true })
  factor!: number | null;

  @Column('times', () => Int, benefitWords.times, { nullable: true })
  times!: number | null;

  @Column('period', () => BenefitPeriod, benefitWords.period, { nullable: true })
  period!: PeriodName | null;

  @Column('contact', () => String, benefitWords.contact, { nullable: true })
  contact!: string | null;

  @Column('points', () => BigInteger, benefitWords.points, { nullable: true })
  points!: number | null;

  @One(
    () => CouponTemplate,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.coupon_template_id`,
    'BIRTHDAY_GIFT: from which the coupon is made; null where it is points.',
    { nullable: true },
  )
  couponTemplate!: object | null;

  @Column('hours', () => Int, benefitWords.hours, { nullable: true })
  hours!: number | null;

  @Amount('yearly_cost_minor', 'What it costs a year for each member, as the brand says.')
  yearlyCost!: Money;

  @Column('active', () => Boolean, 'Whether it is switched on.')
  active!: boolean;

  @Column(
    (row) =>
      `(select count(*)::int from benefit_use u join brand b on b.id = u.brand_id where u.brand_id = ${row}.brand_id and u.benefit_id = ${row}.id and u.undone_at is null and u.at >= date_trunc('month', now() at time zone b.time_zone) at time zone b.time_zone)`,
    () => Int,
    'How often it was used this month of the brand’s time zone; uses that were undone don’t count.',
  )
  // They are counted one by one, by an index.
  @Cost(10)
  usesThisMonth!: number;

  @Timestamp('created_at', 'When it was made (UTC).')
  createdAt!: Date;
}

@Stored({
  name: 'MemberBenefit',
  table: 'member_benefit',
  allow: 'MEMBER_READ',
  description: 'Something that a member has by their tier.',
})
export class MemberBenefit {
  @One(
    () => Benefit,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.id`,
    'What the tier grants.',
  )
  benefit!: object;

  @Column(
    (row) => usesLeft(row, `${row}.member_id`, 'benefit_use'),
    () => Int,
    'How often they can have it yet in the period that lasts now, in the brand’s time zone; all uses of its kind count, whatever tier granted them. Null where it isn’t for so many times.',
    { nullable: true },
  )
  left!: number | null;
}

@Stored({
  name: 'BenefitUse',
  table: 'benefit_use',
  allow: 'MEMBER_READ',
  description: 'That a member has had a benefit.',
})
export class BenefitUse {
  @One(
    () => Benefit,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.benefit_id`,
    'Which.',
  )
  benefit!: object;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Who.',
  )
  member!: object;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.operator_id`,
    'Who noted it; null when it came by itself.',
    { nullable: true },
  )
  operator!: object | null;

  @Column('note', () => String, 'More of it; null when nothing was said.', { nullable: true })
  note!: string | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;

  @Timestamp('undone_at', 'When it was undone (UTC); null when it counts.', { nullable: true })
  undoneAt!: Date | null;
}

@InputType({ description: 'Which uses. What is left out restricts nothing; what is given must all hold.' })
class BenefitUseFilter {
  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Of any of these benefits.' })
  benefitIds?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'In this span of time.' })
  at?: DateTimeRange | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they were undone.' })
  undone?: boolean | null;
}

export const benefitUseList = defineList({
  name: 'BenefitUse',
  type: () => BenefitUse,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
  filterInput: () => BenefitUseFilter,
  filter: (filter: BenefitUseFilter, { row, param }: Conditions) => [
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
    ...(filter.benefitIds
      ? [`${row}.benefit_id = any (${param(idsOf('Benefit', filter.benefitIds, 'benefitIds'))}::uuid[])`]
      : []),
    ...dateTimeRange(filter.at, `${row}.at`, param),
    ...(filter.undone != null ? [`(${row}.undone_at is not null) = ${param(filter.undone)}::boolean`] : []),
  ],
});
