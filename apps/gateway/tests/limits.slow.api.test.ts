import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Database } from '@kolony/domain/foundation/database';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway, type TestGateway } from './harness.ts';

const slowly = '{ members(first: 1) { nodes { id } } }';
const quickly = '{ viewer { role } }';
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A gateway, and a table on which everything waits until it is let go. */
async function openStory(env: Record<string, string> = {}) {
  const gateway = await startGateway(env);
  const outside = await Database.open({ url: gateway.databaseUrl, poolSize: 2 });
  const admin = await outside.pool.connect();
  onTestFinished(async () => {
    await admin.query('rollback');
    admin.release();
    await outside.close();
    await gateway.close();
  });
  const brand = await gateway.brand();
  const signIn = async () => (await gateway.operator(brand, 'owner')).token;
  // Known before the table is closed, as whoever works with it is.
  const [hostile, neighbour] = [await signIn(), await signIn()];
  await admin.query('begin; lock table member in access exclusive mode');
  return { gateway, admin, signIn, hostile, neighbour };
}

/** How many statements of the gateway wait for the table. */
async function waiting(gateway: TestGateway): Promise<number> {
  const { rows } = await gateway.database.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'kolony' and wait_event_type = 'Lock'`,
  );
  return rows[0]?.n ?? 0;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(20);
}

function send(gateway: TestGateway, token: string, query: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
    signal,
  });
}

test('when the caller goes away, the database stops too', async () => {
  const { gateway, hostile } = await openStory();
  const gone = new AbortController();
  const asked = send(gateway, hostile, slowly, gone.signal);
  await until(async () => (await waiting(gateway)) === 1);
  gone.abort();
  await expect(asked).rejects.toThrow();
  // The table is still closed: nothing but the cancellation ends it.
  await until(async () => (await waiting(gateway)) === 0);
});

test('who waits for a turn and goes away is not asked for any more', async () => {
  const { gateway, admin, hostile } = await openStory();
  const gone = new AbortController();
  const asked = Array.from({ length: 40 }, () => send(gateway, hostile, slowly, gone.signal));
  await until(async () => (await waiting(gateway)) > 1);
  gone.abort();
  await Promise.allSettled(asked);
  await until(async () => (await waiting(gateway)) === 0);
  await admin.query('rollback');
  const { errors } = await gateway.graphql(slowly, {}, { token: hostile });
  expect(errors).toBeUndefined();
});

test('when the time of a request is over, it is answered, and the database stops too', async () => {
  const { gateway, hostile, neighbour } = await openStory({ REQUEST_TIMEOUT: '1.5' });
  const many = Array.from({ length: 20 }, () => gateway.graphql(slowly, {}, { token: hostile }));
  const [read, overview] = await Promise.all([
    gateway.graphql(slowly, {}, { token: neighbour }),
    gateway.graphql('{ overview(interval: DAY) { newMembers } }', {}, { token: neighbour }),
  ]);
  expect(read.errors?.map(({ extensions }) => extensions.code)).toEqual(['TIMED_OUT']);
  expect(overview.errors?.map(({ extensions }) => extensions.code)).toEqual(['TIMED_OUT']);
  // What took its time has its cost, though nothing came back.
  expect(read.extensions.cost).toMatchObject({ requested: 2, actual: 2 });
  for (const { errors } of await Promise.all(many)) expect(errors?.[0]?.extensions.code).toBe('TIMED_OUT');
  expect(await waiting(gateway)).toBe(0);
});

test('callers who ask for everything at once stop only themselves', async () => {
  const { gateway, admin, signIn, hostile, neighbour } = await openStory();
  const others = [await signIn(), await signIn()];
  let ended = 0;
  const slow = [hostile, ...others].flatMap((token) =>
    Array.from({ length: 120 }, async () => {
      const answer = await gateway.graphql(
        `{ a: members(first: 1) { nodes { id } } ${slowly.slice(1)}`,
        {},
        { token },
      );
      ended += 1;
      return answer;
    }),
  );
  // Documents that are all work and no answer, besides.
  const refused = Array.from({ length: 50 }, (_, at) =>
    gateway.graphql(`{ ${`a${at}: viewer { role } `.repeat(900)} }`, {}, { token: hostile }),
  );
  await until(async () => (await waiting(gateway)) > 7);
  const before = ended;
  // Someone who works here, someone who signs in only now, and nobody: each is answered while all that waits.
  const answers = await Promise.all([
    gateway.graphql('{ __typename }', {}, { token: neighbour }),
    gateway.graphql(quickly, {}, { token: neighbour }),
    gateway.graphql(quickly, {}, { token: await signIn() }),
    gateway.graphql('{ __typename }'),
  ]);
  for (const { data, errors } of answers) {
    expect(errors).toBeUndefined();
    expect(data).toBeTruthy();
  }
  // None of theirs has been answered with rows: the table is still closed.
  expect(await waiting(gateway)).toBeGreaterThan(0);
  expect(before).toBeLessThan(slow.length);
  await admin.query('rollback');
  const codes = (await Promise.all(slow)).flatMap(
    ({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? [],
  );
  expect(new Set(codes)).toEqual(new Set(['BUSY']));
  for (const { errors } of await Promise.all(refused))
    expect(errors?.[0]?.extensions.code).toMatch(/^TOO_|_TOO_/);
});

/** What a server says to one who sends this and nothing more, until it ends the connection. */
async function hearing(url: string, sent: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(sent);
  return await text(socket);
}

test('a request that does not come is not waited for', { timeout: 60_000 }, async () => {
  const { gateway } = await openStory({ REQUEST_TIMEOUT: '1' });
  const head = 'POST /graphql HTTP/1.1\r\nhost: kolony\r\ncontent-type: application/json\r\n';
  const [noHeaders, noBody, largeHeader] = await Promise.all([
    hearing(gateway.url, head),
    hearing(gateway.url, `${head}content-length: 100\r\n\r\n{"query":`),
    hearing(gateway.url, `${head}x: ${'x'.repeat(20_000)}\r\n\r\n`),
  ]);
  expect(noHeaders).toMatch(/^HTTP\/1.1 408 /);
  expect(noBody).toMatch(/^HTTP\/1.1 408 /);
  expect(noBody).toContain('"code":"TIMED_OUT"');
  expect(largeHeader).toMatch(/^HTTP\/1.1 431 /);
});

test('connections over which nothing was asked do not keep a server from ending', async () => {
  const gateway = await startGateway();
  const { hostname, port } = new URL(gateway.url);
  const silent = connect(Number(port), hostname);
  const ended = new Promise((resolve) => silent.on('error', () => undefined).on('close', resolve));
  onTestFinished(() => void silent.destroy());
  await new Promise((resolve) => silent.on('connect', resolve));
  // One after which the server knows of the other.
  expect((await gateway.graphql('{ __typename }')).status).toBe(200);
  await gateway.close();
  await ended;
});
