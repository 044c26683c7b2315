-- What members came to in each period of the brand's calendar: points that they earned, and how often they did something.
-- Kept by triggers that run as a role of their own; requests can't write it.
create table leaderboard_score (
  brand_id uuid not null,
  member_id uuid not null,
  board text not null check (board in ('points', 'engagement')),
  period text not null check (period in ('day', 'week', 'month', 'ever')),
  -- The first day of the period; weeks begin on Mondays.
  starts_on date not null,
  value bigint not null,
  -- Who opted out, closed the account or was merged into another is on no leaderboard; it is added up all the same.
  hidden boolean not null,
  primary key (brand_id, member_id, board, period, starts_on),
  foreign key (brand_id, member_id) references member on delete cascade
);
create index leaderboard_rank on leaderboard_score (brand_id, board, period, starts_on, value desc, member_id)
  where not hidden and value > 0;
-- For those that are long past.
create index leaderboard_past on leaderboard_score (brand_id, period, starts_on);
call kolony.close_table('leaderboard_score', 'select, delete');

-- Members who don't want to be on any leaderboard.
create table leaderboard_opt_out (
  brand_id uuid not null,
  member_id uuid not null,
  at timestamptz not null default now(),
  primary key (brand_id, member_id),
  foreign key (brand_id, member_id) references member on delete cascade
);
call kolony.close_table('leaderboard_opt_out', 'select, insert, delete');
call kolony.open_to_member('leaderboard_opt_out', 'select, insert, delete');

create policy ledger on leaderboard_score to kolony_ledger using (true) with check (true);
grant select, insert, update on leaderboard_score to kolony_ledger;
create policy ledger on leaderboard_opt_out for select to kolony_ledger using (true);
grant select on leaderboard_opt_out to kolony_ledger;
create policy ledger on brand for select to kolony_ledger using (true);
grant select (id, time_zone) on brand to kolony_ledger;
create policy ledger on member for select to kolony_ledger using (true);
grant select (brand_id, id, merged_into, closed_at) on member to kolony_ledger;
create policy ledger on points_entry for select to kolony_ledger using (true);
grant select (brand_id, id, member_id, at) on points_entry to kolony_ledger;
grant execute on function kolony.is_activity(text) to kolony_ledger;

create function kolony.is_off_leaderboards(brand uuid, member uuid) returns boolean language sql stable
begin atomic
  select exists (select from leaderboard_opt_out o where o.brand_id = brand and o.member_id = member)
    or exists (select from member m where m.brand_id = brand and m.id = member
      and (m.merged_into is not null or m.closed_at is not null));
end;

-- Adds to what members came to, in all periods that a moment lies in. Whoever writes points or events of a member holds
-- the member's row, and so nobody waits for anybody here.
create type kolony.score as (brand_id uuid, member_id uuid, board text, at timestamptz, value bigint);
create function kolony.add_scores(scores kolony.score[]) returns void language sql
begin atomic
  insert into leaderboard_score as l (brand_id, member_id, board, period, starts_on, value, hidden)
  select s.brand_id, s.member_id, s.board, p.period, p.starts_on, sum(s.value),
    kolony.is_off_leaderboards(s.brand_id, s.member_id)
  from unnest(scores) s join brand b on b.id = s.brand_id
    cross join lateral (select s.at at time zone b.time_zone as at) local
    cross join lateral (values
      ('day', local.at::date), ('week', date_trunc('week', local.at)::date), ('month', date_trunc('month', local.at)::date),
      ('ever', date '0001-01-01')) p(period, starts_on)
  group by s.brand_id, s.member_id, s.board, p.period, p.starts_on
  order by s.member_id, s.board, p.period, p.starts_on
  on conflict (brand_id, member_id, board, period, starts_on) do update set value = l.value + excluded.value;
end;

-- What is taken back is missing from when it was earned, and from who had earned it then: by what those who were merged came
-- to, merges are undone. Points given or taken by hand are not earned.
create function kolony.score_points() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform kolony.add_scores(array_agg((a.brand_id, a.member_id, 'points', coalesce(c.at, a.at), a.points - a.shortfall)::kolony.score))
  from (
    select a.brand_id, a.member_id, a.kind, a.cause_id, a.at, a.points, a.shortfall from added a
    union all
    select a.brand_id, was.member_id, a.kind, a.cause_id, a.at, a.points, a.shortfall from added a
      cross join lateral (
        with recursive was(member_id) as (
          select c.member_id from points_entry c where c.brand_id = a.brand_id and c.id = a.cause_id
          union
          select m.merged_into from was join member m on m.brand_id = a.brand_id and m.id = was.member_id
          where m.merged_into is not null
        ) select was.member_id from was where was.member_id <> a.member_id
      ) was
    where a.kind = 'take_back'
  ) a left join points_entry c on c.brand_id = a.brand_id and c.id = a.cause_id
  where a.kind in ('earn', 'take_back') having count(*) > 0;
  return null;
end $$;
create trigger score after insert on points_entry referencing new table as added
  for each statement execute function kolony.score_points();
create function kolony.score_events() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform kolony.add_scores(array_agg((a.brand_id, a.member_id, 'engagement', a.at, 1)::kolony.score))
  from added a where kolony.is_activity(a.event) having count(*) > 0;
  return null;
end $$;
create trigger score after insert on member_event referencing new table as added
  for each statement execute function kolony.score_events();

create function kolony.hide_scores() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare who record;
begin
  if tg_op = 'DELETE' then who := old; else who := new; end if;
  update leaderboard_score l set hidden = kolony.is_off_leaderboards(l.brand_id, l.member_id)
  where l.brand_id = who.brand_id and l.member_id = who.member_id;
  return null;
end $$;
create trigger hide after insert or delete on leaderboard_opt_out for each row execute function kolony.hide_scores();

-- What a member came to who is merged is the kept one's from then on; when that is undone, it is taken off again.
create function kolony.follow_scores() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.merged_into is distinct from old.merged_into then
    insert into leaderboard_score as l (brand_id, member_id, board, period, starts_on, value, hidden)
    select s.brand_id, kept.id, s.board, s.period, s.starts_on, sum(s.value * kept.way),
      kolony.is_off_leaderboards(s.brand_id, kept.id)
    from leaderboard_score s cross join (values (new.merged_into, 1), (old.merged_into, -1)) kept(id, way)
    where s.brand_id = new.brand_id and s.member_id = new.id and kept.id is not null
    group by s.brand_id, kept.id, s.board, s.period, s.starts_on
    on conflict (brand_id, member_id, board, period, starts_on) do update set value = l.value + excluded.value;
  end if;
  update leaderboard_score l set hidden = kolony.is_off_leaderboards(l.brand_id, l.member_id)
  where l.brand_id = new.brand_id and l.member_id = new.id;
  return null;
end $$;
create trigger follow_scores after update of merged_into, closed_at on member for each row
  when (old.merged_into is distinct from new.merged_into or old.closed_at is distinct from new.closed_at)
  execute function kolony.follow_scores();

-- Of what members are called, the first character: more than that isn't read for others to see.
alter table member add column initial text generated always as (left(display_name, 1)) stored;

-- Of others, members see a rank, the first character of what they are called, and what they came to: this runs as a role
-- that reads no more. Those who came to the same share a rank, and the next one's is as if they didn't (1, 2, 2, 4).
create policy search on leaderboard_score for select to kolony_search using (true);
grant select on leaderboard_score to kolony_search;
create policy search on member for select to kolony_search using (true);
grant select (brand_id, id, initial) on member to kolony_search;
create function kolony.leaderboard_for_members(which_board text, which_period text, first_day date, most integer)
  returns table (rank bigint, name text, value bigint, is_me boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  with top as (
    select l.member_id, l.value, rank() over (order by l.value desc) as rank from (
      select l.member_id, l.value from leaderboard_score l
      where l.brand_id = kolony.current_brand() and l.board = which_board and l.period = which_period
        and l.starts_on = first_day and not l.hidden and l.value > 0
      order by l.value desc, l.member_id limit most
    ) l
  ), own as (
    select l.member_id, l.value, (
      select count(*) + 1 from leaderboard_score o where o.brand_id = l.brand_id and o.board = which_board
        and o.period = which_period and o.starts_on = first_day and not o.hidden and o.value > greatest(l.value, 0)) as rank
    from leaderboard_score l
    where l.brand_id = kolony.current_brand() and l.member_id = kolony.current_member() and l.board = which_board
      and l.period = which_period and l.starts_on = first_day and not l.hidden and l.value > 0
      and l.member_id not in (select t.member_id from top t)
  )
  select s.rank, m.initial || '**', s.value, s.member_id = kolony.current_member()
  from (select * from top union all select * from own) s
    join member m on m.brand_id = kolony.current_brand() and m.id = s.member_id
  order by s.rank, s.member_id = kolony.current_member() desc, s.member_id
$$;
revoke execute on function kolony.leaderboard_for_members(text, text, date, integer), kolony.add_scores(kolony.score[]),
  kolony.is_off_leaderboards(uuid, uuid), kolony.score_points(), kolony.score_events(), kolony.hide_scores(),
  kolony.follow_scores() from public;
grant execute on function kolony.leaderboard_for_members(text, text, date, integer) to kolony_member;
grant execute on function kolony.add_scores(kolony.score[]), kolony.is_off_leaderboards(uuid, uuid) to kolony_ledger;
grant create on schema kolony to kolony_search, kolony_ledger;
alter function kolony.leaderboard_for_members(text, text, date, integer) owner to kolony_search;
alter function kolony.score_points() owner to kolony_ledger;
alter function kolony.score_events() owner to kolony_ledger;
alter function kolony.hide_scores() owner to kolony_ledger;
alter function kolony.follow_scores() owner to kolony_ledger;
revoke create on schema kolony from kolony_search, kolony_ledger;
