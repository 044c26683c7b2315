-- What an operator is told of: of a brand, or (brand_id null) of their own account, whatever brand is at work. Written in
-- the transaction of what it tells; the sentence is made of kind and params when it is read, in the reader's language.
create table notification (
  id uuid primary key,
  brand_id uuid references brand on delete cascade,
  operator_id uuid not null references operator on delete cascade,
  kind text not null,
  -- Numbers, names of files and codes; never personal data of members.
  params jsonb not null default '{}',
  target_id uuid,
  actor_id uuid references operator on delete set null,
  read_at timestamptz,
  created_at timestamptz not null default now()
);
create index notification_latest on notification (operator_id, created_at desc, id desc);
create index notification_unread on notification (operator_id, brand_id) where read_at is null;
create index notification_age on notification (brand_id, created_at);

call kolony.close_table('notification');
create policy own_account on notification to kolony_app
  using (brand_id is null and operator_id = kolony.current_operator())
  with check (brand_id is null and operator_id = kolony.current_operator());
-- Whoever takes a seat away tells its holder, who doesn't see the brand any more.
create policy former_colleague on notification for insert to kolony_app
  with check (brand_id is null and exists (select from brand_former_operator f
    where f.brand_id = kolony.current_brand() and f.operator_id = notification.operator_id));
-- Anyone in a brand may cause something to be told; reading, marking and deleting is for the one who is told. Jobs of the
-- brand (no operator) purge.
create policy one_s_own on notification as restrictive for select to kolony_app
  using (operator_id = kolony.current_operator() or kolony.current_operator() is null);
create policy one_s_own_update on notification as restrictive for update to kolony_app
  using (operator_id = kolony.current_operator()) with check (operator_id = kolony.current_operator());
create policy one_s_own_delete on notification as restrictive for delete to kolony_app
  using (operator_id = kolony.current_operator() or kolony.current_operator() is null);

-- Sign-in tells operators of their account, and owners of who accepted an invitation.
create policy system_adds on notification for insert to kolony_system with check (true);
create policy system_account on notification for select to kolony_system using (brand_id is null);
create policy system_purge on notification for delete to kolony_system using (brand_id is null);
grant select, insert, delete on notification to kolony_system;
