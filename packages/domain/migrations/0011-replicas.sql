-- How often each operator has written, counted in the transactions that write: a replica on which an operator's count is
-- what it is on the primary holds all that they have written. Kept where replicas are read only.
create table operator_write (
  operator_id uuid primary key references operator on delete cascade,
  count bigint not null default 1
);
alter table operator_write enable row level security;
alter table operator_write force row level security;
create policy self on operator_write to kolony_app
  using (operator_id = kolony.current_operator()) with check (operator_id = kolony.current_operator());
grant select, insert, update on operator_write to kolony_app;
create policy system on operator_write to kolony_system using (true) with check (true);
grant select, insert, update on operator_write to kolony_system;
