import type pg from 'pg';
import type { OneStatement } from './rfm-statement.ts';

/** Growth values, tiers and until when they last at once, as who knows the tables would write it in an evening. */
export async function asOneStatement(admin: pg.Client, brandId: string, zone: string): Promise<OneStatement> {
  await admin.query(
    `create table hand_tier (like member_tier including all, foreign key (brand_id, member_id) references member,
       foreign key (brand_id, tier_id) references tier);
     create table hand_tier_change (like member_tier_change including all, foreign key (brand_id, member_id) references member,
       foreign key (brand_id, from_tier) references tier, foreign key (brand_id, to_tier) references tier)`,
  );
  return {
    run: () => admin.query(text, [brandId, zone]),
    async compare() {
      const { rows } = await admin.query<{ different: string }>(
        `select count(*) as different from member_tier m full join hand_tier h using (brand_id, member_id)
         where (m.tier_id, m.growth, m.spend_growth, m.order_growth, m.event_growth, m.below_on, m.ends_on, m.needed)
           is distinct from (h.tier_id, h.growth, h.spend_growth, h.order_growth, h.event_growth, h.below_on, h.ends_on, h.needed)`,
      );
      if (rows[0]?.different !== '0')
        throw new Error(`${rows[0]?.different} members stand elsewhere by hand`);
    },
  };
}

const leaves = (day: string) =>
  `((${day} + interval '1 year')::date + ((${day} + interval '1 year' - interval '1 year')::date < ${day})::int)`;

// For a rolling year, one of growth value for each yuan and ten for each order; down by balance after 30 days.
const text = `
with today as materialized (select (now() at time zone $2)::date as day),
items as materialized (
  select o.member_id, o.placed_at, o.total_minor - o.refunded_minor as net, (o.status <> 'refunded')::int as orders
  from "order" o, today
  where o.brand_id = $1 and o.status not in ('pending', 'cancelled')
    and o.placed_at >= ((today.day - interval '1 year')::date + 1)::timestamp at time zone $2
), running as materialized (
  select member_id, (placed_at at time zone $2)::date as day,
    (sum(net) over w)::bigint / 100 + sum(orders) over w * 10 as so_far from items
  window w as (partition by member_id order by placed_at desc rows unbounded preceding)
), reckoned as materialized (
  select m.id, coalesce(s.net, 0) / 100 as spend, coalesce(s.orders, 0) * 10 as orders,
    coalesce(s.net, 0) / 100 + coalesce(s.orders, 0) * 10 as growth
  from member m left join (
    select member_id, sum(net)::bigint as net, sum(orders) as orders from items group by 1
  ) s on s.member_id = m.id
  where m.brand_id = $1 and m.merged_into is null and m.closed_at is null
), ranked as materialized (
  select r.*, e.id as earned, e.rank as earned_rank, h.tier_id as held, coalesce(t.rank, 0) as held_rank, h.below_on as was_below,
    h.since
  from reckoned r
    join lateral (select id, rank from tier where brand_id = $1 and threshold <= r.growth order by threshold desc limit 1) e on true
    left join hand_tier h on h.brand_id = $1 and h.member_id = r.id
    left join tier t on t.brand_id = $1 and t.id = h.tier_id
), decided as materialized (
  select r.*, case when held is null or earned_rank >= held_rank or today.day >= coalesce(was_below, today.day) + 30
      then earned else held end as tier_id,
    case when held is not null and earned_rank < held_rank and today.day < coalesce(was_below, today.day) + 30
      then coalesce(was_below, today.day) end as below_on
  from ranked r, today
), lasting as materialized (
  select d.*, t.threshold, t.rank,
    case when t.rank > 1 then coalesce(d.below_on, ${leaves('x.day')}) + 30 end as ends_on
  from decided d join tier t on t.brand_id = $1 and t.id = d.tier_id
    left join (
      select r.member_id, max(r.day) as day from running r join decided e on e.id = r.member_id
        join tier h on h.brand_id = $1 and h.id = e.tier_id
      where r.so_far >= h.threshold group by 1
    ) x on x.member_id = d.id
), final as materialized (
  select l.*, case when l.ends_on is not null then l.threshold - coalesce(x.so_far, 0) end as needed
  from lasting l left join (
    select e.id, max(r.so_far) as so_far from lasting e join running r on r.member_id = e.id
    where e.ends_on is not null and ${leaves('r.day')} > e.ends_on group by e.id
  ) x on x.id = l.id
), changed as materialized (
  select f.* from final f left join hand_tier h on h.brand_id = $1 and h.member_id = f.id
  where h.member_id is null or (h.tier_id, h.growth, h.below_on, h.ends_on, h.needed)
    is distinct from (f.tier_id, f.growth, f.below_on, f.ends_on, f.needed)
), moved as (
  insert into hand_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth)
  select $1, id, now(), case when rank > held_rank then 'upgrade' else 'downgrade' end, held, tier_id, growth
  from changed where held is distinct from tier_id and (rank > 1 or held is not null)
)
insert into hand_tier (brand_id, member_id, tier_id, since, growth, spend_growth, order_growth, event_growth, below_on, ends_on, needed)
select $1, id, tier_id, case when held = tier_id then since else now() end, growth, spend, orders, 0, below_on, ends_on, needed
from changed
on conflict (brand_id, member_id) do update set tier_id = excluded.tier_id, since = excluded.since, growth = excluded.growth,
  spend_growth = excluded.spend_growth, order_growth = excluded.order_growth, below_on = excluded.below_on,
  ends_on = excluded.ends_on, needed = excluded.needed`;
