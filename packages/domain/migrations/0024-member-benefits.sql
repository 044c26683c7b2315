-- What members have by the tier that they are in: a row for each of them and each benefit that is switched on.
create view member_benefit with (security_invoker) as
  select k.brand_id, k.member_id, b.id, b.tier_id, b.kind, b.times, b.period
  from member_tier k join tier_benefit b on b.brand_id = k.brand_id and b.tier_id = k.tier_id where b.active;
grant select on member_benefit to kolony_app;
