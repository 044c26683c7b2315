-- An order that an import had cancelled or refunded lives again when that import is undone, and one that it had made is gone, as
-- if it had never ended. Its coupons are then not given back; those that were by now are used for it again, by a job.
alter table coupon_redemption add column retake_due boolean not null default false;
create index coupon_redemption_retake on coupon_redemption (brand_id, id) where retake_due;
grant update (release_due, retake_due) on coupon_redemption to kolony_app;

create function kolony.coupons_of_orders_that_live() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  execute format($sql$
    update coupon_redemption r set release_due = r.status = 'released', retake_due = r.status = 'released'
    from (select o.brand_id, o.order_no, o.channel from removed o %s where o.status in ('cancelled', 'refunded') %s) o
    where r.brand_id = o.brand_id and r.order_no = o.order_no and r.channel = o.channel and r.release_due and not r.retake_due$sql$,
    case tg_op when 'UPDATE' then 'join added a on a.brand_id = o.brand_id and a.id = o.id' end,
    case tg_op when 'UPDATE' then $sql$and a.status not in ('cancelled', 'refunded')$sql$ end);
  return null;
end $$;
create trigger coupons_living after update on "order" referencing old table as removed new table as added
  for each statement execute function kolony.coupons_of_orders_that_live();
create trigger coupons_gone after delete on "order" referencing old table as removed
  for each statement execute function kolony.coupons_of_orders_that_live();

revoke execute on function kolony.coupons_of_orders_that_live() from public;
grant create on schema kolony to kolony_ledger;
alter function kolony.coupons_of_orders_that_live() owner to kolony_ledger;
revoke create on schema kolony from kolony_ledger;
