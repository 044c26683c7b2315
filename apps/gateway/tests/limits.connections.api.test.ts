import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';
import { withoutConnections } from './without-connections.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
beforeAll(async () => {
  gateway = await startGateway({ DATABASE_POOL_SIZE: '2' });
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
});
afterAll(() => gateway.close());

test('who can’t be answered for want of connections is told to come again, however they ask', async () => {
  const [fresh, mine] = [await gateway.operator(brand, 'owner'), { token: owner.token, brand: brand.id }];
  const rename = 'mutation { operatorUpdate(input: { name: "Lin" }) { operator { name } } }';
  const asked = () =>
    Promise.all([
      // A caller whom the process knows, one whom it has to look up, a writing; nobody, whose points aren't held yet.
      gateway.graphql('{ members { nodes { id } } }', {}, mine),
      gateway.graphql('{ members { nodes { id } } }', {}, { token: fresh.token, brand: brand.id }),
      gateway.graphql(rename, {}, mine),
      gateway.graphql('{ __typename }'),
    ]);
  await gateway.graphql('{ viewer { role } }', {}, mine);
  const refused = await withoutConnections(gateway.database, asked);
  for (const { status, errors } of refused) {
    expect(status).toBe(200);
    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['BUSY']);
  }
  for (const { errors } of await asked()) expect(errors).toBeUndefined();
});

test('and who asks by the name of a document', async () => {
  const hash = 'a'.repeat(64);
  const answer = await withoutConnections(gateway.database, () =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }),
    }),
  );
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BUSY' } }] });
});

test('so is a file that is sent or fetched', async () => {
  const headers = {
    authorization: `Bearer ${owner.token}`,
    'kolony-brand': brand.id,
    'content-type': 'application/octet-stream',
    'accept-language': 'en',
  };
  const answer = await withoutConnections(gateway.database, () =>
    fetch(`${gateway.url}/imports?kind=members&name=x.csv`, { method: 'POST', headers, body: 'a,b\n1,2\n' }),
  );
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BUSY' } }] });
});
