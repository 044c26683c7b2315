-- What coupons are made from. What one is good for doesn't change once the first was issued: that is what members were
-- promised, so coupons have no copy of it.
create table coupon_template (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  name text not null,
  description text not null default '',
  kind text not null check (kind in ('amount', 'percent')),
  -- amount: so much off, in minor units of the brand's currency. percent: so many hundredths off, at most cap_minor.
  amount_minor bigint check (amount_minor between 1 and 100000000000000),
  percent integer check (percent between 1 and 100),
  cap_minor bigint check (cap_minor between 1 and 100000000000000),
  -- The most that one coupon can give.
  face_minor bigint generated always as (coalesce(amount_minor, cap_minor)) stored,
  -- What the order, or the products that it is for, must come to.
  minimum_minor bigint not null default 0 check (minimum_minor >= 0),
  -- For which orders, and for which products of them: all of them where empty.
  channels text[] not null default '{}',
  skus text[] not null default '{}',
  -- Whether it may be used together with others, on one order.
  stackable boolean not null default false,
  -- Days of the brand's zone. Either valid to the end of ends_on, from starts_on or from when it is issued; or so many days
  -- after the day on which it is issued.
  starts_on date,
  ends_on date,
  valid_days integer check (valid_days between 1 and 3650),
  -- Null: as many as are wanted.
  issue_limit integer check (issue_limit >= 1),
  member_limit integer check (member_limit >= 1),
  budget_minor bigint check (budget_minor >= 1),
  -- Whether they are issued. Those that were issued are good all the same.
  active boolean not null default true,
  -- What has become of its coupons; kept by a trigger, nothing else can write it.
  issued_count bigint not null default 0,
  redeemed_count bigint not null default 0,
  expired_count bigint not null default 0,
  revoked_count bigint not null default 0,
  -- What they may cost yet and have cost, what they have cost, and what was paid for the orders that they were used for.
  held_minor bigint not null default 0,
  discount_minor bigint not null default 0,
  paid_minor bigint not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (brand_id, id),
  unique (brand_id, name),
  check (case kind when 'amount' then amount_minor is not null and percent is null and cap_minor is null
    else amount_minor is null and percent is not null and cap_minor is not null end),
  check ((ends_on is null) <> (valid_days is null)),
  check (starts_on is null or starts_on <= ends_on),
  check (issued_count >= redeemed_count + expired_count + revoked_count),
  -- Whatever comes at once, no more is given than this.
  constraint coupon_template_issue_limit check (issued_count - revoked_count <= issue_limit),
  constraint coupon_template_budget check (held_minor <= budget_minor)
);
create index coupon_template_latest on coupon_template (brand_id, created_at desc, id desc);
call kolony.close_table('coupon_template', 'select');
grant insert (brand_id, id, name, description, kind, amount_minor, percent, cap_minor, minimum_minor, channels, skus, stackable,
  starts_on, ends_on, valid_days, issue_limit, member_limit, budget_minor, active, created_at) on coupon_template to kolony_app;
grant update (name, description, kind, amount_minor, percent, cap_minor, minimum_minor, channels, skus, stackable, starts_on,
  ends_on, valid_days, issue_limit, member_limit, budget_minor, active, version, updated_at) on coupon_template to kolony_app;

-- A discount that was issued to a member.
create table coupon (
  brand_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  member_id uuid not null,
  code text not null,
  -- For what it was issued: a second one with the same key is the same one.
  key text not null check (length(key) between 1 and 300),
  -- What it was given for: a reward that was taken, a job.
  subject_type text,
  subject_id uuid,
  status text not null default 'usable' check (status in ('usable', 'redeemed', 'expired', 'revoked')),
  starts_at timestamptz not null,
  expires_at timestamptz not null,
  -- What it takes of the budget: the most that it may give as long as it may give it (also one that was redeemed, for its
  -- order may yet be cancelled), then what it has given.
  held_minor bigint not null check (held_minor >= 0),
  -- What it has given, and what was paid for the order after all coupons.
  discount_minor bigint not null default 0 check (discount_minor between 0 and held_minor),
  paid_minor bigint not null default 0 check (paid_minor >= 0),
  redemption_id uuid,
  issued_at timestamptz not null,
  -- When it was redeemed, expired or was revoked.
  ended_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, code),
  unique (brand_id, key),
  foreign key (brand_id, template_id) references coupon_template,
  foreign key (brand_id, member_id) references member on delete cascade,
  check ((subject_type is null) = (subject_id is null)),
  check ((status = 'redeemed') = (redemption_id is not null)),
  check ((status = 'usable') = (ended_at is null)),
  check (status = 'redeemed' or (discount_minor = 0 and paid_minor = 0)),
  check (status in ('usable', 'redeemed') or held_minor = 0),
  check (starts_at < expires_at)
);
create index coupon_latest on coupon (brand_id, issued_at desc, id desc);
create index coupon_template_coupons on coupon (brand_id, template_id, issued_at desc, id desc);
create index coupon_member on coupon (brand_id, member_id, template_id);
create index coupon_ended on coupon (brand_id, ended_at) where ended_at is not null;
create index coupon_redeemed on coupon (brand_id, redemption_id) where redemption_id is not null;
create index coupon_subject on coupon (brand_id, subject_id) where subject_id is not null;
-- What the job that lets them expire looks for: what still holds more of the budget than it has given.
create index coupon_expiring on coupon (brand_id, expires_at) where held_minor > discount_minor;
create index coupon_expiring_of_template on coupon (brand_id, template_id, expires_at) where held_minor > discount_minor;
call kolony.close_table('coupon', 'select, insert');
grant update (member_id, status, held_minor, discount_minor, paid_minor, redemption_id, ended_at) on coupon to kolony_app;

-- Coupons that were used together for an order: once, and given back if the order came to nothing.
create table coupon_redemption (
  brand_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  -- What was asked for: a second one with the same key is the same one.
  key text not null check (length(key) between 1 and 300),
  -- The shop's number of the order, which may come in later; null where it wasn't told.
  channel text not null default '',
  order_no text,
  amount_minor bigint not null check (amount_minor >= 0),
  discount_minor bigint not null check (discount_minor between 1 and amount_minor),
  status text not null default 'redeemed' check (status in ('redeemed', 'released')),
  -- The order was cancelled or refunded: its coupons are to be given back.
  release_due boolean not null default false,
  note text,
  created_at timestamptz not null,
  released_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, key),
  foreign key (brand_id, member_id) references member on delete cascade,
  check ((status = 'released') = (released_at is not null))
);
create index coupon_redemption_latest on coupon_redemption (brand_id, created_at desc, id desc);
create index coupon_redemption_member on coupon_redemption (brand_id, member_id, created_at desc, id desc);
-- Coupons that are used for an order are used at once: what may be combined is decided for all of them.
create unique index coupon_redemption_order on coupon_redemption (brand_id, order_no, channel)
  where status = 'redeemed' and order_no is not null;
create index coupon_redemption_due on coupon_redemption (brand_id, id) where release_due and status = 'redeemed';
call kolony.close_table('coupon_redemption', 'select, insert');
grant update (member_id, status, note, released_at) on coupon_redemption to kolony_app;

-- What each coupon gave in a redemption, once and for all, also of one that was given back.
create table coupon_use (
  brand_id uuid not null,
  redemption_id uuid not null,
  -- The order in which they count.
  position integer not null,
  coupon_id uuid not null,
  template_id uuid not null,
  discount_minor bigint not null check (discount_minor >= 1),
  primary key (brand_id, redemption_id, position),
  foreign key (brand_id, redemption_id) references coupon_redemption on delete cascade,
  foreign key (brand_id, coupon_id) references coupon on delete cascade
);
create index coupon_use_coupon on coupon_use (brand_id, coupon_id);
create index coupon_use_template on coupon_use (brand_id, template_id, redemption_id);
call kolony.close_table('coupon_use', 'select, insert');
create trigger append_only before update on coupon_use for each row execute function kolony.refuse_change();

-- Keeps what a template tells of its coupons, as a role of its own: requests can't write it. The limits are checks of the
-- template, so that nothing gets past them.
create function kolony.count_coupons() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  execute format($sql$
    update coupon_template t set
      issued_count = t.issued_count + d.issued, redeemed_count = t.redeemed_count + d.redeemed,
      expired_count = t.expired_count + d.expired, revoked_count = t.revoked_count + d.revoked,
      held_minor = t.held_minor + d.held, discount_minor = t.discount_minor + d.discount, paid_minor = t.paid_minor + d.paid
    from (
      select c.brand_id, c.template_id, sum(c.n) as issued, sum(c.n * (c.status = 'redeemed')::int) as redeemed,
        sum(c.n * (c.status = 'expired')::int) as expired, sum(c.n * (c.status = 'revoked')::int) as revoked,
        sum(c.n * c.held_minor) as held, sum(c.n * c.discount_minor) as discount, sum(c.n * c.paid_minor) as paid
      from (%s) c group by c.brand_id, c.template_id
    ) d
    where t.brand_id = d.brand_id and t.id = d.template_id
      and (d.issued, d.redeemed, d.expired, d.revoked, d.held, d.discount, d.paid) <> (0, 0, 0, 0, 0, 0, 0)$sql$,
    case tg_op
      when 'INSERT' then 'select 1 as n, a.* from added a'
      when 'DELETE' then 'select -1 as n, r.* from removed r'
      else 'select 1 as n, a.* from added a union all select -1, r.* from removed r' end);
  return null;
end $$;
create trigger count_insert after insert on coupon referencing new table as added
  for each statement execute function kolony.count_coupons();
create trigger count_update after update on coupon referencing old table as removed new table as added
  for each statement execute function kolony.count_coupons();
create trigger count_delete after delete on coupon referencing old table as removed
  for each statement execute function kolony.count_coupons();

-- An order that is cancelled or wholly refunded gives its coupons back: noted with it, done by a job.
create function kolony.coupons_of_ended_orders() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update coupon_redemption r set release_due = true from added a
  where a.status in ('cancelled', 'refunded') and r.brand_id = a.brand_id and r.order_no = a.order_no
    and r.channel = a.channel and r.status = 'redeemed' and not r.release_due;
  return null;
end $$;
create trigger coupons_insert after insert on "order" referencing new table as added
  for each statement execute function kolony.coupons_of_ended_orders();
create trigger coupons_update after update on "order" referencing new table as added
  for each statement execute function kolony.coupons_of_ended_orders();

create policy ledger on coupon_template to kolony_ledger using (true) with check (true);
create policy ledger on coupon_redemption to kolony_ledger using (true) with check (true);
grant select, update on coupon_template to kolony_ledger;
grant select, update on coupon_redemption to kolony_ledger;
revoke execute on function kolony.count_coupons(), kolony.coupons_of_ended_orders() from public;
grant create on schema kolony to kolony_ledger;
alter function kolony.count_coupons() owner to kolony_ledger;
alter function kolony.coupons_of_ended_orders() owner to kolony_ledger;
revoke create on schema kolony from kolony_ledger;

-- A reward may be a coupon.
alter table reward drop constraint reward_kind_check;
alter table reward add constraint reward_kind_check check (kind in ('gift', 'service', 'coupon'));
alter table reward add column coupon_template_id uuid;
alter table reward add foreign key (brand_id, coupon_template_id) references coupon_template;
alter table reward add constraint reward_coupon check ((kind = 'coupon') = (coupon_template_id is not null));

-- Members see the coupons that they have, what those are good for, and what they were used for.
call kolony.open_to_member('coupon', 'select (brand_id, id, template_id, member_id, code, status, starts_at, expires_at,
  discount_minor, redemption_id, issued_at, ended_at)');
call kolony.open_to_member('coupon_template', 'select (brand_id, id, name, description, kind, amount_minor, percent, cap_minor,
  minimum_minor, channels, skus, stackable)', 'exists (select from coupon c where c.brand_id = coupon_template.brand_id
  and c.template_id = coupon_template.id and c.member_id = kolony.current_member())');
call kolony.open_to_member('coupon_redemption', 'select (brand_id, id, member_id, channel, order_no, amount_minor,
  discount_minor, status, created_at, released_at)');
create view my_coupon with (security_invoker) as
  select c.brand_id, c.id, c.member_id, c.code, c.redemption_id, c.discount_minor, c.starts_at, c.expires_at, c.issued_at,
    case when c.status = 'usable' and c.expires_at <= now() then 'expired' else c.status end as status,
    case when c.status = 'redeemed' then c.ended_at end as redeemed_at,
    t.name, t.description, t.kind, t.amount_minor, t.percent, t.cap_minor, t.minimum_minor, t.channels, t.skus, t.stackable
  from coupon c join coupon_template t on t.brand_id = c.brand_id and t.id = c.template_id;
create view my_coupon_redemption with (security_invoker) as
  select brand_id, id, member_id, channel, order_no, amount_minor, discount_minor, status, created_at, released_at
  from coupon_redemption;
grant select on my_coupon, my_coupon_redemption to kolony_member;
