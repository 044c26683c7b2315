import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './harness.ts';
import { statementsOf } from './reading/statements.ts';
import { makeWorld, type World } from './reading/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await startGateway();
  world = await makeWorld(gateway);
});
afterAll(() => gateway.close());

const ask = (query: string, at: 0 | 1 = 0) =>
  gateway.graphql(query, {}, { token: world.operators.get('owner')?.token, brand: world.brands[at].id });

const minor = ({ amount }: { amount: string }) => Math.round(Number(amount) * 100);

it('sums over all that the filter leaves, not over the page', async () => {
  const query = `{ orders(first: 2, filter: { status: [PAID] }) { totalCount
    aggregates { total { amount currency } averageTotal { amount } refunded { amount } net { amount } memberCount } nodes { id } } }`;
  const { data, errors } = await ask(query);
  expect(errors).toBeUndefined();
  const all = (
    await ask(
      '{ orders(first: 100, filter: { status: [PAID] }) { nodes { total { amount } refunded { amount } member { id } } } }',
    )
  ).data.orders.nodes;
  const sum = (of: 'total' | 'refunded') =>
    all.reduce((so: number, order: Record<typeof of, { amount: string }>) => so + minor(order[of]), 0);
  const { totalCount, nodes, aggregates } = data.orders;
  expect(nodes).toHaveLength(2);
  expect(totalCount).toBe(all.length);
  expect(aggregates.total.currency).toBe('CNY');
  expect(minor(aggregates.total)).toBe(sum('total'));
  expect(minor(aggregates.refunded)).toBe(sum('refunded'));
  expect(minor(aggregates.net)).toBe(sum('total') - sum('refunded'));
  expect(minor(aggregates.averageTotal)).toBe(Math.round(sum('total') / all.length));
  expect(aggregates.memberCount).toBe(
    new Set(all.map(({ member }: { member: { id: string } }) => member.id)).size,
  );
});

it('sums over what a search finds, at any depth, in the brand at work', async () => {
  const query =
    '{ members(search: "成员", first: 1) { totalCount aggregates { orderCount spent { amount currency } } nodes { orders { totalCount aggregates { total { amount } } } } } }';
  const [here, there] = [await ask(query), await ask(query, 1)];
  const all = (await ask('{ members(search: "成员") { nodes { orderCount spent { amount } } } }')).data
    .members.nodes;
  const { aggregates } = here.data.members;
  expect(aggregates.orderCount).toBe(
    all.reduce((so: number, one: { orderCount: number }) => so + one.orderCount, 0),
  );
  expect(minor(aggregates.spent)).toBe(
    all.reduce((so: number, one: { spent: { amount: string } }) => so + minor(one.spent), 0),
  );
  expect(here.data.members.nodes[0].orders.aggregates.total.amount).toMatch(/^\d+\.\d\d$/);
  expect(there.data.members.aggregates.spent.currency).toBe('JPY');
});

it('has nothing to say of nothing', async () => {
  const { data } = await ask(
    '{ orders(filter: { orderNo: "none" }) { aggregates { total { amount } averageTotal { amount } memberCount } } }',
  );
  expect(data.orders.aggregates).toEqual({ total: { amount: '0.00' }, averageTotal: null, memberCount: 0 });
});

it('computes what is asked for, in the one statement', async () => {
  const statements = (query: string) => statementsOf(gateway, () => ask(query));
  const [one = ''] = (await statements('{ orders { aggregates { refunded { amount } } } }')).filter((text) =>
    text.includes('refunded_minor'),
  );
  expect(one).toContain('sum(');
  expect(one).not.toContain('total_minor');
  const plain = await statements('{ orders { nodes { id } } }');
  const summed = await statements('{ orders { nodes { id } totalCount aggregates { total { amount } } } }');
  expect(summed).toHaveLength(plain.length);
});

it('is refused to whom the list is', async () => {
  const { data, errors } = await gateway.graphql('{ orders { aggregates { memberCount } } }');
  expect(data.orders).toBeNull();
  expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});
