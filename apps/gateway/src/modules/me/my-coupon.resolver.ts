import { quoteCoupons, redeemCoupons } from '@kolony/domain/coupon/redeem.service';
import { onBehalf } from '@kolony/domain/member-access/on-behalf';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, KeyRequired } from '../../reading/decorators.ts';
import { type Context, payloadOf, write } from '../../server/context.ts';
import { countingWrongCodes } from '../coupon/coupon.codes.ts';
import { CouponRedeemInput } from '../coupon/coupon.input.ts';
import { namedBy } from '../coupon/coupon.named.ts';
import { asQuote, CouponQuotePayload } from '../coupon/coupon-quote.type.ts';
import { keyFrom } from '../points/points.key.ts';
import { MeCouponRedeemInput, MeCouponRedeemPayload } from './my-coupon.type.ts';

@Resolver()
export class MyCouponResolver {
  @Query(() => CouponQuotePayload, {
    description:
      'What coupons of one’s own would give on an order, together, and why not; without ids and codes, what is best of all that one has. Nothing is stored.',
  })
  @Allow('MEMBER_SELF')
  meCouponQuote(
    @Ctx() context: Context,
    @Arg('input', () => CouponRedeemInput, { description: 'Which coupons, and what for.' })
    input: CouponRedeemInput,
  ) {
    const { database, signal } = context;
    const { scope, memberId } = onBehalf(context.scope);
    const named = { ...namedBy(input), memberId };
    return countingWrongCodes(context, input.codes, async () =>
      payloadOf(context, await database.read(scope, (tx) => quoteCoupons(tx, named), signal), (quoted) => ({
        quote: asQuote(quoted),
      })),
    );
  }

  @Mutation(() => MeCouponRedeemPayload, {
    description:
      'Uses coupons of one’s own for an order of one’s own that waits to be paid: all of them or none, each once. Refused for each coupon that gives nothing on it, as `meCouponQuote` says why, with COUPON_ before the reason. COUPON_ORDER_NOT_PENDING, COUPON_ORDER_TAKEN.',
  })
  @Allow('MEMBER_SELF')
  @KeyRequired()
  meCouponRedeem(
    @Ctx() context: Context,
    @Arg('input', () => MeCouponRedeemInput, { description: 'Which coupons, and which order.' })
    { orderId, ...coupons }: MeCouponRedeemInput,
  ) {
    const { scope, memberId } = onBehalf(context.scope);
    const named = { ...namedBy({ ...coupons, order: { orderId } }), memberId };
    return countingWrongCodes(context, coupons.codes, () =>
      write(
        { ...context, scope },
        (tx) => redeemCoupons(tx, { ...named, key: keyFrom(context) }),
        (redemption) => ({ redemption }),
      ),
    );
  }
}
