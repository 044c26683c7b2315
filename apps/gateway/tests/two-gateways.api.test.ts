import { ensureSetupToken } from '@kolony/domain/brand/setup.service';
import { rotateKeys } from '@kolony/domain/job/keys.service';
import { startWorker } from '@kolony/domain/worker';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

/** Two gateways on one database, as behind a balancer: what happens at one holds at the other at once. */
let one: TestGateway;
let other: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
const secret = 'a secret of more than thirty-two characters';
const email = 'lin@example.com';
const password = 'violet-Harbour-39-kiwi';

beforeAll(async () => {
  one = await startGateway();
  other = await startGateway({}, { on: { url: one.databaseUrl, adminUrl: one.adminUrl } });
  const token = new URL((await ensureSetupToken(one.database)) ?? '', one.url).searchParams.get('token');
  const input = { token, brandName: 'B', timeZone: 'UTC', currency: 'CNY', name: 'Lin', email, password };
  const { data } = await one.graphql(
    'mutation ($input: SetupInput!) { setup(input: $input) { userErrors { code } } }',
    { input },
  );
  expect(data.setup.userErrors).toEqual([]);
  brand = await one.brand();
  owner = await one.operator(brand, 'owner');
});
afterAll(async () => {
  await other.close();
  await one.close();
});

const signIn = async (at: TestGateway, given = password) => {
  const { data, errors } = await at.graphql(
    'mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { code } } }',
    { input: { email, password: given, session: 'BEARER' } },
  );
  return errors?.[0]?.extensions.code ?? data.signIn.userErrors[0]?.code ?? data.signIn.token;
};
const whoIs = async (at: TestGateway, token: string) => {
  const { data } = await at.graphql('{ viewer { operator { email } } }', {}, { token });
  return data.viewer?.operator.email ?? null;
};
const as = ({ token }: Pick<TestOperator, 'token'>) => ({ token, brand: brand.id });

test('a session that one opens is known to the other; ended at one, it is refused at the other at once', async () => {
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    const token = await signIn(first);
    // Twice: from the second time on a gateway takes the caller for who they were.
    for (const at of [second, first, second, first]) expect(await whoIs(at, token)).toBe(email);
    await first.graphql('mutation { signOut { userErrors { code } } }', {}, { token });
    expect(await whoIs(second, token)).toBeNull();
    expect(await whoIs(first, token)).toBeNull();
  }
});

test('a role that is taken away at one is gone at the other at once', async () => {
  const analyst = await one.operator(brand, 'manager');
  const mayManage = async (at: TestGateway) =>
    (await at.graphql('{ viewer { role permissions } }', {}, as(analyst))).data.viewer;
  for (const at of [one, other, one, other]) expect(await mayManage(at)).toMatchObject({ role: 'MANAGER' });
  const { data } = await one.graphql('{ brandOperators { id version operator { id } } }', {}, as(owner));
  const seat = data.brandOperators.find(
    (each: { operator: { id: string } }) => each.operator.id === analyst.id,
  );
  const changed = await one.graphql(
    'mutation ($input: BrandOperatorUpdateInput!) { brandOperatorUpdate(input: $input) { userErrors { code } } }',
    { input: { id: seat.id, version: seat.version, role: 'VIEWER' } },
    as(owner),
  );
  expect(changed.data.brandOperatorUpdate.userErrors).toEqual([]);
  expect(await mayManage(other)).toMatchObject({ role: 'VIEWER' });
});

test('wrong passwords count together, wherever they are tried', async () => {
  const seen: string[] = [];
  for (let at = 0; at < 40 && !seen.includes('RATE_LIMITED'); at++)
    seen.push(await signIn(at % 2 === 0 ? one : other, `wrong ${at}`));
  expect(seen.at(-1)).toBe('RATE_LIMITED');
  expect(await signIn(one)).toBe('RATE_LIMITED');
  expect(await signIn(other)).toBe('RATE_LIMITED');
});

test('a mutation with a key that was sent to both is done once, and answered the same', async () => {
  const send = (at: TestGateway) =>
    at.graphql(
      `mutation { memberCreate(input: { displayName: "Once" }) @idempotent(key: "once") { member { id } userErrors { code } } }`,
      {},
      as(owner),
    );
  const both = await Promise.all([send(one), send(other)]);
  const again = await send(other);
  const ids = [...both, again].map(({ data }) => data.memberCreate.member.id);
  expect(new Set(ids).size).toBe(1);
});

test('a file that one takes in is checked by whichever works, and its state and problems are at the other', async () => {
  const { database, databaseUrl: url } = other;
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const worker = await startWorker({ database, url, log, mail: { from: 'kolony@example.com' } });
  onTestFinished(() => worker.stop());
  const file = 'order no,customer id,order date,amount\nN1,C1,2024-01-01,5.00\nN2,C2,2024-01-01,-1\n';
  const sent = await fetch(`${one.url}/imports?kind=orders&name=shop.csv`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      authorization: `Bearer ${owner.token}`,
      'kolony-brand': brand.id,
    },
    body: file,
  });
  const { importId } = (await sent.json()) as { importId: string };
  await one.graphql(
    'mutation ($id: ID!) { importCheck(input: { id: $id }) { userErrors { code } } }',
    { id: importId },
    as(owner),
  );
  const look = async (at: TestGateway) =>
    (
      await at.graphql(
        'query ($id: ID!) { import(id: $id) { status rowsValid rowsInvalid problems { nodes { code } } job { status } } }',
        { id: importId },
        as(owner),
      )
    ).data.import;
  while ((await look(other)).job.status !== 'COMPLETED') await new Promise((go) => setTimeout(go, 20));
  expect(await look(one)).toEqual(await look(other));
  expect(await look(one)).toMatchObject({
    status: 'CHECKED',
    rowsValid: 1,
    rowsInvalid: 1,
    problems: { nodes: [{ code: 'AMOUNT_NEGATIVE' }] },
  });
});

/** A member sealed by one gateway with a key that the other hasn't heard of. */
async function sealedAnew(): Promise<{ id: string }> {
  await rotateKeys(one.database, secret, 0);
  const { data } = await one.graphql(
    `mutation { memberCreate(input: { realName: "王小明" }) { member { id } userErrors { code } } }`,
    {},
    as(owner),
  );
  return data.memberCreate.member;
}

test('what one seals with a new key, the other opens', async () => {
  const { id } = await sealedAnew();
  const read = await other.graphql(
    'query ($id: ID!) { member(id: $id) { realName(reveal: true) } }',
    { id },
    as(owner),
  );
  expect([read.errors, read.data.member.realName]).toEqual([undefined, '王小明']);
});

test('and so it does beside questions about the schema', async () => {
  const { id } = await sealedAnew();
  const read = await other.graphql(
    'query ($id: ID!) { member(id: $id) { realName } __schema { queryType { name } } }',
    { id },
    as(owner),
  );
  expect(read.errors).toBeUndefined();
  expect(read.data).toEqual({ member: { realName: '王**' }, __schema: { queryType: { name: 'Query' } } });
});

test('a job that runs with one is cancelled at the other', async () => {
  const rows = Array.from({ length: 8_000 }, (_, n) => `N${n},C${n},2024-01-01,5.00`).join('\n');
  const sent = await fetch(`${one.url}/imports?kind=orders&name=many.csv`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      authorization: `Bearer ${owner.token}`,
      'kolony-brand': brand.id,
    },
    body: `order no,customer id,order date,amount\n${rows}\n`,
  });
  const { importId: id } = (await sent.json()) as { importId: string };
  const act = (at: TestGateway, name: string) =>
    at.graphql(
      `mutation ($id: ID!) { ${name}(input: { id: $id }) { import { status } userErrors { code } } }`,
      { id },
      as(owner),
    );
  const look = async (at: TestGateway) =>
    (
      await at.graphql(
        'query ($id: ID!) { import(id: $id) { status job { id status progressDone } } }',
        { id },
        as(owner),
      )
    ).data.import;
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const { database, databaseUrl: url } = one;
  const worker = await startWorker({ database, url, log, mail: { from: 'kolony@example.com' } });
  onTestFinished(() => worker.stop());
  await act(one, 'importCheck');
  while ((await look(other)).status !== 'CHECKED') await new Promise((go) => setTimeout(go, 20));
  await act(one, 'importRun');
  while ((await look(other)).job.progressDone === 0) await new Promise((go) => setTimeout(go, 5));
  const { job } = await look(other);
  await other.graphql(
    'mutation ($id: ID!) { jobCancel(input: { id: $id }) { userErrors { code } } }',
    { id: job.id },
    as(owner),
  );
  while ((await look(one)).job.status !== 'CANCELLED') await new Promise((go) => setTimeout(go, 20));
  expect(await look(one)).toMatchObject({ status: 'CANCELLED' });
});
