import { codeEnding } from '@kolony/domain/coupon/coupon.code';
import type { CouponStatus as StatusName } from '@kolony/domain/coupon/discount.rules';
import type { CouponRedemptionStatus as RedemptionStatusName } from '@kolony/domain/coupon/release.service';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Amount, Column, Computed, Many, One, OneOf, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Money } from '../../reading/money.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { Member } from '../member/member.type.ts';
import { Order } from '../order/order.type.ts';
import {
  CouponAction,
  CouponRedemptionAction,
  CouponRedemptionStatus,
  CouponStatus,
} from './coupon.enums.ts';
import { CouponTemplate } from './coupon-template.type.ts';

const ofMember = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`;
const ofTemplate = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.template_id`;

/** Where a coupon stands now: one whose time is over has expired, whether the job has noted it or not. */
const statusNow = (row: string) =>
  `case when ${row}.status = 'usable' and ${row}.expires_at <= now() then 'expired' else ${row}.status end`;

@Stored({
  name: 'Coupon',
  table: 'coupon',
  allow: 'POINTS_READ',
  description: 'A discount that was issued to a member.',
})
export class Coupon {
  @Column(statusNow, () => CouponStatus, 'Where it stands.')
  status!: StatusName;

  @Computed(
    { status: statusNow },
    ({ status }) => (status === 'usable' ? [CouponAction.REVOKE] : []),
    () => [CouponAction],
    'What can be done with it now, by who has COUPON_ISSUE.',
  )
  availableActions!: string[];

  @Column('code', () => String, 'How its code ends. The whole code is for its member alone.', {
    decode: (code) => codeEnding(String(code)),
  })
  codeEnding!: string;

  @One(() => CouponTemplate, ofTemplate, 'What it was made from, and is good for.')
  template!: object;

  @One(() => Member, ofMember, 'Whose it is.')
  member!: object;

  @OneOf(
    ['RewardRedemption', 'Job'],
    { noun: 'subject_type', id: 'subject_id' },
    'What it was given for: a reward that was taken, a job; null when an operator issued it by itself.',
  )
  subject!: object | null;

  @Timestamp('starts_at', 'Valid from (UTC).')
  startsAt!: Date;

  @Timestamp('expires_at', 'Until before (UTC).')
  expiresAt!: Date;

  @Amount('discount_minor', 'What it gave, where it was used; otherwise 0.')
  discount!: Money;

  @One(
    () => CouponRedemption,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.redemption_id`,
    'What it was used for; null when it isn’t used.',
    { nullable: true },
  )
  redemption!: object | null;

  @Timestamp('issued_at', 'When it was issued (UTC).')
  issuedAt!: Date;

  @Timestamp(
    (row) => `coalesce(${row}.ended_at, case when ${row}.expires_at <= now() then ${row}.expires_at end)`,
    'When it was used, expired or was taken back (UTC); null while it can be used.',
    { nullable: true },
  )
  endedAt!: Date | null;

  @Column('note', () => String, 'What who took it back wrote; null when nothing was said.', {
    nullable: true,
  })
  note!: string | null;
}

@InputType({ description: 'Which coupons. What is left out restricts nothing; what is given must all hold.' })
class CouponFilter {
  @Field(() => [CouponStatus], { nullable: true, description: 'Any of these.' })
  status?: StatusName[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this template.' })
  templateId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;
}

function couponConditions(filter: CouponFilter, { row, param }: Conditions): string[] {
  return [
    ...(filter.status ? [`${statusNow(row)} = any (${param(filter.status)}::text[])`] : []),
    ...(filter.templateId != null
      ? [
          `${row}.template_id = any (${param(idsOf('CouponTemplate', [filter.templateId], 'templateId'))}::uuid[])`,
        ]
      : []),
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
  ];
}

export const couponList = defineList({
  name: 'Coupon',
  type: () => Coupon,
  orders: { ISSUED_AT_DESC: [{ sql: 'issued_at', type: 'timestamptz', descending: true }] },
  filterInput: () => CouponFilter,
  filter: couponConditions,
});

@Stored({
  name: 'CouponUse',
  table: 'coupon_use',
  allow: 'POINTS_READ',
  description: 'What one coupon gave on an order.',
})
class CouponUse {
  @Column('position', () => Int, 'Its place in the order in which coupons count, from 0.')
  position!: number;

  @One(
    () => Coupon,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.coupon_id`,
    'The coupon.',
  )
  coupon!: object;

  @One(() => CouponTemplate, ofTemplate, 'What it was made from.')
  template!: object;

  @Amount('discount_minor', 'How much it took off.')
  discount!: Money;
}

@Stored({
  name: 'CouponRedemption',
  table: 'coupon_redemption',
  allow: 'POINTS_READ',
  description: 'Coupons that were used together for an order.',
})
export class CouponRedemption {
  @Column('status', () => CouponRedemptionStatus, 'Whether they still are used.')
  status!: RedemptionStatusName;

  @Computed(
    { status: 'status' },
    ({ status }) => (status === 'redeemed' ? [CouponRedemptionAction.RELEASE] : []),
    () => [CouponRedemptionAction],
    'What can be done with it now, by who has COUPON_ISSUE.',
  )
  availableActions!: string[];

  @One(() => Member, ofMember, 'Whose coupons they are.')
  member!: object;

  @Amount('amount_minor', 'What the order came to before them.')
  amount!: Money;

  @Amount('discount_minor', 'What they took off together.')
  discount!: Money;

  @Amount((row) => `${row}.amount_minor - ${row}.discount_minor`, 'What was left to be paid.')
  payable!: Money;

  @Column('channel', () => String, 'Where the order was placed; empty when the brand has but one shop.')
  channel!: string;

  @Column('order_no', () => String, 'The shop’s number of the order; null when it wasn’t told.', {
    nullable: true,
  })
  orderNo!: string | null;

  @One(
    () => Order,
    (row, other) =>
      `${other}.brand_id = ${row}.brand_id and ${other}.order_no = ${row}.order_no and ${other}.channel = ${row}.channel`,
    'The order; null while it isn’t recorded.',
    { nullable: true },
  )
  order!: object | null;

  @Many(
    () => CouponUse,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.redemption_id = ${row}.id`,
    (other) => `${other}.position`,
    'What each of them gave, in the order in which they count; at most 20.',
  )
  uses!: object[];

  @Column('note', () => String, 'What whoever gave them back wrote.', { nullable: true })
  note!: string | null;

  @Timestamp('created_at', 'When they were used (UTC).')
  createdAt!: Date;

  @Timestamp('released_at', 'When they were given back (UTC).', { nullable: true })
  releasedAt!: Date | null;
}

@InputType({
  description: 'Which uses of coupons. What is left out restricts nothing; what is given must all hold.',
})
class CouponRedemptionFilter {
  @Field(() => [CouponRedemptionStatus], { nullable: true, description: 'Any of these.' })
  status?: RedemptionStatusName[] | null;

  @Field(() => ID, { nullable: true, description: 'With a coupon of this template.' })
  templateId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;

  @Field(() => String, { nullable: true, description: 'For the order with just this number.' })
  orderNo?: string | null;
}

function redemptionConditions(filter: CouponRedemptionFilter, { row, param }: Conditions): string[] {
  return [
    ...(filter.status ? [`${row}.status = any (${param(filter.status)}::text[])`] : []),
    ...(filter.templateId != null
      ? [
          `exists (select from coupon_use u where u.brand_id = ${row}.brand_id and u.redemption_id = ${row}.id and u.template_id = any (${param(idsOf('CouponTemplate', [filter.templateId], 'templateId'))}::uuid[]))`,
        ]
      : []),
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
    ...(filter.orderNo != null ? [`${row}.order_no = ${param(filter.orderNo.normalize('NFC').trim())}`] : []),
  ];
}

export const couponRedemptionList = defineList({
  name: 'CouponRedemption',
  type: () => CouponRedemption,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
  filterInput: () => CouponRedemptionFilter,
  filter: redemptionConditions,
});
