import { mostTogether } from '@kolony/domain/coupon/discount.rules';
import type { CouponKind as KindName } from '@kolony/domain/coupon/template.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { CalendarDate, Decimal } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { MemberSelection } from '../member/member-bulk.input.ts';
import { CouponKind } from './coupon.enums.ts';
import { Coupon, CouponRedemption } from './coupon.type.ts';
import { CouponTemplate } from './coupon-template.type.ts';

@InputType({
  description:
    'A template, as a whole. Amounts are in the brand’s currency. What is left out is nothing, or as it says.',
})
export class CouponTemplateInput {
  @Field(() => String, {
    description: 'Its name, at most 60 characters; unique in the brand. Members see it.',
  })
  name!: string;

  @Field(() => CouponKind, { description: 'How the discount is reckoned.' })
  kind!: KindName;

  @Field(() => String, {
    nullable: true,
    description: 'What members read about it, at most 2,000 characters.',
  })
  description?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'How much off. AMOUNT needs it.' })
  amount?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many hundredths off, 1 to 100. PERCENT needs it.' })
  percent?: number | null;

  @Field(() => Decimal, { nullable: true, description: 'The most that it gives. PERCENT needs it.' })
  cap?: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What the order, or the products that it is for, must come to; nothing unless given.',
  })
  minimum?: string | null;

  @Field(() => [String], { nullable: true, description: 'For orders of these channels; at most 100.' })
  channels?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'For these products, by their codes; at most 100.' })
  skus?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it may be used together with others; not unless told.',
  })
  stackable?: boolean | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: 'Valid from this day of the brand’s time zone; from when it is issued unless given.',
  })
  startsOn?: string | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: 'Valid to the end of this day. Either this or `validDays`.',
  })
  endsOn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Valid to the end of the day so many days after the day of issue, 1 to 3,650.',
  })
  validDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many are issued at most; as many as are wanted unless given.',
  })
  issueLimit?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many a member can have; any number unless given.' })
  memberLimit?: number | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The most that all of them may cost; each that is issued takes the most that it can give.',
  })
  budget?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they are issued; they are unless told.' })
  active?: boolean | null;
}

@InputType({ description: 'A template as it is to be.' })
export class CouponTemplateUpdateInput extends CouponTemplateInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that this is based on.' })
  version!: number;
}

@InputType({ description: 'A coupon for a member.' })
export class CouponIssueInput {
  @Field(() => ID, { description: 'Of which template.' })
  templateId!: string;

  @Field(() => ID, { description: 'For whom.' })
  memberId!: string;
}

@InputType({ description: 'A coupon for each of many members.' })
export class CouponBulkIssueInput {
  @Field(() => ID, { description: 'Of which template.' })
  templateId!: string;

  @Field(() => MemberSelection, { description: 'For whom.' })
  selection!: MemberSelection;
}

@InputType({ description: 'What a product of an order comes to.' })
class CouponOrderLineInput {
  @Field(() => String, { description: 'The shop’s code of the product.' })
  sku!: string;

  @Field(() => Decimal, { description: 'What all of it comes to, in the brand’s currency.' })
  amount!: string;
}

@InputType({
  description:
    'The order that coupons are for. Either one that is recorded and waits to be paid, by `orderId`: then its amount and products are taken from there; or `amount`, with what else is known.',
})
export class CouponOrderInput {
  @Field(() => ID, { nullable: true, description: 'A recorded order that is PENDING.' })
  orderId?: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What the order comes to before any coupon, in the brand’s currency.',
  })
  amount?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is placed.' })
  channel?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The shop’s number of it, at most 100 characters. Coupons are used for an order at once; when it is recorded and then cancelled or wholly refunded, they come back by themselves.',
  })
  orderNo?: string | null;

  @Field(() => [CouponOrderLineInput], {
    nullable: true,
    description: 'Its products, for coupons that are for some; at most 500.',
  })
  lines?: CouponOrderLineInput[] | null;
}

@InputType({
  description: `Coupons that are to be used together, by id or by code: at most ${mostTogether}, all of one member.`,
})
export class CouponRedeemInput {
  @Field(() => [ID], { nullable: true, description: 'Coupons, by their ids.' })
  couponIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Coupons, by their codes, however they are typed: case, spaces and dashes don’t matter. Wrong ones are limited: RATE_LIMITED says for how many seconds.',
  })
  codes?: string[] | null;

  @Field(() => CouponOrderInput, { description: 'What for.' })
  order!: CouponOrderInput;
}

@InputType({ description: 'Coupons of which is to be said what they would give.' })
export class CouponQuoteInput extends CouponRedeemInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Whose they must be. Without ids and codes: of whose usable coupons the best is to be found, the 100 that expire first being looked at.',
  })
  memberId?: string | null;
}

@InputType({ description: 'A coupon to be taken back.' })
export class CouponRevokeInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters; for the audit log.' })
  note?: string | null;
}

@InputType({ description: 'Coupons that are to be given back.' })
export class CouponReleaseInput {
  @Field(() => ID, { description: 'The use of them.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters.' })
  note?: string | null;
}

@ObjectType({ description: 'A template.' })
export class CouponTemplatePayload {
  @ReadOne(() => CouponTemplate, 'The template; null when there is something to mend.')
  template!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'A coupon.' })
export class CouponPayload {
  @ReadOne(() => Coupon, 'The coupon; null when there is something to mend.')
  coupon!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Coupons that were used together.' })
export class CouponRedemptionPayload {
  @ReadOne(() => CouponRedemption, 'What they were used for; null when there is something to mend.')
  redemption!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}
