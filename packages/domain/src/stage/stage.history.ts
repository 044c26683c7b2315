import type { Transaction } from '../foundation/database.ts';
import { living } from '../member/living.ts';
import type { StageDays } from './stage.rules.ts';

/** An SQL condition on the id of a member; its values stand from that number on. */
export type Which = (id: string, first: number) => string;

/**
 * Writes the history of stages of members who are told of for the first time, as it would have become had it been kept
 * from their first activity on: so the flow of the weeks before is there to be looked at, and who is imported late is not
 * taken for new. Later changes are noted when they happen, and never written over.
 */
export async function writeHistories(
  tx: Transaction,
  { newDays, growingDays, dormantDays }: StageDays,
  timeZone: string,
  which: Which,
  values: readonly unknown[],
): Promise<void> {
  await tx.query(
    `with untold as materialized (
       select m.id, m.joined_at from member m
       where m.brand_id = $1 and ${living('m')} and ${which('m.id', 7)}
         and not exists (
           select from member_standing s where s.brand_id = $1 and ${which('s.member_id', 7)} and s.member_id = m.id)
     ), fresh as materialized (
       -- Looked up one by one: in all nights but the first there are next to none.
       select u.id, u.joined_at from untold u
       where coalesce((select false from member_stage_change c where c.brand_id = $1 and c.member_id = u.id limit 1), true)
     ), activity as (
       select id, joined_at as at from fresh
       union all
       select f.id, o.placed_at from fresh f join "order" o on o.member_id = f.id
       where o.brand_id = $1 and ${which('o.member_id', 7)} and kolony.counts(o.status)
       union all
       select f.id, e.at from fresh f join member_event e on e.member_id = f.id
       where e.brand_id = $1 and ${which('e.member_id', 7)} and kolony.is_activity(e.event)
     ), lived as (
       select id, at, min(at) over w as first, ${startOf('at', '$6')} as sleeps, lead(at) over w as next
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
    [tx.brandId, timeZone, tx.now, newDays + 1, growingDays + 1, dormantDays + 1, ...values],
  );
}

/** SQL of the beginning of the day that is so many days after that of a moment, in the brand's zone. */
function startOf(moment: string, days: string): string {
  return `(((${moment} at time zone $2)::date + ${days}::int)::timestamp at time zone $2)`;
}
