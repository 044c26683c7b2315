import type { CouponReason as ReasonName } from '@kolony/domain/coupon/discount.rules';
import type { Quoted } from '@kolony/domain/coupon/redeem.service';
import { encodeId } from '@kolony/domain/foundation/ids';
import { formatMinor } from '@kolony/domain/foundation/money';
import { Field, ID, ObjectType } from 'type-graphql';
import { Money } from '../../reading/money.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { CouponReason } from './coupon.enums.ts';

@ObjectType({ description: 'What one coupon would give on an order, and why nothing.' })
class CouponQuoted {
  @Field(() => ID, { description: 'The coupon.' })
  couponId!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => Money, { description: 'How much it would take off.' })
  discount!: Money;

  @Field(() => CouponReason, { nullable: true, description: 'Why nothing; null when it gives something.' })
  reason!: ReasonName | null;

  @Field(() => Date, { description: 'When it expires (UTC).' })
  expiresAt!: Date;
}

@ObjectType({ description: 'What coupons would give on an order, together. Nothing is stored or held.' })
export class CouponQuote {
  @Field(() => Money, { description: 'What the order comes to before them.' })
  amount!: Money;

  @Field(() => Money, { description: 'What they would take off together.' })
  discount!: Money;

  @Field(() => Money, { description: 'What would be left to be paid.' })
  payable!: Money;

  @Field(() => [CouponQuoted], { description: 'One by one, in the order in which they count.' })
  coupons!: CouponQuoted[];
}

@ObjectType({ description: 'What coupons would give.' })
export class CouponQuotePayload {
  @Field(() => CouponQuote, {
    nullable: true,
    description: 'The quote; null when there is something to mend.',
  })
  quote!: CouponQuote | null;

  @Field(() => [UserErrorType], { description: 'What to mend.' })
  userErrors!: UserErrorType[];
}

/** A quote as it is answered. */
export function asQuote({ amountMinor, discountMinor, currency, steps }: Quoted): CouponQuote {
  const money = (minor: number) => ({ amount: formatMinor(minor, currency), currency });
  return {
    amount: money(amountMinor),
    discount: money(discountMinor),
    payable: money(amountMinor - discountMinor),
    coupons: steps.map((step) => ({
      couponId: encodeId('Coupon', step.couponId),
      name: step.name,
      discount: money(step.discountMinor),
      reason: step.reason,
      expiresAt: step.expiresAt,
    })),
  };
}
