import { found, type ReadTransaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { living } from '../member/living.ts';

export const intervals = ['day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

/** A period of whole days in the brand's time zone, both ends within; the 30 days until today when nothing is given. */
export interface OverviewPeriod {
  /** `2026-11-01`. */
  from?: string | null;
  to?: string | null;
  interval: Interval;
}

/**
 * Sums of a period, in minor units of the brand's currency. GMV: the totals of all orders placed in the period that were
 * paid, whatever became of them later. Settled GMV: the same less what was refunded. Orders that are pending or were
 * cancelled count in neither.
 */
export interface OverviewTotals {
  orderCount: number;
  gmvMinor: bigint;
  settledGmvMinor: bigint;
  newMembers: number;
}

export interface OverviewPoint extends Omit<OverviewTotals, 'orderCount'> {
  /** First day of the interval; weeks begin on Monday. */
  start: string;
  orderCount: number;
}

export interface Overview extends OverviewTotals {
  currency: string;
  /** Members who live today: merged ones count once, those who closed the account not at all. */
  memberCount: number;
  /** The period of the same length right before. */
  previous: OverviewTotals;
  /** Every interval that the period touches, empty ones too. The first and last count only days within the period. */
  series: OverviewPoint[];
  firstOrderAt: string | null;
  lastOrderAt: string | null;
}

/** As JSON carries it: sums as texts, since they may have more digits than a number keeps. */
type AsText<T> = Omit<T, 'gmvMinor' | 'settledGmvMinor'> & { gmvMinor: string; settledGmvMinor: string };
interface OverviewJson extends AsText<Omit<Overview, 'previous' | 'series'>> {
  previous: AsText<OverviewTotals>;
  series: AsText<OverviewPoint>[];
}

function exact<T extends { gmvMinor: string; settledGmvMinor: string }>(sums: T) {
  return { ...sums, gmvMinor: BigInt(sums.gmvMinor), settledGmvMinor: BigInt(sums.settledGmvMinor) };
}

const mostPoints = 400;
const approximateDays: Record<Interval, number> = { day: 1, week: 7, month: 30 };

/** How the scope's brand does in a period. `INVALID_VALUE` when it ends before it begins or has over 400 intervals. */
export async function overview(tx: ReadTransaction, period: OverviewPeriod): Promise<Outcome<Overview>> {
  const [bounds] = await tx.query<{ from: string; to: string; zone: string; days: number }>(
    `select f::text as from, t::text as to, zone, (t - f + 1)::int as days from (
       select b.time_zone as zone, coalesce($2::date, (now() at time zone b.time_zone)::date) as t,
         coalesce($1::date, coalesce($2::date, (now() at time zone b.time_zone)::date) - 29) as f
       from brand b where b.id = kolony.current_brand()) x`,
    [period.from ?? null, period.to ?? null],
  );
  const { from, to, zone, days } = found(bounds, 'Brand');
  if (days < 1) return refused(userError('INVALID_VALUE', 'to'));
  if (days / approximateDays[period.interval] > mostPoints)
    return refused(userError('TOO_MANY', 'interval', { limit: mostPoints }));
  const [row] = await tx.query<{ r: OverviewJson }>(statement, [from, to, zone, period.interval]);
  const { previous, series, ...sums } = found(row, 'Brand').r;
  return done({ ...exact(sums), previous: exact(previous), series: series.map(exact) });
}

const counted = `o.status not in ('pending', 'cancelled')`;

/** Days become instants of the brand's zone once, so that the index by time serves. */
const statement = `
with edge as (
  select $1::date as f, $2::date as t, $3::text as zone,
    ($1::date::timestamp at time zone $3) as start_at, (($2::date + 1)::timestamp at time zone $3) as end_at,
    (($1::date - ($2::date - $1::date + 1))::timestamp at time zone $3) as before_at
), orders as (
  select date_trunc($4, o.placed_at at time zone edge.zone)::date as bucket, o.placed_at >= edge.start_at as present,
    count(*) as n, sum(o.total_minor) as gmv, sum(o.total_minor - o.refunded_minor) as settled
  from "order" o, edge where ${counted} and o.placed_at >= edge.before_at and o.placed_at < edge.end_at
  group by 1, 2
), joined as (
  select date_trunc($4, m.joined_at at time zone edge.zone)::date as bucket, m.joined_at >= edge.start_at as present, count(*) as n
  from member m, edge
  where ${living('m')} and m.joined_at >= edge.before_at and m.joined_at < edge.end_at group by 1, 2
), sums as (
  select p.present, json_build_object(
    'orderCount', coalesce((select sum(n) from orders o where o.present = p.present), 0),
    'gmvMinor', coalesce((select sum(gmv) from orders o where o.present = p.present), 0)::text,
    'settledGmvMinor', coalesce((select sum(settled) from orders o where o.present = p.present), 0)::text,
    'newMembers', coalesce((select sum(n) from joined j where j.present = p.present), 0)) as r
  from (values (true), (false)) p(present)
), series as (
  select json_agg(json_build_object('start', d::date, 'orderCount', coalesce(o.n, 0), 'gmvMinor', coalesce(o.gmv, 0)::text,
    'settledGmvMinor', coalesce(o.settled, 0)::text, 'newMembers', coalesce(j.n, 0)) order by d) as r
  from edge, generate_series(date_trunc($4, edge.f::timestamp), edge.t::timestamp, ('1 ' || $4)::interval) d
  left join orders o on o.bucket = d::date and o.present
  left join joined j on j.bucket = d::date and j.present
)
select (select r from sums where present)::jsonb || jsonb_build_object(
  'currency', (select trim(b.currency) from brand b where b.id = kolony.current_brand()),
  'memberCount', (select count(*) from member m where ${living('m')}),
  'previous', (select r from sums where not present),
  'series', (select r from series),
  'firstOrderAt', (select min(o.placed_at) from "order" o),
  'lastOrderAt', (select max(o.placed_at) from "order" o)) as r`;
