-- What members get points for.
create table earning_rule (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  event text not null check (event in ('order_paid', 'sign_up', 'profile_completed', 'birthday', 'review', 'share', 'check_in', 'referral')),
  -- base: what an event gives; of those that apply the best. multiplier: makes the base more. bonus: comes on top.
  effect text not null check (effect in ('base', 'multiplier', 'bonus')),
  -- So many points, for each full per_minor of what was paid, or once where that is null.
  points bigint check (points between 1 and 1000000000),
  per_minor bigint check (per_minor >= 1),
  -- In hundredths: 200 doubles.
  factor integer check (factor between 101 and 10000),
  -- Which: all of them where empty.
  channels text[] not null default '{}',
  skus text[] not null default '{}',
  minimum_minor bigint check (minimum_minor >= 0),
  starts_at timestamptz,
  ends_at timestamptz,
  -- Most points, and most times, that it gives a member on one day of the brand's zone.
  daily_points bigint check (daily_points >= 1),
  daily_times integer check (daily_times >= 1),
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, name),
  check (case effect when 'multiplier' then factor is not null and points is null and per_minor is null
    else factor is null and points is not null end),
  check (event = 'order_paid' or (per_minor is null and minimum_minor is null and channels = '{}' and skus = '{}')),
  check (starts_at < ends_at)
);
create index earning_rule_event on earning_rule (brand_id, event) where active;
call kolony.close_table('earning_rule');

-- What rules have given to members on a day, for their daily limits.
create table earning_use (
  brand_id uuid not null,
  rule_id uuid not null,
  member_id uuid not null,
  day date not null,
  points bigint not null,
  times integer not null,
  primary key (brand_id, member_id, day, rule_id),
  foreign key (brand_id, rule_id) references earning_rule on delete cascade,
  foreign key (brand_id, member_id) references member on delete cascade
);
call kolony.close_table('earning_use');

-- What an order has earned. Its refunds take back in proportion to the total that it had then. An order that is gone
-- leaves it.
create table order_earning (
  brand_id uuid not null references brand on delete cascade,
  order_id uuid not null,
  entry_id uuid not null,
  -- That one, and those by which it lost and was given again since.
  entry_ids uuid[] not null,
  points bigint not null check (points >= 0),
  taken_back bigint not null default 0 check (taken_back between 0 and points),
  total_minor bigint not null,
  -- How it came to that: rule by rule.
  steps jsonb not null,
  created_at timestamptz not null default now(),
  primary key (brand_id, order_id),
  -- Undoing an import deletes members who never should have been there. What its orders had earned them goes with them: it was
  -- earned by orders that never were. Whoever has had anything else stays, and the import with them.
  foreign key (brand_id, entry_id) references points_entry on delete cascade deferrable initially deferred
);
call kolony.close_table('order_earning');

-- Orders that changed since they were last looked at, for their points: a row for every time, so that none is lost that
-- comes while an earlier one is dealt with.
create table earning_due (
  brand_id uuid not null references brand on delete cascade,
  id bigint generated always as identity,
  order_id uuid not null,
  primary key (brand_id, id)
);
-- Taking some with FOR UPDATE SKIP LOCKED needs the privilege of updating too.
call kolony.close_table('earning_due', 'select, update, delete');
create policy ledger on earning_due for insert to kolony_ledger with check (true);
grant insert on earning_due to kolony_ledger;

create function kolony.earning_due_of_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into earning_due (brand_id, order_id) select a.brand_id, a.id from added a where kolony.counts(a.status);
  return null;
end $$;
create function kolony.earning_due_of_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into earning_due (brand_id, order_id)
  select a.brand_id, a.id from added a join removed r on r.brand_id = a.brand_id and r.id = a.id
  where (a.status, a.refunded_minor, a.total_minor, a.member_id)
    is distinct from (r.status, r.refunded_minor, r.total_minor, r.member_id);
  return null;
end $$;
create function kolony.earning_due_of_removed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into earning_due (brand_id, order_id) select r.brand_id, r.id from removed r where kolony.counts(r.status);
  return null;
end $$;
create trigger earning_insert after insert on "order" referencing new table as added
  for each statement execute function kolony.earning_due_of_added();
create trigger earning_update after update on "order" referencing old table as removed new table as added
  for each statement execute function kolony.earning_due_of_changed();
create trigger earning_delete after delete on "order" referencing old table as removed
  for each statement execute function kolony.earning_due_of_removed();
revoke execute on function kolony.earning_due_of_added(), kolony.earning_due_of_changed(), kolony.earning_due_of_removed() from public;
grant execute on function kolony.counts(text) to kolony_ledger;
grant create on schema kolony to kolony_ledger;
alter function kolony.earning_due_of_added() owner to kolony_ledger;
alter function kolony.earning_due_of_changed() owner to kolony_ledger;
alter function kolony.earning_due_of_removed() owner to kolony_ledger;
revoke create on schema kolony from kolony_ledger;
