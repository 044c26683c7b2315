import { beginBulkIssue } from '@kolony/domain/coupon/issue.bulk.service';
import { issueCoupon } from '@kolony/domain/coupon/issue.service';
import { quoteCoupons, redeemCoupons } from '@kolony/domain/coupon/redeem.service';
import { releaseCoupons } from '@kolony/domain/coupon/release.service';
import { revokeCoupon } from '@kolony/domain/coupon/revoke.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, KeyRequired } from '../../reading/decorators.ts';
import { chosenBy } from '../../reading/selection.ts';
import { type Context, payloadOf, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { JobPayload } from '../job/job.input.ts';
import { memberList } from '../member/member.list.ts';
import { keyFrom } from '../points/points.key.ts';
import { countingWrongCodes } from './coupon.codes.ts';
import {
  CouponBulkIssueInput,
  CouponIssueInput,
  CouponPayload,
  CouponQuoteInput,
  CouponRedeemInput,
  CouponRedemptionPayload,
  CouponReleaseInput,
  CouponRevokeInput,
} from './coupon.input.ts';
import { namedBy } from './coupon.named.ts';
import { couponList, couponRedemptionList } from './coupon.type.ts';
import { asQuote, CouponQuotePayload } from './coupon-quote.type.ts';

@Resolver()
export class CouponResolver {
  @Query(() => couponList.connection as never, {
    description: 'Coupons that members have, the latest first.',
  })
  @Allow('POINTS_READ')
  coupons(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => couponList.args as never) _args: object,
  ) {
    return reader.page(couponList, info);
  }

  @Query(() => couponRedemptionList.connection as never, {
    description: 'What coupons were used for, the latest first.',
  })
  @Allow('POINTS_READ')
  couponRedemptions(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => couponRedemptionList.args as never) _args: object,
  ) {
    return reader.page(couponRedemptionList, info);
  }

  @Query(() => CouponQuotePayload, {
    description:
      'What coupons would give on an order, together, and why not. They count in a fixed order, however they are named: amounts before percentages, those for some products before those for all, the larger first; each of what those before it have left. Nothing is stored.',
  })
  @Allow('COUPON_ISSUE')
  couponQuote(
    @Ctx() context: Context,
    @Arg('input', () => CouponQuoteInput, { description: 'Which coupons, and what for.' })
    input: CouponQuoteInput,
  ) {
    const { database, scope, signal } = context;
    const memberId = input.memberId ? uuidOf('Member', input.memberId) : null;
    const named = { ...namedBy(input), memberId };
    return countingWrongCodes(context, input.codes, async () =>
      payloadOf(context, await database.read(scope, (tx) => quoteCoupons(tx, named), signal), (quoted) => ({
        quote: asQuote(quoted),
      })),
    );
  }

  @Mutation(() => CouponPayload, {
    description:
      'Issues a coupon to a member. COUPON_TEMPLATE_PAUSED, COUPON_TEMPLATE_ENDED, COUPON_ISSUE_LIMIT_REACHED, COUPON_MEMBER_LIMIT_REACHED, COUPON_BUDGET_SPENT.',
  })
  @Allow('COUPON_ISSUE')
  @KeyRequired()
  couponIssue(
    @Ctx() context: Context,
    @Arg('input', () => CouponIssueInput, { description: 'Which, and for whom.' }) input: CouponIssueInput,
  ) {
    const templateId = uuidOf('CouponTemplate', input.templateId);
    const memberId = uuidOf('Member', input.memberId);
    return write(
      context,
      (tx) => issueCoupon(tx, { templateId, memberId, key: keyFrom(context) }),
      (coupon) => ({ coupon }),
    );
  }

  @Mutation(() => JobPayload, {
    description:
      'Begins to issue a coupon to each of many members, in a job. It never gives one member two. Where the template gives no more (all were issued, the budget is spent, it was paused) it ends, with the reason as its `error`; run again, it goes on with those who got none. Its `report` tells how many got one, and how many couldn’t.',
  })
  @Allow('COUPON_ISSUE')
  @KeyRequired()
  // What is chosen is fixed, row by row, before the job.
  @Cost(100)
  couponBulkIssue(
    @Ctx() context: Context,
    @Arg('input', () => CouponBulkIssueInput, { description: 'Which, and for whom.' })
    input: CouponBulkIssueInput,
  ) {
    const templateId = uuidOf('CouponTemplate', input.templateId);
    return write(
      context,
      async (tx) => {
        const chosen = chosenBy(context, { list: memberList, noun: 'Member' }, input.selection);
        return chosen.ok ? beginBulkIssue(tx, { templateId, chosen: chosen.value }) : chosen;
      },
      (job) => ({ job }),
    );
  }

  @Mutation(() => CouponRedemptionPayload, {
    description:
      'Uses coupons for an order: all of them or none, each once. Refused for each coupon that gives nothing on it, as `couponQuote` says why, with COUPON_ before the reason: COUPON_USED, COUPON_EXPIRED, COUPON_BELOW_MINIMUM. COUPON_ORDER_TAKEN when some were used for the order before.',
  })
  @Allow('COUPON_ISSUE')
  @KeyRequired()
  couponRedeem(
    @Ctx() context: Context,
    @Arg('input', () => CouponRedeemInput, { description: 'Which coupons, and what for.' })
    input: CouponRedeemInput,
  ) {
    const named = namedBy(input);
    return countingWrongCodes(context, input.codes, () =>
      write(
        context,
        (tx) => redeemCoupons(tx, { ...named, key: keyFrom(context) }),
        (redemption) => ({ redemption }),
      ),
    );
  }

  @Mutation(() => CouponRedemptionPayload, {
    description:
      'Gives coupons back that were used for an order which came to nothing. Those whose time isn’t over can be used again.',
  })
  @Allow('COUPON_ISSUE')
  couponRelease(
    @Ctx() context: Context,
    @Arg('input', () => CouponReleaseInput, { description: 'Which use.' }) input: CouponReleaseInput,
  ) {
    const id = uuidOf('CouponRedemption', input.id);
    return write(
      context,
      (tx) => releaseCoupons(tx, { ...input, id }),
      (redemption) => ({ redemption }),
    );
  }

  @Mutation(() => CouponPayload, {
    description:
      'Takes a coupon back that wasn’t used: COUPON_USED otherwise. What it held of the budget is free again. One that has expired or was taken back stays as it is.',
  })
  @Allow('COUPON_ISSUE')
  couponRevoke(
    @Ctx() context: Context,
    @Arg('input', () => CouponRevokeInput, { description: 'Which.' }) input: CouponRevokeInput,
  ) {
    const id = uuidOf('Coupon', input.id);
    return write(
      context,
      (tx) => revokeCoupon(tx, { ...input, id }),
      (coupon) => ({ coupon }),
    );
  }
}
