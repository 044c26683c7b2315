import { settleOrders } from '@kolony/domain/earning/order-earning.settle';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { createMember } from '@kolony/domain/member/member.service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let lin: string;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  const made = await gateway.database.write(gateway.scope(brand), (tx) =>
    createMember(tx, { displayName: 'Lin' }),
  );
  if (made.ok) lin = encodeId('Member', made.value);
});
afterAll(() => gateway.close());

const ask = async (query: string, variables: Record<string, unknown> = {}, by: object = owner) => {
  const answer = await gateway.graphql(query, variables, by);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const fields = `id version name event effect points per { amount } factor channels skus minimum { amount } startsAt endsAt
  dailyPoints dailyTimes active`;
const create = (input: object, by: object = owner) =>
  gateway.graphql(
    `mutation ($input: EarningRuleInput!) { earningRuleCreate(input: $input) { rule { ${fields} } userErrors { code field } } }`,
    { input },
    by,
  );
const perYuan = { name: '一元一分', event: 'ORDER_PAID', effect: 'BASE', points: 1, per: '1' };

it('a rule is made, told in full, changed by its version, and deleted', async () => {
  const made = await create({
    ...perYuan,
    name: 'first',
    channels: ['tmall'],
    minimum: '9.90',
    dailyPoints: 500,
  });
  const { rule } = made.data.earningRuleCreate;
  expect(rule).toMatchObject({
    version: 1,
    event: 'ORDER_PAID',
    effect: 'BASE',
    points: 1,
    per: { amount: '1.00' },
    factor: null,
    channels: ['tmall'],
    minimum: { amount: '9.90' },
    dailyPoints: 500,
    dailyTimes: null,
    active: true,
  });
  expect(Date.now() - Date.parse(rule.startsAt)).toBeLessThan(60_000);
  const again = await create({ ...perYuan, name: 'first' });
  expect(again.data.earningRuleCreate.userErrors).toEqual([{ code: 'RULE_NAME_TAKEN', field: ['name'] }]);
  const wrong = await create({ name: '', event: 'CHECK_IN', effect: 'MULTIPLIER', points: 1, per: '1.001' });
  expect(wrong.data.earningRuleCreate.userErrors).toEqual([
    { code: 'AMOUNT_INVALID', field: ['per'] },
    { code: 'REQUIRED', field: ['name'] },
    { code: 'REQUIRED', field: ['factor'] },
    { code: 'RULE_FIELD_UNUSED', field: ['points'] },
  ]);
  const update = (version: number) =>
    ask(
      `mutation ($input: EarningRuleUpdateInput!) { earningRuleUpdate(input: $input) { rule { version points channels } userErrors { code } } }`,
      { input: { ...perYuan, id: rule.id, version, points: 2 } },
    ).then(({ earningRuleUpdate }) => earningRuleUpdate);
  expect(await update(7)).toMatchObject({ rule: null, userErrors: [{ code: 'VERSION_OUTDATED' }] });
  expect(await update(1)).toMatchObject({ rule: { version: 2, points: 2, channels: [] } });
  const other = await gateway.operator(await gateway.brand(), 'owner');
  const remove = (by: object) =>
    gateway.graphql(
      'mutation ($input: EarningRuleDeleteInput!) { earningRuleDelete(input: $input) { deletedId } }',
      { input: { id: rule.id } },
      by,
    );
  expect((await remove(other)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await remove(owner)).data.earningRuleDelete.deletedId).toBe(rule.id);
  expect((await ask('{ earningRules { name } }')).earningRules).toEqual([]);
});

it('an order earns by the rules, and says how; trying one says the same, and stores nothing', async () => {
  await create(perYuan);
  await create({
    name: '天猫双倍',
    event: 'ORDER_PAID',
    effect: 'MULTIPLIER',
    factor: 200,
    channels: ['tmall'],
  });
  const simulate = (input: object) =>
    ask(
      'query ($input: PointsSimulateInput!) { pointsSimulate(input: $input) { points steps { ruleId name effect points reason } } }',
      {
        input,
      },
    ).then(({ pointsSimulate }) => pointsSimulate);
  const tried = await simulate({ event: 'ORDER_PAID', amount: '35.50', channel: 'jd' });
  expect(tried).toMatchObject({
    points: 35,
    steps: [
      { name: '一元一分', effect: 'BASE', points: 35, reason: null },
      { name: '天猫双倍', effect: 'MULTIPLIER', points: 0, reason: 'OTHER_CHANNEL' },
    ],
  });
  await ask('mutation ($input: OrderRecordInput!) { orderRecord(input: $input) { userErrors { code } } }', {
    input: {
      memberId: lin,
      orderNo: 'E-1',
      channel: 'tmall',
      total: '35.50',
      placedAt: new Date().toISOString(),
    },
  });
  await settleOrders(gateway.database, brand.uuid);
  const { orders } = await ask(
    `{ orders { nodes { earning { points takenBack steps { name points } } member { points { pending entries { nodes { subject { __typename ... on Order { orderNo } } } } } } } } }`,
  );
  expect(orders.nodes).toEqual([
    {
      earning: {
        points: 70,
        takenBack: 0,
        steps: [
          { name: '一元一分', points: 35 },
          { name: '天猫双倍', points: 35 },
        ],
      },
      member: {
        points: { pending: 70, entries: { nodes: [{ subject: { __typename: 'Order', orderNo: 'E-1' } }] } },
      },
    },
  ]);
  const { earningPreview } = await ask(
    `query ($input: EarningPreviewInput!) { earningPreview(input: $input) { orderCount isComplete pointsNow pointsThen gaining losing cost { amount } } }`,
    { input: { rule: { name: '满减', event: 'ORDER_PAID', effect: 'BONUS', points: 30 } } },
  );
  expect(earningPreview).toEqual({
    orderCount: 1,
    isComplete: true,
    pointsNow: 70,
    pointsThen: 100,
    gaining: 1,
    losing: 0,
    cost: { amount: '0.30' },
  });
});

it('what a member did gives points by the rules, once a key and no more than a day allows', async () => {
  await create({ name: '签到', event: 'CHECK_IN', effect: 'BASE', points: 5, dailyTimes: 1 });
  const record = (key: string, event = 'CHECK_IN') =>
    ask(
      `mutation ($input: MemberEventRecordInput!, $key: String!) { memberEventRecord(input: $input) @idempotent(key: $key) {
        event { event note entry { id } } entry { id points subject { __typename } } userErrors { code field } } }`,
      { input: { memberId: lin, event }, key },
    ).then(({ memberEventRecord }) => memberEventRecord);
  const key = newId();
  const first = await record(key);
  expect(first.entry).toMatchObject({ points: 5, subject: { __typename: 'MemberEvent' } });
  expect(first.event).toEqual({ event: 'CHECK_IN', note: null, entry: { id: first.entry.id } });
  expect((await record(key)).entry.id).toBe(first.entry.id);
  expect(await record(newId())).toMatchObject({ event: { entry: null }, entry: null, userErrors: [] });
  // Kept though it earned nothing.
  const { member, memberEvents } = await ask(
    `query ($id: ID!) { member(id: $id) { events { totalCount nodes { event entry { points } member { id } operator { name } } } }
      memberEvents(filter: { memberId: $id, earned: false }) { totalCount } }`,
    { id: lin },
  );
  expect(member.events.totalCount).toBe(2);
  expect(member.events.nodes[0]).toMatchObject({ event: 'CHECK_IN', entry: null, member: { id: lin } });
  expect(memberEvents.totalCount).toBe(1);
  const other = await gateway.operator(await gateway.brand(), 'owner');
  const theirs = await gateway.graphql('{ memberEvents { totalCount } }', {}, other);
  expect(theirs.data.memberEvents.totalCount).toBe(0);
  expect((await record(newId(), 'ORDER_PAID')).userErrors).toEqual([
    { code: 'INVALID_VALUE', field: ['event'] },
  ]);
});
