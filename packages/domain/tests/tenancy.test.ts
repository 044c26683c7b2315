import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../src/foundation/ids.ts';
import { openStory } from './story.ts';
import { insertInto, lettingAnythingIn, type Table, tablesOf } from './tables.ts';

/** Tables without a brand of their own: what they hold, and whether requests of a brand may touch them at all. */
const withoutBrand: Record<string, { why: string; app: boolean }> = {
  brand: { why: 'is the brand: its own row only', app: true },
  operator: { why: 'works in several brands: oneself and colleagues of the brand only', app: true },
  operator_session: { why: 'belongs to an operator: their own only', app: true },
  operator_write: { why: 'belongs to an operator: their own only', app: true },
  operator_credential: { why: 'read by sign-in; oneself may know that a second factor is on', app: true },
  operator_address: { why: 'read by sign-in alone', app: false },
  recovery_code: { why: 'read by sign-in; oneself may count those that are left', app: true },
  one_time_token: { why: 'read by sign-in alone', app: false },
  encryption_key: { why: 'keys of the installation', app: false },
  throttle: { why: 'buckets of accounts and addresses', app: false },
  limit_bucket: { why: 'what callers have spent', app: false },
  limit_lease: { why: 'what processes hold of it', app: false },
  trusted_document: { why: 'what consoles ask', app: false },
  kolony_migration: { why: 'which migrations were applied: the owner alone', app: false },
};

/** Tables of brands of which the system's role may see rows: of all brands, or only those without one. */
const seenBySystem: Record<string, 'all' | 'without brand'> = {
  brand_operator: 'all',
  invitation: 'all',
  outbox_message: 'all',
  audit_event: 'without brand',
  audit_head: 'without brand',
  audit_seal: 'without brand',
  notification: 'without brand',
  live_event: 'all',
  live_horizon: 'all',
  // Sign-in: which brand a program or a token is of.
  member_client: 'all',
  member_device: 'all',
};

const refusedByPolicy = '42501';
const systemSees = { all: 2, 'without brand': 0, nothing: refusedByPolicy };
/** Who acts, and owns those rows of the brand that belong to an operator; and someone of the other brand. */
const self = newId();
const stranger = newId();

interface Scene {
  admin: pg.Client;
  tables: Table[];
  a: string;
  b: string;
  /** Runs statements as a role in a scope and rolls back; gives the result of the last, or the code of what refused it. */
  as(role: string, brandId: string | null, text: string): Promise<pg.QueryResult | string>;
}

/** Two brands with one row each in every table that brands own. */
async function twoBrands(): Promise<Scene> {
  const { admin, url } = await openStory();
  const tables = (await tablesOf(admin)).filter(({ columns }) =>
    columns.some(({ name }) => name === 'brand_id'),
  );
  const [a, b] = [newId(), newId()];
  await lettingAnythingIn(admin);
  for (const id of [a, b]) await admin.query(`insert into brand (id, name) values ('${id}', 'Brand')`);
  for (const table of tables) {
    await admin.query(insertInto(table, a, { operator_id: self }));
    await admin.query(insertInto(table, b, { operator_id: stranger }));
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const as: Scene['as'] = async (role, brandId, text) => {
    await client.query(`begin; set local role ${role}`);
    if (brandId) {
      await client.query(
        `set local kolony.brand_id = '${brandId}'; set local kolony.operator_id = '${self}'`,
      );
    }
    try {
      return await client.query(text);
    } catch (error) {
      return error instanceof pg.DatabaseError ? (error.code ?? '?') : String(error);
    } finally {
      await client.query('rollback');
    }
  };
  return { admin, tables, a, b, as };
}

const countOf = (result: pg.QueryResult | string) =>
  typeof result === 'string' ? result : Number(result.rows[0].n);
const changedBy = (result: pg.QueryResult | string) =>
  typeof result === 'string' ? result : result.rowCount;

test('every table is closed, for its owner too; those without a brand are known', async () => {
  const { admin } = await openStory();
  const { rows } = await admin.query<{ name: string; closed: boolean; branded: boolean; owner: string }>(
    // A view that is read with the rights of whoever asks shows what they see anyway.
    `select relname as name, pg_get_userbyid(relowner) as owner,
       relrowsecurity and relforcerowsecurity or relkind = 'v' and reloptions @> '{security_invoker=true}' as closed,
       exists (select from pg_attribute where attrelid = c.oid and attname = 'brand_id') as branded
     from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'v', 'f')`,
  );
  expect(rows.length).toBeGreaterThan(30);
  const open = rows.filter(({ name, closed }) => !closed && name !== 'kolony_migration');
  expect(open).toEqual([]);
  expect(
    rows
      .filter(({ branded }) => !branded)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(withoutBrand).sort());
  expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(['kolony']));
});

test('in the scope of one brand, raw SQL reads and writes its own rows of every table and none of another', async () => {
  const { tables, a, b, as } = await twoBrands();
  const leaks: string[] = [];
  for (const table of tables) {
    const name = `"${table.name}"`;
    const app = (text: string) => as('kolony_app', a, text);
    const expectOf = (what: string, got: unknown, ...allowed: unknown[]) => {
      if (!allowed.includes(got)) leaks.push(`${table.name}: ${what} → ${got}`);
    };
    const count = `select count(*)::int as n from ${name}`;
    expectOf('sees its own', countOf(await app(count)), 1);
    expectOf("sees another's", countOf(await app(`${count} where brand_id = '${b}'`)), 0);
    expectOf(
      "sees another's through a join",
      countOf(await app(`select count(*)::int as n from brand x join ${name} y on y.brand_id <> x.id`)),
      0,
    );
    expectOf(
      "changes another's",
      changedBy(await app(`update ${name} set brand_id = brand_id where brand_id = '${b}'`)),
      0,
      refusedByPolicy,
    );
    expectOf(
      "takes another's",
      changedBy(await app(`update ${name} set brand_id = '${a}' where brand_id <> '${a}'`)),
      0,
      refusedByPolicy,
    );
    expectOf(
      'gives its own away',
      changedBy(await app(`update ${name} set brand_id = '${b}'`)),
      refusedByPolicy,
    );
    expectOf(
      "deletes another's",
      changedBy(await app(`delete from ${name} where brand_id = '${b}'`)),
      0,
      refusedByPolicy,
    );
    expectOf(
      'adds to another',
      changedBy(await app(insertInto(table, b, { operator_id: stranger }))),
      refusedByPolicy,
    );
    expectOf('empties it', changedBy(await app(`truncate ${name} cascade`)), refusedByPolicy);
    expectOf('sees without a brand', countOf(await as('kolony_app', null, count)), 0);
    // What belongs to no brand, such as that keys were made, is its own.
    const system = countOf(await as('kolony_system', null, `${count} where brand_id in ('${a}', '${b}')`));
    expectOf('the system sees', system, systemSees[seenBySystem[table.name] ?? 'nothing']);
  }
  expect(leaks).toEqual([]);
});

test('the owner of the tables, unless it takes a role, sees and adds nothing of any brand', async () => {
  const { tables, a, as } = await twoBrands();
  for (const table of tables) {
    // The head of the chain is written by a trigger that runs as the owner.
    if (table.name === 'audit_head') continue;
    expect([
      table.name,
      countOf(await as('kolony', a, `select count(*)::int as n from "${table.name}"`)),
    ]).toEqual([table.name, 0]);
    expect([
      table.name,
      changedBy(await as('kolony', a, insertInto(table, a, { operator_id: self }))),
    ]).toEqual([table.name, refusedByPolicy]);
  }
});

test('the roles of requests own nothing, bypass nothing and can not log in', async () => {
  const { admin } = await openStory();
  const { rows } = await admin.query(
    `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin or rolreplication as powerful,
       (select count(*)::int from pg_class where relowner = r.oid and relkind <> 'v') as owned,
       has_schema_privilege(oid, 'pgboss', 'usage') as queue, has_schema_privilege(oid, 'public', 'create') as creates,
       pg_has_role(oid, 'kolony', 'member') as owner
     from pg_roles r where rolname like 'kolony\\_%' order by rolname`,
  );
  const harmless = { powerful: false, owned: 0, queue: false, creates: false, owner: false };
  expect(rows).toEqual(
    ['kolony_app', 'kolony_ledger', 'kolony_member', 'kolony_search', 'kolony_system'].map((rolname) => ({
      rolname,
      ...harmless,
    })),
  );
  const { rows: owner } = await admin.query(
    `select rolsuper or rolbypassrls as powerful from pg_roles where rolname = 'kolony'`,
  );
  expect(owner).toEqual([{ powerful: false }]);
});

test('only these functions run with the rights of another role', async () => {
  const { admin } = await openStory();
  const { rows } = await admin.query(
    `select n.nspname || '.' || p.proname as name, pg_get_userbyid(p.proowner) as owner, proconfig
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const path = ['search_path=public, pg_temp'];
  expect(rows).toEqual([
    { name: 'kolony.add_points_programme', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.audit_events_about', owner: 'kolony_search', proconfig: path },
    // Its names were bound when it was made.
    { name: 'kolony.caller_by', owner: 'kolony_system', proconfig: null },
    { name: 'kolony.chain_audit', owner: 'kolony', proconfig: path },
    { name: 'kolony.count_coupons', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.count_members_with_grams', owner: 'kolony_search', proconfig: path },
    { name: 'kolony.coupons_of_ended_orders', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.coupons_of_orders_that_live', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.earning_due_of_added', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.earning_due_of_changed', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.earning_due_of_removed', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.erase_reasons', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.follow_scores', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.hide_scores', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.leaderboard_for_members', owner: 'kolony_search', proconfig: path },
    { name: 'kolony.live_through', owner: 'kolony_search', proconfig: path },
    { name: 'kolony.member_caller_by', owner: 'kolony_system', proconfig: null },
    { name: 'kolony.members_with_grams', owner: 'kolony_search', proconfig: path },
    { name: 'kolony.post_points', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.score_events', owner: 'kolony_ledger', proconfig: path },
    { name: 'kolony.score_points', owner: 'kolony_ledger', proconfig: path },
  ]);
});

test('what is read with the rights of another role beside tables is the brand at work alone', async () => {
  const { admin, a, b, as } = await twoBrands();
  const { rows } = await admin.query(
    `select relname as name, pg_get_userbyid(relowner) as owner from pg_class
     where relnamespace = 'kolony'::regnamespace and relkind in ('r', 'p', 'm', 'v', 'f')`,
  );
  expect(rows).toEqual([{ name: 'brand_at_work', owner: 'kolony_system' }]);
  await admin.query(`update brand set currency = case id when '${a}' then 'JPY' else 'USD' end`);
  const currencies = async (brandId: string | null) => {
    const result = await as(
      'kolony_app',
      brandId,
      'select trim(currency) as currency from kolony.brand_at_work',
    );
    return typeof result === 'string' ? result : result.rows.map(({ currency }) => currency);
  };
  expect([await currencies(a), await currencies(b), await currencies(null)]).toEqual([['JPY'], ['USD'], []]);
});

test('the searches that read an index for all brands answer for the current one', async () => {
  const { admin, a, b, as } = await twoBrands();
  const subject = newId();
  await admin.query(
    `update member_name n set pieces = '{7,8}', member_id = m.id from member m where m.brand_id = n.brand_id`,
  );
  await admin.query(`update audit_event set subject_ids = array['${subject}'::uuid]`);
  for (const [search, table] of [
    [`kolony.members_with_grams('{7}', 10)`, 'member'],
    [`kolony.audit_events_about('${subject}')`, 'audit_event'],
  ]) {
    const idsOf = async (brandId: string | null, text: string) => {
      const result = await as('kolony_app', brandId, text);
      return typeof result === 'string' ? result : result.rows.map(({ id }) => id);
    };
    for (const brandId of [a, b]) {
      const own = await idsOf(brandId, `select id from ${table}`);
      expect(own).toHaveLength(1);
      expect([search, await idsOf(brandId, `select ${search} as id`)]).toEqual([search, own]);
    }
    expect([search, await idsOf(null, `select ${search} as id`)]).toEqual([search, []]);
    expect(await as('kolony_system', a, `select ${search}`)).toBe(refusedByPolicy);
  }
  const counted = await as('kolony_app', a, `select kolony.count_members_with_grams('{7}') as n`);
  expect(countOf(counted)).toBe(1);
  expect(await as('kolony_system', a, `select kolony.count_members_with_grams('{7}')`)).toBe(refusedByPolicy);
  // And the role that they run as may read nothing but what they need.
  expect(await as('kolony_search', a, 'select display_name from member')).toBe(refusedByPolicy);
  expect(await as('kolony_search', a, 'select changes from audit_event')).toBe(refusedByPolicy);
  expect(await as('kolony_search', a, 'select subject_id from live_event')).toBe(refusedByPolicy);
});

test('tables without a brand show an operator what is theirs, or nothing', async () => {
  const { admin, url } = await openStory();
  const [brand, other] = [newId(), newId()];
  const colleague = newId();
  for (const id of [brand, other])
    await admin.query(`insert into brand (id, name) values ($1, 'Brand')`, [id]);
  for (const id of [self, colleague, stranger]) {
    await admin.query(`insert into operator (id, email, name) values ($1, $2, 'Lin')`, [
      id,
      `${id}@example.com`,
    ]);
    await admin.query(
      `insert into brand_operator (brand_id, id, operator_id, role) values ($1, gen_random_uuid(), $2, 'owner')`,
      [id === stranger ? other : brand, id],
    );
    await admin.query(
      `insert into operator_session (id, operator_id, token_hash, kind, expires_at)
       values (gen_random_uuid(), $1, sha256($2), 'cookie', now())`,
      [id, Buffer.from(id)],
    );
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(
    `set role kolony_app; set kolony.brand_id = '${brand}'; set kolony.operator_id = '${self}'`,
  );
  const idsOf = async (text: string) =>
    (await client.query<{ id: string }>(text)).rows.map(({ id }) => id).sort();
  expect(await idsOf('select id from brand')).toEqual([brand]);
  expect(await idsOf('select id from operator')).toEqual([self, colleague].sort());
  expect(await idsOf('select operator_id as id from operator_session')).toEqual([self]);
  expect((await client.query(`update brand set name = 'X'`)).rowCount).toBe(1);
  // What an account is, is changed by what signs in and nothing else.
  for (const text of [`update operator set name = 'X'`, 'delete from operator_session']) {
    await expect(client.query(text)).rejects.toMatchObject({ code: refusedByPolicy });
  }
  await expect(client.query('select token_hash from operator_session')).rejects.toMatchObject({
    code: refusedByPolicy,
  });
  for (const secret of [
    'password_hash from operator_credential',
    'totp_secret from operator_credential',
    'code_hash from recovery_code',
  ]) {
    await expect(client.query(`select ${secret}`)).rejects.toMatchObject({ code: refusedByPolicy });
  }
  for (const [table, { app }] of Object.entries(withoutBrand)) {
    const { rows } = await client.query(`select has_any_column_privilege($1, 'select') as reads`, [table]);
    expect([table, rows[0]]).toEqual([table, { reads: app }]);
    await expect(client.query(`truncate "${table}" cascade`)).rejects.toMatchObject({
      code: refusedByPolicy,
    });
  }
  await client.query('reset role; set role kolony_system');
  for (const table of ['brand', 'encryption_key']) {
    await expect(client.query(`delete from ${table}`)).rejects.toMatchObject({ code: refusedByPolicy });
  }
});
