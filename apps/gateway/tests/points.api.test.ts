import { done } from '@kolony/domain/foundation/errors';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { createMember } from '@kolony/domain/member/member.service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let finance: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  finance = await gateway.operator(brand, 'finance');
});
afterAll(() => gateway.close());

const ask = async (query: string, variables: Record<string, unknown> = {}, by: object = owner) => {
  const answer = await gateway.graphql(query, variables, by);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const member = async (of = brand) => {
  const made = await gateway.database.write(gateway.scope(of), (tx) =>
    createMember(tx, { displayName: 'Lin' }),
  );
  if (!made.ok) throw new Error('refused');
  return encodeId('Member', made.value);
};
const entry =
  'entry { id kind points availableAfter pendingAfter shortfall reason operator { id } member { id } }';
const mutations = {
  pointsEarn: 'PointsEarnInput',
  pointsRedeem: 'PointsRedeemInput',
  pointsGiveBack: 'PointsGiveBackInput',
  pointsTakeBack: 'PointsTakeBackInput',
  pointsRelease: 'PointsReleaseInput',
} as const;
const post = (name: keyof typeof mutations, input: object, key: string = newId(), by: object = owner) =>
  ask(
    `mutation ($input: ${mutations[name]}!, $key: String!) {
      done: ${name}(input: $input) @idempotent(key: $key) { ${entry} userErrors { code field message } } }`,
    { input, key },
    by,
  ).then(({ done }) => done);
const adjust = (input: object, by: object = owner) =>
  ask(
    `mutation ($input: PointsAdjustInput!, $key: String!) { pointsAdjust(input: $input) @idempotent(key: $key) {
      adjustment { id status points availableActions entry { id } requestedBy { id } } userErrors { code } } }`,
    { input, key: newId() },
    by,
  ).then(({ pointsAdjust }) => pointsAdjust);
const decide = (input: object, by: object) =>
  gateway.graphql(
    `mutation ($input: PointsAdjustmentDecideInput!) { pointsAdjustmentDecide(input: $input) {
      adjustment { status decidedBy { id } decisionNote entry { points } } userErrors { code } } }`,
    { input },
    by,
  );

it('points are earned, let go, spent, given back and taken back; the statement tells of it', async () => {
  const lin = await member();
  const earned = await post('pointsEarn', { memberId: lin, points: 120, reason: 'Review of 龙井' });
  expect(earned).toMatchObject({
    userErrors: [],
    entry: {
      kind: 'EARN',
      points: 120,
      availableAfter: 0,
      pendingAfter: 120,
      reason: 'Review of 龙井',
      operator: { id: owner.id },
    },
  });
  const short = await post('pointsRedeem', { memberId: lin, points: 50 });
  expect(short).toMatchObject({
    entry: null,
    userErrors: [{ code: 'POINTS_INSUFFICIENT', field: ['points'] }],
  });
  await post('pointsRelease', { entryId: earned.entry.id });
  const redeemed = await post('pointsRedeem', { memberId: lin, points: 50, reason: 'Tea' });
  expect(redeemed.entry).toMatchObject({ kind: 'REDEEM', points: -50, availableAfter: 70 });
  await post('pointsGiveBack', { entryId: redeemed.entry.id });
  await post('pointsTakeBack', { entryId: earned.entry.id, points: 20 });
  const { member: page } = await ask(
    `query ($id: ID!) { member(id: $id) { points { available pending value { amount currency } expiringNext { points at }
      lots { nodes { available pending expiresAt } }
      entries(first: 10) { totalCount nodes { kind points availableAfter cause { kind } postings { from to points expiresAt } } } } } }`,
    { id: lin },
  );
  expect(page.points).toMatchObject({
    available: 100,
    pending: 0,
    value: { amount: '1.00', currency: 'CNY' },
  });
  expect(page.points.expiringNext).toEqual({ points: 100, at: page.points.lots.nodes[0].expiresAt });
  expect(page.points.lots.nodes).toHaveLength(1);
  expect(page.points.entries.totalCount).toBe(5);
  expect(
    page.points.entries.nodes.map(
      ({ kind, points }: { kind: string; points: number }) => `${kind} ${points}`,
    ),
  ).toEqual(['TAKE_BACK -20', 'GIVE_BACK 50', 'REDEEM -50', 'MATURE 0', 'EARN 120']);
  expect(page.points.entries.nodes[0]).toMatchObject({
    cause: { kind: 'EARN' },
    postings: [{ from: 'AVAILABLE', to: 'REVERSED', points: 20 }],
  });
});

it('points wait for a condition of the caller’s until they are released, at no time of their own', async () => {
  const lin = await member();
  const { entry } = await post('pointsEarn', { memberId: lin, points: 30, untilReleased: true });
  const wallet = async () => {
    const { member: found } = await ask(
      'query ($id: ID!) { member(id: $id) { points { pending available lots(first: 9) { nodes { availableAt } } } } }',
      { id: lin },
    );
    return found.points;
  };
  expect(await wallet()).toEqual({ pending: 30, available: 0, lots: { nodes: [{ availableAt: null }] } });
  await post('pointsRelease', { entryId: entry.id });
  expect(await wallet()).toMatchObject({ pending: 0, available: 30 });
});

it('nothing moves without a key, and nothing twice with one, however many ask at once', async () => {
  const lin = await member();
  const bare = await gateway.graphql(
    'mutation ($input: PointsEarnInput!) { pointsEarn(input: $input) { entry { id } } }',
    { input: { memberId: lin, points: 5 } },
    owner,
  );
  expect(bare.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(JSON.stringify(bare.errors)).toContain('@idempotent');
  const key = newId();
  const earn = (points = 5, by: object = owner) => post('pointsEarn', { memberId: lin, points }, key, by);
  const same = await Promise.all(Array.from({ length: 50 }, () => earn()));
  expect(new Set(same.map(({ entry: { id } }) => id)).size).toBe(1);
  await expect(earn(6)).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  // A day later the answer isn't kept any more, but the act is known for ever.
  await gateway.database.write(gateway.scope(brand), async (tx) =>
    done(await tx.query('delete from idempotency_key')),
  );
  expect((await earn()).entry.id).toBe(same[0].entry.id);
  await expect(earn(6)).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  // Another caller's key is another one.
  expect((await earn(5, finance)).entry.id).not.toBe(same[0].entry.id);
  const { member: found } = await ask('query ($id: ID!) { member(id: $id) { points { pending } } }', {
    id: lin,
  });
  expect(found.points.pending).toBe(10);
});

it('many points by hand wait for a second operator, who sees what can be done', async () => {
  const lin = await member();
  expect((await adjust({ memberId: lin, points: 1000, reason: 'Late parcel' })).adjustment).toMatchObject({
    status: 'POSTED',
    availableActions: [],
    entry: {},
  });
  const alone = await post('pointsEarn', { memberId: lin, points: 1001 });
  expect(alone).toMatchObject({ entry: null, userErrors: [{ code: 'POINTS_NEED_APPROVAL' }] });
  const { adjustment } = await adjust({ memberId: lin, points: -1001, reason: 'Fraud' });
  expect(adjustment).toMatchObject({
    status: 'WAITING',
    availableActions: ['WITHDRAW'],
    requestedBy: { id: owner.id },
  });
  const waiting =
    'query { pointsAdjustments(filter: { status: [WAITING] }) { nodes { id availableActions } } }';
  const seen = await ask(waiting, {}, finance);
  expect(seen.pointsAdjustments.nodes).toEqual([
    { id: adjustment.id, availableActions: ['APPROVE', 'REJECT'] },
  ]);
  const own = await decide({ id: adjustment.id, action: 'APPROVE' }, owner);
  expect(own.data.pointsAdjustmentDecide.userErrors).toEqual([{ code: 'APPROVAL_BY_ANOTHER' }]);
  const marketer = await gateway.operator(brand, 'marketer');
  expect(
    (await decide({ id: adjustment.id, action: 'APPROVE' }, marketer)).errors?.[0]?.extensions.code,
  ).toBe('FORBIDDEN');
  const poor = await decide({ id: adjustment.id, action: 'APPROVE' }, finance);
  expect(poor.data.pointsAdjustmentDecide.userErrors).toEqual([{ code: 'POINTS_INSUFFICIENT' }]);
  const decided = await decide({ id: adjustment.id, action: 'REJECT', note: 'Look again' }, finance);
  expect(decided.data.pointsAdjustmentDecide).toMatchObject({
    adjustment: {
      status: 'REJECTED',
      decidedBy: { id: finance.id },
      decisionNote: 'Look again',
      entry: null,
    },
  });
});

it('the programme and the liability are told, and changed by who may', async () => {
  const fields =
    'version expiry expiryMonths pendingDays belowZero approvalAbove valuePoints value { amount } expiresAt';
  const { pointsProgramme } = await ask(`{ pointsProgramme { ${fields} } }`);
  expect(pointsProgramme).toMatchObject({
    version: 1,
    expiry: 'AFTER_MONTHS',
    pendingDays: 7,
    approvalAbove: 1000,
  });
  const change = (input: object, by: object) =>
    gateway.graphql(
      `mutation ($input: PointsProgrammeUpdateInput!) { pointsProgrammeUpdate(input: $input) {
        programme { ${fields} } userErrors { code field } } }`,
      { input },
      by,
    );
  expect((await change({ version: 1, pendingDays: 1 }, finance)).errors?.[0]?.extensions.code).toBe(
    'FORBIDDEN',
  );
  const wrong = await change({ version: 1, pendingDays: 366, valuePoints: 0 }, owner);
  expect(wrong.data.pointsProgrammeUpdate.userErrors).toEqual([
    { code: 'OUT_OF_RANGE', field: ['pendingDays'] },
    { code: 'OUT_OF_RANGE', field: ['valuePoints'] },
  ]);
  const changed = await change({ version: 1, expiry: 'NEVER', value: '0.5', approvalAbove: null }, owner);
  expect(changed.data.pointsProgrammeUpdate.programme).toMatchObject({
    version: 2,
    expiry: 'NEVER',
    expiresAt: null,
    approvalAbove: null,
    value: { amount: '0.50' },
  });
  const { pointsLiability } = await ask(
    '{ pointsLiability { memberCount available pending owed value { amount } expiring { month points } flow { month earned redeemed } } }',
  );
  expect(pointsLiability.expiring).toHaveLength(12);
  expect(pointsLiability.flow).toHaveLength(12);
  expect(pointsLiability.available).toBeGreaterThan(0);
});

it('another brand’s members, entries and adjustments are as unknown ones', async () => {
  const lin = await member();
  const { entry: earned } = await post('pointsEarn', { memberId: lin, points: 5 });
  const { adjustment } = await adjust({ memberId: lin, points: 9, reason: 'x' });
  const other = await gateway.brand();
  const stranger = await gateway.operator(other, 'owner');
  for (const [name, input] of [
    ['pointsEarn', { memberId: lin, points: 5 }],
    ['pointsRedeem', { memberId: lin, points: 5 }],
    ['pointsTakeBack', { entryId: earned.id, points: 5 }],
    ['pointsGiveBack', { entryId: earned.id }],
    ['pointsRelease', { entryId: earned.id }],
  ] as const) {
    await expect(post(name, input, newId(), stranger), name).rejects.toThrow('NOT_FOUND');
  }
  expect((await decide({ id: adjustment.id, action: 'REJECT' }, stranger)).errors?.[0]?.extensions.code).toBe(
    'NOT_FOUND',
  );
  const seen = await ask(
    'query ($id: ID!) { pointsEntry(id: $id) { id } pointsEntries { totalCount } pointsAdjustments { totalCount } node(id: $id) { id } }',
    { id: earned.id },
    stranger,
  );
  expect(seen).toEqual({
    pointsEntry: null,
    pointsEntries: { totalCount: 0 },
    pointsAdjustments: { totalCount: 0 },
    node: null,
  });
});
