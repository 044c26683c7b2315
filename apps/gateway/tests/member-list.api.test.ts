import { Database } from '@kolony/domain/foundation/database';
import { encodeId } from '@kolony/domain/foundation/ids';
import { createMember } from '@kolony/domain/member/member.service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
/** A superuser's way in, behind the policies. */
let admin: Database;
beforeAll(async () => {
  gateway = await startGateway();
  admin = await Database.open({ url: gateway.adminUrl });
});
afterAll(async () => {
  await admin.close();
  await gateway.close();
});

const ask = async (query: string, variables: object, by: TestOperator) => {
  const answer = await gateway.graphql(query, { ...variables }, by);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};

describe('lists of members', () => {
  let shop: TestBrand;
  let by: TestOperator;
  const joined = (at: number) => new Date(Date.UTC(2026, 0, 1 + at));
  beforeAll(async () => {
    shop = await gateway.brand({ name: 'List' });
    by = await gateway.operator(shop, 'owner');
    const people = [
      { displayName: '王伟', city: '上海', gender: 'male', phone: '13600000000', tags: ['vip'] },
      { displayName: '李王娜', city: '北京', gender: 'female', phone: '13600000001' },
      { realName: '张伟丽', city: '上海', gender: 'female', phone: '13600000002', tags: ['vip', 'tea'] },
      { displayName: 'Brion Stark', city: 'Berlin', phone: '13600000003' },
      { displayName: 'Ethyl Botsford', phone: '13600000004' },
      { displayName: '用户42', phone: '13600000005' },
    ] as const;
    for (const [at, { phone, ...person }] of people.entries()) {
      const identities = [
        { kind: 'phone', value: phone },
        { kind: 'external_id', value: `C-${at}` },
      ] as const;
      const outcome = await gateway.database.write(gateway.scope(shop), (tx) =>
        createMember(tx, { ...person, identities, joinedAt: joined(at) }),
      );
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    }
  });
  const names = async (variables: { search?: string; filter?: object }) =>
    (
      await ask(
        `query ($search: String, $filter: MemberFilter) { members(search: $search, filter: $filter) {
          totalCount nodes { displayName realName } } }`,
        variables,
        by,
      )
    ).members;
  const shown = ({ displayName, realName }: { displayName: string | null; realName: string | null }) =>
    displayName ?? realName;
  const found = async (search: string) => (await names({ search })).nodes.map(shown);

  it.each([
    ['王', ['李王娜', '王伟']],
    ['伟', ['张**', '王伟']],
    ['王伟', ['王伟']],
    ['伟丽', ['张**']],
    ['bots', ['Ethyl Botsford']],
    ['b', ['Ethyl Botsford', 'Brion Stark']],
    ['STARK brion', ['Brion Stark']],
    ['136 0000 0004', ['Ethyl Botsford']],
    ['+8613600000002', ['张**']],
    ['1360000000', []],
    ['C-3', ['Brion Stark']],
    ['c-3', []],
    ['nobody', []],
    ['%', []],
  ])('search for %s', async (search, expected) => {
    expect(await found(search)).toEqual(expected);
    expect((await names({ search })).totalCount).toBe(expected.length);
  });

  it('filter by what is known, combined by and, or, not', async () => {
    const filtered = async (filter: object) => (await names({ filter })).nodes.map(shown);
    expect(await filtered({ city: ['上海'] })).toEqual(['张**', '王伟']);
    expect(await filtered({ city: ['上海'], not: { gender: ['MALE'] } })).toEqual(['张**']);
    expect(await filtered({ or: [{ city: ['Berlin'] }, { gender: ['MALE'] }] })).toEqual([
      'Brion Stark',
      '王伟',
    ]);
    expect(await filtered({ joinedAt: { from: joined(2), to: joined(4) } })).toEqual(['Brion Stark', '张**']);
    expect(await filtered({ orderCount: { min: 1 } })).toEqual([]);
    expect(await filtered({ spent: { max: '0.00' }, city: ['北京'] })).toEqual(['李王娜']);
    const { tags } = await ask('{ tags { id name } }', {}, by);
    const vip = tags.find(({ name }: { name: string }) => name === 'vip');
    expect(await filtered({ tagIds: [vip.id] })).toEqual(['张**', '王伟']);
    const bad = await gateway.graphql('{ members(filter: { tagIds: ["x"] }) { totalCount } }', {}, by);
    expect(bad.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('filter by when the last order was placed: those without one are in no span', async () => {
    const last = async (lastOrderAt: object, not = false) => {
      const filter = { or: [not ? { not: { lastOrderAt } } : { lastOrderAt }] };
      return (await names({ filter })).nodes.map(shown);
    };
    const set = (name: string, at: string | null) =>
      admin.pool.query('update member set last_order_at = $2 where brand_id = $1 and display_name = $3', [
        shop.uuid,
        at,
        name,
      ]);
    await set('王伟', '2026-02-01');
    await set('李王娜', '2026-03-01');
    expect(await last({ to: '2026-04-01T00:00:00Z' })).toEqual(['李王娜', '王伟']);
    expect(await last({ to: '2026-02-15T00:00:00Z' })).toEqual(['王伟']);
    expect(await last({ from: '2026-02-15T00:00:00Z' })).toEqual(['李王娜']);
    expect(await last({ from: '2026-02-15T00:00:00Z' }, true)).toHaveLength(5);
    expect(await last({})).toHaveLength(6);
    for (const name of ['王伟', '李王娜']) await set(name, null);
  });

  it.each([
    'JOINED_AT_DESC',
    'JOINED_AT_ASC',
    'SPENT_DESC',
    'SPENT_ASC',
    'ORDER_COUNT_DESC',
    'ORDER_COUNT_ASC',
    'LAST_ORDER_AT_DESC',
    'LAST_ORDER_AT_ASC',
  ])('page through %s without a repeat or a gap, there and back, also in a search', async (orderBy) => {
    const page = async (args: string) =>
      (
        await ask(
          `{ members(orderBy: [${orderBy}], ${args}) { nodes { id } pageInfo { hasNextPage endCursor startCursor } } }`,
          {},
          by,
        )
      ).members;
    const ids = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);
    const whole = ids(await page('first: 100'));
    expect(new Set(whole).size).toBe(6);
    for (const search of ['', ', search: "王"']) {
      const all = ids(await page(`first: 100${search}`));
      const walked: string[] = [];
      let after = '';
      for (;;) {
        const part = await page(`first: 1${after}${search}`);
        walked.push(...ids(part));
        if (!part.pageInfo.hasNextPage) break;
        after = `, after: "${part.pageInfo.endCursor}"`;
      }
      expect(walked).toEqual(all);
    }
    const last = await page('last: 2');
    expect(ids(last)).toEqual(whole.slice(-2));
    expect(ids(await page(`last: 3, before: "${last.pageInfo.startCursor}"`))).toEqual(whole.slice(-5, -2));
  });

  it('find every one of a name that very many have, in order, and count them', async () => {
    const crowd = await gateway.brand({ name: 'Crowd' });
    const sender = await gateway.operator(crowd, 'owner');
    const outcome = await gateway.database.write(gateway.scope(crowd), (tx) =>
      createMember(tx, {
        displayName: '王多多',
        joinedAt: joined(0),
        identities: [{ kind: 'external_id', value: '王' }],
      }),
    );
    if (!outcome.ok) throw new Error('refused');
    await admin.pool.query(
      `insert into member (brand_id, id, display_name, name_grams, joined_at)
       select brand_id, gen_random_uuid(), display_name, name_grams, joined_at + n * interval '1 second'
       from member, generate_series(1, 5200) n where id = $1`,
      [outcome.value],
    );
    const page = async (args: string) =>
      (
        await ask(
          `{ members(search: "王", orderBy: [JOINED_AT_ASC], ${args}) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`,
          {},
          sender,
        )
      ).members;
    const first = await page('first: 100');
    expect(first.totalCount).toBe(5201);
    // Who is found by something else than the name counts as well, and whoever was merged doesn't any more.
    await gateway.database.write(gateway.scope(crowd), (tx) =>
      createMember(tx, {
        displayName: '李四',
        identities: [{ kind: 'external_id', namespace: 'shop', value: '王' }],
      }),
    );
    const narrowed = 'filter: { source: [MANUAL] }';
    for (const args of ['first: 1', `first: 1, ${narrowed}`])
      expect((await page(args)).totalCount).toBe(5202);
    await admin.pool.query(
      `update member set merged_into = $1 where id in (select id from member where brand_id = $2 and id <> $1
         order by joined_at desc offset 1 limit 2)`,
      [outcome.value, crowd.uuid],
    );
    for (const args of ['first: 1', `first: 1, ${narrowed}`])
      expect((await page(args)).totalCount).toBe(5200);
    const { nodes } = await page(`first: 100, after: "${first.pageInfo.endCursor}"`);
    const { rows } = await admin.pool.query(
      'select id from member where brand_id = $1 order by joined_at, id limit 200',
      [crowd.uuid],
    );
    expect([...first.nodes, ...nodes].map(({ id }: { id: string }) => id)).toEqual(
      rows.map(({ id }) => encodeId('Member', String(id))),
    );
  });

  it('take no text that the database could choke on as anything but a text', async () => {
    for (const search of ['\u0000', '\ud800', "'; drop table member; --", '{}', '\\', 'x'.repeat(5000)]) {
      const answer = await gateway.graphql(
        'query ($s: String) { members(search: $s) { totalCount } }',
        { s: search },
        by,
      );
      expect(answer.errors?.[0]?.extensions.code ?? answer.data.members.totalCount).toBe(0);
    }
  });
});
