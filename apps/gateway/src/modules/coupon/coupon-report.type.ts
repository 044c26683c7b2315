import type { CouponFigures as Figures, CouponReport as Report } from '@kolony/domain/coupon/report.service';
import { encodeId } from '@kolony/domain/foundation/ids';
import { formatMinor } from '@kolony/domain/foundation/money';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Money } from '../../reading/money.ts';
import { BigInteger, CalendarDate } from '../../server/scalars.ts';

@ObjectType({ description: 'What happened to coupons. Uses that were given back didn’t happen.' })
export class CouponFigures {
  @Field(() => BigInteger, { description: 'How many were issued.' })
  issued!: number;

  @Field(() => BigInteger, { description: 'How many were used.' })
  redeemed!: number;

  @Field(() => BigInteger, { description: 'How many expired without being used.' })
  expired!: number;

  @Field(() => BigInteger, { description: 'How many were taken back.' })
  revoked!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'What part of those that were issued in the time has been used by now, 0 to 1; null when none was.',
  })
  redemptionRate!: number | null;

  @Field(() => Money, { description: 'What they cost: the discounts that were given.' })
  discount!: Money;

  @Field(() => BigInteger, { description: 'Orders that they were used for.' })
  orders!: number;

  @Field(() => Money, { description: 'What was paid for those orders, after all coupons.' })
  turnover!: Money;
}

@ObjectType({ description: 'What happened to coupons of one template.' })
class CouponTemplateFigures {
  @Field(() => ID, { description: 'The template.' })
  templateId!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => CouponFigures, {
    description: 'The figures. An order counts for each template of which a coupon was used for it.',
  })
  figures!: CouponFigures;
}

@ObjectType({ description: 'What happened to coupons in one part of a time.' })
class CouponPeriodFigures {
  @Field(() => CalendarDate, { description: 'Its first day in the brand’s time zone.' })
  start!: string;

  @Field(() => CouponFigures, { description: 'The figures.' })
  figures!: CouponFigures;
}

@ObjectType({ description: 'What happened to coupons in a time of whole days of the brand’s time zone.' })
export class CouponReport {
  @Field(() => CalendarDate, { description: 'Its first day.' })
  from!: string;

  @Field(() => CalendarDate, { description: 'Its last day.' })
  to!: string;

  @Field(() => CouponFigures, { description: 'In all; each order counts once.' })
  total!: CouponFigures;

  @Field(() => [CouponTemplateFigures], {
    description: 'By template, those that cost most first; at most 100.',
  })
  templates!: CouponTemplateFigures[];

  @Field(() => [CouponPeriodFigures], {
    description:
      'Part by part, from the first to the last, empty ones too; at most 400. The first and last count only days within the time.',
  })
  periods!: CouponPeriodFigures[];
}

/** A report as it is answered. */
export function asReport({ currency, from, to, total, templates, periods }: Report): CouponReport {
  return {
    from,
    to,
    total: figuresOf(total, currency),
    templates: templates.map(({ id, name, figures }) => ({
      templateId: encodeId('CouponTemplate', id),
      name,
      figures: figuresOf(figures, currency),
    })),
    periods: periods.map(({ start, figures }) => ({ start, figures: figuresOf(figures, currency) })),
  };
}

function figuresOf(
  { issuedAndRedeemed, discountMinor, paidMinor, ...counts }: Figures,
  currency: string,
): CouponFigures {
  const money = (minor: bigint) => ({ amount: formatMinor(minor, currency), currency });
  return {
    ...counts,
    redemptionRate: counts.issued === 0 ? null : issuedAndRedeemed / counts.issued,
    discount: money(discountMinor),
    turnover: money(paidMinor),
  };
}
