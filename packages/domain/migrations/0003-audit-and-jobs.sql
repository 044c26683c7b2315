-- Who did what to which records. Rows are only ever added, and chained by hash within a brand: each row's hash
-- covers the row and the hash before it, so a row that was changed, removed or slipped in shows. The chain of the
-- installation itself (sign-in, keys) has brand_id null. The head says how long the chain is: a cut end shows too.
create table audit_head (
  brand_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);

create table audit_event (
  id uuid primary key,
  brand_id uuid,
  seq bigint not null,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('operator', 'system', 'api_key', 'member')),
  actor_id uuid,
  action text not null,
  subject_type text not null,
  subject_ids uuid[] not null,
  changes jsonb not null,
  ip text,
  request_id text,
  previous_hash bytea not null,
  hash bytea not null,
  unique nulls not distinct (brand_id, seq)
);
create index audit_event_subject on audit_event using gin (subject_ids);
create index audit_event_latest on audit_event (brand_id, at desc, id desc);
create index audit_event_action on audit_event (brand_id, action, at desc, id desc);

-- What is hashed: every column, in one text that two different rows cannot share (jsonb_build_array escapes).
create function kolony.audit_hash(e audit_event) returns bytea language sql immutable as $$
  select sha256(e.previous_hash || convert_to(jsonb_build_array(
    e.id, e.brand_id, e.seq, extract(epoch from e.at)::text, e.actor_kind, e.actor_id, e.action, e.subject_type,
    e.subject_ids, e.changes, e.ip, e.request_id)::text, 'UTF8'))
$$;

create function kolony.chain_audit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare chain uuid := coalesce(new.brand_id, '00000000-0000-0000-0000-000000000000');
begin
  insert into audit_head (brand_id, seq, hash) values (chain, 0, '\x') on conflict do nothing;
  select h.seq + 1, h.hash into new.seq, new.previous_hash from audit_head h where h.brand_id = chain for update;
  new.at := clock_timestamp();
  new.hash := kolony.audit_hash(new);
  update audit_head set seq = new.seq, hash = new.hash where brand_id = chain;
  return new;
end $$;
create trigger chain before insert on audit_event for each row execute function kolony.chain_audit();
create trigger append_only before update or delete on audit_event for each row execute function kolony.refuse_change();
create trigger append_only_truncate before truncate on audit_event for each statement execute function kolony.refuse_change();

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy own_brand on audit_event to kolony_app
  using (brand_id = kolony.current_brand()) with check (brand_id = kolony.current_brand());
create policy system_adds on audit_event for insert to kolony_system with check (true);
create policy system_chain on audit_event for select to kolony_system using (brand_id is null);
grant select, insert on audit_event to kolony_app;
grant select, insert on audit_event to kolony_system;
alter table audit_head enable row level security;
alter table audit_head force row level security;
create policy own_brand on audit_head for select to kolony_app using (brand_id = kolony.current_brand());
-- The head belongs to the trigger alone, which runs as the owner of the tables.
do $$ begin execute format('create policy chain on audit_head to %I using (true) with check (true)', current_user); end $$;
create policy system_chain on audit_head for select to kolony_system
  using (brand_id = '00000000-0000-0000-0000-000000000000');
grant select on audit_head to kolony_app, kolony_system;

-- How far a chain had come when it was last checked and found whole, with a code (HMAC) that only whoever holds the
-- installation's secret can make: from then on even the owner of these tables can't set that part right again.
create table audit_seal (
  brand_id uuid primary key,
  seq bigint not null,
  hash bytea not null,
  mac bytea not null,
  sealed_at timestamptz not null default now()
);
call kolony.close_table('audit_seal', 'select, insert, update');
create policy system_chain on audit_seal to kolony_system
  using (brand_id = '00000000-0000-0000-0000-000000000000')
  with check (brand_id = '00000000-0000-0000-0000-000000000000');
grant select, insert, update on audit_seal to kolony_system;

-- Messages that must go out if, and only if, their transaction commits. The relay hands them on and deletes them.
create table outbox_message (
  id uuid primary key,
  brand_id uuid,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);
alter table outbox_message enable row level security;
alter table outbox_message force row level security;
create policy own_brand on outbox_message to kolony_app
  using (brand_id = kolony.current_brand()) with check (brand_id = kolony.current_brand());
create policy system on outbox_message to kolony_system using (true) with check (true);
grant select, insert on outbox_message to kolony_app;
-- Taking a batch with FOR UPDATE SKIP LOCKED needs the privilege of updating too.
grant select, insert, update, delete on outbox_message to kolony_system;
create function kolony.notify_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('kolony_outbox', '');
  return null;
end $$;
create trigger notify after insert on outbox_message for each statement execute function kolony.notify_outbox();

-- What operators see of the work that runs in the background. pg-boss holds the queue itself.
create table job (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  subject_type text,
  subject_id uuid,
  status text not null default 'queued' check (status in ('queued', 'running', 'retrying', 'completed', 'cancelled', 'dead')),
  progress_done bigint not null default 0,
  progress_total bigint,
  attempts integer not null default 0,
  -- Raised when a job that ended is run again: what is left in the queue of an earlier run doesn't count.
  run integer not null default 1,
  input jsonb not null default '{}',
  error text,
  cancel_requested_at timestamptz,
  cancel_requested_by uuid references operator on delete set null,
  created_by uuid references operator on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (brand_id, id)
);
create index job_latest on job (brand_id, created_at desc, id desc);
create index job_subject on job (brand_id, subject_id);
call kolony.close_table('job');

-- The first answer to a mutation with a key, given again to every retry for 24 hours.
create table idempotency_key (
  brand_id uuid not null references brand on delete cascade,
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  operation text not null,
  input_hash bytea not null,
  result jsonb,
  created_at timestamptz not null default now(),
  primary key (brand_id, actor_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);
call kolony.close_table('idempotency_key');

-- Files that operators upload or that jobs make; in pieces, so that none has to be held in memory whole. They hold
-- personal data, so each piece is sealed. A size of -1 marks a file that is still being written: nobody reads it.
create table stored_file (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  content_type text not null,
  size bigint not null,
  sha256 bytea not null,
  created_by uuid references operator on delete set null,
  created_at timestamptz not null default now(),
  primary key (brand_id, id)
);
create table stored_file_chunk (
  brand_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  position integer not null,
  data_sealed bytea not null,
  primary key (brand_id, id),
  unique (brand_id, file_id, position),
  foreign key (brand_id, file_id) references stored_file on delete cascade
);
-- Ciphertext doesn't compress, and which key it is sealed with is read without reading it whole.
alter table stored_file_chunk alter column data_sealed set storage external;
call kolony.close_table('stored_file');
call kolony.close_table('stored_file_chunk');

create table saved_view (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  operator_id uuid not null references operator on delete cascade,
  page text not null,
  name text not null,
  -- Sealed: what was searched for stands in it, a telephone number perhaps.
  state_sealed bytea not null,
  shared boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, operator_id, page, name)
);
call kolony.close_table('saved_view');
-- A view that isn't shared is its operator's alone. Where no operator acts, a job does: it seals all of them anew.
create policy own_or_shared on saved_view as restrictive to kolony_app
  using (shared or operator_id = kolony.current_operator() or kolony.current_operator() is null)
  with check (operator_id = kolony.current_operator() or kolony.current_operator() is null);
