import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let viewer: TestOperator;
let owner: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  const brand = await gateway.brand();
  viewer = await gateway.operator(brand, 'viewer');
  owner = await gateway.operator(brand, 'owner');
  const create = 'mutation { memberCreate(input: { displayName: "a" }) { member { id } } }';
  expect((await gateway.graphql(create, {}, owner)).errors).toBeUndefined();
});
afterAll(() => gateway.close());

const deep = `${'{ not: '.repeat(6)}{ orderNo: "1" }${' }'.repeat(6)}`;
const wrong: [query: string, zh: string, en: string][] = [
  [
    'mutation { memberUpdate(input: { id: "x", version: 1 }) { member { id } } }',
    '未找到该会员。',
    'No such member.',
  ],
  [
    '{ members { nodes { realName(reveal: true) } } }',
    '您的角色没有此权限：查看个人信息。',
    'Your role is not allowed to see personal data.',
  ],
  [
    '{ members(first: 500) { totalCount nodes { id } } }',
    '输入无效：first: 每页须为 1 至 100 条。',
    'Invalid input: first: A page has 1 to 100.',
  ],
  [
    '{ orders(first: 1, last: 1) { nodes { id } } }',
    '输入无效：请在 first 与 last 中只给出一个。',
    'Invalid input: Give either first or last.',
  ],
  [
    '{ orders(after: "x") { nodes { id } } }',
    '输入无效：after: 不是此列表按此排序的游标。',
    'Invalid input: after: Not a cursor of this list in this order.',
  ],
  [
    '{ orders(filter: { memberId: "x" }) { totalCount } }',
    '输入无效：memberId: 不是有效的会员编号。',
    'Invalid input: memberId: Not the id of a member.',
  ],
  [
    `{ orders(filter: ${deep}) { totalCount } }`,
    '输入无效：filter: 筛选条件最多嵌套 5 层。',
    'Invalid input: filter: A filter nests at most 5 levels deep.',
  ],
  [
    '{ overview(interval: DAY, from: "2026-02-01", to: "1800-01-01") { orderCount } }',
    '输入无效：to: ',
    'Invalid input: to: ',
  ],
];

it.each(wrong)('%s is refused in the words of the caller', async (query, zh, en) => {
  const by = query.startsWith('mutation') ? owner : viewer;
  const said = async (language: string) => {
    const sending = { ...by, headers: { 'accept-language': language } };
    return (await gateway.graphql(query, {}, sending)).errors?.[0]?.message;
  };
  expect(await said('zh-CN')).toContain(zh);
  expect(await said('en')).toContain(en);
});

it('who works in no brand is told what to do about it', async () => {
  const brand = await gateway.brand();
  const left = await gateway.operator(brand, 'viewer');
  const seats = await gateway.graphql('{ brandOperators { id } }', {}, left);
  const remove = `mutation { brandOperatorRemove(input: { id: "${seats.data.brandOperators[0].id}" }) { removedId } }`;
  expect((await gateway.graphql(remove, {}, left)).errors).toBeUndefined();
  const { errors } = await gateway.graphql('{ brand { id } }', {}, left);
  expect(errors?.[0]).toMatchObject({
    message: 'You do not work in any brand; ask an owner for an invitation.',
    extensions: { code: 'BRAND_REQUIRED' },
  });
});
