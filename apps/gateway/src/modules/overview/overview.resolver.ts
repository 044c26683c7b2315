import { formatMinor } from '@kolony/domain/foundation/money';
import {
  type Interval,
  overview,
  type OverviewTotals as Totals,
} from '@kolony/domain/overview/overview.service';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import type { Context } from '../../server/context.ts';
import { badInput } from '../../server/errors.ts';
import { Cost } from '../../server/limits/directives.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { IntervalEnum, Overview } from './overview.type.ts';

@Resolver()
export class OverviewResolver {
  @Query(() => Overview, { description: 'Members, orders and GMV of a period, with the period before it.' })
  @Allow('ORDER_READ')
  // Sums up the orders of two periods.
  @Cost(100)
  async overview(
    @Ctx() { database, scope, signal }: Context,
    @Arg('interval', () => IntervalEnum, { description: 'How the series is cut; at most 400 intervals.' })
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
  ) {
    const outcome = await database.read(scope, (tx) => overview(tx, { from, to, interval }), signal, {
      anywhere: true,
    });
    if (!outcome.ok) throw badInput(...outcome.errors);
    const { currency, previous, series, firstOrderAt, lastOrderAt, ...totals } = outcome.value;
    return {
      ...sums(totals, currency),
      memberCount: totals.memberCount,
      previous: sums(previous, currency),
      series: series.map((point) => ({
        ...sums(point, currency),
        orders: point.orderCount,
        start: point.start,
      })),
      firstOrderAt: firstOrderAt && new Date(firstOrderAt),
      lastOrderAt: lastOrderAt && new Date(lastOrderAt),
    };
  }
}

function sums({ orderCount, gmvMinor, settledGmvMinor, newMembers }: Totals, currency: string) {
  const money = (minor: bigint) => ({ amount: formatMinor(minor, currency), currency });
  const orders = BigInt(orderCount);
  return {
    orderCount,
    newMembers,
    gmv: money(gmvMinor),
    settledGmv: money(settledGmvMinor),
    // Half a minor unit is rounded up.
    averageOrder: orderCount > 0 ? money((2n * gmvMinor + orders) / (2n * orders)) : null,
  };
}
