-- How a brand's points work. Every brand has one.
create table points_programme (
  brand_id uuid primary key references brand on delete cascade,
  -- never: they don't. after_months: so many months after they were earned. end_of_month, end_of_year: at the end of the
  -- month or year of that. on_date: at the end of a day of the calendar, the next one that is at least a month away.
  expiry text not null default 'after_months' check (expiry in ('never', 'after_months', 'end_of_month', 'end_of_year', 'on_date')),
  expiry_months integer not null default 12 check (expiry_months between 1 and 120),
  expiry_month integer not null default 12 check (expiry_month between 1 and 12),
  expiry_day integer not null default 31 check (expiry_day between 1 and 31),
  -- So many days after they were earned points can be spent: the time in which what was bought may be returned.
  pending_days integer not null default 7 check (pending_days between 0 and 365),
  -- Whether taking points back may leave a member below zero.
  below_zero boolean not null default false,
  -- An adjustment by hand of more points than this waits for a second operator; null: none does.
  approval_above bigint default 1000 check (approval_above >= 0),
  -- What so many points are worth, in minor units of the brand's currency: what they are booked at as a liability.
  value_points integer not null default 100 check (value_points between 1 and 1000000),
  value_minor bigint not null default 100 check (value_minor between 0 and 100000000),
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
call kolony.close_table('points_programme', 'select, update');

-- What happened to a member's points, once and for all: points is what it changed, the others what they then had.
create table points_entry (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('earn', 'mature', 'redeem', 'give_back', 'take_back', 'expire', 'adjust', 'move_out', 'move_in')),
  points bigint not null,
  available_after bigint not null,
  pending_after bigint not null check (pending_after >= 0),
  -- Of what was to be taken back, what the member no longer had.
  shortfall bigint not null default 0 check (shortfall >= 0),
  -- What was done: a second one with the same key is the same one.
  key text not null check (length(key) between 1 and 300),
  -- The earning that is taken back, the redemption that is given back, the other side of a move.
  cause_id uuid,
  subject_type text,
  subject_id uuid,
  reason text,
  operator_id uuid references operator on delete set null,
  at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, key),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, cause_id) references points_entry,
  check ((kind in ('give_back', 'take_back', 'move_in')) <= (cause_id is not null)),
  check ((subject_type is null) = (subject_id is null))
);
create index points_entry_member on points_entry (brand_id, member_id, at desc, id desc);
create index points_entry_latest on points_entry (brand_id, at desc, id desc);
create index points_entry_cause on points_entry (brand_id, cause_id) where cause_id is not null;
create index points_entry_subject on points_entry (brand_id, subject_id) where subject_id is not null;
-- A redemption is given back once.
create unique index points_entry_given_back on points_entry (brand_id, cause_id) where kind = 'give_back';
-- Append-only. (That an operator's account goes takes their name off; the foreign key does it, not the application.)
call kolony.close_table('points_entry', 'select, insert');

-- Points that were earned together and expire together. A debt is a lot below zero: what a member owes. What it holds is
-- the sum of its postings; nothing else can change it.
create table points_lot (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  -- The entry by which the points came into being; of lots that moved with a merge, still that of the first.
  origin_id uuid not null,
  -- The lot that it was before it moved to this member.
  moved_from uuid,
  is_debt boolean not null default false,
  -- When pending points may be spent; null: when somebody says so.
  available_at timestamptz,
  expires_at timestamptz,
  pending bigint not null default 0 check (pending >= 0),
  available bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, origin_id) references points_entry on delete cascade,
  foreign key (brand_id, moved_from) references points_lot on delete cascade,
  check (case when is_debt then available <= 0 and pending = 0 and expires_at is null else available >= 0 end)
);
create index points_lot_available on points_lot (brand_id, member_id, expires_at) where available > 0;
create index points_lot_pending on points_lot (brand_id, member_id, available_at) where pending > 0;
create index points_lot_debt on points_lot (brand_id, member_id) where is_debt and available < 0;
create index points_lot_origin on points_lot (brand_id, origin_id);
-- What the settling of all members looks for.
create index points_lot_maturing on points_lot (brand_id, available_at) where pending > 0;
create index points_lot_expiring on points_lot (brand_id, expires_at) where available > 0;
call kolony.close_table('points_lot', 'select');
grant insert (brand_id, id, member_id, origin_id, moved_from, is_debt, available_at, expires_at, created_at) on points_lot to kolony_app;

-- What members have: the sum of their postings.
create table points_wallet (
  brand_id uuid not null,
  member_id uuid not null,
  available bigint not null default 0,
  pending bigint not null default 0 check (pending >= 0),
  primary key (brand_id, member_id),
  foreign key (brand_id, member_id) references member on delete cascade
);
create index points_wallet_available on points_wallet (brand_id, available desc, member_id);
call kolony.close_table('points_wallet', 'select');

-- So many points go from one account to another: whatever is posted, the sum over all accounts stays zero. Available and
-- pending are a member's; the others the brand's: where points come from, and what has become of them.
create table points_posting (
  brand_id uuid not null,
  entry_id uuid not null,
  position integer not null,
  member_id uuid not null,
  lot_id uuid not null,
  from_account text not null,
  to_account text not null,
  points bigint not null check (points > 0),
  primary key (brand_id, entry_id, position),
  foreign key (brand_id, entry_id) references points_entry on delete cascade,
  foreign key (brand_id, lot_id) references points_lot on delete cascade,
  check ((from_account, to_account) in (
    ('issued', 'pending'), ('issued', 'available'), ('pending', 'available'),
    ('available', 'redeemed'), ('redeemed', 'available'),
    ('available', 'expired'), ('pending', 'reversed'), ('available', 'reversed'),
    -- Between two members, and between what a member has and owes: what goes in comes out.
    ('pending', 'moved'), ('available', 'moved'), ('moved', 'pending'), ('moved', 'available')))
);
create index points_posting_lot on points_posting (brand_id, lot_id);
call kolony.close_table('points_posting', 'select, insert');

create trigger append_only before update of points, kind, member_id, key, available_after, pending_after, shortfall, cause_id, at
  on points_entry for each row execute function kolony.refuse_change();
create trigger append_only before update on points_posting for each row execute function kolony.refuse_change();

-- The one way to change what a lot or a member has is to post: this runs as a role of its own, requests can't write balances.
create function kolony.post_points() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update points_lot l set pending = l.pending + d.pending, available = l.available + d.available
  from (
    select a.brand_id, a.lot_id,
      sum(case 'pending' when a.to_account then a.points when a.from_account then -a.points else 0 end) as pending,
      sum(case 'available' when a.to_account then a.points when a.from_account then -a.points else 0 end) as available
    from added a group by a.brand_id, a.lot_id order by a.lot_id
  ) d where l.brand_id = d.brand_id and l.id = d.lot_id;
  with moved as (
    select a.brand_id, a.member_id,
      sum(case 'pending' when a.to_account then a.points when a.from_account then -a.points else 0 end) as pending,
      sum(case 'available' when a.to_account then a.points when a.from_account then -a.points else 0 end) as available
    from added a group by a.brand_id, a.member_id order by a.member_id
  ), known as (
    update points_wallet w set pending = w.pending + m.pending, available = w.available + m.available
    from moved m where w.brand_id = m.brand_id and w.member_id = m.member_id returning w.member_id
  )
  insert into points_wallet (brand_id, member_id, pending, available)
  select m.brand_id, m.member_id, m.pending, m.available from moved m where m.member_id not in (select k.member_id from known k);
  return null;
end $$;
create trigger post after insert on points_posting referencing new table as added
  for each statement execute function kolony.post_points();

create function kolony.add_points_programme() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into points_programme (brand_id) values (new.id);
  return null;
end $$;
create trigger points_programme after insert on brand for each row execute function kolony.add_points_programme();

create policy ledger on points_lot to kolony_ledger using (true) with check (true);
create policy ledger on points_wallet to kolony_ledger using (true) with check (true);
create policy ledger on points_programme for insert to kolony_ledger with check (true);
grant select, update on points_lot to kolony_ledger;
grant select, insert, update on points_wallet to kolony_ledger;
grant insert on points_programme to kolony_ledger;
revoke execute on function kolony.post_points(), kolony.add_points_programme() from public;
alter function kolony.post_points() owner to kolony_ledger;
alter function kolony.add_points_programme() owner to kolony_ledger;
revoke create on schema kolony from kolony_ledger;

-- Points that an operator gives or takes by hand. Of many, a second operator decides.
create table points_adjustment (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  points bigint not null check (points <> 0),
  reason text not null,
  -- What was asked for: a second one with the same key is the same one.
  key text not null check (length(key) between 1 and 300),
  status text not null check (status in ('waiting', 'posted', 'rejected', 'withdrawn')),
  entry_id uuid,
  requested_by uuid references operator on delete set null,
  decided_by uuid references operator on delete set null,
  decided_at timestamptz,
  decision_note text,
  created_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, key),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, entry_id) references points_entry,
  check ((status = 'posted') = (entry_id is not null))
);
create index points_adjustment_latest on points_adjustment (brand_id, created_at desc, id desc);
create index points_adjustment_waiting on points_adjustment (brand_id, created_at) where status = 'waiting';
create index points_adjustment_member on points_adjustment (brand_id, member_id, created_at desc);
call kolony.close_table('points_adjustment', 'select, insert');
grant update (member_id, status, entry_id, decided_by, decided_at, decision_note) on points_adjustment to kolony_app;
