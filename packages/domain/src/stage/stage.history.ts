import type { Transaction } from '../foundation/database.ts';
import type { BrandSettings } from '../standing/standing.settings.store.ts';

/**
 * Writes the history of stages as it would have become, had the brand kept it from its first member on: once, before its
 * first calculation, so that the flow of the weeks before is there to be looked at. Later changes are noted when they
 * happen, and never written over.
 */
export async function reconstructStages(
  tx: Transaction,
  { settings, timeZone }: BrandSettings,
): Promise<void> {
  const { newDays, growingDays, dormantDays } = settings;
  await tx.query(
    `with activity as (
       select m.id, m.joined_at as at from member m where m.brand_id = $1 and m.merged_into is null
       union all
       select o.member_id, o.placed_at from "order" o where o.brand_id = $1 and kolony.counts(o.status)
     ), lived as (
       select id, at, min(at) over w as first,
         ${startOf('at', '$6')} as sleeps, lead(at) over w as next
       from activity where at <= $3 
       window w as (partition by id order by at rows between unbounded preceding and unbounded following)
     ), asleep as (
       select id, sleeps as begins, coalesce(next, 'infinity') as ends from lived
       where sleeps <= $3 and (next is null or next >= sleeps)
     ), life as (
       select id, first, ${startOf('first', '$4')} as grown, ${startOf('first', '$5')} as ripe
       from lived where at = first group by id, first
     ), turning as (
       select id, first as at from life
       union select id, grown from life where grown <= $3
       union select id, ripe from life where ripe <= $3
       union select id, begins from asleep
       union select id, ends from asleep where ends <= $3
     ), told as (
       select t.id, t.at, case
         when a.id is not null then 'dormant' when t.at < l.grown then 'new' when t.at < l.ripe then 'growing'
         else 'mature' end as stage
       from turning t join life l on l.id = t.id
         left join asleep a on a.id = t.id and a.begins <= t.at and t.at < a.ends
     ), steps as (
       select id, at, stage, lag(stage) over (partition by id order by at) as before from told
     )
     insert into member_stage_change (brand_id, member_id, at, from_stage, to_stage)
     select $1, id, at, before, stage from steps where before is distinct from stage`,
    [tx.brandId, timeZone, tx.now, newDays + 1, growingDays + 1, dormantDays + 1],
  );
  await tx.query(
    `insert into member_standing (brand_id, member_id, stage, stage_since, spent_minor, scored_at)
     select distinct on (c.member_id) $1, c.member_id, c.to_stage, c.at, 0, $2
     from member_stage_change c where c.brand_id = $1 order by c.member_id, c.at desc
     on conflict do nothing`,
    [tx.brandId, tx.now],
  );
}

/** SQL of the beginning of the day that is so many days after that of a moment, in the brand's zone. */
function startOf(moment: string, days: string): string {
  return `(((${moment} at time zone $2)::date + ${days}::int)::timestamp at time zone $2)`;
}
