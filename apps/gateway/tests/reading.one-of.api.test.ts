import { permissionMatrix } from '@kolony/domain/foundation/permissions';
import { operatorScope } from '@kolony/domain/foundation/scope';
import { graphql } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { Reader } from '../src/reading/reader.ts';
import { startGateway, type TestGateway } from './harness.ts';
import { makeWorld, type World } from './reading/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await startGateway();
  world = await makeWorld(gateway);
});
afterAll(() => gateway.close());

const query = `{ notifications { nodes { targetId target { __typename id ... on Job { name subject { ...About } } } } }
  jobs { nodes { subjectId subject { ...About } } } }
  fragment About on Node { __typename id ... on Member { displayName tags { name } orders(first: 1) { totalCount nodes { lines { sku } } } } }`;

interface Named {
  targetId: string | null;
  target: { __typename: string; id: string; name: string } | null;
}

it('reads the record that two columns name, with fragments at any depth', async () => {
  const sending = { token: world.operators.get('manager')?.token, brand: world.brands[0].id };
  const { data, errors } = await gateway.graphql(query, {}, sending);
  expect(errors).toBeUndefined();
  const there: Named[] = data.notifications.nodes.filter(({ target }: Named) => target);
  expect(there.length).toBeGreaterThan(0);
  for (const { target, targetId } of there) expect(target).toMatchObject({ __typename: 'Job', id: targetId });
  // Of those that are gone the id is all that is left.
  const subjects = data.jobs.nodes.map(({ subject }: { subject: object | null }) => subject);
  expect(subjects).toContainEqual(
    expect.objectContaining({ __typename: 'Member', orders: expect.anything() }),
  );
  expect(subjects).toContain(null);
});

it('tells at the field who may not read that noun, and nobody else', async () => {
  const [{ uuid: brandId }] = world.brands;
  const scope = {
    ...operatorScope(world.operators.get('manager')?.uuid ?? '', { brandId, role: 'manager' }),
    permissions: new Set([...permissionMatrix.manager].filter((one) => one !== 'MEMBER_READ')),
  };
  const contextValue = { scope, reader: new Reader(gateway.database, scope) };
  const source = '{ jobs { nodes { name subject { id } } } }';
  const { data, errors } = await graphql({ schema: createApiSchema(), source, contextValue });
  const { nodes } = JSON.parse(JSON.stringify(data)).jobs;
  const refused = errors?.map(({ path }) => path?.[2]) ?? [];
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(nodes.length);
  for (const { message, path } of errors ?? []) {
    expect(message).toBe('Your role is not allowed to see members.');
    expect(path?.[3]).toBe('subject');
  }
});
