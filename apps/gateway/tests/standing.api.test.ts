import { done } from '@kolony/domain/foundation/errors';
import { recordOrders } from '@kolony/domain/order/order.record.service';
import { calculateAll } from '@kolony/domain/standing/standing.calculate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let marketer: TestOperator;
let viewer: TestOperator;

const ask = (query: string, variables: object = {}, operator = viewer, locale = 'en') =>
  gateway.graphql(
    query,
    { ...variables },
    { token: operator.token, brand: brand.id, headers: { 'accept-language': locale } },
  );

const day = 86_400_000;

/** C1 has one order of 100 long ago, C5 five of 500 just now. */
async function orderTea(of: TestBrand): Promise<void> {
  const orders = [1, 2, 3, 4, 5].flatMap((n) =>
    Array.from({ length: n }, (_, order) => ({
      orderNo: `${n}-${order}`,
      placedAt: new Date(Date.now() - ((5 - n) * 60 + order) * day),
      totalMinor: n * 10_000,
      identities: [{ kind: 'external_id' as const, value: `C${n}` }],
      source: 'api' as const,
    })),
  );
  await gateway.database.write(gateway.scope(of), async (tx) => done(await recordOrders(tx, orders)));
  await calculateAll(gateway.database, gateway.scope(of));
}

beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  marketer = await gateway.operator(brand, 'marketer');
  viewer = await gateway.operator(brand, 'viewer');
  await orderTea(brand);
  const made = await ask(
    'mutation { memberCreate(input: { displayName: "Ann" }) { userErrors { code } } }',
    {},
    marketer,
  );
  expect(made.data.memberCreate.userErrors).toEqual([]);
});
afterAll(() => gateway.close());

const members = `query($filter: MemberFilter) {
  members(filter: $filter, orderBy: [SPENT_ASC]) {
    totalCount
    nodes { spent { amount } rfm { recency frequency monetary group { code name description } scoredAt }
      lifecycleStage lifecycleStageSince stageHistory(first: 5) { totalCount nodes { from to at } } }
  }
}`;

describe('a member', () => {
  it('has scores, a group in the language asked for, a stage and its history; without orders none but a stage', async () => {
    const { data, errors } = await ask(members);
    expect(errors).toBeUndefined();
    const { nodes } = data.members;
    expect(nodes).toHaveLength(6);
    expect(nodes[0]).toMatchObject({ rfm: null, lifecycleStage: null, lifecycleStageSince: null });
    expect(nodes[1]).toMatchObject({
      rfm: { recency: 1, frequency: 1, monetary: 1, group: { code: 'LOST', name: 'Lost' } },
      lifecycleStage: 'DORMANT',
      stageHistory: { totalCount: 3, nodes: [{ from: 'GROWING', to: 'DORMANT' }, {}, {}] },
    });
    expect(nodes[5]).toMatchObject({
      rfm: { recency: 5, frequency: 5, monetary: 5, group: { code: 'CHAMPIONS' } },
      lifecycleStage: 'NEW',
    });
    const zh = await ask(members, {}, viewer, 'zh-CN');
    expect(zh.data.members.nodes[5].rfm.group.name).toBe('核心会员');
  });

  it.each([
    [{ rfm: { recency: [5] } }, ['2500.00']],
    [{ rfm: { recency: [1, 2], frequency: [2] } }, ['400.00']],
    [{ rfm: { groups: ['LOST', 'HIBERNATING'] } }, ['100.00', '400.00']],
    [{ rfm: { groups: [] } }, []],
    [{ rfm: { recency: [7, -1] } }, []],
    [{ rfm: {} }, ['0.00', '100.00', '400.00', '900.00', '1600.00', '2500.00']],
    [{ not: { rfm: { recency: [1, 2, 3, 4, 5] } } }, ['0.00']],
    [{ lifecycleStage: ['DORMANT'] }, ['100.00', '400.00', '900.00']],
    [{ lifecycleStage: ['NEW'], rfm: { monetary: [5] } }, ['2500.00']],
    [{ or: [{ rfm: { monetary: [1] } }, { lifecycleStage: ['NEW'] }] }, ['100.00', '2500.00']],
  ])('is found by %j', async (filter, spent) => {
    const { data, errors } = await ask(members, { filter });
    expect(errors).toBeUndefined();
    expect(data.members.nodes.map((node: { spent: { amount: string } }) => node.spent.amount)).toEqual(spent);
    expect(data.members.totalCount).toBe(spent.length);
  });
});

const matrix = `query($rows: RfmDimension, $columns: RfmDimension) { rfmMatrix(rows: $rows, columns: $columns) {
  memberCount averageSpent { amount currency } calculatedAt cutPoints { recency frequency monetary }
  cells { row column memberCount share averageSpent { amount } groups { group { code } memberCount } }
  groups { group { code name } memberCount share averageSpent { amount } } } }`;

describe('the matrix', () => {
  it('has all 25 cells, with what their members spent, and all groups', async () => {
    const { data, errors } = await ask(matrix);
    expect(errors).toBeUndefined();
    const { cells, groups, ...rest } = data.rfmMatrix;
    expect(rest).toMatchObject({
      memberCount: 5,
      averageSpent: { amount: '1100.00', currency: 'CNY' },
      cutPoints: { frequency: [2, 3, 4, 5], monetary: ['400.00', '900.00', '1600.00', '2500.00'] },
    });
    expect(rest.calculatedAt).toMatch(/^20/);
    expect(rest.cutPoints.recency.every((moment: string) => moment.endsWith('T16:00:00.000Z'))).toBe(true);
    expect(cells).toHaveLength(25);
    expect([cells[0].row, cells[0].column, cells[24].row, cells[24].column]).toEqual([5, 1, 1, 5]);
    expect(cells[4]).toEqual({
      row: 5,
      column: 5,
      memberCount: 1,
      share: 0.2,
      averageSpent: { amount: '2500.00' },
      groups: [{ group: { code: 'CHAMPIONS' }, memberCount: 1 }],
    });
    expect(groups).toHaveLength(11);
  });

  it('is of whichever two dimensions are asked for, and not of one with itself', async () => {
    const { data } = await ask(matrix, { rows: 'MONETARY', columns: 'RECENCY' });
    expect(data.rfmMatrix.cells[4]).toMatchObject({ row: 5, column: 5, memberCount: 1 });
    const { errors } = await ask(matrix, { rows: 'RECENCY', columns: 'RECENCY' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

it('lists the groups in the language asked for', async () => {
  const { data } = await ask('{ rfmGroups { code name description } }', {}, viewer, 'zh-CN');
  expect(data.rfmGroups).toHaveLength(11);
  expect(data.rfmGroups[0]).toEqual({
    code: 'CHAMPIONS',
    name: '核心会员',
    description: '最近刚买，买得多、花得多。',
  });
});

describe('the flow', () => {
  const flow = `query($weeks: Int) { lifecycleFlow(weeks: $weeks) {
    start stages { stage memberCount } moves { from to memberCount } } }`;

  it('tells of each week who is where, and who moved', async () => {
    const { data, errors } = await ask(flow, { weeks: 60 });
    expect(errors).toBeUndefined();
    const weeks: { start: string; moves: { from: string | null; memberCount: number }[] }[] =
      data.lifecycleFlow;
    expect(weeks).toHaveLength(60);
    for (const { start } of weeks) expect(new Date(start).getUTCDay()).toBe(1);
    const came = weeks.flatMap(({ moves }) => moves).filter(({ from }) => from === null);
    expect(came.reduce((sum, { memberCount }) => sum + memberCount, 0)).toBe(5);
    expect(data.lifecycleFlow[59].stages.map(({ stage }: { stage: string }) => stage)).toEqual([
      'NEW',
      'GROWING',
      'MATURE',
      'DORMANT',
    ]);
  });

  it('is 12 weeks unless told, and 104 at most', async () => {
    expect((await ask(flow)).data.lifecycleFlow).toHaveLength(12);
    for (const weeks of [0, 105]) {
      const { errors } = await ask(flow, { weeks });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('settings', () => {
  const update = `mutation($input: StandingSettingsUpdateInput!) { standingSettingsUpdate(input: $input) {
    settings { version method recencyDays frequencyOrders monetaryAmounts currency newDays growingDays dormantDays }
    job { name status } userErrors { code field message } } }`;

  it('are read by whoever reads members, and tried without being changed', async () => {
    const { data } = await ask(
      '{ standingSettings { version method monetaryAmounts newDays growingDays dormantDays } }',
    );
    expect(data.standingSettings).toEqual({
      version: 1,
      method: 'QUINTILE',
      monetaryAmounts: ['100.00', '300.00', '1000.00', '3000.00'],
      newDays: 7,
      growingDays: 90,
      dormantDays: 90,
    });
    const preview = `query($input: StandingPreviewInput!) { standingPreview(input: $input) {
      memberCount scoredCount recency { score memberCount } monetary { score memberCount }
      groups { group { code } memberCount } stages { stage memberCount } } }`;
    const tried = await ask(preview, {
      input: { method: 'THRESHOLD', monetaryAmounts: ['200', '400', '401', '2500.00'], dormantDays: 200 },
    });
    expect(tried.errors).toBeUndefined();
    expect(tried.data.standingPreview).toMatchObject({
      memberCount: 6,
      scoredCount: 5,
      monetary: [1, 0, 1, 2, 1].map((memberCount, at) => ({ score: at + 1, memberCount })),
    });
    const { errors } = await ask(preview, { input: { monetaryAmounts: ['2', '1', '3', '4'], newDays: 100 } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('are changed by whoever runs programmes, by version; what is wrong is said in both languages', async () => {
    const input = {
      version: 1,
      method: 'THRESHOLD',
      recencyDays: [1, 2, 3, 4],
      monetaryAmounts: ['1', '2', '3.5', '4'],
    };
    const refused = await ask(
      update,
      { input: { ...input, newDays: 90, frequencyOrders: [1, 2] } },
      marketer,
      'zh-CN',
    );
    expect(refused.data.standingSettingsUpdate).toMatchObject({
      settings: null,
      job: null,
      userErrors: [
        { code: 'CUT_POINTS_INVALID', field: ['frequencyOrders'], message: '须为四个递增的分界值。' },
        { code: 'STAGE_DAYS_INVALID', field: ['growingDays'] },
      ],
    });
    const { data, errors } = await ask(update, { input }, marketer);
    expect(errors).toBeUndefined();
    expect(data.standingSettingsUpdate).toMatchObject({
      settings: {
        version: 2,
        method: 'THRESHOLD',
        monetaryAmounts: ['1.00', '2.00', '3.50', '4.00'],
        currency: 'CNY',
      },
      job: { name: 'standing.calculate', status: 'QUEUED' },
      userErrors: [],
    });
    const outdated = await ask(update, { input }, marketer);
    expect(outdated.data.standingSettingsUpdate.userErrors).toMatchObject([{ code: 'VERSION_OUTDATED' }]);
  });

  it('are no matter of who only reads, and neither is to calculate', async () => {
    const { errors } = await ask(update, { input: { version: 2 } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const calculate = 'mutation { standingCalculate { job { name } userErrors { code } } }';
    expect((await ask(calculate)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { data } = await ask(calculate, {}, marketer);
    // The change of settings has asked for one.
    expect(data.standingCalculate).toEqual({
      job: null,
      userErrors: [{ code: 'STANDINGS_BEING_CALCULATED' }],
    });
  });
});

describe('another brand', () => {
  it('has its own scores, settings and flow, and sees nothing of these', async () => {
    const other = await gateway.brand({ name: 'Other', currency: 'JPY' });
    const stranger = await gateway.operator(other, 'owner');
    const sending = { token: stranger.token, brand: other.id };
    const { data } = await gateway.graphql(
      `{ rfmMatrix { memberCount averageSpent { amount } cutPoints { frequency } calculatedAt }
         lifecycleFlow(weeks: 1) { stages { memberCount } moves { memberCount } }
         standingSettings { version monetaryAmounts } members { totalCount } }`,
      {},
      sending,
    );
    expect(data).toEqual({
      rfmMatrix: { memberCount: 0, averageSpent: null, cutPoints: null, calculatedAt: null },
      lifecycleFlow: [{ stages: Array.from({ length: 4 }, () => ({ memberCount: 0 })), moves: [] }],
      standingSettings: { version: 1, monetaryAmounts: ['100', '300', '1000', '3000'] },
      members: { totalCount: 0 },
    });
    const before = (await ask(matrix)).data;
    await orderTea(other);
    const after = (await ask(matrix)).data;
    expect(after).toEqual(before);
  });
});

it('works out the standing of a member who is merged as that of the one who is kept', async () => {
  const { data } = await ask('{ members(orderBy: [SPENT_DESC]) { nodes { id } } }');
  const [kept, merged] = data.members.nodes;
  const done = await ask(
    'mutation($input: MemberMergeInput!) { memberMerge(input: $input) { userErrors { code } } }',
    { input: { keptId: kept.id, mergedId: merged.id } },
    await gateway.operator(brand, 'owner'),
  );
  expect(done.data.memberMerge.userErrors).toEqual([]);
  const one = await ask(
    'query($id: ID!) { member(id: $id) { rfm { recency } lifecycleStage stageHistory { nodes { to } } } }',
    {
      id: merged.id,
    },
  );
  expect(one.data.member).toMatchObject({
    rfm: null,
    lifecycleStage: null,
    stageHistory: { nodes: [{ to: null }, { to: 'GROWING' }, { to: 'NEW' }] },
  });
  expect((await ask(matrix)).data.rfmMatrix.memberCount).toBe(4);
});
