import type { ReadTransaction } from '../foundation/database.ts';
import { living } from '../member/living.ts';
import type { BrandSettings } from '../standing/standing.settings.store.ts';
import type { Dimension } from './rfm.rules.ts';

/**
 * Four cut points a dimension, ascending, as PostgreSQL writes them: the score of a value is one more than the number of
 * them that it reaches. Recency is cut at moments, the beginnings of days in the brand's zone, so that scores don't drift
 * while a day goes by or the next comes; money in minor units. What nobody reaches is infinite.
 */
export type Cuts = Record<Dimension, string[]>;

/** Cut points, how many members they were made of, and for which day of the brand. */
export interface MadeCuts {
  cuts: Cuts;
  scored: number;
  day: string;
}

const [never, always] = ['9223372036854775807', '-9223372036854775808'];

/** Cut points that no value reaches, or every one. */
export const infinite: ReadonlySet<string> = new Set([never, always, 'infinity', '-infinity']);

/** The cut points that settings come to now. */
export async function makeCuts(
  tx: ReadTransaction,
  { settings, timeZone }: BrandSettings,
  now: Date,
): Promise<MadeCuts> {
  const [day] = await tx.query<{ day: string }>(
    'select ($1::timestamptz at time zone $2)::date::text as day',
    [now, timeZone],
  );
  const today = day?.day ?? '';
  if (settings.method === 'quintile') return { ...(await quintiles(tx, timeZone)), day: today };
  const [row] = await tx.query<{ scored: number; recency: string[] }>(
    `select array(select ((($1::date - cut.days)::timestamp at time zone $2)::text) from unnest($3::int[]) cut(days)
         order by cut.days desc) as recency,
       (select count(*)::int from member m where m.brand_id = kolony.current_brand() and ${scored('m')}) as scored`,
    [today, timeZone, settings.recencyDays],
  );
  const cuts = {
    recency: row?.recency ?? [],
    frequency: settings.frequencyOrders.map(String),
    monetary: settings.monetaryMinor.map(String),
  };
  return { cuts, scored: row?.scored ?? 0, day: today };
}

/** SQL of whether a member has scores. */
export function scored(member: string): string {
  return `${living(member)} and ${member}.order_count > 0`;
}

/** SQL of a member's cell; `$2` to `$4` are the cut points. */
export function cellSql(member: string): string {
  const digit = (value: string, cuts: string) => `width_bucket(${value}, ${cuts}) + 1`;
  return `case when ${member}.order_count > 0 then
    (${digit(`${member}.last_order_at`, '$2::timestamptz[]')}) * 100
    + (${digit(`${member}.order_count::bigint`, '$3::bigint[]')}) * 10
    + ${digit(`${member}.spent_minor`, '$4::bigint[]')} end`;
}

/**
 * Fifths: the cut point below a score is the least value than which at least that many fifths of the members have less.
 * So equal values get the same score; of many who are equal all get the lowest of the fifths that they fill. Where all are
 * equal, all get a 3.
 */
async function quintiles(tx: ReadTransaction, timeZone: string): Promise<{ cuts: Cuts; scored: number }> {
  const least = [1, 2, 3, 4].map((fifths) => `min(value) filter (where less * 5 >= total * ${fifths})`);
  const rows = await tx.query<{ dimension: Dimension; total: number; different: number; cuts: string[] }>(
    `with ordered as materialized (
       select (m.last_order_at at time zone $1)::date - date '2000-01-01' as recency, m.order_count as frequency,
         m.spent_minor as monetary
       from member m where m.brand_id = kolony.current_brand() and ${scored('m')}
     ), counted as (
       select 'recency' as dimension, recency::bigint as value, count(*) as n from ordered group by recency
       union all select 'frequency', frequency::bigint, count(*) from ordered group by frequency
       union all select 'monetary', monetary, count(*) from ordered group by monetary
     ), ranked as (
       select dimension, value, sum(n) over (partition by dimension order by value) - n as less,
         sum(n) over (partition by dimension) as total
       from counted
     )
     select dimension, max(total)::int as total, count(*)::int as different, array[${least}] as cuts
     from ranked group by dimension`,
    [timeZone],
  );
  const cuts: Cuts = { recency: [], frequency: [], monetary: [] };
  for (const { dimension, different, cuts: found } of rows) {
    cuts[dimension] = different === 1 ? [always, always, never, never] : found.map((cut) => cut ?? never);
  }
  for (const dimension of ['recency', 'frequency', 'monetary'] as const)
    if (cuts[dimension].length === 0) cuts[dimension] = [never, never, never, never];
  return {
    cuts: { ...cuts, recency: await moments(tx, cuts.recency, timeZone) },
    scored: rows[0]?.total ?? 0,
  };
}

/** Days since 2000 as the moments at which they begin. */
async function moments(tx: ReadTransaction, days: readonly string[], timeZone: string): Promise<string[]> {
  const [row] = await tx.query<{ moments: string[] }>(
    `select array(select (case day.n when ${never} then 'infinity' when ${always} then '-infinity'
         else (date '2000-01-01' + day.n::int)::timestamp at time zone $2 end)::text
       from unnest($1::bigint[]) with ordinality day(n, at) order by day.at) as moments`,
    [days, timeZone],
  );
  return row?.moments ?? [];
}
