import type { BenefitKind, BenefitPeriod } from '../../gql/graphql.ts';
import { dayIn, localAt } from '../../shared/format/zoned.ts';

interface Limited {
  kind: BenefitKind;
  times: number | null;
  period: BenefitPeriod | null;
}
interface Use {
  at: string;
  undoneAt: string | null;
  benefit: { kind: BenefitKind };
}

/**
 * How often a benefit can still be had in the period that lasts now, by the calendar of the brand; null where that isn't
 * bounded. All uses of its kind count, whatever tier granted them.
 */
export function leftOf(
  { kind, times, period }: Limited,
  uses: readonly Use[],
  timeZone: string,
): number | null {
  if (times === null || period === null) return null;
  const today = dayIn(timeZone);
  const begun = period === 'YEAR' ? today.slice(0, 4) : today.slice(0, 7);
  const had = uses.filter(
    (use) =>
      use.benefit.kind === kind && use.undoneAt === null && localAt(use.at, timeZone).startsWith(`${begun}-`),
  );
  return Math.max(0, times - had.length);
}
