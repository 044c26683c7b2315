-- Columns that end in _sealed hold ciphertext (version, key id, nonce, AES-256-GCM). name_grams holds keyed hashes of
-- the pieces of a member's names: what the search of names runs on.
create table member (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  display_name text,
  real_name_sealed bytea,
  address_sealed bytea,
  name_grams bigint[] not null default '{}',
  gender text not null default 'unknown' check (gender in ('female', 'male', 'other', 'unknown')),
  birthday date,
  province text,
  city text,
  interests text[] not null default '{}',
  source text not null default 'manual' check (source in ('manual', 'import', 'api', 'mini_program', 'demo')),
  joined_at timestamptz not null default now(),
  -- The member was made by an order and nobody said when they joined: joined_at follows their first order.
  joined_by_order boolean not null default false,
  order_count integer not null default 0,
  spent_minor bigint not null default 0,
  first_order_at timestamptz,
  last_order_at timestamptz,
  merged_into uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  foreign key (brand_id, merged_into) references member
);
create index member_latest on member (brand_id, joined_at desc, id desc) where merged_into is null;
create index member_spent on member (brand_id, spent_minor desc, id desc) where merged_into is null;
create index member_orders on member (brand_id, order_count desc, id desc) where merged_into is null;
-- A case, not coalesce: under row level security an index condition must be leakproof, which coalesce is not taken for.
create index member_last_order on member
  (brand_id, (case when last_order_at is null then '-infinity' else last_order_at end) desc, id desc) where merged_into is null;
create index member_merged on member (brand_id, merged_into) where merged_into is not null;
-- Small, since equal keys are kept once: members are counted by them without a look at the table.
create index member_province on member (brand_id, province) where merged_into is null;
create index member_city on member (brand_id, city) where merged_into is null;
call kolony.close_table('member');

-- What names are found by, once more: in a narrow table, so that even of a piece that very many have all can be counted.
-- Kept by triggers; members who were merged into others aren't in it.
create table member_name (
  brand_id uuid not null,
  member_id uuid not null,
  pieces bigint[] not null,
  primary key (brand_id, member_id),
  foreign key (brand_id, member_id) references member on delete cascade
);
create index member_name_pieces on member_name using gin (pieces);
call kolony.close_table('member_name');
create function kolony.note_names() returns trigger language plpgsql as $$
begin
  insert into member_name (brand_id, member_id, pieces)
  select a.brand_id, a.id, a.name_grams from added a where a.name_grams <> '{}' and a.merged_into is null;
  return null;
end $$;
create function kolony.note_name() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if new.name_grams <> '{}' and new.merged_into is null then
    insert into member_name (brand_id, member_id, pieces) values (new.brand_id, new.id, new.name_grams)
    on conflict (brand_id, member_id) do update set pieces = excluded.pieces;
  else
    delete from member_name n where n.brand_id = new.brand_id and n.member_id = new.id;
  end if;
  return null;
end $$;
create trigger names_insert after insert on member referencing new table as added
  for each statement execute function kolony.note_names();
create trigger names_update after update of name_grams, merged_into on member for each row
  when (old.name_grams is distinct from new.name_grams or old.merged_into is distinct from new.merged_into)
  execute function kolony.note_name();

-- The index of names can't serve under row level security (its operator is not leakproof), so these functions read it
-- as a role of its own, for the current brand only. Ids come at most so many, in no order: of names that very many have,
-- walking the order that a list is asked for in leads to a page faster.
create policy search on member_name for select to kolony_search using (true);
grant select on member_name to kolony_search;
create function kolony.members_with_grams(grams bigint[], most integer) returns setof uuid
  language sql stable security definer parallel safe set search_path = public, pg_temp rows 500 as $$
  select n.member_id from member_name n
  where n.pieces @> grams and grams <> '{}' and n.brand_id = kolony.current_brand()
  limit most
$$;
create function kolony.count_members_with_grams(grams bigint[]) returns bigint
  language sql stable security definer parallel safe set search_path = public, pg_temp as $$
  select count(*) from member_name n
  where n.pieces @> grams and grams <> '{}' and n.brand_id = kolony.current_brand()
$$;
revoke execute on function kolony.members_with_grams(bigint[], integer), kolony.count_members_with_grams(bigint[]) from public;
grant execute on function kolony.members_with_grams(bigint[], integer), kolony.count_members_with_grams(bigint[]) to kolony_app;
alter function kolony.members_with_grams(bigint[], integer) owner to kolony_search;
alter function kolony.count_members_with_grams(bigint[]) owner to kolony_search;

-- The same for the acts that concern a record: the timeline of a member.
create policy search on audit_event for select to kolony_search using (true);
grant select (id, brand_id, subject_ids) on audit_event to kolony_search;
create function kolony.audit_events_about(subject uuid) returns setof uuid
  language sql stable security definer parallel safe set search_path = public, pg_temp rows 50 as $$
  select e.id from audit_event e where e.subject_ids @> array[subject] and e.brand_id = kolony.current_brand()
$$;
revoke execute on function kolony.audit_events_about(uuid) from public;
grant execute on function kolony.audit_events_about(uuid) to kolony_app;
alter function kolony.audit_events_about(uuid) owner to kolony_search;
revoke create on schema kolony from kolony_search;

-- One handle of a member. lookup is a keyed hash of the kind, the namespace and the normalised value; the value itself
-- stands sealed for phone and e-mail, and plain for the others.
create table member_identity (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('external_id', 'phone', 'email', 'openid', 'unionid', 'device')),
  namespace text not null default '',
  value text,
  value_sealed bytea,
  lookup bytea not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, lookup),
  foreign key (brand_id, member_id) references member on delete cascade,
  check ((value is null) <> (value_sealed is null)),
  check ((kind in ('phone', 'email')) = (value_sealed is not null))
);
create index member_identity_member on member_identity (brand_id, member_id);
create index member_identity_value on member_identity (brand_id, value) where value is not null;
call kolony.close_table('member_identity');

create table tag (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, name)
);
create table member_tag (
  brand_id uuid not null,
  member_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (brand_id, member_id, tag_id),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, tag_id) references tag on delete cascade
);
create index member_tag_tag on member_tag (brand_id, tag_id, member_id);
call kolony.close_table('tag');
call kolony.close_table('member_tag');

create table member_note (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  body text not null,
  author_id uuid references operator on delete set null,
  created_at timestamptz not null default now(),
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references member on delete cascade
);
create index member_note_member on member_note (brand_id, member_id, created_at desc, id desc);
call kolony.close_table('member_note');

-- Each grant and each withdrawal is a row of its own; the latest of a purpose is what holds.
create table member_consent (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  purpose text not null check (purpose in ('membership', 'marketing_sms', 'marketing_email', 'marketing_wechat', 'personalisation', 'sharing', 'sensitive_data')),
  granted boolean not null,
  policy_version text not null,
  channel text not null,
  at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references member on delete cascade
);
create index member_consent_member on member_consent (brand_id, member_id, purpose, at desc, id desc);
-- Append-only, but that a merge hands the rows on.
call kolony.close_table('member_consent', 'select, insert');
grant update (member_id) on member_consent to kolony_app;

-- Two members that were one person. moved lists what went over, so that undoing gives back just that.
create table member_merge (
  brand_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  moved jsonb not null,
  merged_by uuid references operator on delete set null,
  merged_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (brand_id, id),
  foreign key (brand_id, kept_id) references member on delete cascade,
  foreign key (brand_id, merged_id) references member on delete cascade
);
create index member_merge_kept on member_merge (brand_id, kept_id);
create index member_merge_merged on member_merge (brand_id, merged_id);
call kolony.close_table('member_merge');

create table "order" (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  channel text not null default '',
  order_no text not null,
  status text not null check (status in ('pending', 'paid', 'partially_refunded', 'refunded', 'cancelled')),
  currency char(3) not null,
  total_minor bigint not null check (total_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and total_minor),
  -- When a record of the order last told of more refunds than were known: those made before are part of what it told.
  refunds_told_at timestamptz,
  placed_at timestamptz not null,
  paid_at timestamptz,
  cancelled_at timestamptz,
  source text not null default 'api' check (source in ('manual', 'import', 'api', 'demo')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, order_no, channel),
  foreign key (brand_id, member_id) references member
);
create index order_member on "order" (brand_id, member_id, placed_at desc, id desc);
create index order_latest on "order" (brand_id, placed_at desc, id desc);
create index order_total on "order" (brand_id, total_minor desc, id desc);
call kolony.close_table('order');

create table order_line (
  brand_id uuid not null,
  order_id uuid not null,
  position integer not null,
  -- Shops' files often tell but part of it.
  sku text,
  product_name text,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint check (unit_price_minor >= 0),
  total_minor bigint check (total_minor >= 0),
  primary key (brand_id, order_id, position),
  foreign key (brand_id, order_id) references "order" on delete cascade
);
call kolony.close_table('order_line');

create table order_refund (
  brand_id uuid not null,
  order_id uuid not null,
  refund_no text not null,
  amount_minor bigint not null check (amount_minor > 0),
  refunded_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (brand_id, order_id, refund_no),
  foreign key (brand_id, order_id) references "order" on delete cascade
);
call kolony.close_table('order_refund');

-- What members have spent is kept right by the database, whoever writes orders: paid less refunded; cancelled and
-- pending orders count for nothing. Members are locked in the order of their ids, so that writers never deadlock, and
-- without hindering the foreign keys of other writers.
create function kolony.counts(status text) returns boolean language sql immutable parallel safe
  return status not in ('pending', 'cancelled');

-- New orders are added to what is known. Members are reached one by one by their key, whatever the planner takes the
-- size of the brand for: its plan is kept for as long as a connection lives, and may date from when the table was empty.
create function kolony.recount_after_insert() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
  set enable_material = off as $$
begin
  -- A statement of its own: what the next one sees is no older than the locks.
  perform from (
    select distinct a.brand_id, a.member_id from added a where kolony.counts(a.status) order by a.member_id
  ) a cross join lateral (
    select from member held where held.brand_id = a.brand_id and held.id = a.member_id for no key update
  ) held;
  update member m set
    order_count = m.order_count + s.n,
    spent_minor = m.spent_minor + s.spent,
    first_order_at = least(m.first_order_at, s.first_at),
    last_order_at = greatest(m.last_order_at, s.last_at),
    joined_at = case when m.joined_by_order then least(m.joined_at, s.first_at) else m.joined_at end
  from (
    select a.brand_id, a.member_id, count(*) as n, sum(a.total_minor - a.refunded_minor) as spent,
      min(a.placed_at) as first_at, max(a.placed_at) as last_at
    from added a where kolony.counts(a.status) group by a.brand_id, a.member_id
  ) s cross join lateral (
    select held.ctid from member held where held.brand_id = s.brand_id and held.id = s.member_id offset 0
  ) held
  where m.ctid = held.ctid;
  return null;
end $$;

-- Of orders that change or go the difference is taken, so that one of very many costs no more than one of few; when the
-- first and the last were placed is looked up at the two ends of the member's orders.
create type kolony.order_difference as (brand_id uuid, member_id uuid, n bigint, spent bigint);
create function kolony.recount_members(differences kolony.order_difference[]) returns void language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
  set enable_material = off as $$
begin
  perform from (select * from unnest(differences) d order by d.member_id) d cross join lateral (
    select from member held where held.brand_id = d.brand_id and held.id = d.member_id for no key update
  ) held;
  update member m set order_count = m.order_count + d.n, spent_minor = m.spent_minor + d.spent,
    first_order_at = placed.first_at, last_order_at = placed.last_at,
    joined_at = case when m.joined_by_order then coalesce(placed.first_at, m.joined_at) else m.joined_at end
  from unnest(differences) d cross join lateral (
    select held.ctid from member held where held.brand_id = d.brand_id and held.id = d.member_id offset 0
  ) held cross join lateral (
    select
      (select o.placed_at from "order" o where o.brand_id = d.brand_id and o.member_id = d.member_id
         and kolony.counts(o.status) order by o.placed_at, o.id limit 1) as first_at,
      (select o.placed_at from "order" o where o.brand_id = d.brand_id and o.member_id = d.member_id
         and kolony.counts(o.status) order by o.placed_at desc, o.id desc limit 1) as last_at offset 0
  ) placed
  where m.ctid = held.ctid and ((d.n, d.spent) <> (0, 0)
    or (m.first_order_at, m.last_order_at) is distinct from (placed.first_at, placed.last_at));
end $$;
create function kolony.recount_after_update() returns trigger language plpgsql as $$
begin
  perform kolony.recount_members(array_agg((d.brand_id, d.member_id, d.n, d.spent)::kolony.order_difference)) from (
    select o.brand_id, o.member_id, sum(o.way) as n, sum(o.way * (o.total_minor - o.refunded_minor)) as spent from (
      select 1 as way, a.brand_id, a.member_id, a.status, a.total_minor, a.refunded_minor from added a union all
      select -1, r.brand_id, r.member_id, r.status, r.total_minor, r.refunded_minor from removed r
    ) o where kolony.counts(o.status) group by o.brand_id, o.member_id
  ) d;
  return null;
end $$;
create function kolony.recount_after_delete() returns trigger language plpgsql as $$
begin
  perform kolony.recount_members(array_agg((d.brand_id, d.member_id, d.n, d.spent)::kolony.order_difference)) from (
    select r.brand_id, r.member_id, -count(*) as n, -sum(r.total_minor - r.refunded_minor) as spent
    from removed r where kolony.counts(r.status) group by r.brand_id, r.member_id
  ) d;
  return null;
end $$;
create trigger recount_insert after insert on "order" referencing new table as added
  for each statement execute function kolony.recount_after_insert();
create trigger recount_update after update on "order" referencing old table as removed new table as added
  for each statement execute function kolony.recount_after_update();
create trigger recount_delete after delete on "order" referencing old table as removed
  for each statement execute function kolony.recount_after_delete();
