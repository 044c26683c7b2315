import { Database } from '@kolony/domain/foundation/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './harness.ts';

let gateway: TestGateway;
let admin: Database;
beforeAll(async () => {
  gateway = await startGateway();
  admin = await Database.open({ url: gateway.adminUrl });
});
afterAll(async () => {
  await admin.close();
  await gateway.close();
});

const save = `mutation ($name: String!, $state: JSON!, $shared: Boolean!) {
  savedViewSave(input: { page: "members", name: $name, state: $state, shared: $shared }) @idempotent(key: "k") {
    savedView { name state shared mine version } userErrors { code field }
  }
}`;
const again = save.replace(' @idempotent(key: "k")', '');

/** Every row of a table as text, as a stolen backup would hold it. */
const textOf = async (table: string) =>
  (await admin.pool.query<{ text: string }>(`select t::text as text from ${table} t`)).rows
    .map(({ text }) => text)
    .join('\n');

test('a view keeps its search, and nothing else holds it in plain: no table, no event', async () => {
  const brand = await gateway.brand();
  const owner = await gateway.operator(brand, 'owner');
  const colleague = await gateway.operator(brand, 'viewer');
  const sending = { token: owner.token, brand: brand.id };
  const state = { search: 'search=13800138000&sort=spent' };
  const first = await gateway.graphql(save, { name: 'Big spender', state, shared: true }, sending);
  expect(first.data.savedViewSave).toEqual({
    savedView: { name: 'Big spender', state, shared: true, mine: true, version: 1 },
    userErrors: [],
  });
  const other = { search: 'search=guest%40example.com' };
  const second = await gateway.graphql(again, { name: 'Big spender', state: other, shared: true }, sending);
  expect(second.data.savedViewSave.savedView).toMatchObject({ state: other, version: 2 });
  const seen = await gateway.graphql(
    '{ savedViews(page: "members") { state mine } }',
    {},
    { token: colleague.token, brand: brand.id },
  );
  expect(seen.data.savedViews).toEqual([{ state: other, mine: false }]);
  for (const table of ['saved_view', 'audit_event', 'idempotency_key']) {
    const text = await textOf(table);
    expect([table, text.length > 0]).toEqual([table, true]);
    expect([table, /13800138000|guest|spent/.test(text)]).toEqual([table, false]);
  }
  const { rows } = await admin.pool.query(
    `select action, changes->0->'before' as before, changes->0->'after' as after from audit_event
     where subject_type = 'SavedView' order by seq`,
  );
  expect(rows).toEqual([
    {
      action: 'saved_view.create',
      before: null,
      after: { page: 'members', name: 'Big spender', shared: true, version: 1 },
    },
    { action: 'saved_view.update', before: { version: 1 }, after: { version: 2 } },
  ]);
});

test('a view takes any text: half of a pair, a zero, and what only looks like one', async () => {
  const brand = await gateway.brand();
  const { token } = await gateway.operator(brand, 'viewer');
  for (const text of ['\ud83d', '\u0000', '\\u0000']) {
    const state = { search: text };
    const answer = await gateway.graphql(
      again,
      { name: 'odd', state, shared: false },
      { token, brand: brand.id },
    );
    expect([text, answer.data?.savedViewSave?.savedView?.state]).toEqual([text, state]);
  }
});

test('one’s own views come first, so that very many of others cut off none of them', async () => {
  const brand = await gateway.brand();
  const [mine, other] = [await gateway.operator(brand, 'viewer'), await gateway.operator(brand, 'owner')];
  const sending = { token: mine.token, brand: brand.id };
  await gateway.graphql(again, { name: 'zzz', state: {}, shared: false }, sending);
  const [{ state_sealed: sealed } = {}] = (
    await admin.pool.query('select state_sealed from saved_view where brand_id = $1', [brand.uuid])
  ).rows;
  await admin.pool.query(
    `insert into saved_view (brand_id, id, operator_id, page, name, state_sealed, shared)
     select $1, gen_random_uuid(), $2, 'members', 'a' || n, $3, true from generate_series(1, 500) n`,
    [brand.uuid, other.uuid, sealed],
  );
  const { data } = await gateway.graphql('{ savedViews(page: "members") { name mine } }', {}, sending);
  expect(data.savedViews).toHaveLength(500);
  expect(data.savedViews.slice(0, 2)).toEqual([
    { name: 'zzz', mine: true },
    { name: 'a1', mine: false },
  ]);
});
