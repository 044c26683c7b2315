-- The birthdays of today are found by month and day, 229 being 29 February.
alter table member add column birth_day smallint generated always as
  ((extract(month from birthday) * 100 + extract(day from birthday))::smallint) stored;
create index member_birth_day on member (brand_id, birth_day, id) where birth_day is not null and merged_into is null;

-- That a member's birthday was kept: on which day of the brand's calendar, and what was given.
create table birthday_care (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  day date not null,
  at timestamptz not null,
  -- With what rules gave for it.
  event_id uuid not null,
  -- The gift of the member's tier, if it has one, and the points or the coupon that it was.
  use_id uuid,
  entry_id uuid,
  coupon_id uuid,
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references member on delete cascade,
  foreign key (brand_id, event_id) references member_event on delete cascade,
  foreign key (brand_id, use_id) references benefit_use,
  foreign key (brand_id, entry_id) references points_entry,
  foreign key (brand_id, coupon_id) references coupon
);
create index birthday_care_member on birthday_care (brand_id, member_id, day desc);
create index birthday_care_latest on birthday_care (brand_id, at desc, id desc);
call kolony.close_table('birthday_care', 'select, insert, delete');
grant update (member_id) on birthday_care to kolony_app;

-- Through which day all birthdays of a brand were kept: those of the days since are still to be looked for.
create table birthday_progress (
  brand_id uuid primary key references brand on delete cascade,
  kept_through date not null
);
call kolony.close_table('birthday_progress', 'select, insert, update');
