-- What callers have spent of the points that operations cost: a leaky bucket each. A process holds a portion of points
-- (a lease) and spends it without asking again. Points that are held are nobody else's, and leak only once they are
-- spent: so in any span of time a caller spends no more than the capacity and what came back, however many processes
-- there are. Not logged: after a crash of the database all buckets are empty, which harms nobody.
create unlogged table limit_bucket (
  key text primary key,
  level double precision not null check (level >= 0),
  updated_at timestamptz not null,
  -- By when nothing is spent or held any more: then the row says no more than none would.
  empty_at timestamptz not null
);
create index limit_bucket_empty on limit_bucket (empty_at);
create unlogged table limit_lease (
  key text not null references limit_bucket on delete cascade,
  holder uuid not null,
  held double precision not null check (held > 0),
  -- After it, the holder doesn't spend any more, and all of it counts as spent: it may have died.
  until timestamptz not null,
  primary key (key, holder)
);
do $$ declare name text; begin
  foreach name in array array['limit_bucket', 'limit_lease'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to kolony_system using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to kolony_system', name);
  end loop;
end $$;

-- The holder says what it has spent of its lease and asks to hold `wanted` from now on, or at least `least`: without that
-- many, it keeps what it has. Answers what it holds now, and what is left besides. Nothing wanted: it gives all back.
create function kolony.settle_points(
  bucket text, asking uuid, spent double precision, least_held double precision, wanted double precision,
  capacity double precision, restore_rate double precision, lease_seconds double precision,
  out held double precision, out available double precision
) language plpgsql as $$
declare
  time timestamptz;
  filled double precision;
  since timestamptz;
  overdue double precision;
  own double precision;
  others double precision;
  last_until timestamptz;
begin
  insert into limit_bucket (key, level, updated_at, empty_at) values (bucket, 0, clock_timestamp(), clock_timestamp())
    on conflict (key) do update set key = excluded.key
    returning level, updated_at into filled, since;
  -- Read behind the lock: of those who wait, each sees what the one before has left.
  time := greatest(clock_timestamp(), since);
  with ended as (delete from limit_lease l where l.key = bucket and l.until < time returning l.held)
    select coalesce(sum(e.held), 0) into overdue from ended e;
  select l.held into own from limit_lease l where l.key = bucket and l.holder = asking;
  select coalesce(sum(l.held), 0), max(l.until) into others, last_until
    from limit_lease l where l.key = bucket and l.holder <> asking;
  own := coalesce(own, 0);
  spent := least(spent, own);
  -- Less than nothing is spent where more was given back than was spent since.
  filled := greatest(0, greatest(0, filled - extract(epoch from time - since) * restore_rate) + overdue + spent);
  available := greatest(0, capacity - filled - others);
  held := case when available >= least_held then least(wanted, available) else least(own - spent, available) end;
  available := available - held;
  if held > 0 then
    last_until := greatest(last_until, time + make_interval(secs => lease_seconds));
    insert into limit_lease (key, holder, held, until)
      values (bucket, asking, settle_points.held, time + make_interval(secs => lease_seconds))
      on conflict (key, holder) do update set held = excluded.held, until = excluded.until;
  else
    delete from limit_lease l where l.key = bucket and l.holder = asking;
  end if;
  update limit_bucket b set level = filled, updated_at = time,
    empty_at = greatest(time, last_until) + make_interval(secs => (filled + others + settle_points.held) / restore_rate)
    where b.key = bucket;
end $$;
