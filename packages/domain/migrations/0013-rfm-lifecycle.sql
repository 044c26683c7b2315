-- How a brand scores its members and tells their stages. A brand that has never changed it has no row.
create table standing_setting (
  brand_id uuid primary key references brand on delete cascade,
  -- quintile: by fifths of the members who ordered. threshold: by the cut points below, which are kept either way.
  method text not null check (method in ('quintile', 'threshold')),
  -- Four cut points each, ascending: days since the last order, orders, and what was spent in minor units.
  recency_days integer[] not null check (cardinality(recency_days) = 4),
  frequency_orders integer[] not null check (cardinality(frequency_orders) = 4),
  monetary_minor bigint[] not null check (cardinality(monetary_minor) = 4),
  -- Days: until then a member is new, and then growing; after so many without activity dormant.
  new_days integer not null check (new_days >= 0),
  growing_days integer not null check (growing_days > new_days),
  dormant_days integer not null check (dormant_days >= 1),
  version integer not null,
  updated_at timestamptz not null default now()
);
call kolony.close_table('standing_setting', 'select, insert, update');

-- The last calculation over all members. Its cut points hold until the next: a score is one more than the number of cut
-- points that a value reaches.
create table standing_calculation (
  brand_id uuid primary key references brand on delete cascade,
  -- The day in the brand's time zone for which it was done.
  day date not null,
  recency timestamptz[] not null check (cardinality(recency) = 4),
  frequency bigint[] not null check (cardinality(frequency) = 4),
  monetary bigint[] not null check (cardinality(monetary) = 4),
  -- How many members had orders, and so were scored.
  scored integer not null,
  begun_at timestamptz not null,
  finished_at timestamptz
);
call kolony.close_table('standing_calculation', 'select, insert, update');

-- What was last worked out of a member; those who were merged into another have none. A narrow table of its own: all of
-- it is written anew without touching the members, whom others write to meanwhile.
create table member_standing (
  brand_id uuid not null,
  member_id uuid not null,
  -- The scores of recency, frequency and monetary value as the digits of one number, 111 to 555; null without orders.
  cell smallint,
  stage text not null check (stage in ('new', 'growing', 'mature', 'dormant')),
  stage_since timestamptz not null,
  -- What they had spent then.
  spent_minor bigint not null,
  scored_at timestamptz not null,
  -- With what lists are narrowed by: who walks members in an order of theirs looks here alone.
  primary key (brand_id, member_id) include (cell, stage),
  foreign key (brand_id, member_id) references member on delete cascade,
  check (cell / 100 between 1 and 5 and cell / 10 % 10 between 1 and 5 and cell % 10 between 1 and 5)
);
create index member_standing_cell on member_standing (brand_id, cell, member_id);
create index member_standing_stage on member_standing (brand_id, stage, member_id);
call kolony.close_table('member_standing');

-- Every change of a stage. From nothing: the member is new to the stages. To nothing: was merged into another.
create table member_stage_change (
  brand_id uuid not null,
  member_id uuid not null,
  at timestamptz not null,
  id uuid not null default gen_random_uuid(),
  from_stage text check (from_stage in ('new', 'growing', 'mature', 'dormant')),
  to_stage text check (to_stage in ('new', 'growing', 'mature', 'dormant')),
  primary key (brand_id, member_id, at, id),
  foreign key (brand_id, member_id) references member on delete cascade,
  check (from_stage is distinct from to_stage)
);
create index member_stage_change_at on member_stage_change (brand_id, at) include (from_stage, to_stage);
call kolony.close_table('member_stage_change', 'select, insert');

-- Members who changed since they were last looked at: one row for every time, so that none is lost which is written while
-- an earlier one is being dealt with.
create table standing_due (
  brand_id uuid not null references brand on delete cascade,
  id bigint generated always as identity,
  member_id uuid not null,
  primary key (brand_id, id)
);
call kolony.close_table('standing_due', 'select, insert, delete');

-- Whoever writes the standings of a brand holds this lock, and so sees all that was written before.
create function kolony.lock_standings(brand uuid) returns void language sql
  begin atomic
    select pg_advisory_xact_lock(hashtextextended('standing:' || brand::text, 0));
  end;

create function kolony.standing_due_of_added() returns trigger language plpgsql as $$
begin
  insert into standing_due (brand_id, member_id)
  select distinct a.brand_id, a.member_id from added a where kolony.counts(a.status);
  return null;
end $$;
create function kolony.standing_due_of_changed() returns trigger language plpgsql as $$
begin
  insert into standing_due (brand_id, member_id)
  select a.brand_id, a.member_id from added a where kolony.counts(a.status) union
  select r.brand_id, r.member_id from removed r where kolony.counts(r.status);
  return null;
end $$;
create function kolony.standing_due_of_removed() returns trigger language plpgsql as $$
begin
  insert into standing_due (brand_id, member_id)
  select distinct r.brand_id, r.member_id from removed r where kolony.counts(r.status);
  return null;
end $$;
create trigger standing_insert after insert on "order" referencing new table as added
  for each statement execute function kolony.standing_due_of_added();
create trigger standing_update after update on "order" referencing old table as removed new table as added
  for each statement execute function kolony.standing_due_of_changed();
create trigger standing_delete after delete on "order" referencing old table as removed
  for each statement execute function kolony.standing_due_of_removed();

create function kolony.standing_due_of_members() returns trigger language plpgsql as $$
begin
  insert into standing_due (brand_id, member_id) select a.brand_id, a.id from added a where a.merged_into is null;
  return null;
end $$;
create trigger standing_insert after insert on member referencing new table as added
  for each statement execute function kolony.standing_due_of_members();

-- A member who is merged into another leaves at once; one who comes back, or joined at another time, is looked at anew.
create function kolony.follow_member() returns trigger language plpgsql as $$
begin
  if new.merged_into is null then
    insert into standing_due (brand_id, member_id) values (new.brand_id, new.id);
  elsif old.merged_into is null then
    perform kolony.lock_standings(new.brand_id);
    with gone as (
      delete from member_standing s where s.brand_id = new.brand_id and s.member_id = new.id returning s.stage
    )
    insert into member_stage_change (brand_id, member_id, at, from_stage)
    select new.brand_id, new.id, clock_timestamp(), gone.stage from gone;
  end if;
  return null;
end $$;
create trigger standing_update after update of merged_into, joined_at on member for each row
  when (old.merged_into is distinct from new.merged_into or old.joined_at is distinct from new.joined_at)
  execute function kolony.follow_member();
