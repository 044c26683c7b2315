/**
 * SQL of how far a member is with a badge: how much they have reached of its target within a period. One expression for
 * awarding and for showing progress, so that the two can't differ. `badge` is the alias of the badge's row; the others are
 * expressions. Points are those of one's own entries: what a merged member had earned doesn't count, and so isn't missed when it is
 * taken back.
 */
export function badgeValue(
  badge: string,
  { memberId, begins, ends, timeZone }: { memberId: string; begins: string; ends: string; timeZone: string },
): string {
  const of = (row: string, at: string) =>
    `${row}.brand_id = ${badge}.brand_id and ${row}.member_id = ${memberId} and ${row}.${at} >= ${begins} and ${row}.${at} < ${ends}`;
  const orders = (what: string) =>
    `(select ${what} from "order" o where ${of('o', 'placed_at')} and o.status not in ('pending', 'cancelled'))`;
  const days = `select distinct (e.at at time zone ${timeZone})::date as day from member_event e
    where ${of('e', 'at')} and e.event = 'check_in'`;
  return `(case ${badge}.criterion
    when 'orders' then ${orders('count(*)')}
    when 'spend' then ${orders('coalesce(sum(o.total_minor - o.refunded_minor), 0)')}
    when 'events' then (select count(*) from member_event e where ${of('e', 'at')} and e.event = ${badge}.event)
    when 'points' then (select coalesce(sum(entry.points - entry.shortfall), 0) from points_entry entry
      left join points_entry earned on earned.brand_id = entry.brand_id and earned.id = entry.cause_id
      where ${of('entry', 'at')} and (entry.kind = 'earn'
        or entry.kind = 'take_back' and earned.member_id = entry.member_id))
    when 'streak' then (select coalesce(max(run.days), 0) from (
      select count(*) as days from (
        select d.day - (row_number() over (order by d.day))::int as first from (${days}) d) d group by d.first) run)
    when 'tier' then (select count(*) from member_tier mt
      join tier held on held.brand_id = mt.brand_id and held.id = mt.tier_id
      join tier wanted on wanted.brand_id = mt.brand_id and wanted.id = ${badge}.tier_id
      where mt.brand_id = ${badge}.brand_id and mt.member_id = ${memberId} and held.threshold >= wanted.threshold)
    end)::bigint`;
}

/**
 * SQL of the periods of a badge, as rows of key, begins and ends: the one at hand and, where `withLast`, the one before, in
 * which somebody may have done something just before it ended. Not those that were over before there was the badge.
 */
export function badgePeriods(
  badge: string,
  { now, timeZone, withLast }: { now: string; timeZone: string; withLast: boolean },
): string {
  const local = `(${now} at time zone ${timeZone})`;
  const moment = (wall: string) => `((${wall}) at time zone ${timeZone})`;
  const of = (period: string, format: string) =>
    `select to_char(s.at, '${format}') as key, ${moment('s.at')} as begins, ${moment(`s.at + interval '1 ${period}'`)} as ends
     from (select date_trunc('${period}', ${local}) - n * interval '1 ${period}' as at
       from generate_series(0, ${withLast ? 1 : 0}) n) s
     where ${badge}.period = '${period}' and ${moment(`s.at + interval '1 ${period}'`)} > ${badge}.created_at`;
  return `(select '' as key, '-infinity'::timestamptz as begins, 'infinity'::timestamptz as ends where ${badge}.period = 'ever'
    union all ${of('year', 'YYYY')} union all ${of('month', 'YYYY-MM')})`;
}
