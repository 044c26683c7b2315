-- How a brand reckons growth value, and when members lose a tier. A brand without a row has no tiers.
create table tier_ladder (
  brand_id uuid primary key references brand on delete cascade,
  -- Growth value for what was spent, in hundredths for each whole unit of the currency; for each order; for each event, by
  -- its kind.
  per_unit integer not null check (per_unit between 0 and 1000000),
  per_order integer not null check (per_order between 0 and 1000000),
  per_event jsonb not null default '{}',
  -- Of which time: of the last year until today, of the calendar year, or of all; days are the brand's.
  period text not null check (period in ('rolling_year', 'calendar_year', 'lifetime')),
  -- What becomes of who has too little of it: nothing, one tier down, or the tier that it gives.
  policy text not null check (policy in ('never', 'one_step', 'by_balance')),
  grace_days integer not null check (grace_days between 0 and 365),
  warning_days integer not null check (warning_days between 0 and 365),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  check (policy <> 'one_step' or grace_days > 0)
);
call kolony.close_table('tier_ladder');

-- The tiers of the ladder by rank, from 1. One that was taken off it has no rank, and stays for what refers to it.
create table tier (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  color text not null check (color ~ '^#[0-9a-f]{6}$'),
  threshold bigint not null check (threshold >= 0),
  rank smallint check (rank >= 1),
  created_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, rank),
  check (rank <> 1 or threshold = 0)
);
create unique index tier_name on tier (brand_id, name) where rank is not null;
call kolony.close_table('tier', 'select, insert, update');

-- The tier of each member and the growth value that was last reckoned, in a narrow table of its own: all of it can be
-- written anew without touching the members. Who was merged into another has none.
create table member_tier (
  brand_id uuid not null,
  member_id uuid not null,
  tier_id uuid not null,
  since timestamptz not null,
  growth bigint not null check (growth >= 0),
  spend_growth bigint not null,
  order_growth bigint not null,
  event_growth bigint not null,
  -- The day from which on the growth value has not been enough for the tier.
  below_on date,
  -- The day on which the tier ends if nothing is added, grace included, and what would have to be added until then.
  ends_on date,
  needed bigint,
  -- When they were told.
  warned_at timestamptz,
  -- With what lists are narrowed by: who walks members in an order of theirs looks here alone.
  primary key (brand_id, member_id) include (tier_id),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, tier_id) references tier,
  check ((ends_on is null) = (needed is null)),
  check (below_on is null or ends_on >= below_on)
);
create index member_tier_tier on member_tier (brand_id, tier_id, member_id);
-- A case, not coalesce: under row level security an index condition must be leakproof, which coalesce is not taken for.
create index member_tier_ends on member_tier
  (brand_id, (case when ends_on is null then 'infinity' else ends_on end), member_id) where ends_on is not null;
call kolony.close_table('member_tier');

-- Changes of the ladder. before and after are ladders with their tiers; before is null of the first.
create table tier_ladder_change (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  -- Whether members who are too high by it go down at once, or as the ladder's policy has it.
  at_once boolean not null,
  before jsonb,
  after jsonb not null,
  -- running, undoing: the members are gone through.
  status text not null check (status in ('running', 'done', 'undoing', 'undone')),
  -- How far it came: all members up to this id are dealt with.
  reached uuid not null default '00000000-0000-0000-0000-000000000000',
  moved_up integer not null default 0,
  moved_down integer not null default 0,
  job_id uuid,
  operator_id uuid references operator on delete set null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (brand_id, id)
);
create unique index tier_ladder_change_running on tier_ladder_change (brand_id) where status in ('running', 'undoing');
create index tier_ladder_change_latest on tier_ladder_change (brand_id, created_at desc, id desc);
call kolony.close_table('tier_ladder_change', 'select, insert, update');

-- How members stood before a change of the ladder moved them; tier_id is null of who had no tier yet.
create table tier_ladder_moved (
  brand_id uuid not null,
  change_id uuid not null,
  member_id uuid not null,
  tier_id uuid,
  since timestamptz,
  below_on date,
  warned_at timestamptz,
  primary key (brand_id, change_id, member_id),
  foreign key (brand_id, change_id) references tier_ladder_change on delete cascade,
  foreign key (brand_id, member_id) references member on delete cascade
);
call kolony.close_table('tier_ladder_moved');

-- What a ladder would do to the members, as it is counted portion by portion; the last that each operator asked for, for a day.
create table tier_ladder_preview (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  -- The ladder beside which it stands, and its version; 0 where there was none.
  version integer not null,
  before jsonb,
  -- The ladder, and whether who is too high by it would go down at once.
  ladder jsonb not null,
  at_once boolean not null,
  -- What the benefits of each tier came to when it was asked for.
  benefits jsonb not null,
  -- How far it came: members up to this id are in counted.
  reached uuid not null default '00000000-0000-0000-0000-000000000000',
  counted jsonb not null default '[]',
  -- What came of it; null until all members are counted.
  result jsonb,
  job_id uuid not null,
  operator_id uuid references operator on delete cascade,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (brand_id, id),
  check ((result is null) = (finished_at is null))
);
create index tier_ladder_preview_operator on tier_ladder_preview (brand_id, operator_id);
call kolony.close_table('tier_ladder_preview');

-- What happened to the tier of a member: changes, and warnings of those to come. From or to nothing: by a merge.
create table member_tier_change (
  brand_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  at timestamptz not null,
  cause text not null check (cause in ('upgrade', 'downgrade', 'ladder', 'rollback', 'merge', 'merge_undone', 'warning')),
  from_tier uuid,
  to_tier uuid,
  -- The growth value that they then had.
  growth bigint not null,
  -- Of a warning: on which day the tier ends, and the growth value that is needed until then.
  ends_on date,
  needed bigint,
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, from_tier) references tier,
  foreign key (brand_id, to_tier) references tier,
  check ((cause = 'warning') = (ends_on is not null) and (ends_on is null) = (needed is null))
);
create index member_tier_change_member on member_tier_change (brand_id, member_id, at desc, id desc);
call kolony.close_table('member_tier_change', 'select, insert');

-- What a tier grants. Which of the values a kind has is checked here and told by the use case.
create table tier_benefit (
  brand_id uuid not null,
  id uuid not null,
  tier_id uuid not null,
  kind text not null check (kind in ('discount', 'points_multiplier', 'free_shipping', 'priority', 'dedicated_contact', 'birthday_gift', 'early_access')),
  name text not null,
  description text not null default '',
  -- discount: so many per cent less.
  percent integer check (percent between 1 and 99),
  -- points_multiplier: in hundredths; 150 makes one and a half of the points of an order's base rule.
  factor integer check (factor between 101 and 10000),
  -- free_shipping: so often in a period of the brand's zone.
  times integer check (times between 1 and 10000),
  period text check (period in ('month', 'year')),
  -- dedicated_contact: who.
  contact text,
  -- birthday_gift: so many points, or a coupon (0023).
  points bigint check (points between 1 and 1000000000),
  -- early_access: so many hours before everybody.
  hours integer check (hours between 1 and 720),
  -- What it costs the brand a year for each member, as the brand says.
  yearly_cost_minor bigint not null default 0 check (yearly_cost_minor >= 0),
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, tier_id, name),
  foreign key (brand_id, tier_id) references tier on delete cascade,
  check ((percent is not null) = (kind = 'discount')),
  check ((factor is not null) = (kind = 'points_multiplier')),
  check ((times is not null) = (kind = 'free_shipping') and (period is not null) = (kind = 'free_shipping')),
  check ((contact is not null) = (kind = 'dedicated_contact')),
  check ((hours is not null) = (kind = 'early_access'))
);
-- What is reckoned with can't be there twice.
create unique index tier_benefit_kind on tier_benefit (brand_id, tier_id, kind)
  where kind in ('discount', 'points_multiplier', 'free_shipping', 'birthday_gift');
call kolony.close_table('tier_benefit');

-- That a member had a benefit, once for a key. What was undone counts for nothing.
create table benefit_use (
  brand_id uuid not null,
  id uuid not null,
  benefit_id uuid not null,
  member_id uuid not null,
  -- The benefit's: limits hold for it in all tiers that a member has been in.
  kind text not null,
  key text not null check (length(key) between 1 and 300),
  note text,
  at timestamptz not null,
  operator_id uuid references operator on delete set null,
  undone_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, key),
  foreign key (brand_id, benefit_id) references tier_benefit,
  foreign key (brand_id, member_id) references member on delete cascade
);
create index benefit_use_latest on benefit_use (brand_id, at desc, id desc);
create index benefit_use_member on benefit_use (brand_id, member_id, at desc, id desc);
create index benefit_use_benefit on benefit_use (brand_id, benefit_id, at desc, id desc);
call kolony.close_table('benefit_use', 'select, insert');
grant update (member_id, note, undone_at) on benefit_use to kolony_app;

-- For whom rules and rewards are: members of these tiers; all where empty.
alter table earning_rule add column tier_ids uuid[] not null default '{}';
alter table reward add column tier_ids uuid[] not null default '{}';

-- Growth value is summed over the orders of members: with what is summed, the index alone is read.
drop index order_member;
create index order_member on "order" (brand_id, member_id, placed_at desc, id desc) include (status, total_minor, refunded_minor);

-- Members see the ladder, where they stand, what they are granted and what they had of it.
call kolony.open_to_member('tier', 'select', 'true');
call kolony.open_to_member('member_tier', 'select');
call kolony.open_to_member('member_tier_change', 'select');
call kolony.open_to_member('tier_benefit', 'select (brand_id, id, tier_id, kind, name, description, percent, factor, times,
  period, contact, points, hours, active)', 'active');
-- How the contact of a tier is reached is for who is in it.
create view my_tier_benefit with (security_invoker) as
  select b.brand_id, b.id, b.tier_id, b.kind, b.name, b.description, b.percent, b.factor, b.times, b.period,
    case when exists (select from member_tier k where k.brand_id = b.brand_id and k.member_id = kolony.current_member()
      and k.tier_id = b.tier_id) then b.contact end as contact, b.points, b.hours, b.active
  from tier_benefit b;
grant select on my_tier_benefit to kolony_member;
call kolony.open_to_member('benefit_use', 'select (brand_id, id, benefit_id, member_id, kind, at, undone_at)');
create view my_benefit_use with (security_invoker) as
  select brand_id, id, benefit_id, member_id, kind, at, undone_at from benefit_use;
grant select on my_benefit_use to kolony_member;
