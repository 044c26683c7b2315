-- What operators write about somebody goes when that one closes the account.
alter table points_adjustment alter column reason drop not null;
alter table points_adjustment add constraint points_adjustment_waits_with_reason check (reason is not null or status <> 'waiting');
-- Why it was taken back.
alter table coupon add column note text;
grant update (note) on coupon to kolony_app;

-- Entries of points are only added, and why an adjustment was asked for doesn't change: requests can't write either. This is the
-- one way in which the words go, and they only can go, and only of closed accounts: the policies see to that.
create function kolony.erase_reasons(members uuid[]) returns integer
  language sql security definer set search_path = public, pg_temp as $$
  with entries as (
    update points_entry e set reason = null
    where e.brand_id = kolony.current_brand() and e.member_id = any (members) and e.reason is not null returning 1
  ), adjustments as (
    update points_adjustment a set reason = null
    where a.brand_id = kolony.current_brand() and a.member_id = any (members) and a.reason is not null returning 1
  )
  select ((select count(*) from entries) + (select count(*) from adjustments))::int
$$;
create policy erase on points_entry for update to kolony_ledger
  using (exists (select from member m where m.brand_id = points_entry.brand_id and m.id = points_entry.member_id
    and m.closed_at is not null))
  with check (reason is null);
create policy ledger on points_adjustment for select to kolony_ledger using (true);
create policy erase on points_adjustment for update to kolony_ledger
  using (exists (select from member m where m.brand_id = points_adjustment.brand_id and m.id = points_adjustment.member_id
    and m.closed_at is not null))
  with check (reason is null);
grant select (reason), update (reason) on points_entry to kolony_ledger;
grant select (brand_id, member_id, reason), update (reason) on points_adjustment to kolony_ledger;
revoke execute on function kolony.erase_reasons(uuid[]) from public;
grant execute on function kolony.erase_reasons(uuid[]) to kolony_app;
grant create on schema kolony to kolony_ledger;
alter function kolony.erase_reasons(uuid[]) owner to kolony_ledger;
revoke create on schema kolony from kolony_ledger;
