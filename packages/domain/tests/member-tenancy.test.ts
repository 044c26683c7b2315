import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../src/foundation/ids.ts';
import { openStory } from './story.ts';
import { insertInto, lettingAnythingIn, type Table, tablesOf } from './tables.ts';

/** What members reach: by which column a row is theirs, and what they may do with it. All other tables are closed. */
const reached: Record<string, { own: string; may: string; all?: true }> = {
  badge: { own: 'brand_id', may: 'SELECT', all: true },
  badge_award: { own: 'member_id', may: 'SELECT' },
  leaderboard_opt_out: { own: 'member_id', may: 'SELECT INSERT DELETE' },
  member_event: { own: 'member_id', may: 'SELECT' },
  audit_event: { own: 'actor_id', may: 'INSERT' },
  benefit_use: { own: 'member_id', may: 'SELECT' },
  brand: { own: 'id', may: 'SELECT' },
  coupon: { own: 'member_id', may: 'SELECT' },
  coupon_redemption: { own: 'member_id', may: 'SELECT' },
  // Those of which they have a coupon.
  coupon_template: { own: 'id', may: 'SELECT' },
  idempotency_key: { own: 'actor_id', may: 'SELECT INSERT UPDATE' },
  member: { own: 'id', may: 'SELECT UPDATE' },
  member_client: { own: 'id', may: 'SELECT' },
  member_consent: { own: 'member_id', may: 'SELECT INSERT' },
  member_device: { own: 'member_id', may: 'SELECT DELETE' },
  member_identity: { own: 'member_id', may: 'SELECT' },
  member_name: { own: 'member_id', may: 'SELECT INSERT UPDATE DELETE' },
  member_tier: { own: 'member_id', may: 'SELECT' },
  member_tier_change: { own: 'member_id', may: 'SELECT' },
  order: { own: 'member_id', may: 'SELECT' },
  order_line: { own: 'order_id', may: 'SELECT' },
  order_refund: { own: 'order_id', may: 'SELECT' },
  points_entry: { own: 'member_id', may: 'SELECT' },
  points_lot: { own: 'member_id', may: 'SELECT' },
  points_wallet: { own: 'member_id', may: 'SELECT' },
  profile_completed_due: { own: 'member_id', may: 'INSERT' },
  // What is offered is offered to all of the brand's.
  reward: { own: 'brand_id', may: 'SELECT', all: true },
  reward_redemption: { own: 'member_id', may: 'SELECT' },
  tier: { own: 'brand_id', may: 'SELECT', all: true },
  tier_benefit: { own: 'brand_id', may: 'SELECT', all: true },
};

/** Some columns of those, read with the member's own rights. */
const views = {
  my_badge_award: 'SELECT',
  my_benefit_use: 'SELECT',
  my_coupon: 'SELECT',
  my_coupon_redemption: 'SELECT',
  my_points_entry: 'SELECT',
  my_reward_redemption: 'SELECT',
  my_tier_benefit: 'SELECT',
};

/** Columns of those tables that are none of a member's business. */
const hidden = [
  'benefit_use.key',
  'benefit_use.note',
  'benefit_use.operator_id',
  'badge_award.operator_id',
  'badge_award.revoked_reason',
  'brand.positioning',
  'member_event.key',
  'member_event.note',
  'coupon.key',
  'coupon.note',
  'coupon_redemption.key',
  'coupon_redemption.note',
  'coupon_template.budget_minor',
  'coupon_template.issued_count',
  'member.name_grams',
  'member_client.secret_sealed',
  'member_device.access_hash',
  'member_device.family_hash',
  'member_device.previous_hash',
  'member_device.refresh_hash',
  'points_entry.key',
  'points_entry.operator_id',
  'reward_redemption.key',
  'reward_redemption.note',
  'tier_benefit.yearly_cost_minor',
];

const refusedByPolicy = '42501';

interface Scene {
  tables: Table[];
  /** Runs a statement as the member in brand a and rolls back; gives the result, or the code of what refused it. */
  asMember(text: string, brandId?: string): Promise<pg.QueryResult | string>;
  a: string;
  b: string;
  self: string;
  other: string;
}

/** Two brands, each with a row of two members in every table; the ids of the members are the same in both brands. */
async function twoMembers(): Promise<Scene> {
  const { admin, url } = await openStory();
  const tables = await tablesOf(admin);
  const [a, b, self, other] = [newId(), newId(), newId(), newId()];
  await lettingAnythingIn(admin);
  for (const brand of [a, b]) await admin.query(`insert into brand (id, name) values ('${brand}', 'Brand')`);
  for (const table of tables) {
    if (table.name === 'brand' || !table.columns.some(({ name }) => name === 'brand_id')) continue;
    for (const brand of [a, b]) {
      for (const id of [self, other]) {
        // Orders and clients have the id of their member, so that lines and devices are told apart as well; so have templates, for coupons.
        const of = {
          member_id: id,
          order_id: id,
          client_id: id,
          template_id: id,
          actor_id: id,
          actor_kind: 'member',
        };
        const ids: Record<string, string> = ['member', 'order', 'member_client', 'coupon_template'].includes(
          table.name,
        )
          ? { id, client_id: `${brand} ${id}` }
          : {};
        await admin.query(`${insertInto(table, brand, { ...of, ...ids })} on conflict do nothing`);
      }
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const asMember: Scene['asMember'] = async (text, brandId = a) => {
    await client.query(
      `begin; set local role kolony_member; set local kolony.brand_id = '${brandId}'; set local kolony.member_id = '${self}'`,
    );
    try {
      return await client.query(text);
    } catch (error) {
      return error instanceof pg.DatabaseError ? (error.code ?? '?') : String(error);
    } finally {
      await client.query('rollback');
    }
  };
  return { tables, asMember, a, b, self, other };
}

const verdictOf = (result: pg.QueryResult | string) =>
  typeof result === 'string' ? result : result.rowCount;

test('members may do nothing with a table but what is said here of it', async () => {
  const { admin } = await openStory();
  const { rows } = await admin.query<{ name: string; may: string }>(
    `select c.relname as name, string_agg(p, ' ' order by n) as may
     from pg_class c, unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) with ordinality p(p, n)
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'v', 'f')
       and (has_table_privilege('kolony_member', c.oid, p)
         or p in ('SELECT', 'INSERT', 'UPDATE') and has_any_column_privilege('kolony_member', c.oid, p))
     group by c.relname order by c.relname`,
  );
  expect(Object.fromEntries(rows.map(({ name, may }) => [name, may]))).toEqual({
    ...Object.fromEntries(Object.entries(reached).map(([name, { may }]) => [name, may])),
    ...views,
  });
  const { rows: columns } = await admin.query<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
       and has_column_privilege('kolony_member', c.oid, a.attnum, 'SELECT')`,
  );
  const seen = new Set(columns.map(({ name }) => name));
  expect(hidden.filter((column) => seen.has(column))).toEqual([]);
  const { rows: written } = await admin.query<{ name: string }>(
    `select a.attname as name from pg_attribute a where a.attrelid = 'member'::regclass and a.attnum > 0
       and has_column_privilege('kolony_member', 'member', a.attnum, 'UPDATE') order by 1`,
  );
  expect(written.map(({ name }) => name)).toEqual(
    `address_sealed birthday city display_name gender interests name_grams province real_name_sealed updated_at version`.split(
      ' ',
    ),
  );
});

test('members run no function with the rights of another role but those that find out who they are and how they compare', async () => {
  const { admin } = await openStory();
  const { rows } = await admin.query<{ name: string }>(
    `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') and p.prorettype <> 'trigger'::regtype
       and has_function_privilege('kolony_member', p.oid, 'execute') and has_schema_privilege('kolony_member', n.oid, 'usage')`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(['leaderboard_for_members', 'member_caller_by']);
  const { rows: views } = await admin.query<{ name: string }>(
    `select relname as name from pg_class c where relnamespace = 'kolony'::regnamespace and relkind in ('r', 'v', 'm')
       and has_any_column_privilege('kolony_member', c.oid, 'select')`,
  );
  expect(views).toEqual([{ name: 'brand_at_work' }]);
});

test('raw SQL in a member’s scope reads and writes their own rows of every table, and no others', async () => {
  const { tables, asMember, a, b, self, other } = await twoMembers();
  const leaks: string[] = [];
  for (const table of tables) {
    const name = `"${table.name}"`;
    const { own, may, all } = reached[table.name] ?? { own: '', may: '' };
    const expectOf = (what: string, got: unknown, ...allowed: unknown[]) => {
      if (!allowed.includes(got)) leaks.push(`${table.name}: ${what} → ${got}`);
    };
    const sees = may.includes('SELECT');
    const ownId = table.name === 'brand' || all ? a : self;
    const seen = all ? 2 : 1;
    const count = async (where: string, brandId?: string) => {
      const result = await asMember(`select count(*)::int as n from ${name} where ${where}`, brandId);
      return typeof result === 'string' ? result : result.rows[0].n;
    };
    expectOf('sees', await count('true'), sees ? seen : refusedByPolicy);
    if (sees) {
      expectOf('sees what is their own', await count(`${own} = '${ownId}'`), seen);
      expectOf(
        "sees another brand's",
        await count(table.name === 'brand' ? `id = '${b}'` : `brand_id = '${b}'`),
        0,
      );
    }
    const set = table.columns.find(({ name: column }) =>
      ['updated_at', 'version', 'created_at'].includes(column),
    );
    if (set) {
      const changed = verdictOf(await asMember(`update ${name} set "${set.name}" = "${set.name}"`));
      expectOf('changes', changed, may.includes('UPDATE') ? 1 : refusedByPolicy, refusedByPolicy);
    }
    const owner = table.columns.find(({ name: column }) => column === own);
    if (owner && table.name !== 'brand') {
      expectOf(
        'gives away',
        verdictOf(await asMember(`update ${name} set "${own}" = '${other}'`)),
        refusedByPolicy,
      );
    }
    expectOf(
      'deletes',
      verdictOf(await asMember(`delete from ${name}`)),
      may.includes('DELETE') ? 1 : refusedByPolicy,
    );
    expectOf('empties', verdictOf(await asMember(`truncate ${name} cascade`)), refusedByPolicy);
    for (const [brand, id] of [
      [a, other],
      [b, self],
    ] as const) {
      if (!table.columns.some(({ name: column }) => column === 'brand_id')) continue;
      const row = { member_id: id, order_id: id, actor_id: id, actor_kind: 'member' };
      expectOf(
        `adds for ${id} in ${brand}`,
        verdictOf(await asMember(insertInto(table, brand, row))),
        refusedByPolicy,
      );
    }
  }
  expect(leaks).toEqual([]);
});

test('a member is nobody in another brand, and acts in no other name', async () => {
  const { tables, asMember, a, self } = await twoMembers();
  const events = tables.find(({ name }) => name === 'audit_event');
  if (!events) throw new Error('there is no audit log');
  const event = (kind: string, id: string) =>
    asMember(insertInto(events, a, { actor_kind: kind, actor_id: id, brand_id: a }));
  expect(verdictOf(await event('operator', self))).toBe(refusedByPolicy);
  expect(verdictOf(await event('member', newId()))).toBe(refusedByPolicy);
  const elsewhere = await asMember('select count(*)::int as n from member', newId());
  expect(typeof elsewhere === 'string' ? elsewhere : elsewhere.rows[0].n).toBe(0);
  // Neither a role nor the scope can be changed from within a query.
  for (const text of [
    `select set_config('kolony.member_id', '${newId()}', true)`,
    `update pg_settings set setting = '${newId()}' where name = 'kolony.member_id'`,
  ])
    expect(await asMember(text)).toBe(refusedByPolicy);
});
