-- What members can have for points.
create table reward (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  description text not null default '',
  kind text not null check (kind in ('gift', 'service')),
  points bigint not null check (points between 1 and 1000000000),
  -- How many are left; null: as many as are wanted.
  stock integer check (stock >= 0),
  -- So many a member may have in a period of the brand's zone; null: any number.
  member_limit integer check (member_limit >= 1),
  limit_period text not null default 'ever' check (limit_period in ('ever', 'year', 'month', 'day')),
  starts_at timestamptz,
  ends_at timestamptz,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, name),
  check (starts_at < ends_at)
);
create index reward_latest on reward (brand_id, created_at desc, id desc);
call kolony.close_table('reward');

-- A reward that a member has, or had before it was cancelled.
create table reward_redemption (
  brand_id uuid not null,
  id uuid not null,
  reward_id uuid not null,
  member_id uuid not null,
  -- By which the points were spent.
  entry_id uuid not null,
  points bigint not null,
  status text not null check (status in ('redeemed', 'fulfilled', 'cancelled')),
  -- What was asked for: a second one with the same key is the same one.
  key text not null check (length(key) between 1 and 300),
  note text,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, key),
  foreign key (brand_id, reward_id) references reward,
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, entry_id) references points_entry deferrable initially deferred
);
create index reward_redemption_latest on reward_redemption (brand_id, created_at desc, id desc);
create index reward_redemption_status on reward_redemption (brand_id, status, created_at desc, id desc);
create index reward_redemption_member on reward_redemption (brand_id, member_id, created_at desc, id desc);
create index reward_redemption_reward on reward_redemption (brand_id, reward_id, member_id, created_at);
call kolony.close_table('reward_redemption', 'select, insert');
grant update (member_id, status, note, decided_at) on reward_redemption to kolony_app;

-- Members see what there is, and what they have.
call kolony.open_to_member('reward', 'select', 'active or exists (select from reward_redemption r
  where r.brand_id = reward.brand_id and r.reward_id = reward.id and r.member_id = kolony.current_member())');
call kolony.open_to_member('reward_redemption', 'select (brand_id, id, reward_id, member_id, points, status, created_at)');
create view my_reward_redemption with (security_invoker) as
  select brand_id, id, reward_id, member_id, points, status, created_at from reward_redemption;
grant select on my_reward_redemption to kolony_member;
