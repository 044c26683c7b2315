-- A birthday gift is points, or a coupon.
alter table tier_benefit
  add column coupon_template_id uuid,
  add foreign key (brand_id, coupon_template_id) references coupon_template,
  add constraint tier_benefit_gift check (num_nonnulls(points, coupon_template_id) = (kind = 'birthday_gift')::int);
