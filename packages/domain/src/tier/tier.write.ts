import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import type { Which } from '../stage/stage.history.ts';
import { growthDivisor, type Ladder } from './tier.rules.ts';
import {
  evaluation,
  evaluationParams,
  evaluationValues,
  type TierDay,
  type TierTerms,
} from './tier.statement.ts';
import { loadLadder, type RunningChange, runningChange } from './tier.store.ts';

/** What came of working out tiers. */
export interface TiersWritten {
  members: number;
  up: number;
  down: number;
}
const nothing: TiersWritten = { members: 0, up: 0, down: 0 };

/** The terms of a ladder on the day of a moment, in the zone of the scope's brand. */
export async function tierTerms(
  { query }: ReadTransaction,
  ladder: Ladder,
  now: Date,
  atOnce = false,
): Promise<TierTerms> {
  const [row] = await query<TierDay & { currency: string }>(
    `select d.zone, d.currency, d.today::text, d.next_year::date::text,
       case $2 when 'lifetime' then '-infinity' when 'calendar_year' then (d.year - interval '1 year') at time zone d.zone
         else ((d.today - interval '1 year')::date + 1)::timestamp at time zone d.zone end::text as begins,
       case $2 when 'calendar_year' then d.year at time zone d.zone else '-infinity' end::text as shown
     from (
       select b.time_zone as zone, trim(b.currency) as currency, t.today, date_trunc('year', t.today::timestamp) as year,
         date_trunc('year', t.today::timestamp) + interval '1 year' as next_year
       from brand b cross join lateral (select ($1::timestamptz at time zone b.time_zone)::date as today) t
       where b.id = kolony.current_brand()
     ) d`,
    [now, ladder.period],
  );
  const { currency, ...day } = found(row, 'Brand');
  return { ladder, divisor: growthDivisor(currency), day, atOnce };
}

/**
 * Works out growth values and tiers of the members that `which` leaves, and writes those that have changed, with their
 * history and warnings. Standings are held. While a change of the ladder goes through the members, only it moves those whom
 * it hasn't come to (`change`): what it moves is kept, so that it can be rolled back.
 */
export async function writeTiers(
  tx: Transaction,
  which: Which,
  values: readonly unknown[],
  { change, now = tx.now }: { change?: RunningChange; now?: Date } = {},
): Promise<TiersWritten> {
  const ladder = await loadLadder(tx);
  if (!ladder) return nothing;
  const terms = await tierTerms(tx, ladder, now, change?.status === 'running' && change.at_once);
  const running = change ?? (await runningChange(tx));
  const isOthers = !change && running !== undefined;
  const at = evaluationParams + values.length + 1;
  const those: Which = isOthers
    ? (id, first) => `(${which(id, first)} and ${id} <= $${at + 1}::uuid)`
    : which;
  const kept = change?.status === 'running';
  const [row] = await tx.query<TiersWritten>(statement(terms, those, at, kept), [
    ...evaluationValues(tx.brandId, terms, now),
    ...values,
    causes[change?.status ?? 'none'],
    ...(kept ? [change.id] : []),
    ...(isOthers ? [running.reached] : []),
  ]);
  return row ?? nothing;
}

/** How moves are noted: up, down. */
const causes = {
  none: ['upgrade', 'downgrade'],
  running: ['ladder', 'ladder'],
  undoing: ['rollback', 'rollback'],
};

/** Whether a tier ends before the day of which its member was told: they are told anew. */
const endsEarlier = `coalesce(t.ends_on < k.ends_on and t.ends_on < coalesce((
  select c.ends_on from member_tier_change c where c.brand_id = $1 and c.member_id = k.member_id and c.at = k.warned_at
    and c.cause = 'warning' limit 1), k.ends_on), false)`;

/** `$at`: the causes. `keeps`: how members stood before is kept for the change `$at + 1`. */
function statement(terms: TierTerms, which: Which, at: number, keeps: boolean): string {
  const row = (alias: string) =>
    `(${alias}.tier_id, ${alias}.growth, ${alias}.spend_growth, ${alias}.order_growth, ${alias}.event_growth, ${alias}.below_on, ${alias}.ends_on, ${alias}.needed, ${alias}.warned_at)`;
  const kept = keeps
    ? `, kept as (
    insert into tier_ladder_moved (brand_id, change_id, member_id, tier_id, since, below_on, warned_at)
    select $1, $${at + 1}::uuid, c.id, c.from_tier, c.was_since, c.was_below, c.was_warned from changed c
    where (c.tier_id, c.below_on, c.warned_at) is distinct from (c.from_tier, c.was_below, c.was_warned)
    on conflict do nothing
  )`
    : '';
  return `with ${evaluation(terms, which)}, final as (
    select t.*, k.tier_id as from_tier, k.since as was_since, k.below_on as was_below, k.warned_at as was_warned,
      case when k.tier_id = t.tier_id then k.since else $2 end as since,
      case when $4::date >= t.ends_on - $15::int
        then coalesce(case when k.tier_id = t.tier_id and not ${endsEarlier} then k.warned_at end, $2) end as warned_at
    from told t left join known k on k.member_id = t.id
  ), changed as materialized (
    select c.* from final c left join known k on k.member_id = c.id
    where k.member_id is null or ${row('c')} is distinct from ${row('k')}
  ), written as (
    insert into member_tier (brand_id, member_id, tier_id, since, growth, spend_growth, order_growth, event_growth, below_on,
      ends_on, needed, warned_at)
    select $1, c.id, c.tier_id, c.since, c.growth, c.spend_growth, c.order_growth, c.event_growth, c.below_on, c.ends_on,
      c.needed, c.warned_at from changed c
    on conflict (brand_id, member_id) do update set tier_id = excluded.tier_id, since = excluded.since,
      growth = excluded.growth, spend_growth = excluded.spend_growth, order_growth = excluded.order_growth,
      event_growth = excluded.event_growth, below_on = excluded.below_on, ends_on = excluded.ends_on,
      needed = excluded.needed, warned_at = excluded.warned_at
  ), moved as materialized (
    select c.*, c.rank > coalesce(c.held, 1) as is_up, c.rank < c.held as is_down from changed c
    where c.from_tier is distinct from c.tier_id and (c.rank > 1 or c.held is not null)
  ), noted as (
    insert into member_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth, ends_on, needed)
    select $1, m.id, $2, ($${at}::text[])[case when m.is_down then 2 else 1 end], m.from_tier, m.tier_id, m.growth, null, null
    from moved m
    union all
    select $1, c.id, $2, 'warning', c.tier_id, c.tier_id, c.growth, c.ends_on, c.needed from changed c
    where c.warned_at = $2 and c.warned_at is distinct from c.was_warned
  )${kept}
  select (select count(*)::int from told) as members, count(*) filter (where is_up)::int as up,
    count(*) filter (where is_down)::int as down
  from moved`;
}
