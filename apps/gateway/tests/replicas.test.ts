import { done } from '@kolony/domain/foundation/errors';
import { encodeId } from '@kolony/domain/foundation/ids';
import { enqueueJob } from '@kolony/domain/foundation/jobs';
import type { Log } from '@kolony/domain/foundation/log';
import { migrate } from '@kolony/domain/foundation/migrate';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import { type ReplicatedServer, replicatedServer } from '@kolony/testkit/replica';
import { asAdmin } from '@kolony/testkit/server';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';
import { watch } from './live-client.ts';

let server: ReplicatedServer;
let one: TestGateway;
let other: TestGateway;
let brand: TestBrand;
/** Writes; the other one only reads. */
let owner: TestOperator;
let viewer: TestOperator;
let stranger: TestOperator;
const told: { message: string; reason?: string }[] = [];

/** A gateway that reads on the replica, however far behind that is, unless told. */
async function gatewayOn(mostBehindMs: number, lines = told): Promise<TestGateway> {
  const note = (fields: object, message: string) => void lines.push({ ...fields, message });
  const log: Log = { debug: () => undefined, info: note, warn: note, error: note };
  const replicas = { urls: [server.replica.url], mostBehindMs, lookEveryMs: 50 };
  return await startGateway({}, { on: server.primary, replicas, log });
}

beforeAll(async () => {
  server = await replicatedServer(migrate);
  one = await gatewayOn(3_600_000);
  other = await gatewayOn(3_600_000);
  brand = await one.brand({ name: 'Old' });
  owner = await one.operator(brand, 'owner');
  viewer = await one.operator(brand, 'viewer');
  stranger = await one.operator(brand, 'viewer');
  await rename('Old');
}, 120_000);
afterAll(async () => {
  await one.close();
  await other.close();
  await server.stop();
});

const nameAt = async (gateway: TestGateway, { token }: TestOperator) => {
  const { data, errors } = await gateway.graphql('{ brand { name } }', {}, { token, brand: brand.id });
  return errors?.[0]?.extensions.code ?? data.brand.name;
};

/** Changes what all see, at the first gateway, as the owner; gives what the mutation answers. */
async function rename(name: string): Promise<string> {
  const sending = { token: owner.token, brand: brand.id };
  const read = await one.graphql('{ brand { version } }', {}, sending);
  const { data, errors } = await one.graphql(
    `mutation ($input: BrandUpdateInput!) { brandUpdate(input: $input) { brand { name } userErrors { code } } }`,
    { input: { name, version: read.data.brand.version } },
    sending,
  );
  expect([errors, data?.brandUpdate.userErrors]).toEqual([undefined, []]);
  return data.brandUpdate.brand.name;
}

async function tells(lines: typeof told, message: string, after = 0): Promise<void> {
  while (!lines.slice(after).some((line) => line.message === message))
    await new Promise((go) => setTimeout(go, 10));
}

/** The replica stands still until the end of the test, with all that was written before. */
async function pausedReplica(): Promise<void> {
  await server.caughtUp();
  await server.pause();
  onTestFinished(() => server.resume());
}

test('queries are read on the replica; who wrote reads what they wrote, at whichever process', async () => {
  await rename('Old');
  await pausedReplica();
  expect(await rename('New')).toBe('New');
  for (const gateway of [one, other, one, other]) {
    expect(await nameAt(gateway, viewer)).toBe('Old');
    expect(await nameAt(gateway, owner)).toBe('New');
  }
  await server.resume();
  await server.caughtUp();
  for (const gateway of [one, other]) {
    expect(await nameAt(gateway, viewer)).toBe('New');
    expect(await nameAt(gateway, owner)).toBe('New');
  }
});

test('sums are read on the replica too, and hold what one has written oneself', async () => {
  const membersAt = async ({ token }: TestOperator) =>
    (
      await other.graphql(
        '{ overview(interval: DAY) { memberCount series { start } } }',
        {},
        { token, brand: brand.id },
      )
    ).data.overview.memberCount;
  const before = await membersAt(owner);
  await pausedReplica();
  await one.graphql(
    'mutation { memberCreate(input: { displayName: "Ann" }) { userErrors { code } } }',
    {},
    { token: owner.token, brand: brand.id },
  );
  expect([await membersAt(owner), await membersAt(viewer)]).toEqual([before + 1, before]);
});

test('sessions and roles are those of the primary, whatever the replica still holds', async () => {
  const leaving = await one.operator(brand, 'analyst');
  const ending = await one.operator(brand, 'analyst');
  await server.caughtUp();
  for (const operator of [leaving, ending]) expect(await nameAt(other, operator)).toBeTypeOf('string');
  await pausedReplica();
  await one.graphql('mutation { signOut { userErrors { code } } }', {}, { token: ending.token });
  expect(await nameAt(other, ending)).toBe('UNAUTHENTICATED');
  const { data } = await one.graphql(
    '{ seats: brandOperators { id operator { id } } }',
    {},
    { token: owner.token, brand: brand.id },
  );
  const seat = data.seats.find((each: { operator: { id: string } }) => each.operator.id === leaving.id);
  await one.graphql(
    `mutation ($id: ID!) { brandOperatorRemove(input: { id: $id }) { userErrors { code } } }`,
    { id: seat.id },
    { token: owner.token, brand: brand.id },
  );
  expect(await nameAt(other, leaving)).toBe('NOT_FOUND');
});

test('a session that the replica does not know yet reads what its operator wrote before', async () => {
  await pausedReplica();
  await rename('Written before');
  const token = newToken();
  await asAdmin(server.primary.adminUrl, (admin) =>
    admin.query(
      `insert into operator_session (id, operator_id, token_hash, kind, expires_at)
       values (gen_random_uuid(), $1, $2, 'bearer', now() + interval '1 day')`,
      [owner.uuid, hashToken(token)],
    ),
  );
  expect(await nameAt(other, { ...owner, token })).toBe('Written before');
});

test('who is told of a change that another has made reads it, though the replica has not got it yet', async () => {
  const stream = watch(other.url, {
    query: 'subscription { jobChanged { job { id } } }',
    params: { authorization: `Bearer ${viewer.token}` },
  });
  const come = async (count: number) => {
    while (stream.came.length < count) await new Promise((go) => setTimeout(go, 10));
  };
  await come(1);
  await pausedReplica();
  const made = await one.database.write(one.scope(brand, owner), async (tx) =>
    done(await enqueueJob(tx, { name: 'test.told', input: {} })),
  );
  const id = made.ok ? encodeId('Job', made.value) : '';
  await come(2);
  const ask = async (operator: TestOperator) =>
    (
      await other.graphql(
        'query ($id: ID!) { job(id: $id) { id } }',
        { id },
        { token: operator.token, brand: brand.id },
      )
    ).data.job;
  expect(await ask(viewer)).toEqual({ id });
  expect(await ask(stranger)).toBeNull();
});

test('a replica that is down is passed over, and read again when it is back', async () => {
  await server.caughtUp();
  const before = told.length;
  await server.replica.stop();
  for (const gateway of [one, other, one, other]) expect(await nameAt(gateway, viewer)).toBeTypeOf('string');
  await tells(told, 'the replica is passed over', before);
  await rename('Meanwhile');
  expect(await nameAt(other, viewer)).toBe('Meanwhile');
  const down = told.length;
  await server.restartReplica();
  await tells(told, 'the replica is read', down);
  await pausedReplica();
  await rename('Since then');
  while ((await nameAt(one, viewer)) !== 'Meanwhile') await new Promise((go) => setTimeout(go, 20));
  expect(await nameAt(one, owner)).toBe('Since then');
});

test('a replica that is too far behind is passed over until it has caught up', async () => {
  await server.caughtUp();
  const lines: typeof told = [];
  const strict = await gatewayOn(200, lines);
  onTestFinished(() => strict.close());
  await tells(lines, 'the replica is read');
  await pausedReplica();
  await rename('Far ahead');
  await tells(lines, 'the replica is passed over');
  expect(lines.at(-1)?.reason).toBe('it is too far behind');
  expect(await nameAt(strict, viewer)).toBe('Far ahead');
  const behind = lines.length;
  await server.resume();
  await tells(lines, 'the replica is read', behind);
});

test('what is no hot standby is not read', async () => {
  const lines: typeof told = [];
  const note = (fields: object, message: string) => void lines.push({ ...fields, message });
  const log: Log = { debug: () => undefined, info: note, warn: note, error: note };
  const gateway = await startGateway(
    {},
    { on: server.primary, replicas: { urls: [server.primary.url, 'postgres://kolony@127.0.0.1:1/x'] }, log },
  );
  onTestFinished(() => gateway.close());
  expect(lines.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['it is no hot standby', expect.stringContaining('ECONNREFUSED')]),
  );
  expect(await nameAt(gateway, viewer)).toBeTypeOf('string');
});
