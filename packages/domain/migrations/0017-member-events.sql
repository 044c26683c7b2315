-- What members did, or what happened to them, other than orders: once for a key, whether it earned points or not.
create table member_event (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  event text not null check (event in ('sign_up', 'profile_completed', 'birthday', 'review', 'share', 'check_in', 'referral')),
  at timestamptz not null,
  key text not null check (length(key) between 1 and 300),
  note text,
  -- What it earned, if anything.
  entry_id uuid,
  operator_id uuid references operator on delete set null,
  primary key (brand_id, id),
  unique (brand_id, key),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, entry_id) references points_entry
);
create index member_event_member on member_event (brand_id, member_id, at desc, id desc);
create index member_event_latest on member_event (brand_id, at desc, id desc);
-- Append-only, but that a merge hands the rows on, and that what was written of somebody goes when they close the account.
call kolony.close_table('member_event', 'select, insert');
grant update (member_id, note) on member_event to kolony_app;
create trigger append_only before update of id, event, at, key, entry_id on member_event
  for each row execute function kolony.refuse_change();

-- Whether an event is something that a member does: a birthday comes by itself.
create function kolony.is_activity(event text) returns boolean language sql immutable parallel safe
  return event <> 'birthday';

-- When a member was first and last active by events is kept right as it is of orders (0004), whoever writes them, and their
-- standing is looked at anew.
alter table member add column first_event_at timestamptz, add column last_event_at timestamptz;

create function kolony.recount_events_after_insert() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
  set enable_material = off as $$
begin
  perform from (
    select distinct a.brand_id, a.member_id from added a where kolony.is_activity(a.event) order by a.member_id
  ) a cross join lateral (
    select from member held where held.brand_id = a.brand_id and held.id = a.member_id for no key update
  ) held;
  update member m set first_event_at = least(m.first_event_at, s.first_at), last_event_at = greatest(m.last_event_at, s.last_at)
  from (
    select a.brand_id, a.member_id, min(a.at) as first_at, max(a.at) as last_at
    from added a where kolony.is_activity(a.event) group by a.brand_id, a.member_id
  ) s cross join lateral (
    select held.ctid from member held where held.brand_id = s.brand_id and held.id = s.member_id offset 0
  ) held
  where m.ctid = held.ctid;
  -- Growth value may be given for any of them, birthdays included.
  insert into standing_due (brand_id, member_id) select distinct a.brand_id, a.member_id from added a;
  return null;
end $$;

-- Of events that went to another member, or went altogether: both ends are looked up.
create function kolony.recount_events(brands uuid[], members uuid[]) returns void language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
  set enable_material = off as $$
begin
  perform from (select * from unnest(brands, members) d(brand_id, member_id) order by d.member_id) d cross join lateral (
    select from member held where held.brand_id = d.brand_id and held.id = d.member_id for no key update
  ) held;
  update member m set first_event_at = happened.first_at, last_event_at = happened.last_at
  from unnest(brands, members) d(brand_id, member_id) cross join lateral (
    select held.ctid from member held where held.brand_id = d.brand_id and held.id = d.member_id offset 0
  ) held cross join lateral (
    select
      (select e.at from member_event e where e.brand_id = d.brand_id and e.member_id = d.member_id
         and kolony.is_activity(e.event) order by e.at, e.id limit 1) as first_at,
      (select e.at from member_event e where e.brand_id = d.brand_id and e.member_id = d.member_id
         and kolony.is_activity(e.event) order by e.at desc, e.id desc limit 1) as last_at offset 0
  ) happened
  where m.ctid = held.ctid and (m.first_event_at, m.last_event_at) is distinct from (happened.first_at, happened.last_at);
  insert into standing_due (brand_id, member_id) select d.brand_id, d.member_id from unnest(brands, members) d(brand_id, member_id)
  where exists (select from member m where m.brand_id = d.brand_id and m.id = d.member_id);
end $$;
create function kolony.recount_events_after_update() returns trigger language plpgsql as $$
begin
  perform kolony.recount_events(array_agg(d.brand_id), array_agg(d.member_id)) from (
    select a.brand_id, a.member_id from added a join removed r on r.brand_id = a.brand_id and r.id = a.id
      where a.member_id <> r.member_id union
    select r.brand_id, r.member_id from added a join removed r on r.brand_id = a.brand_id and r.id = a.id
      where a.member_id <> r.member_id
  ) d having count(*) > 0;
  return null;
end $$;
create function kolony.recount_events_after_delete() returns trigger language plpgsql as $$
begin
  perform kolony.recount_events(array_agg(d.brand_id), array_agg(d.member_id)) from (
    select distinct r.brand_id, r.member_id from removed r
  ) d having count(*) > 0;
  return null;
end $$;
create trigger recount_insert after insert on member_event referencing new table as added
  for each statement execute function kolony.recount_events_after_insert();
create trigger recount_update after update on member_event referencing old table as removed new table as added
  for each statement execute function kolony.recount_events_after_update();
create trigger recount_delete after delete on member_event referencing old table as removed
  for each statement execute function kolony.recount_events_after_delete();

-- Members whose profile has become complete since this was last looked at. They may do that themselves, and members write
-- no events: a job does, once for each member ever.
create table profile_completed_due (
  brand_id uuid not null,
  id bigint generated always as identity,
  member_id uuid not null,
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references member on delete cascade
);
-- Taking some with FOR UPDATE SKIP LOCKED needs the privilege of updating too.
call kolony.close_table('profile_completed_due');
call kolony.open_to_member('profile_completed_due', 'insert');
