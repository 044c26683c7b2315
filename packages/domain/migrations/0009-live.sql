-- What has changed, for those who watch: written in the transaction of the change, kept for an hour, so that a stream that
-- broke off goes on where it was. An event says only which record; whoever is told reads it as they may read it.
create sequence live_event_id;
create table live_event (
  id bigint primary key,
  -- Null for what belongs to the account of an operator.
  brand_id uuid,
  -- Whom alone it is for; null for everyone in the brand who may read such records.
  operator_id uuid,
  topic text not null,
  -- Null where it isn't about one record.
  subject_id uuid,
  created_at timestamptz not null default clock_timestamp()
);
create index live_event_brand on live_event (brand_id, topic, id);
create index live_event_account on live_event (operator_id, topic, id) where brand_id is null;

-- Up to which event those of a brand were purged; those of accounts have the id that stands for none. No reference to
-- the brand, here or above: an event is written at the end of a transaction, and waits for nothing but its turn.
create table live_horizon (
  brand_id uuid primary key,
  purged_through bigint not null
);

-- Events are handed out by their number, and whoever has seen number 7 asks for what is above 7. So none may appear below
-- 7 afterwards: numbers are given in the order of commits, under a lock that is held from here to the end of the commit.
-- That is short, for this runs in triggers that are deferred to the commit. One lock for all: a notification takes one
-- for all at its commit anyway.
create function kolony.publish(topic text, brand uuid, operator uuid, subject uuid) returns void language plpgsql as $$
declare
  event bigint;
begin
  perform pg_advisory_xact_lock(4015009, 0);
  -- A row that changed twice in this transaction, or many of which only that they changed is told. Within the lock the
  -- last number is this transaction's own if it has written any. It is looked up and not searched for: a search would
  -- walk, while all wait for the lock, over what this transaction may not see.
  if exists (
    select from live_event last
    where last.id = (select last_value from live_event_id) and last.xmin = pg_current_xact_id()::xid
      and last.topic = publish.topic
      and last.brand_id is not distinct from brand and last.operator_id is not distinct from operator
      and last.subject_id is not distinct from subject
  ) then return;
  end if;
  event := nextval('live_event_id');
  insert into live_event (id, brand_id, operator_id, topic, subject_id) values (event, brand, operator, topic, subject);
  -- Ids, nothing else: everyone who may connect can listen.
  perform pg_notify('kolony_live', concat_ws(' ', topic, event, coalesce(brand::text, '-'), coalesce(operator::text, '-'),
    coalesce(subject::text, '-')));
end $$;

call kolony.close_table('live_event', 'select, insert');
create policy account on live_event for select to kolony_app
  using (brand_id is null and operator_id = kolony.current_operator());
create policy account_adds on live_event for insert to kolony_app with check (brand_id is null);
create policy one_s_own on live_event as restrictive for select to kolony_app
  using (operator_id is null or operator_id = kolony.current_operator());
create policy system on live_event to kolony_system using (true) with check (true);
grant select, insert, delete on live_event to kolony_system;
grant usage, select on sequence live_event_id to kolony_app, kolony_system;

call kolony.close_table('live_horizon', 'select');
create policy account on live_horizon for select to kolony_app
  using (brand_id = '00000000-0000-0000-0000-000000000000');
create policy system on live_horizon to kolony_system using (true) with check (true);
grant select, insert, update on live_horizon to kolony_system;

-- Up to where all events have been committed, whoever's they are: numbers and commits have one order, so that is the
-- highest number there is, or up to which all were purged. As a role that sees the numbers of all brands (and nothing else
-- of them), it is one look at the end of an index; a caller would walk over whatever others' has come since their own.
create policy search on live_event for select to kolony_search using (true);
create policy search on live_horizon for select to kolony_search using (true);
grant select (id) on live_event to kolony_search;
grant select (purged_through) on live_horizon to kolony_search;
create function kolony.live_through() returns bigint
  language sql stable security definer parallel safe set search_path = public, pg_temp as $$
  select coalesce((select max(id) from live_event), (select max(purged_through) from live_horizon), 0)
$$;
revoke execute on function kolony.live_through() from public;
grant execute on function kolony.live_through() to kolony_app, kolony_system;
grant create on schema kolony to kolony_search;
alter function kolony.live_through() owner to kolony_search;
revoke create on schema kolony from kolony_search;

-- Jobs: whatever changes one tells of it.
create function kolony.publish_job() returns trigger language plpgsql as $$
begin
  perform kolony.publish('job', new.brand_id, null, new.id);
  return null;
end $$;
create constraint trigger live_added after insert on job deferrable initially deferred
  for each row execute function kolony.publish_job();
create constraint trigger live_changed after update on job deferrable initially deferred
  for each row when (old.* is distinct from new.*) execute function kolony.publish_job();

-- Notifications: each new one, and that some were read, however many.
create function kolony.publish_notification() returns trigger language plpgsql as $$
begin
  perform kolony.publish('notification', new.brand_id, new.operator_id, case tg_op when 'INSERT' then new.id end);
  return null;
end $$;
create constraint trigger live_added after insert on notification deferrable initially deferred
  for each row execute function kolony.publish_notification();
create constraint trigger live_read after update on notification deferrable initially deferred
  for each row when (old.read_at is distinct from new.read_at) execute function kolony.publish_notification();

-- Who may see what has changed: sessions that ended, seats that were taken away or given another role. Streams of the
-- operator look at once whether they may go on.
create function kolony.notify_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('kolony_access', operator_id::text) from (select distinct operator_id from changed) each;
  return null;
end $$;
create trigger live_ended after delete on operator_session referencing old table as changed
  for each statement execute function kolony.notify_access();
create trigger live_changed after update on brand_operator referencing new table as changed
  for each statement execute function kolony.notify_access();
create trigger live_taken after delete on brand_operator referencing old table as changed
  for each statement execute function kolony.notify_access();
