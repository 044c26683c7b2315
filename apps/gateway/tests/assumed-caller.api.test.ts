import { done } from '@kolony/domain/foundation/errors';
import { systemScope } from '@kolony/domain/foundation/scope';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let operator: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  operator = await gateway.operator(brand, 'owner');
  await gateway.operator(brand, 'owner');
  // Asked often enough to be known, by the gateway and by each connection.
  for (let time = 0; time < 5; time++) await members();
});
afterAll(() => gateway.close());

const members = () => gateway.graphql('{ members { totalCount } }', {}, { token: operator.token });
const codes = ({ errors }: { errors?: { extensions: { code?: unknown } }[] | undefined }) =>
  errors?.map(({ extensions }) => extensions.code);

/** Changes something of the installation behind the gateway's back. */
async function change(text: string): Promise<void> {
  await gateway.database.write(systemScope(), async (tx) => done(await tx.query(text, [operator.uuid])));
}

it('is given no more than the role of this moment allows, and no less', async () => {
  const events = () =>
    gateway.graphql('{ auditEvents(first: 1) { nodes { id } } }', {}, { token: operator.token });
  for (const [role, refused] of [
    ['viewer', ['FORBIDDEN']],
    ['finance', undefined],
    ['viewer', ['FORBIDDEN']],
    ['owner', undefined],
  ] as const) {
    await change(`update brand_operator set role = '${role}' where operator_id = $1`);
    expect([role, codes(await events())]).toEqual([role, refused]);
    expect([role, codes(await members())]).toEqual([role, undefined]);
  }
});

it('reads no schema once the session has ended', async () => {
  const other = await gateway.operator(brand, 'viewer');
  const ask = (query: string) => gateway.graphql(query, {}, { token: other.token });
  for (let time = 0; time < 3; time++) await ask('{ members { totalCount } }');
  expect((await ask('{ __schema { queryType { name } } }')).data).toEqual({
    __schema: { queryType: { name: 'Query' } },
  });
  await ask('{ members { totalCount } }');
  await gateway.database.write(systemScope(), async (tx) =>
    done(await tx.query('delete from operator_session where operator_id = $1', [other.uuid])),
  );
  expect(codes(await ask('{ __schema { queryType { name } } }'))).toEqual(['INTROSPECTION_CLOSED']);
});

it('is nobody from the moment that the session has ended, whatever is asked', async () => {
  await members();
  await change('delete from operator_session where operator_id = $1');
  for (const query of [
    '{ members { totalCount } }',
    '{ brand { name } }',
    '{ overview(interval: DAY) { orderCount } }',
  ]) {
    expect(codes(await gateway.graphql(query, {}, { token: operator.token }))).toEqual(['UNAUTHENTICATED']);
  }
});
