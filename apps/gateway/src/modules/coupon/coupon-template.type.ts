import type { CouponKind as KindName } from '@kolony/domain/coupon/template.rules';
import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { Amount, Column, Computed, Connected, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Money } from '../../reading/money.ts';
import type { Conditions } from '../../reading/sources.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { auditEventList } from '../audit/audit.type.ts';
import { CouponKind, CouponTemplateState, type TemplateStateName } from './coupon.enums.ts';

@ObjectType({ description: 'Coupons that expire together.' })
class CouponsExpiring {
  @Field(() => Int, { description: 'How many.' })
  count!: number;

  @Field(() => Date, { description: 'When (UTC): at the end of a day in the brand’s time zone.' })
  at!: Date;
}

const stateOf = (row: string) =>
  `case when ${row}.ends_on < (select (now() at time zone b.time_zone)::date from brand b where b.id = ${row}.brand_id) then 'ended'
     when not ${row}.active then 'paused'
     when ${row}.issued_count - ${row}.revoked_count >= ${row}.issue_limit or ${row}.held_minor + ${row}.face_minor > ${row}.budget_minor then 'exhausted'
     else 'active' end`;

const usable = (row: string, coupon: string) =>
  `${coupon}.brand_id = ${row}.brand_id and ${coupon}.template_id = ${row}.id and ${coupon}.status = 'usable' and ${coupon}.held_minor > ${coupon}.discount_minor`;

function expiringOf(raw: unknown): CouponsExpiring | null {
  if (typeof raw !== 'object' || raw === null || !('count' in raw) || !('at' in raw)) return null;
  return { count: Number(raw.count), at: new Date(String(raw.at)) };
}

@Stored({
  name: 'CouponTemplate',
  table: 'coupon_template',
  allow: 'POINTS_READ',
  description:
    'What coupons are made from. What its coupons are good for doesn’t change once the first was issued.',
})
export class CouponTemplate {
  @Column('version', () => Int, 'Goes up by one with every change; an update names it.')
  version!: number;

  @Column('name', () => String, 'Its name, which members see; unique in the brand.')
  name!: string;

  @Column('description', () => String, 'What members read about it; empty when nothing is said.')
  description!: string;

  @Column('kind', () => CouponKind, 'How the discount is reckoned.')
  kind!: KindName;

  @Amount('amount_minor', 'Of AMOUNT: how much off.', { nullable: true })
  amount!: Money | null;

  @Column('percent', () => Int, 'Of PERCENT: how many hundredths off, 1 to 100.', { nullable: true })
  percent!: number | null;

  @Amount('cap_minor', 'Of PERCENT: the most that it gives.', { nullable: true })
  cap!: Money | null;

  @Amount('minimum_minor', 'What the order, or the products that it is for, must come to before any coupon.')
  minimum!: Money;

  @Column('channels', () => [String], 'For orders of these channels; all of them when empty.')
  channels!: string[];

  @Column('skus', () => [String], 'For these products of an order; all of them when empty.')
  skus!: string[];

  @Column('stackable', () => Boolean, 'Whether it may be used together with others.')
  stackable!: boolean;

  @Column(
    'starts_on',
    () => CalendarDate,
    'Valid from this day of the brand’s time zone; null: from when it is issued.',
    {
      nullable: true,
    },
  )
  startsOn!: string | null;

  @Column('ends_on', () => CalendarDate, 'Valid to the end of this day of the brand’s time zone.', {
    nullable: true,
  })
  endsOn!: string | null;

  @Column(
    'valid_days',
    () => Int,
    'Instead of `endsOn`: valid so many days after the day of issue, to the end of the last.',
    { nullable: true },
  )
  validDays!: number | null;

  @Column('issue_limit', () => Int, 'How many are issued at most; null: as many as are wanted.', {
    nullable: true,
  })
  issueLimit!: number | null;

  @Column('member_limit', () => Int, 'How many a member can have in all; null: any number.', {
    nullable: true,
  })
  memberLimit!: number | null;

  @Amount('budget_minor', 'The most that all of them may cost; null: whatever they do.', { nullable: true })
  budget!: Money | null;

  @Column(stateOf, () => CouponTemplateState, 'Whether coupons of it are issued.')
  state!: TemplateStateName;

  @Column('active', () => Boolean, 'Whether it is switched on.')
  active!: boolean;

  @Column('issued_count', () => Int, 'How many were issued.')
  issuedCount!: number;

  @Column('redeemed_count', () => Int, 'How many of them were used; those that were given back are not.')
  redeemedCount!: number;

  @Column(
    (row) =>
      `(${row}.expired_count + (select count(*) from coupon c where ${usable(row, 'c')} and c.expires_at <= now()))::int`,
    () => Int,
    'How many of them have expired without being used.',
  )
  expiredCount!: number;

  @Column('revoked_count', () => Int, 'How many of them were taken back. They count against no limit.')
  revokedCount!: number;

  @Computed(
    { issued: 'issued_count', redeemed: 'redeemed_count' },
    ({ issued, redeemed }) => (Number(issued) === 0 ? null : Number(redeemed) / Number(issued)),
    () => Float,
    'What part of those that were issued has been used, 0 to 1; null while none was issued.',
    { nullable: true },
  )
  redemptionRate!: number | null;

  @Amount('discount_minor', 'What they have cost: the discounts that were given.')
  discount!: Money;

  @Amount(
    'held_minor',
    'What they take of the budget: what they have cost, and the most that those which can still be used, or be given back, may cost.',
  )
  held!: Money;

  @Amount(
    (row) => `${row}.budget_minor - ${row}.held_minor`,
    'What is left of the budget; null without one.',
    {
      nullable: true,
    },
  )
  budgetLeft!: Money | null;

  @Amount('paid_minor', 'What was paid for the orders that they were used for, after all coupons.')
  turnover!: Money;

  @Computed(
    {
      next: (row) =>
        `(select json_build_object('count', count(*), 'at', c.expires_at) from coupon c where ${usable(row, 'c')} and c.expires_at > now() group by c.expires_at order by c.expires_at limit 1)`,
    },
    ({ next }) => expiringOf(next),
    () => CouponsExpiring,
    'What expires next of those that can be used; null when nothing does.',
    { nullable: true },
  )
  expiringNext!: CouponsExpiring | null;

  @Connected(
    () => auditEventList,
    (row, other) => `${other}.id in (select kolony.audit_events_about(${row}.id))`,
    'How it was changed, the latest first.',
  )
  timeline!: object;

  @Timestamp('created_at', 'When it was made (UTC).')
  createdAt!: Date;
}

@InputType({ description: 'Which templates. What is left out restricts nothing.' })
class CouponTemplateFilter {
  @Field(() => [CouponTemplateState], { nullable: true, description: 'In any of these states.' })
  state?: TemplateStateName[] | null;
}

export const couponTemplateList = defineList({
  name: 'CouponTemplate',
  type: () => CouponTemplate,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
  filterInput: () => CouponTemplateFilter,
  filter: ({ state }: CouponTemplateFilter, { row, param }: Conditions) =>
    state ? [`${stateOf(row)} = any (${param(state)}::text[])`] : [],
});
