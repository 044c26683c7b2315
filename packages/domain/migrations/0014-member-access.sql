-- Members' own requests run as this role. It owns nothing, bypasses nothing, can't log in, and may do nothing at all but
-- what `open_to_member` says: a table that forgets to say it is one that members can't see.
do $$
begin
  begin
    if not exists (select from pg_roles where rolname = 'kolony_member') then create role kolony_member nologin noinherit; end if;
  exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
      raise exception 'the role that Kolony signs in as has to make the role kolony_member: alter role % createrole', current_user
        using errcode = 'insufficient_privilege';
  end;
  if current_setting('server_version_num')::int >= 160000 then
    execute format('grant kolony_member to current_user with inherit false, set true');
  else
    execute format('grant kolony_member to current_user');
  end if;
end $$;
grant usage on schema kolony to kolony_member;
grant usage on schema public to kolony_member;
create function kolony.current_member() returns uuid language sql stable parallel safe
  return nullif(current_setting('kolony.member_id', true), '')::uuid;

-- Opens a table that brands own to the member at work: which of its rows are a member's own, and what may be done with
-- them, column by column.
create procedure kolony.open_to_member(name text, privileges text, own text default 'member_id = kolony.current_member()')
language plpgsql as $$
begin
  execute format('create policy own_member on %I to kolony_member
    using (brand_id = kolony.current_brand() and %s) with check (brand_id = kolony.current_brand() and %s)', name, own, own);
  execute format('grant %s on %I to kolony_member', privileges, name);
end $$;

-- The programs by which a brand's members reach it. The public id says which brand is meant: there is one of it in all of
-- the installation. Of a mini program it is WeChat's app id, and the secret is what WeChat knows the brand by.
create table member_client (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('wechat_mini_program', 'mobile')),
  client_id text not null unique check (length(client_id) between 1 and 64),
  name text not null,
  secret_sealed bytea,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  check ((kind = 'wechat_mini_program') = (secret_sealed is not null))
);
create index member_client_latest on member_client (brand_id, created_at, id);
call kolony.close_table('member_client');
-- Which brand a sign-in is for is found out before there is one.
create policy system on member_client for select to kolony_system using (true);
grant select (brand_id, id, kind, client_id) on member_client to kolony_system;

-- Where a member is signed in. Of tokens there are but hashes. A refresh token has two parts: one names the device for as
-- long as it is signed in, the other is new with each refresh. So whoever shows the first part with another second part
-- than the last has an old token, or one that somebody else has used.
create table member_device (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  client_id uuid not null,
  name text not null,
  ip text,
  family_hash bytea not null unique,
  refresh_hash bytea not null,
  -- The one before, and when it was exchanged: an answer that was lost is given once more, for a short time.
  previous_hash bytea,
  refreshed_at timestamptz not null default now(),
  access_hash bytea not null unique,
  access_expires_at timestamptz not null,
  signed_in_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, client_id) references member_client on delete cascade
);
create index member_device_member on member_device (brand_id, member_id, last_seen_at desc, id desc);
create index member_device_client on member_device (brand_id, client_id);
create index member_device_expired on member_device (brand_id, expires_at);
call kolony.close_table('member_device');
create policy system on member_device for select to kolony_system using (true);
grant select (brand_id, id, member_id, family_hash, access_hash, access_expires_at) on member_device to kolony_system;

-- Codes that were sent to telephones: one of a number at a time, keyed hashes of both.
create table member_code (
  brand_id uuid not null references brand on delete cascade,
  phone_lookup bytea not null,
  code_hash bytea not null,
  tries integer not null default 0,
  expires_at timestamptz not null,
  primary key (brand_id, phone_lookup)
);
create index member_code_expired on member_code (brand_id, expires_at);
call kolony.close_table('member_code');

-- Who calls, by the hash of an access token: asked along by the statement that answers, as `kolony.caller_by` is.
create function kolony.member_caller_by(hash bytea) returns json language sql stable security definer
begin atomic
  select json_build_object('id', d.id, 'brand_id', d.brand_id, 'member_id', d.member_id)
  from member_device d where d.access_hash = hash and d.access_expires_at > now();
end;
revoke execute on function kolony.member_caller_by(bytea) from public;
grant execute on function kolony.member_caller_by(bytea) to kolony_member, kolony_system;
grant create on schema kolony to kolony_system;
alter function kolony.member_caller_by(bytea) owner to kolony_system;
revoke create on schema kolony from kolony_system;

-- A member who closed the account leaves orders behind, and nothing by which they could be known. No import, order or
-- operator fills that in again.
alter table member add column closed_at timestamptz;
alter table member add constraint closed_is_bare check (closed_at is null or (
  display_name is null and real_name_sealed is null and address_sealed is null and gender = 'unknown' and birthday is null
  and province is null and city is null and interests = '{}' and name_grams = '{}'));

-- What members see and do by themselves. Nothing else of a brand is theirs: no notes, tags, audit events, jobs, operators.
create policy own_brand_of_member on brand for select to kolony_member using (id = kolony.current_brand());
grant select (id, name, logo_url, primary_color, secondary_color, time_zone, currency) on brand to kolony_member;
set local role kolony_system;
grant select on kolony.brand_at_work to kolony_member;
reset role;

call kolony.open_to_member('member', 'select (brand_id, id, display_name, real_name_sealed, address_sealed, gender, birthday,
    province, city, interests, source, joined_at, joined_by_order, order_count, spent_minor, first_order_at, last_order_at,
    merged_into, closed_at, version, created_at, updated_at),
  update (display_name, real_name_sealed, address_sealed, name_grams, gender, birthday, province, city, interests, version,
    updated_at)', 'id = kolony.current_member()');
-- Kept by a trigger, which writes as whoever changes the names.
call kolony.open_to_member('member_name', 'select, insert, update, delete');
call kolony.open_to_member('member_identity', 'select (brand_id, id, member_id, kind, namespace, value, value_sealed,
  lookup, verified_at, created_at)');
call kolony.open_to_member('member_consent', 'select, insert');
call kolony.open_to_member('member_device', 'select (brand_id, id, member_id, client_id, name, ip, signed_in_at, last_seen_at,
  expires_at), delete');
-- The program that one has signed in by.
call kolony.open_to_member('member_client', 'select (brand_id, id, kind, name)', 'exists (select from member_device d
  where d.brand_id = member_client.brand_id and d.client_id = member_client.id and d.member_id = kolony.current_member())');
call kolony.open_to_member('order', 'select');
call kolony.open_to_member('order_line', 'select', 'exists (select from "order" o where o.brand_id = order_line.brand_id
  and o.id = order_line.order_id and o.member_id = kolony.current_member())');
call kolony.open_to_member('order_refund', 'select', 'exists (select from "order" o where o.brand_id = order_refund.brand_id
  and o.id = order_refund.order_id and o.member_id = kolony.current_member())');
call kolony.open_to_member('points_wallet', 'select');
call kolony.open_to_member('points_lot', 'select');
-- Not by whom. Pages read whole rows: of these, and with the rights of whoever asks.
call kolony.open_to_member('points_entry', 'select (brand_id, id, member_id, kind, points, available_after, pending_after,
  shortfall, subject_type, subject_id, reason, at)');
create view my_points_entry with (security_invoker) as
  select brand_id, id, member_id, kind, points, available_after, pending_after, shortfall, subject_type, subject_id, reason, at
  from points_entry;
grant select on my_points_entry to kolony_member;
call kolony.open_to_member('idempotency_key', 'select, insert, update', 'actor_id = kolony.current_member()');
-- What they do is told of, in their name and in no other's; they read none of it.
call kolony.open_to_member('audit_event', 'insert', $$actor_kind = 'member' and actor_id = kolony.current_member()$$);
