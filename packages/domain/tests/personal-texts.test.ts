import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { done } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import { eraseReasons } from '../src/member-access/personal-data.ts';
import { closeAccountOf } from './closing.ts';
import { makeBrand, openStory } from './story.ts';
import { insertInto, lettingAnythingIn, tablesOf } from './tables.ts';

/** What somebody wrote, or sealed, of whom it hangs on. It is gone once they have closed the account. */
const erased = [
  'badge_award.note',
  'badge_award.revoked_reason',
  'benefit_use.note',
  'coupon.note',
  'coupon_redemption.note',
  'member.address_sealed',
  'member.city',
  'member.display_name',
  'member.gender',
  'member.initial',
  'member.interests',
  'member.province',
  'member.real_name_sealed',
  'member_event.note',
  'points_adjustment.decision_note',
  'points_adjustment.reason',
  'points_entry.reason',
  'reward_redemption.note',
];

/** Rows that go as a whole. */
const gone = ['member_device', 'member_identity', 'member_merge', 'member_note', 'member_standing'];

/** Texts that stay, and why they may. Who adds a column has to say where it belongs. */
const kept: Record<string, string[]> = {
  'words of ours': [
    'badge_award.period_key',
    'benefit_use.kind',
    'coupon.status',
    'coupon.subject_type',
    'coupon_redemption.status',
    'leaderboard_score.board',
    'leaderboard_score.period',
    'member.source',
    'member_consent.purpose',
    'member_event.event',
    'member_stage_change.from_stage',
    'member_stage_change.to_stage',
    'member_tier_change.cause',
    'order.source',
    'order.status',
    'order_earning.steps',
    'points_adjustment.status',
    'points_entry.kind',
    'points_entry.subject_type',
    'points_posting.from_account',
    'points_posting.to_account',
    'reward_redemption.status',
  ],
  'names of acts, by which none is done twice': [
    'benefit_use.key',
    'coupon.code',
    'coupon.key',
    'coupon_redemption.key',
    'member_event.key',
    'points_adjustment.key',
    'points_entry.key',
    'reward_redemption.key',
  ],
  'what the shop sold, which its books are kept of': [
    'coupon_redemption.channel',
    'coupon_redemption.order_no',
    'order.channel',
    'order.order_no',
    'order_line.product_name',
    'order_line.sku',
    'order_refund.refund_no',
  ],
  'the proof of what was allowed and withdrawn': ['member_consent.channel', 'member_consent.policy_version'],
};

interface Text {
  table: string;
  column: string;
  type: string;
  isGenerated: boolean;
}

/** Every column of a table that hangs on members, however far, that may hold words. */
async function textsOf(admin: pg.Client): Promise<Text[]> {
  const { rows } = await admin.query<Text>(
    `with recursive hanging(id) as (
       select 'member'::regclass::oid union
       select c.conrelid from hanging h join pg_constraint c on c.contype = 'f' and c.confrelid = h.id
     )
     select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, a.attgenerated <> '' as "isGenerated"
     from hanging h join pg_class c on c.oid = h.id join pg_attribute a on a.attrelid = h.id and a.attnum > 0 and not a.attisdropped
     where format_type(a.atttypid, null) in ('text', 'text[]', 'character varying', 'json', 'jsonb', 'bytea') order by 1, 2`,
  );
  return rows;
}

const word = 'said-of-them';
const inType: Readonly<Record<string, string>> = {
  'text[]': `{${word}}`,
  jsonb: `"${word}"`,
  bytea: `\\x${Buffer.from(word).toString('hex')}`,
};

test('every text that hangs on a member is known, and whether it goes with the account', async () => {
  const { admin } = await openStory();
  const texts = await textsOf(admin);
  const known = [...erased, ...Object.values(kept).flat()];
  expect(new Set(known).size).toBe(known.length);
  expect(
    texts
      .filter(({ table }) => !gone.includes(table))
      .map(({ table, column }) => `${table}.${column}`)
      .sort(),
  ).toEqual(known.sort());
});

test('whoever closes the account takes along what was written of them, however it is stored, and of nobody else', async () => {
  const { database, admin } = await openStory();
  const { id: brandId } = await makeBrand(database);
  const [leaving, staying] = [newId(), newId()];
  const texts = await textsOf(admin);
  await lettingAnythingIn(admin);
  const written = (await tablesOf(admin)).flatMap((table) => {
    const columns = texts.filter((text) => text.table === table.name && !text.isGenerated);
    const owner = ['id', 'kept_id', 'member_id'].find(
      (name) =>
        (table.name === 'member') === (name === 'id') && table.columns.some((column) => column.name === name),
    );
    return columns.length > 0 && owner ? [{ table, columns, owner }] : [];
  });
  for (const { table, columns, owner } of written)
    for (const memberId of [leaving, staying]) {
      const words = Object.fromEntries(columns.map(({ column, type }) => [column, inType[type] ?? word]));
      const own: Record<string, string> = table.columns.some(({ name }) => name === 'revoked_at')
        ? { revoked_at: 'now' }
        : {};
      // What is unique in a brand is another's with them.
      const unique = Object.fromEntries(
        ['key', 'code', 'order_no', 'lookup', 'family_hash', 'access_hash']
          .filter((name) => words[name] !== undefined)
          .map((name) => [
            name,
            `${words[name]}${words[name]?.startsWith('\\x') ? memberId.slice(-2) : memberId}`,
          ]),
      );
      await admin.query(insertInto(table, brandId, { ...own, ...words, ...unique, [owner]: memberId }));
    }
  await admin.query('set session_replication_role = origin');

  await closeAccountOf({ database, brandId }, leaving);

  const left = async (memberId: string) => {
    const found: string[] = [];
    for (const { table, columns, owner } of written)
      for (const { column, type } of columns) {
        const { rows } = await admin.query<{ n: number }>(
          `select count(*)::int as n from "${table.name}" t where "${owner}" = $1 and strpos(row_to_json(t)::jsonb ->> $2, $3) > 0`,
          [memberId, column, type === 'bytea' ? Buffer.from(word).toString('hex') : word],
        );
        if (rows[0]?.n) found.push(`${table.name}.${column}`);
      }
    return found.sort();
  };
  const reached = new Set(written.map(({ table }) => table.name));
  const stays = Object.values(kept)
    .flat()
    .filter((text) => reached.has(text.split('.')[0] ?? ''))
    .sort();
  expect(await left(leaving)).toEqual(stays);
  expect(await left(staying)).toHaveLength(written.flatMap(({ columns }) => columns).length);
});

test('why points came and went can be taken out of closed accounts alone, in the brand at work, and nothing else can be done with it', async () => {
  const { database, admin, url } = await openStory();
  const [here, there] = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  const member = async (brandId: string, isClosed: boolean) => {
    const id = newId();
    await admin.query(
      'insert into member (brand_id, id, closed_at) values ($1, $2, case when $3 then now() end)',
      [brandId, id, isClosed],
    );
    await admin.query(
      `insert into points_entry (brand_id, id, member_id, kind, points, available_after, pending_after, key, reason)
       values ($1, gen_random_uuid(), $2, 'adjust', 5, 5, 0, $3, 'why')`,
      [brandId, id, id],
    );
    await admin.query(
      `insert into points_adjustment (brand_id, id, member_id, points, reason, key, status)
       values ($1, gen_random_uuid(), $2, 5, 'why', $3, 'rejected')`,
      [brandId, id, id],
    );
    return id;
  };
  const [closed, open, elsewhere] = [
    await member(here.id, true),
    await member(here.id, false),
    await member(there.id, true),
  ];
  const reasonsOf = async (id: string) =>
    (
      await admin.query<{ reason: string | null }>(
        'select reason from points_entry where member_id = $1 union all select reason from points_adjustment where member_id = $1',
        [id],
      )
    ).rows.map(({ reason }) => reason);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  /** How many rows a statement changed as a role in the brand; or why it couldn't. */
  const as = async (role: string, text: string) => {
    await client.query(`begin; set local role ${role}; set local kolony.brand_id = '${here.id}'`);
    try {
      return (await client.query(text)).rowCount;
    } catch (error) {
      return error instanceof pg.DatabaseError ? error.code : String(error);
    } finally {
      await client.query('rollback');
    }
  };
  const [denied, none] = ['42501', 0];
  for (const table of ['points_entry', 'points_adjustment']) {
    expect(await as('kolony_app', `update ${table} set reason = null`)).toBe(denied);
    expect(
      await as('kolony_ledger', `update ${table} set reason = 'other' where member_id = '${closed}'`),
    ).toBe(denied);
    expect(await as('kolony_ledger', `update ${table} set reason = null where member_id = '${open}'`)).toBe(
      none,
    );
    expect(await as('kolony_ledger', `update ${table} set points = 6`)).toBe(denied);
  }
  expect(await as('kolony_member', `select kolony.erase_reasons('{}')`)).toBe(denied);
  const erased = await database.write(here.scope, async (tx) =>
    done(await eraseReasons(tx, [closed, open, elsewhere])),
  );
  expect(erased).toEqual({ ok: true, value: 2 });
  expect([await reasonsOf(closed), await reasonsOf(open), await reasonsOf(elsewhere)]).toEqual([
    [null, null],
    ['why', 'why'],
    ['why', 'why'],
  ]);
});
