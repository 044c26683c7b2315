create table operator (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  demo boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- What proves who an operator is. Only sign-in reads it.
create table operator_credential (
  operator_id uuid primary key references operator on delete cascade,
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  totp_secret bytea,
  totp_enabled_at timestamptz,
  totp_last_step bigint
);

create table recovery_code (
  operator_id uuid not null references operator on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (operator_id, code_hash)
);

create table operator_session (
  id uuid primary key,
  operator_id uuid not null references operator on delete cascade,
  token_hash bytea not null unique,
  kind text not null check (kind in ('cookie', 'bearer')),
  ip text,
  user_agent text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index operator_session_operator on operator_session (operator_id);

-- Where an operator signed in from: an attack on the account from elsewhere doesn't shut the owner out there.
create table operator_address (
  operator_id uuid not null references operator on delete cascade,
  address text not null,
  last_used_at timestamptz not null default now(),
  primary key (operator_id, address)
);

-- Links that were mailed (or printed at the first start) and serve once.
create table one_time_token (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('password_reset', 'setup')),
  operator_id uuid references operator on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

create table brand (
  id uuid primary key,
  name text not null,
  positioning text not null default '',
  tone_of_voice text not null default '',
  story text not null default '',
  logo_url text,
  primary_color text,
  secondary_color text,
  time_zone text not null default 'Asia/Shanghai',
  currency char(3) not null default 'CNY',
  demo boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table brand_channel (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  platform text not null check (platform in ('wechat', 'wecom', 'weibo', 'douyin', 'xiaohongshu', 'tmall', 'jd', 'mini_program', 'offline', 'other')),
  account_name text not null,
  account_id text not null default '',
  url text,
  position integer not null default 0,
  primary key (brand_id, id),
  unique (brand_id, platform, account_name)
);

create table brand_operator (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  operator_id uuid not null references operator on delete cascade,
  role text not null check (role in ('owner', 'manager', 'marketer', 'community_manager', 'analyst', 'compliance_officer', 'finance', 'viewer')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, operator_id)
);
create index brand_operator_operator on brand_operator (operator_id);

-- Who worked in a brand and left: their name still stands beside what they did there.
create table brand_former_operator (
  brand_id uuid not null references brand on delete cascade,
  operator_id uuid not null references operator on delete cascade,
  left_at timestamptz not null default now(),
  primary key (brand_id, operator_id)
);

-- A brand keeps at least one owner, whatever happens at the same time: the check locks the brand.
create function kolony.keep_an_owner() returns trigger language plpgsql as $$
begin
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') then
    perform pg_advisory_xact_lock(hashtextextended('owner:' || old.brand_id::text, 0));
    if exists (select from brand where id = old.brand_id)
       and not exists (select from brand_operator where brand_id = old.brand_id and role = 'owner' and id <> old.id) then
      raise exception 'the last owner of a brand stays' using errcode = 'KO001';
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_an_owner before update or delete on brand_operator
  for each row execute function kolony.keep_an_owner();

create table invitation (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'manager', 'marketer', 'community_manager', 'analyst', 'compliance_officer', 'finance', 'viewer')),
  token_hash bytea not null unique,
  invited_by uuid references operator on delete set null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (brand_id, id)
);
create unique index invitation_open on invitation (brand_id, email) where accepted_at is null and revoked_at is null;

call kolony.close_table('brand_channel');
call kolony.close_table('brand_operator');
call kolony.close_table('brand_former_operator');
call kolony.close_table('invitation');
create policy own_roles on brand_operator for select to kolony_app using (operator_id = kolony.current_operator());

alter table brand enable row level security;
alter table brand force row level security;
create policy own_brand on brand to kolony_app
  using (id = kolony.current_brand()) with check (id = kolony.current_brand());
create policy own_brands on brand for select to kolony_app
  using (exists (select from brand_operator o where o.brand_id = brand.id and o.operator_id = kolony.current_operator()));
grant select, insert, update on brand to kolony_app;
create policy own_brands on brand_channel for select to kolony_app
  using (exists (select from brand_operator o where o.brand_id = brand_channel.brand_id and o.operator_id = kolony.current_operator()));

alter table operator enable row level security;
alter table operator force row level security;
create policy colleagues on operator for select to kolony_app
  using (id = kolony.current_operator()
    or exists (select from brand_operator o where o.operator_id = operator.id and o.brand_id = kolony.current_brand())
    or exists (select from brand_former_operator o where o.operator_id = operator.id and o.brand_id = kolony.current_brand()));
grant select on operator to kolony_app;

alter table operator_session enable row level security;
alter table operator_session force row level security;
create policy self on operator_session for select to kolony_app using (operator_id = kolony.current_operator());
grant select (id, operator_id, kind, ip, user_agent, created_at, last_seen_at, expires_at) on operator_session to kolony_app;

-- One's own state of two-step verification, and nothing of what proves it.
create policy self on operator_credential for select to kolony_app using (operator_id = kolony.current_operator());
grant select (operator_id, totp_enabled_at) on operator_credential to kolony_app;
create policy self on recovery_code for select to kolony_app using (operator_id = kolony.current_operator());
grant select (operator_id, used_at) on recovery_code to kolony_app;

do $$
declare t text;
begin
  foreach t in array array['operator_credential', 'operator_address', 'recovery_code', 'one_time_token'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['operator', 'operator_credential', 'operator_address', 'recovery_code', 'operator_session', 'one_time_token', 'brand', 'brand_operator', 'invitation'] loop
    execute format('create policy system on %I to kolony_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to kolony_system', t);
  end loop;
end $$;
revoke delete on brand from kolony_system;

-- Who calls, by the hash of their session's token: also from within the scope of a request, so that it is found out by the
-- statement that answers it. Only who holds the token learns anything. `isDue`: not seen for `visit`, so that it is to be
-- moved on. The same caller is always the same text.
create function kolony.caller_by(hash bytea, visit interval) returns json language sql stable security definer
begin atomic
  select json_build_object('id', s.id, 'kind', s.kind, 'operator_id', s.operator_id,
    'isDue', s.last_seen_at < now() - visit,
    'seats', coalesce((select json_agg(json_build_object('brandId', b.brand_id, 'role', b.role)
      order by b.created_at, b.brand_id) from brand_operator b where b.operator_id = s.operator_id), '[]'))
  from operator_session s
  where s.token_hash = hash and s.expires_at > now();
end;
revoke execute on function kolony.caller_by(bytea, interval) from public;
grant execute on function kolony.caller_by(bytea, interval) to kolony_app, kolony_system;
-- What many statements ask of the brand at work. The policies of its table let also see the operator's other brands; to
-- find out that this isn't about those takes longer than to read the row.
create view kolony.brand_at_work as select currency from brand where id = kolony.current_brand();
grant select on kolony.brand_at_work to kolony_app;
grant create on schema kolony to kolony_system;
alter function kolony.caller_by(bytea, interval) owner to kolony_system;
alter view kolony.brand_at_work owner to kolony_system;
revoke create on schema kolony from kolony_system;
