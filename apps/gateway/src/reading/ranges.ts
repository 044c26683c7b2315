import { currencyDigits } from '@kolony/domain/foundation/money';
import { Field, InputType, Int } from 'type-graphql';
import { Decimal } from '../server/scalars.ts';

@InputType({ description: 'A span of time. Either end may be left open.' })
export class DateTimeRange {
  @Field(() => Date, { nullable: true, description: 'From this moment on.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Up to, but without, this moment.' })
  to?: Date | null;
}

@InputType({ description: 'A span of whole numbers. Either end may be left open.' })
export class IntRange {
  @Field(() => Int, { nullable: true, description: 'This many or more.' })
  min?: number | null;

  @Field(() => Int, { nullable: true, description: 'This many or fewer.' })
  max?: number | null;
}

@InputType({ description: 'A span of amounts. Either end may be left open.' })
export class DecimalRange {
  @Field(() => Decimal, { nullable: true, description: 'This much or more.' })
  min?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'This much or less.' })
  max?: string | null;
}

type Param = (value: unknown) => string;

/** The conditions of a span of time on an expression. */
export function dateTimeRange(range: DateTimeRange | null | undefined, sql: string, param: Param): string[] {
  return [
    ...(range?.from ? [`${sql} >= ${param(range.from)}`] : []),
    ...(range?.to ? [`${sql} < ${param(range.to)}`] : []),
  ];
}

/** The conditions of a span of whole numbers on an expression. */
export function intRange(range: IntRange | null | undefined, sql: string, param: Param): string[] {
  return [
    ...(range?.min != null ? [`${sql} >= ${param(range.min)}::int`] : []),
    ...(range?.max != null ? [`${sql} <= ${param(range.max)}::int`] : []),
  ];
}

/** How many digits currencies have after the point, where it isn't two, for SQL to look up. */
const otherDigits = JSON.stringify(
  Object.fromEntries(
    Intl.supportedValuesOf('currency')
      .map((currency) => [currency, currencyDigits(currency)] as const)
      .filter(([, digits]) => digits !== 2),
  ),
);

/** The conditions of a span of amounts, given in whole units of the brand's currency, on minor units. */
export function amountRange(
  range: DecimalRange | null | undefined,
  minorSql: string,
  brandSql: string,
  param: Param,
): string[] {
  // 10 as numeric: the power of integers is a double, and 1.10 times that is more than 110.
  const minor = (amount: string, rounded: 'ceil' | 'floor') => {
    const digits = `coalesce((${param(otherDigits)}::jsonb ->> trim(b.currency))::int, 2)`;
    return `(select ${rounded}(${param(amount)}::numeric * 10::numeric ^ ${digits}) from brand b where b.id = ${brandSql})`;
  };
  return [
    ...(range?.min != null ? [`${minorSql} >= ${minor(range.min, 'ceil')}`] : []),
    ...(range?.max != null ? [`${minorSql} <= ${minor(range.max, 'floor')}`] : []),
  ];
}
