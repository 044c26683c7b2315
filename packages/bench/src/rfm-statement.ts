import type pg from 'pg';

/** One statement that works out all standings of a brand, in tables like the product's. */
export interface OneStatement {
  run(): Promise<unknown>;
  /** @throws Error where it came to something else than the product. */
  compare(): Promise<void>;
}

/** Cuts, scores, stages and their changes at once, as who knows the tables would write it in an evening. */
export async function asOneStatement(admin: pg.Client, brandId: string, zone: string): Promise<OneStatement> {
  await admin.query(
    `create table hand_standing (like member_standing including all, foreign key (brand_id, member_id) references member);
     create table hand_change (like member_stage_change including all, foreign key (brand_id, member_id) references member)`,
  );
  return {
    run: () => admin.query(text, [brandId, zone]),
    async compare() {
      const { rows } = await admin.query<{ different: string }>(
        `select count(*) as different from member_standing s full join hand_standing h using (brand_id, member_id)
         where (s.cell, s.stage, s.spent_minor) is distinct from (h.cell, h.stage, h.spent_minor)`,
      );
      if (rows[0]?.different !== '0')
        throw new Error(`${rows[0]?.different} members stand elsewhere by hand`);
    },
  };
}

const dimension = (name: string, value: string) => `
  ${name} as (
    select max(case fifths when 1 then cut end) c1, max(case fifths when 2 then cut end) c2,
      max(case fifths when 3 then cut end) c3, max(case fifths when 4 then cut end) c4
    from (
      select f as fifths, min(v) filter (where less * 5 >= total * f) as cut
      from (
        select v, sum(n) over (order by v) - n as less, sum(n) over () as total
        from (select ${value} as v, count(*) as n from people where order_count > 0 group by 1) counted
      ) ranked, generate_series(1, 4) f group by f
    ) cuts)`;

const digit = (cuts: string, value: string) =>
  `(1 + ${[1, 2, 3, 4].map((n) => `coalesce(${value} >= ${cuts}.c${n}, false)::int`).join(' + ')})`;

const text = `
with people as materialized (
  select id, order_count, spent_minor, (last_order_at at time zone $2)::date as day,
    (now() at time zone $2)::date - (least(joined_at, first_order_at, first_event_at) at time zone $2)::date as age,
    (now() at time zone $2)::date - (greatest(joined_at, last_order_at, last_event_at) at time zone $2)::date as idle
  from member where brand_id = $1 and merged_into is null and closed_at is null
), ${dimension('r', 'day')}, ${dimension('f', 'order_count')}, ${dimension('m', 'spent_minor')},
found as materialized (
  select id, spent_minor,
    case when order_count > 0
      then ${digit('r', 'day')} * 100 + ${digit('f', 'order_count')} * 10 + ${digit('m', 'spent_minor')} end as cell,
    case when idle > 90 then 'dormant' when age <= 7 then 'new' when age <= 90 then 'growing' else 'mature' end as stage
  from people, r, f, m
), changed as materialized (
  select found.*, h.stage as before from found left join hand_standing h on h.brand_id = $1 and h.member_id = found.id
  where h.member_id is null or (h.cell, h.stage, h.spent_minor) is distinct from (found.cell, found.stage, found.spent_minor)
), moved as (
  insert into hand_change (brand_id, member_id, at, from_stage, to_stage)
  select $1, id, now(), before, stage from changed where before is distinct from stage
)
insert into hand_standing (brand_id, member_id, cell, stage, stage_since, spent_minor, scored_at)
select $1, id, cell, stage, now(), spent_minor, now() from changed
on conflict (brand_id, member_id) do update set cell = excluded.cell, stage = excluded.stage,
  spent_minor = excluded.spent_minor, scored_at = excluded.scored_at`;
