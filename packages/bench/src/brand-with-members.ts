import { newId } from '@kolony/domain/foundation/ids';
import { brandScope, type Scope } from '@kolony/domain/foundation/scope';
import type pg from 'pg';

/** Seconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/**
 * A brand with so many members, whose ids are in the order of their making; some ordered often, some never. `inTime`: their
 * orders stand in the table as they came, not member by member.
 */
export async function brandWithMembers(
  admin: pg.Client,
  { members, ordersEach, inTime = false }: { members: number; ordersEach: number; inTime?: boolean },
): Promise<{ brandId: string; scope: Scope }> {
  const brandId = newId();
  await admin.query('insert into brand (id, name) values ($1, $2)', [brandId, 'Measured']);
  const index = await withoutIndexes(admin);
  // Triggers would take longer than all that is measured; what they keep is written below.
  await admin.query(`set session_replication_role = replica`);
  await admin.query(
    `insert into member (brand_id, id, display_name, province, city, joined_at)
     select $1, overlay(overlay(lpad(to_hex(n), 12, '0') || substr(md5(n::text), 1, 20) placing '7' from 13) placing '8' from 17)::uuid, 'Guest ' || n,
       'Zhejiang', 'Hangzhou', now() - (n::float8 / $2 * 1000) * interval '1 day'
     from generate_series(1, $2::int) n`,
    [brandId, members],
  );
  await admin.query(
    `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
     select $1, gen_random_uuid(), m.id, m.n || '-' || o, 'paid', 'CNY', 1000 + (m.n * 7919 + o * 104729) % 90000,
       m.joined_at + random() * (now() - m.joined_at)
     from (select id, joined_at, row_number() over (order by id) as n from member where brand_id = $1) m,
       generate_series(1, (m.n * 7907 % ${2 * ordersEach + 1})::int) o ${inTime ? 'order by 8' : ''}`,
    [brandId],
  );
  await admin.query(
    `update member m set order_count = o.n, spent_minor = o.spent, first_order_at = o.first, last_order_at = o.last
     from (select member_id, count(*) as n, sum(total_minor) as spent, min(placed_at) as first, max(placed_at) as last
       from "order" where brand_id = $1 group by 1) o where m.brand_id = $1 and m.id = o.member_id`,
    [brandId],
  );
  await admin.query(`set session_replication_role = origin`);
  await index();
  await admin.query('vacuum analyze');
  return { brandId, scope: brandScope(brandId) };
}

/** Takes the indexes of members and orders away while they are filled; gives what brings them back. */
async function withoutIndexes(admin: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid in ('member'::regclass, '"order"'::regclass)
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
  );
  for (const { name } of rows) await admin.query(`drop index ${name}`);
  return async () => {
    await admin.query(`set maintenance_work_mem = '512MB'`);
    for (const { definition } of rows) await admin.query(definition);
  };
}
