-- Members who live: who are not merged into another and have not closed their account. Lists, counts, scores, stages and tiers are
-- of these alone; what a closed account has bought stays in the figures of orders.
drop index member_latest, member_spent, member_orders, member_last_order, member_province, member_city, member_birth_day;
create index member_latest on member (brand_id, joined_at desc, id desc) where merged_into is null and closed_at is null;
create index member_spent on member (brand_id, spent_minor desc, id desc) where merged_into is null and closed_at is null;
create index member_orders on member (brand_id, order_count desc, id desc) where merged_into is null and closed_at is null;
create index member_last_order on member
  (brand_id, (case when last_order_at is null then '-infinity' else last_order_at end) desc, id desc)
  where merged_into is null and closed_at is null;
create index member_province on member (brand_id, province) where merged_into is null and closed_at is null;
create index member_city on member (brand_id, city) where merged_into is null and closed_at is null;
create index member_birth_day on member (brand_id, birth_day, id)
  where birth_day is not null and merged_into is null and closed_at is null;

-- Who is merged or closes the account leaves scores and stages at once; who comes back, or joined at another time, is looked
-- at anew.
create or replace function kolony.follow_member() returns trigger language plpgsql as $$
begin
  if new.merged_into is null and new.closed_at is null then
    insert into standing_due (brand_id, member_id) values (new.brand_id, new.id);
  elsif old.merged_into is null and old.closed_at is null then
    perform kolony.lock_standings(new.brand_id);
    with gone as (
      delete from member_standing s where s.brand_id = new.brand_id and s.member_id = new.id returning s.stage
    )
    insert into member_stage_change (brand_id, member_id, at, from_stage)
    select new.brand_id, new.id, clock_timestamp(), gone.stage from gone;
  end if;
  return null;
end $$;
drop trigger standing_update on member;
create trigger standing_update after update of merged_into, closed_at, joined_at on member for each row
  when (old.merged_into is distinct from new.merged_into or old.closed_at is distinct from new.closed_at
    or old.joined_at is distinct from new.joined_at)
  execute function kolony.follow_member();

-- They leave the tiers as well.
alter table member_tier_change drop constraint member_tier_change_cause_check;
alter table member_tier_change add constraint member_tier_change_cause_check
  check (cause in ('upgrade', 'downgrade', 'ladder', 'rollback', 'merge', 'merge_undone', 'close', 'warning'));
