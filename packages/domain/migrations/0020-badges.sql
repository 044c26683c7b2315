-- What members can earn: a badge is held once, or once for each month or year of the brand's calendar.
create table badge (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  description text not null default '',
  icon text not null check (icon in ('star', 'heart', 'flame', 'crown', 'medal', 'leaf', 'gift', 'rocket', 'chat', 'sun')),
  color text not null check (color ~ '^#[0-9a-f]{6}$'),
  -- by_hand: by operators alone. Of the others so many within the period: paid orders; what they came to less refunds, in
  -- minor units; events of a kind; points that were earned less those taken back; days in a row with a check-in. tier: that
  -- they are in this tier or a higher one.
  criterion text not null check (criterion in ('by_hand', 'orders', 'spend', 'events', 'points', 'streak', 'tier')),
  target bigint check (target >= 1),
  event text check (event in ('sign_up', 'profile_completed', 'birthday', 'review', 'share', 'check_in', 'referral')),
  tier_id uuid,
  period text not null check (period in ('ever', 'year', 'month')),
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, name),
  foreign key (brand_id, tier_id) references tier,
  check ((target is null) = (criterion in ('by_hand', 'tier'))),
  check ((event is not null) = (criterion = 'events')),
  check ((tier_id is not null) = (criterion = 'tier')),
  check (criterion <> 'tier' or period = 'ever')
);
call kolony.close_table('badge');

-- That a member has, or had, a badge: for which period ('2026', '2026-03', or '' for ever), and how it was taken away.
create table badge_award (
  brand_id uuid not null,
  id uuid not null default gen_random_uuid(),
  badge_id uuid not null,
  member_id uuid not null,
  period_key text not null,
  -- What they had reached; null by hand.
  value bigint,
  note text,
  operator_id uuid references operator on delete set null,
  at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references operator on delete set null,
  revoked_reason text,
  primary key (brand_id, id),
  foreign key (brand_id, badge_id) references badge,
  foreign key (brand_id, member_id) references member on delete cascade
);
create unique index badge_award_once on badge_award (brand_id, badge_id, member_id, period_key) where revoked_at is null;
create index badge_award_of on badge_award (brand_id, badge_id, member_id, period_key);
create index badge_award_badge on badge_award (brand_id, badge_id, at desc, id desc);
create index badge_award_member on badge_award (brand_id, member_id, at desc, id desc);
create index badge_award_latest on badge_award (brand_id, at desc, id desc);
call kolony.close_table('badge_award', 'select, insert');
grant update (member_id, note, revoked_at, revoked_by, revoked_reason) on badge_award to kolony_app;

-- Members who did something that may earn a badge: a row for every time, so that none is lost that comes while an earlier
-- one is dealt with.
create table badge_due (
  brand_id uuid not null references brand on delete cascade,
  id bigint generated always as identity,
  member_id uuid not null,
  primary key (brand_id, id)
);
call kolony.close_table('badge_due');
create function kolony.badge_due_of_added() returns trigger language plpgsql as $$
begin
  insert into badge_due (brand_id, member_id) select distinct a.brand_id, a.member_id from added a;
  return null;
end $$;
create trigger badge_insert after insert on "order" referencing new table as added
  for each statement execute function kolony.badge_due_of_added();
create trigger badge_update after update on "order" referencing new table as added
  for each statement execute function kolony.badge_due_of_added();
create trigger badge_insert after insert on member_event referencing new table as added
  for each statement execute function kolony.badge_due_of_added();
create trigger badge_update after update on member_event referencing new table as added
  for each statement execute function kolony.badge_due_of_added();
create trigger badge_insert after insert on points_entry referencing new table as added
  for each statement execute function kolony.badge_due_of_added();
create trigger badge_insert after insert on member_tier_change referencing new table as added
  for each statement execute function kolony.badge_due_of_added();

-- Members see what they can earn, what they have, and how far they are.
call kolony.open_to_member('badge_award', 'select (brand_id, id, badge_id, member_id, period_key, note, at, revoked_at)');
create view my_badge_award with (security_invoker) as
  select brand_id, id, badge_id, member_id, period_key, note, at from badge_award where revoked_at is null;
grant select on my_badge_award to kolony_member;
call kolony.open_to_member('badge', 'select', $$active or exists (select from badge_award a where a.brand_id = badge.brand_id
  and a.badge_id = badge.id and a.member_id = kolony.current_member() and a.revoked_at is null)$$);
call kolony.open_to_member('member_event', 'select (brand_id, id, member_id, event, at)');
-- Of what was taken back, whether it is of one's own earning.
grant select (cause_id) on points_entry to kolony_member;
