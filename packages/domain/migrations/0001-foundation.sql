-- Roles. Requests run as kolony_app (one brand at a time), sign-in and the relay of messages as kolony_system
-- (no access to what brands own). Both are switched to inside a transaction; neither can log in, owns a table
-- or bypasses row level security. kolony_search owns the few functions that may use an index which the policies don't let
-- requests use, kolony_ledger those that keep balances which requests can't write.
do $$
declare wanted text;
begin
  foreach wanted in array array['kolony_app', 'kolony_system', 'kolony_search', 'kolony_ledger'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin noinherit', wanted);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
    -- Not inherited: who connects sees no row and holds no right of these roles before it takes one of them.
    if current_setting('server_version_num')::int >= 160000 then
      execute format('grant %I to current_user with inherit false, set true', wanted);
    else
      execute format('grant %I to current_user', wanted);
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('alter role %I noinherit', current_user);
      end if;
    end if;
  end loop;
end $$;

create schema kolony;
grant usage on schema kolony to kolony_app, kolony_system, kolony_search, kolony_ledger;
grant usage on schema public to kolony_app, kolony_system, kolony_search, kolony_ledger;
grant create on schema kolony to kolony_search, kolony_ledger;

create function kolony.current_brand() returns uuid language sql stable parallel safe
  return nullif(current_setting('kolony.brand_id', true), '')::uuid;
create function kolony.current_operator() returns uuid language sql stable parallel safe
  return nullif(current_setting('kolony.operator_id', true), '')::uuid;

-- Closes a table that brands own: row level security for everyone, the owner included. What a role may do is
-- said by grants; which rows, by the policy.
create procedure kolony.close_table(name text, privileges text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy own_brand on %I to kolony_app
    using (brand_id = nullif(current_setting(''kolony.brand_id'', true), '''')::uuid)
    with check (brand_id = nullif(current_setting(''kolony.brand_id'', true), '''')::uuid)', name);
  execute format('grant %s on %I to kolony_app', privileges, name);
end $$;

create function kolony.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- Keys of personal data, themselves wrapped with a key derived from the installation's secret. Data keys encrypt; the
-- newest that is active seals, all of them open. The one lookup key makes the blind indexes and is never rotated:
-- everything is found by it. Key material is never deleted, since backups hold what it sealed.
create table encryption_key (
  id integer primary key generated always as identity,
  purpose text not null default 'data' check (purpose in ('data', 'lookup')),
  wrapped bytea not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  -- When nothing was sealed with it any more.
  retired_at timestamptz,
  check (retired_at is null or not active)
);
create unique index encryption_key_one_active on encryption_key (purpose) where active;
create function kolony.notify_keyring() returns trigger language plpgsql as $$
begin
  perform pg_notify('kolony_keyring', '');
  return null;
end $$;
create trigger notify after insert or update on encryption_key for each statement execute function kolony.notify_keyring();
alter table encryption_key enable row level security;
alter table encryption_key force row level security;
create policy system on encryption_key to kolony_system using (true) with check (true);
grant select, insert, update on encryption_key to kolony_system;

-- Buckets of the request throttle: one row an account, address or caller.
create table throttle (
  key text primary key,
  level double precision not null,
  updated_at timestamptz not null default now()
);
alter table throttle enable row level security;
alter table throttle force row level security;
create policy system on throttle to kolony_system using (true) with check (true);
grant select, insert, update, delete on throttle to kolony_system;
