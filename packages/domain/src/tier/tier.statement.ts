import { living } from '../member/living.ts';
import type { Which } from '../stage/stage.history.ts';
import { type Ladder, mostGrowth } from './tier.rules.ts';

/** What a day means for growth value, as PostgreSQL writes it. */
export interface TierDay {
  /** Today in the brand's zone. */
  today: string;
  /** Since when orders and events are looked at, and since when they are part of what is shown. */
  begins: string;
  shown: string;
  /** The 1 January of the year after this one. */
  next_year: string;
  zone: string;
}

/** By what members are judged. */
export interface TierTerms {
  ladder: Ladder;
  divisor: number;
  day: TierDay;
  atOnce: boolean;
}

/** How many parameters `evaluation` takes; those of `which` follow. */
export const evaluationParams = 17;

/** The values of `evaluation`, in its order; `now`: when what is decided holds from. */
export function evaluationValues(
  brandId: string,
  { ladder, divisor, day, atOnce }: TierTerms,
  now: Date,
): unknown[] {
  return [
    brandId,
    now,
    day.zone,
    day.today,
    day.begins,
    day.shown,
    day.next_year,
    ladder.tiers.map(({ id }) => id),
    ladder.tiers.map(({ threshold }) => threshold),
    ladder.perUnit,
    ladder.perOrder,
    JSON.stringify(ladder.perEvent),
    divisor,
    ladder.graceDays,
    ladder.warningDays,
    atOnce,
    ladder.policy,
  ];
}

/**
 * SQL of what becomes of the members that `which` leaves: CTEs that end with `told`, a row for each, beside what is `known`
 * of them. It is `decide` of tier.rules.ts, for all at once. Orders and events are read once, by the indexes of members.
 */
export function evaluation({ ladder }: TierTerms, which: Which): string {
  const { period, policy } = ladder;
  const first = evaluationParams + 1;
  const isYear = period === 'calendar_year';
  const weighed = Object.values(ladder.perEvent).some((weight) => weight > 0);
  const spend = (net: string) => `div(coalesce(${net}, 0)::numeric * $10::int, $13::bigint)`;
  const total = (net: string, orders: string, events: string) =>
    `least(${mostGrowth}, ${spend(net)} + coalesce(${orders}, 0) * $11::bigint + coalesce(${events}, 0))::bigint`;
  const capped = (value: string) => `least(${mostGrowth}, ${value})::bigint`;
  const shown = (sum: string) => (isYear ? `${sum} filter (where i.at >= $6)` : sum);
  const before = (sum: string) => `${sum} filter (where i.at < $6)`;
  const foresees = policy !== 'never' && period === 'rolling_year';
  // Until when what is added counts for the year before as well, to keep a tier by.
  const graceEnds = '(($6::timestamptz at time zone $3)::date + $14::int)';
  const lasting = (sum: string) => `${sum} filter (where (i.at at time zone $3)::date < ${graceEnds})`;
  // Where a tier that isn't below its threshold will fall, and what is left of the growth value when it ends.
  const [falls, left] = {
    rolling_year: [yearAfter('f.critical'), 'coalesce(r.growth, 0)'],
    calendar_year: [
      `$7::date + case when d.growth >= d.threshold then interval '1 year' else interval '0' end`,
      `case when e.below_on is not null and e.ends_on <= ${graceEnds} then e.kept
        when e.growth >= e.threshold then 0 else e.growth end`,
    ],
    lifetime: ['null', 'e.growth'],
  }[period];
  // Whatever of it a ladder has no use for: a parameter has to be named to have a type.
  const given =
    'given as (select $2::timestamptz, $3::text, $6::timestamptz, $7::date, $12::jsonb, $14::int, $15::int)';
  return `${given}, found as materialized (
    select m.id from member m where m.brand_id = $1 and ${living('m')} and ${which('m.id', first)}
  ), item as materialized (
    select o.member_id, o.placed_at as at, o.total_minor - o.refunded_minor as net, (o.status <> 'refunded')::int as orders,
      0 as events
    from "order" o
    where o.brand_id = $1 and ${which('o.member_id', first)} and o.placed_at >= $5 and kolony.counts(o.status)
    ${weighed ? `union all ${eventItems(which, first)}` : ''}
  ), summed as (
    select i.member_id, ${shown('sum(i.net)')} as net, ${shown('sum(i.orders)')} as orders, ${shown('sum(i.events)')} as events
      ${
        isYear
          ? `, ${total(before('sum(i.net)'), before('sum(i.orders)'), before('sum(i.events)'))} as last,
      ${total(lasting('sum(i.net)'), lasting('sum(i.orders)'), lasting('sum(i.events)'))} as lasting`
          : ''
      }
    from item i group by i.member_id
  ), known as materialized (
    select k.member_id, k.tier_id, k.since, k.growth, k.spend_growth, k.order_growth, k.event_growth, k.below_on, k.ends_on,
      k.needed, k.warned_at, coalesce(array_position($8::uuid[], k.tier_id), width_bucket(t.threshold, $9::bigint[])) as held
    from member_tier k join tier t on t.brand_id = $1 and t.id = k.tier_id
    where k.brand_id = $1 and ${which('k.member_id', first)}
  ), reckoned as materialized (
    select f.id, ${capped(spend('s.net'))} as spend_growth, ${capped('coalesce(s.orders, 0) * $11::bigint')} as order_growth,
      ${capped('coalesce(s.events, 0)')} as event_growth, ${total('s.net', 's.orders', 's.events')} as growth,
      ${isYear ? `greatest(${total('s.net', 's.orders', 's.events')}, s.last)` : total('s.net', 's.orders', 's.events')} as counted,
      ${isYear ? `greatest(${total('s.net', 's.orders', 's.events')}, s.last, s.lasting)` : total('s.net', 's.orders', 's.events')} as kept,
      k.held, k.below_on as was_below, (k.warned_at at time zone $3)::date as told_on
    from found f left join summed s on s.member_id = f.id left join known k on k.member_id = f.id
  ), ranked as (
    select r.*, case
      when r.held is null or $16 then r.earned
      when r.keeps >= r.held then greatest(r.earned, r.held)
      when $17 = 'never' or $4::date < coalesce(r.was_below, $4::date) + $14::int then r.held
      when r.was_below is not null and $15::int > 0 and coalesce(r.told_on, $4::date) >= $4::date then r.held
      when $17 = 'one_step' then r.held - 1 else r.keeps end as rank
    from (select *, width_bucket(counted, $9::bigint[]) as earned, width_bucket(kept, $9::bigint[]) as keeps from reckoned) r
  ), decided as materialized (
    select r.*, ($8::uuid[])[r.rank] as tier_id, ($9::bigint[])[r.rank] as threshold,
      case when r.keeps < r.rank and $17 <> 'never'
        then coalesce(case when r.rank = r.held then r.was_below end, $4::date) end as below_on
    from ranked r
  ), ${foresees ? foreseen(total) : ''} ended as materialized (
    select d.*, case when d.rank > 1 and $17 <> 'never'
      then case when d.below_on is null then (${foresees || isYear ? falls : 'null'})::date + $14::int
        else greatest(d.below_on + $14::int, $4::date + 1) end end as ends_on
    from decided d ${foresees ? 'left join fall f on f.member_id = d.id' : ''}
  ), ${foresees ? remaining : ''} told as materialized (
    select e.id, e.tier_id, e.rank, e.held, e.keeps, e.spend_growth, e.order_growth, e.event_growth, e.growth, e.below_on, e.ends_on,
      case when e.ends_on is not null then e.threshold - ${policy === 'never' ? '0' : left} end as needed
    from ended e ${foresees ? 'left join remaining r on r.member_id = e.id' : ''}
  )`;
}

/** SQL of events with what each of them gives; `$12` says it by kind. */
function eventItems(which: Which, first: number): string {
  return `select e.member_id, e.at, 0, 0, w.weight from member_event e
      join (select key, value::int as weight from jsonb_each_text($12::jsonb)) w on w.key = e.event
    where e.brand_id = $1 and ${which('e.member_id', first)} and e.at >= $5 and w.weight > 0`;
}

/** SQL of `yearAfter`: the first day on which a day is more than a year ago. */
function yearAfter(day: string): string {
  const later = `${day} + interval '1 year'`;
  return `((${later})::date + ((${later} - interval '1 year')::date < ${day})::int)`;
}

/**
 * Of members above the lowest tier, from the latest back: what they would have with all up to each. Where that first
 * reaches the threshold stands what the tier hangs on.
 */
const foreseen = (total: (net: string, orders: string, events: string) => string) => {
  const so = (column: string) => `sum(i.${column}) over w`;
  return `prefix as materialized (
    select i.member_id, (i.at at time zone $3)::date as day, d.threshold,
      ${total(so('net'), so('orders'), so('events'))} as growth
    from item i join decided d on d.id = i.member_id and d.rank > 1
    window w as (partition by i.member_id order by i.at desc rows unbounded preceding)
  ), fall as (
    select p.member_id, max(p.day) filter (where p.growth >= p.threshold) as critical from prefix p group by p.member_id
  ),`;
};

/** What is left of the growth value on the day on which the tier ends. */
const remaining = `remaining as (
    select p.member_id, max(p.growth) as growth from prefix p join ended e on e.id = p.member_id
    where ${yearAfter('p.day')} > e.ends_on group by p.member_id
  ),`;
