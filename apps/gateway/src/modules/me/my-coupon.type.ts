import { showCode } from '@kolony/domain/coupon/coupon.code';
import type { CouponStatus as StatusName } from '@kolony/domain/coupon/discount.rules';
import type { CouponRedemptionStatus as RedemptionStatusName } from '@kolony/domain/coupon/release.service';
import type { CouponKind as KindName } from '@kolony/domain/coupon/template.rules';
import { encodeId } from '@kolony/domain/foundation/ids';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Amount, Column, Many, ReadOne, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Money } from '../../reading/money.ts';
import type { Conditions } from '../../reading/sources.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { CouponKind, CouponRedemptionStatus, CouponStatus } from '../coupon/coupon.enums.ts';

@Stored({
  name: 'MyCoupon',
  table: 'my_coupon',
  allow: 'MEMBER_SELF',
  description: 'A discount that one has.',
})
class MyCoupon {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('Coupon', String(id)) })
  id!: string;

  @Column(
    'code',
    () => String,
    'Its code, to be shown where it is used: `7KX34-…`. It is a secret of one’s own.',
    {
      decode: (code) => showCode(String(code)),
    },
  )
  code!: string;

  @Column('status', () => CouponStatus, 'Where it stands.')
  status!: StatusName;

  @Column('name', () => String, 'What it is called.')
  name!: string;

  @Column('description', () => String, 'What the brand says about it; empty when it says nothing.')
  description!: string;

  @Column('kind', () => CouponKind, 'How the discount is reckoned.')
  kind!: KindName;

  @Amount('amount_minor', 'Of AMOUNT: how much off.', { nullable: true })
  amount!: Money | null;

  @Column('percent', () => Int, 'Of PERCENT: how many hundredths off.', { nullable: true })
  percent!: number | null;

  @Amount('cap_minor', 'Of PERCENT: the most that it gives.', { nullable: true })
  cap!: Money | null;

  @Amount('minimum_minor', 'What the order, or the products that it is for, must come to.')
  minimum!: Money;

  @Column('channels', () => [String], 'For orders of these channels; all of them when empty.')
  channels!: string[];

  @Column('skus', () => [String], 'For these products; all of them when empty.')
  skus!: string[];

  @Column('stackable', () => Boolean, 'Whether it may be used together with others.')
  stackable!: boolean;

  @Timestamp('starts_at', 'Valid from (UTC).')
  startsAt!: Date;

  @Timestamp('expires_at', 'Until before (UTC).')
  expiresAt!: Date;

  @Timestamp('issued_at', 'When one got it (UTC).')
  issuedAt!: Date;

  @Timestamp('redeemed_at', 'When it was used (UTC); null when it wasn’t.', { nullable: true })
  redeemedAt!: Date | null;

  @Amount('discount_minor', 'What it gave, where it was used; otherwise 0.')
  discount!: Money;
}

@InputType({ description: 'Which of one’s coupons. What is left out restricts nothing.' })
class MyCouponFilter {
  @Field(() => [CouponStatus], { nullable: true, description: 'Any of these.' })
  status?: StatusName[] | null;
}

export const myCouponList = defineList({
  name: 'MyCoupon',
  type: () => MyCoupon,
  orders: {
    EXPIRES_AT_ASC: [{ sql: 'expires_at', type: 'timestamptz', descending: false }],
    EXPIRES_AT_DESC: [{ sql: 'expires_at', type: 'timestamptz', descending: true }],
    ISSUED_AT_DESC: [{ sql: 'issued_at', type: 'timestamptz', descending: true }],
  },
  orderDescriptions: {
    EXPIRES_AT_ASC: 'What expires first, first.',
    EXPIRES_AT_DESC: 'What expires last, first.',
    ISSUED_AT_DESC: 'The latest first.',
  },
  filterInput: () => MyCouponFilter,
  filter: ({ status }: MyCouponFilter, { row, param }: Conditions) =>
    status ? [`${row}.status = any (${param(status)}::text[])`] : [],
});

@Stored({
  name: 'MyCouponRedemption',
  table: 'my_coupon_redemption',
  allow: 'MEMBER_SELF',
  description: 'Coupons that one has used together for an order.',
})
class MyCouponRedemption {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('CouponRedemption', String(id)) })
  id!: string;

  @Column('status', () => CouponRedemptionStatus, 'Whether they still are used.')
  status!: RedemptionStatusName;

  @Amount('amount_minor', 'What the order came to before them.')
  amount!: Money;

  @Amount('discount_minor', 'What they took off together.')
  discount!: Money;

  @Amount((row) => `${row}.amount_minor - ${row}.discount_minor`, 'What is left to be paid.')
  payable!: Money;

  @Column('order_no', () => String, 'The shop’s number of the order; null when it wasn’t told.', {
    nullable: true,
  })
  orderNo!: string | null;

  @Many(
    () => MyCoupon,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.redemption_id = ${row}.id`,
    (other) => `${other}.expires_at, ${other}.id`,
    'The coupons; none any more once they were given back.',
  )
  coupons!: object[];

  @Timestamp('created_at', 'When one used them (UTC).')
  createdAt!: Date;
}

@InputType({ description: 'Coupons of one’s own that are to be used for an order of one’s own.' })
export class MeCouponRedeemInput {
  @Field(() => [ID], { nullable: true, description: 'Coupons, by their ids; at most 20 with `codes`.' })
  couponIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Coupons, by their codes. Wrong ones are limited: RATE_LIMITED says for how many seconds.',
  })
  codes?: string[] | null;

  @Field(() => ID, {
    description: 'The order: it is recorded and PENDING. What it comes to is taken from there.',
  })
  orderId!: string;
}

@ObjectType({ description: 'What one has used.' })
export class MeCouponRedeemPayload {
  @ReadOne(() => MyCouponRedemption, 'What was used; null when there is something to mend.')
  redemption!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was used then.' })
  userErrors!: UserErrorType[];
}
