import { couponReport } from '@kolony/domain/coupon/report.service';
import { createTemplate, updateTemplate } from '@kolony/domain/coupon/template.service';
import { decodeIdOf } from '@kolony/domain/foundation/ids';
import type { Interval } from '@kolony/domain/overview/overview.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { badInput } from '../../server/errors.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { IntervalEnum } from '../overview/overview.type.ts';
import { CouponTemplateInput, CouponTemplatePayload, CouponTemplateUpdateInput } from './coupon.input.ts';
import { asReport, CouponReport } from './coupon-report.type.ts';
import { CouponTemplate, couponTemplateList } from './coupon-template.type.ts';

@Resolver()
export class CouponTemplateResolver {
  @Query(() => CouponTemplate, {
    nullable: true,
    description: 'A coupon template of the brand; null when there is none with this id.',
  })
  @Allow('POINTS_READ')
  couponTemplate(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('CouponTemplate', id);
    return uuid ? reader.one(CouponTemplate, info, uuid) : null;
  }

  @Query(() => couponTemplateList.connection as never, {
    description: 'What coupons are made from, the newest first.',
  })
  @Allow('POINTS_READ')
  couponTemplates(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => couponTemplateList.args as never) _args: object,
  ) {
    return reader.page(couponTemplateList, info);
  }

  @Query(() => CouponReport, {
    description: 'What coupons did and cost in a time: in all, by template, and part by part.',
  })
  @Allow('POINTS_READ')
  // Sums up all that happened in the time.
  @Cost(100)
  async couponReport(
    @Ctx() { database, scope, signal }: Context,
    @Arg('interval', () => IntervalEnum, { description: 'How the time is cut; into at most 400 parts.' })
    interval: Interval,
    @Arg('from', () => CalendarDate, {
      nullable: true,
      description: 'First day; 29 days before `to` without it.',
    })
    from?: string,
    @Arg('to', () => CalendarDate, {
      nullable: true,
      description: 'Last day; today in the brand without it.',
    })
    to?: string,
    @Arg('templateId', () => ID, { nullable: true, description: 'Of this template alone.' })
    templateId?: string,
  ) {
    const ask = { interval, from, to, templateId: templateId ? uuidOf('CouponTemplate', templateId) : null };
    const outcome = await database.read(scope, (tx) => couponReport(tx, ask), signal, { anywhere: true });
    if (!outcome.ok) throw badInput(...outcome.errors);
    return asReport(outcome.value);
  }

  @Mutation(() => CouponTemplatePayload, { description: 'Makes a coupon template.' })
  @Allow('PROGRAMME_UPDATE')
  couponTemplateCreate(
    @Ctx() context: Context,
    @Arg('input', () => CouponTemplateInput, { description: 'The template.' }) input: CouponTemplateInput,
  ) {
    return write(
      context,
      (tx) => createTemplate(tx, input),
      (template) => ({ template }),
    );
  }

  @Mutation(() => CouponTemplatePayload, {
    description:
      'Changes a coupon template. Coupons that were issued stay as they are: COUPON_TERMS_FIXED when what they are good for would change, COUPON_LIMIT_BELOW_ISSUED and COUPON_BUDGET_BELOW_HELD when limits would fall below what was issued.',
  })
  @Allow('PROGRAMME_UPDATE')
  couponTemplateUpdate(
    @Ctx() context: Context,
    @Arg('input', () => CouponTemplateUpdateInput, { description: 'The template as it is to be.' })
    input: CouponTemplateUpdateInput,
  ) {
    const id = uuidOf('CouponTemplate', input.id);
    return write(
      context,
      (tx) => updateTemplate(tx, { ...input, id }),
      (template) => ({ template }),
    );
  }
}
