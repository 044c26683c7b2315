import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let viewer: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  viewer = await gateway.operator(brand, 'viewer');
  for (const name of ['a', 'b']) {
    const identities = `[{ kind: EMAIL, value: "${name}@example.com" }]`;
    const create = `mutation { memberCreate(input: { displayName: "${name}", identities: ${identities} }) { member { id } } }`;
    expect((await gateway.graphql(create, {}, owner)).errors).toBeUndefined();
  }
});
afterAll(() => gateway.close());

const codesAt = (errors: { path?: (string | number)[]; extensions: { code: string } }[] = []) =>
  errors.map(({ path, extensions }) => `${path?.join('.')}:${extensions.code}`);

describe('what is refused in part', () => {
  it('leaves the rest of a list: a handle that the role may not see', async () => {
    const { data, errors } = await gateway.graphql(
      '{ members { nodes { displayName identities { kind value(reveal: true) } } } }',
      {},
      viewer,
    );
    const identities = [{ kind: 'EMAIL', value: null }];
    expect(data?.members.nodes).toEqual([
      { displayName: 'b', identities },
      { displayName: 'a', identities },
    ]);
    expect(codesAt(errors)).toEqual([0, 1].map((at) => `members.nodes.${at}.identities.0.value:FORBIDDEN`));
  });

  it('leaves what a mutation before it has written', async () => {
    const order = 'orderNo: "P1", channel: "shop", placedAt: "2026-01-01T00:00:00Z", total: "1.10"';
    const { data, errors } = await gateway.graphql(
      `mutation {
        first: orderRecord(input: { ${order}, identities: [{ kind: EMAIL, value: "a@example.com" }] }) { order { orderNo } }
        second: orderPay(input: { id: "x" }) { order { id } }
      }`,
      {},
      owner,
    );
    expect(data).toEqual({ first: { order: { orderNo: 'P1' } }, second: null });
    expect(codesAt(errors)).toEqual(['second:NOT_FOUND']);
  });

  it('is a list within a row whose filter is wrong in part, and says so', async () => {
    const wrong = `timeline(filter: { action: ["x"], actorId: "${brand.id}" }) { totalCount }`;
    const right = 'right: timeline(filter: { action: ["x"] }) { totalCount }';
    const { errors } = await gateway.graphql(
      `{ members(search: "b") { nodes { displayName ${wrong} ${right} } } orders(first: 1) { totalCount } }`,
      {},
      owner,
    );
    expect(codesAt(errors)).toEqual(['members.nodes.0.timeline:BAD_USER_INPUT']);
  });

  it('leaves what else was asked for', async () => {
    const { data, errors } = await gateway.graphql(
      '{ members { totalCount } auditEvents { totalCount } }',
      {},
      viewer,
    );
    expect(data).toEqual({ members: { totalCount: 2 }, auditEvents: null });
    expect(codesAt(errors)).toEqual(['auditEvents:FORBIDDEN']);
  });
});
