import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { systemScope } from '@kolony/domain/foundation/scope';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import type { FastifyInstance } from 'fastify';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readEnv } from '../src/env.ts';
import { createApiSchema } from '../src/modules/modules.ts';
import { createApp } from '../src/server/app.ts';
import { Documents } from '../src/server/documents/documents.ts';
import { startGateway, type TestGateway, type TestOperator } from './harness.ts';
import { withoutConnections } from './without-connections.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

const viewer = 'query Viewer {\n  viewer {\n    sessionId\n  }\n}';
const rename =
  'mutation Rename($name: String!) {\n  operatorUpdate(input: {version: 1, name: $name}) {\n    userErrors {\n      code\n    }\n  }\n}';
const signIn =
  'mutation SignIn($input: SignInInput!) {\n  signIn(input: $input) {\n    userErrors {\n      code\n    }\n  }\n}';
const later = 'query Later {\n  viewer {\n    permissions\n  }\n}';
const foreign = '{ viewer { operator { email } } }';

let gateway: TestGateway;
let owner: TestOperator;
let cookie: string;
const folders: string[] = [];
const apps: FastifyInstance[] = [];
/** The gateway of a release whose console asks these, on the database of all; with trusted documents on. */
async function release(documents: string[], settings: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kolony-console-'));
  folders.push(folder);
  await mkdir(join(folder, '.kolony'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Kolony</title>');
  await writeFile(
    join(folder, '.kolony/documents.json'),
    JSON.stringify(Object.fromEntries(documents.map((text) => [hashOf(text), text]))),
  );
  const app = await createApp({
    env: readEnv({
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      KOLONY_DEMO: 'off',
      KOLONY_TRUSTED_DOCUMENTS: 'on',
      ...settings,
    }),
    database: gateway.database,
    schema: createApiSchema(),
    readiness: async () => null,
    consoleDir: folder,
    listen: () => Promise.reject(new Error('nothing is subscribed to here')),
  });
  apps.push(app);
  return app.listen({ port: 0, host: '127.0.0.1' });
}

/** Has a minute pass for what is kept in the process. */
function minuteLater() {
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  onTestFinished(() => clock.mockRestore());
}

/** That of a session which the operator has in a browser. */
async function cookieOf({ uuid }: TestOperator): Promise<string> {
  const token = newToken();
  await gateway.database.write(systemScope(), async (tx) => {
    await tx.query(
      `insert into operator_session (id, operator_id, token_hash, kind, expires_at) values ($1, $2, $3, 'cookie', now() + interval '1 day')`,
      [newId(), uuid, hashToken(token)],
    );
    return done(null);
  });
  return `kolony_session=${token}`;
}

let here: string;
beforeAll(async () => {
  gateway = await startGateway();
  owner = await gateway.operator(await gateway.brand(), 'owner');
  cookie = await cookieOf(owner);
  here = await release([viewer, rename, signIn]);
});
afterAll(async () => {
  for (const app of apps) await app.close();
  for (const folder of folders) await rm(folder, { recursive: true });
  await gateway.close();
});

async function post(url: string, body: object, headers: Record<string, string>) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
    body: JSON.stringify(body),
  });
  const { data, errors } = JSON.parse(await answer.text());
  return { status: answer.status, code: errors?.[0]?.extensions?.code as string | undefined, data, errors };
}
// biome-ignore lint/suspicious/noExplicitAny: answers are read as a caller reads them, by path
const answerOf = async (response: Response): Promise<any> => response.json();
const byCookie = () => ({ cookie });
const byToken = () => ({ authorization: `Bearer ${owner.token}` });
const byPage = () => ({ 'sec-fetch-site': 'same-origin' });
const refused = { status: 403, code: 'DOCUMENT_NOT_TRUSTED', data: undefined };

describe('where trusted documents are on, the session of a browser', () => {
  it('sends the console’s by their names, and by their texts', async () => {
    const named = await post(here, { extensions: persisted(hashOf(viewer)) }, byCookie());
    expect(named).toMatchObject({ status: 200, data: { viewer: { sessionId: expect.any(String) } } });
    expect(await post(here, { query: viewer }, byCookie())).toMatchObject({ data: named.data });
    const variables = { name: 'renamed' };
    const changed = await post(here, { variables, extensions: persisted(hashOf(rename)) }, byCookie());
    expect(changed.data.operatorUpdate.userErrors).toEqual([]);
  });

  it('sends nothing else, whichever way it is put', async () => {
    for (const body of [
      { query: foreign },
      { query: `${viewer} ` },
      { query: foreign, extensions: persisted(hashOf(viewer)) },
      { query: foreign, operationName: 'Viewer' },
      { extensions: persisted(hashOf(foreign)) },
      { extensions: persisted('x') },
      { query: `{ __schema { description } ${foreign.slice(1)}` },
      { query: `mutation { signOut { userErrors { code } } } # __schema` },
      { query: `{ ...S viewer { sessionId } } fragment S on Query { __schema { description } }` },
    ])
      expect(await post(here, body, byCookie())).toMatchObject(refused);
    const got = await fetch(`${here}/graphql?${new URLSearchParams({ query: foreign })}`, {
      headers: { ...byCookie(), 'kolony-csrf': '1' },
    });
    expect(got.status).toBe(403);
  });

  it('does not come to know what a program has registered', async () => {
    const registered = await post(
      here,
      { query: foreign, extensions: persisted(hashOf(foreign)) },
      byToken(),
    );
    expect(registered.data.viewer.operator.email).toBe(owner.email);
    expect(await post(here, { extensions: persisted(hashOf(foreign)) }, byToken())).toMatchObject({
      data: registered.data,
    });
    expect(await post(here, { extensions: persisted(hashOf(foreign)) }, byCookie())).toMatchObject(refused);
  });

  it('is told what to do, in its language', async () => {
    const said = async (language: string) =>
      (await post(here, { query: foreign }, { cookie, 'accept-language': language })).errors[0].message;
    expect(await said('en')).toContain('send it in the header Authorization');
    expect(await said('zh-CN')).toContain('Authorization');
  });

  it('may read the schema, as far as others may', async () => {
    const query = getIntrospectionQuery();
    const read = await post(here, { query }, byCookie());
    expect(read.errors).toBeUndefined();
    expect(read.data.__schema.types.length).toBeGreaterThan(50);
    expect(await post(here, { query }, byPage())).toMatchObject({ code: 'INTROSPECTION_CLOSED' });
  });
});

describe('who has no session', () => {
  it('sends the console’s from a page, and anything as a program', async () => {
    const input = { email: 'nobody@example.com', password: 'wrong-password-1' };
    const wrong = await post(here, { variables: { input }, extensions: persisted(hashOf(signIn)) }, byPage());
    expect(wrong.data.signIn.userErrors).toHaveLength(1);
    for (const page of [byPage(), { origin: here }, { origin: 'https://evil.example.com' }])
      expect(await post(here, { query: foreign }, page)).toMatchObject(refused);
    expect(await post(here, { query: foreign }, {})).toMatchObject({ status: 200, data: { viewer: null } });
  });

  it('sends anything from a page of an origin that is listed, as long as it has no cookie', async () => {
    const app = 'https://app.example.com';
    const listing = await release([viewer, rename, signIn], { CORS_ORIGINS: app });
    const page = { origin: app, 'sec-fetch-site': 'cross-site' };
    expect(await post(listing, { query: foreign }, page)).toMatchObject({ data: { viewer: null } });
    expect(await post(listing, { query: foreign }, { ...page, ...byCookie() })).toMatchObject(refused);
  });
});

it('a token sends what it likes, and the cookie beside it counts for nothing', async () => {
  const free = await post(here, { query: foreign }, { ...byToken(), ...byCookie(), ...byPage() });
  expect(free.data.viewer.operator.email).toBe(owner.email);
  const made = { ...byCookie(), authorization: 'Bearer made-up' };
  expect(await post(here, { query: foreign }, made)).toMatchObject({ data: { viewer: null } });
  const broken = { ...byCookie(), authorization: 'Bearer %%%' };
  expect(await post(here, { query: foreign }, broken)).toMatchObject(refused);
});

it('whoever tries names from a browser is told to come back later before they are looked up', async () => {
  const scarce = await release([viewer, rename, signIn], {
    COST_BUCKET: '200',
    COST_MAXIMUM: '200',
    COST_RESTORE_RATE: '1',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  // An address from which nobody else has asked for anything.
  const there = { 'x-forwarded-for': '203.0.113.9' };
  const codes = [];
  for (let at = 0; at < 6; at++) {
    const name = { extensions: persisted(hashOf(`a guess ${at}`)) };
    codes.push((await post(scarce, name, { ...there, ...byPage() })).code);
    const text = { query: `{ guess${at}: viewer { sessionId } }` };
    codes.push((await post(scarce, text, { ...there, ...byCookie() })).code);
  }
  expect([codes[0], codes.at(-1)]).toEqual(['DOCUMENT_NOT_TRUSTED', 'RATE_LIMITED']);
  // What is known needs no looking up, whoever else is at the address.
  const mine = { ...there, cookie: await cookieOf(await gateway.operator(await gateway.brand(), 'owner')) };
  const named = await post(scarce, { extensions: persisted(hashOf(viewer)) }, mine);
  expect(named).toMatchObject({ status: 200, data: { viewer: { sessionId: expect.any(String) } } });
  const { errors } = await post(scarce, { query: '{ guess: viewer { role } }' }, mine);
  expect(errors[0]).toMatchObject({
    message: expect.stringContaining('again'),
    extensions: { code: 'RATE_LIMITED', requestId: expect.any(String) },
  });
});

describe('while releases change', () => {
  it('pages of either ask the gateway of either', async () => {
    const there = await release([viewer, later, signIn]);
    for (const url of [here, there])
      for (const document of [viewer, rename, later, signIn]) {
        const { code } = await post(url, { extensions: persisted(hashOf(document)) }, byCookie());
        expect([document, code]).not.toEqual([document, 'DOCUMENT_NOT_TRUSTED']);
      }
  });

  it('what is deleted from the table is taken for a minute more by other releases', async () => {
    const document = 'query Leak {\n  viewer {\n    sessionId\n  }\n}';
    await release([viewer, document]);
    const send = async () => (await post(here, { extensions: persisted(hashOf(document)) }, byCookie())).code;
    expect(await send()).toBeUndefined();
    await gateway.database.write(systemScope(), async (tx) =>
      done(await tx.query('delete from trusted_document where hash = $1', [hashOf(document)])),
    );
    expect(await send()).toBeUndefined();
    minuteLater();
    expect(await send()).toBe('DOCUMENT_NOT_TRUSTED');
  });

  it('the manifest is not served, nor anything else that is for the gateway alone', async () => {
    for (const path of ['/.kolony/documents.json', '/.kolony/documents.json.br', '/.kolony'])
      expect((await fetch(`${here}${path}`)).status).toBe(404);
  });
});

it('a console whose documents nobody would take does not start', async () => {
  await expect(release([])).rejects.toThrow(/KOLONY_TRUSTED_DOCUMENTS is on, but .*documents\.json names no/);
  await release([], { KOLONY_TRUSTED_DOCUMENTS: 'off' });
});

it('whether a document is one of a console’s can’t be found out without a connection: it is asked again', async () => {
  const asked = () => post(here, { query: '{ installation { version } }' }, byPage());
  expect(await withoutConnections(gateway.database, asked)).toMatchObject({ status: 200, code: 'BUSY' });
  expect(await asked()).toEqual({ ...refused, errors: expect.anything() });
  const named = () => post(here, { extensions: persisted(hashOf('{ never }')) }, byCookie());
  expect(await withoutConnections(gateway.database, named)).toMatchObject({ status: 200, code: 'BUSY' });
});

describe('where they are off', () => {
  it('a browser sends what it likes, also by the names of the console’s', async () => {
    const off = await release([viewer, rename, signIn], { KOLONY_TRUSTED_DOCUMENTS: 'off' });
    expect(await post(off, { query: foreign }, byCookie())).toMatchObject({ status: 200 });
    expect(await post(off, { extensions: persisted(hashOf(viewer)) }, byCookie())).toMatchObject({
      status: 200,
    });
  });

  it('which is in development; in production they are on', () => {
    const production = {
      NODE_ENV: 'production',
      KOLONY_SECRET: 'a secret of more than thirty-two characters',
      PUBLIC_URL: 'https://kolony.example.com',
      DATABASE_URL: 'postgres://u@h/d',
    };
    expect(readEnv({}).KOLONY_TRUSTED_DOCUMENTS).toBe(false);
    expect(readEnv(production).KOLONY_TRUSTED_DOCUMENTS).toBe(true);
    expect(readEnv({ ...production, KOLONY_TRUSTED_DOCUMENTS: 'off' }).KOLONY_TRUSTED_DOCUMENTS).toBe(false);
  });
});

describe('automatic persisted queries', () => {
  const get = (parts: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/graphql?${new URLSearchParams(parts)}`, {
      headers: { 'apollo-require-preflight': 'true', ...headers },
    });
  const version = '{ installation { version } }';
  const extensions = JSON.stringify(persisted(hashOf(version)));

  it('are asked by GET, registered on a miss, and asked by GET from then on', async () => {
    const missed = await get({ extensions });
    expect((await answerOf(missed)).errors[0]).toMatchObject({
      message: 'PersistedQueryNotFound',
      extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
    });
    expect(missed.headers.get('cache-control')).toMatch(/no-store|no-cache/);
    expect((await get({ query: version, extensions })).status).toBe(200);
    const hit = await get({ extensions });
    expect((await answerOf(hit)).data.installation.version).toMatch(/^\d+\./);
  });

  it('are refused under another name than theirs, and by what is no name', async () => {
    for (const [query, hash] of [
      [version, hashOf('x')],
      [version, '__proto__'],
    ] as const) {
      const answer = await get({ query, extensions: JSON.stringify(persisted(hash)) });
      expect([answer.status, (await answerOf(answer)).errors[0].extensions.code]).toEqual([
        400,
        'BAD_USER_INPUT',
      ]);
    }
    for (const persistedQuery of [
      { version: 1, sha256Hash: { a: 1 } },
      { version: 2, sha256Hash: 'x' },
      1,
      [],
      'x',
      {},
    ]) {
      const answer = await get({ extensions: JSON.stringify({ persistedQuery }) });
      expect(['BAD_USER_INPUT', 'PERSISTED_QUERY_NOT_FOUND', 'BAD_REQUEST']).toContain(
        (await answerOf(answer)).errors[0].extensions.code,
      );
    }
  });

  it('are kept within bounds, however many there are', async () => {
    const documents = await Documents.open(gateway.database, readEnv({}));
    const text = (at: number) => `{ a${at} ${'# x'.repeat(300)}\n}`;
    for (let at = 0; at < 20_000; at++) await documents.persisted.set(`apq:${hashOf(text(at))}`, text(at));
    expect(documents.bytes).toBeLessThanOrEqual(8_000_000);
    expect(documents.bytes).toBeGreaterThan(6_000_000);
    expect(await documents.persisted.get(`apq:${hashOf(text(0))}`)).toBeUndefined();
    expect(await documents.persisted.get(`apq:${hashOf(text(19_999))}`)).toBe(text(19_999));
  });

  it('ask the database neither for what is registered nor, again, for what nobody knows', async () => {
    const reads = vi.spyOn(gateway.database, 'read');
    onTestFinished(() => reads.mockRestore());
    const { persisted: store } = await Documents.open(gateway.database, readEnv({}));
    const text = '{ installation { mail } }';
    const name = `apq:${hashOf(text)}`;
    await store.set(name, text);
    expect(await store.get(name)).toBe(text);
    expect(reads).not.toHaveBeenCalled();
    for (let at = 0; at < 10; at++) expect(await store.get(`apq:${hashOf('unknown')}`)).toBeUndefined();
    expect(reads).toHaveBeenCalledTimes(1);
    minuteLater();
    await store.get(`apq:${hashOf('unknown')}`);
    expect(reads).toHaveBeenCalledTimes(2);
  });

  describe('may be kept by caches', () => {
    const cacheControl = async (query: string, headers: Record<string, string> = {}) => {
      const answer = await get({ query }, headers);
      return [answer.status, answer.headers.get('cache-control')];
    };

    it('where every field is public, for as long as the shortest says', async () => {
      const kept = [200, 'public, max-age=60'];
      expect(await cacheControl(version)).toEqual(kept);
      expect(await cacheControl('{ __typename installation { version } }')).toEqual(kept);
      expect(await cacheControl('{ ...I } fragment I on Query { a: installation { mail } }')).toEqual(kept);
      const answer = await get({ query: version }, byToken());
      expect(answer.headers.get('vary')).toContain('accept-language');
      // What is told of the caller beside the data would be told to everyone.
      expect(Object.keys(await answerOf(answer))).toEqual(['data']);
    });

    it('and nowhere else', async () => {
      const never = [200, 'no-store'];
      expect(await cacheControl('{ __typename }')).toEqual(never);
      expect(await cacheControl('{ installation { version } viewer { sessionId } }', byToken())).toEqual(
        never,
      );
      expect(
        await cacheControl('{ ...I } fragment I on Query { installation { mail } viewer { sessionId } }'),
      ).toEqual(never);
      expect(await cacheControl('{ __schema { description } }', byToken())).toEqual(never);
      expect(await cacheControl('{ installation { version } members { totalCount } }')).toEqual(never);
      expect(await cacheControl('{ installation { versio } }')).toEqual([400, 'no-store']);
      // The session that has ended is taken from the browser by this answer.
      expect(await cacheControl(version, { cookie: 'kolony_session=gone' })).toEqual(never);
      const posted = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: version }),
      });
      expect(posted.headers.get('cache-control')).toBe('no-store');
    });

    it('because they are the same for everyone', async () => {
      const all = '{ installation { version demo needsSetup mail demoSignIn { email password } } }';
      const ask = async (headers: Record<string, string>) => (await get({ query: all }, headers)).text();
      const said = new Set([
        await ask({ 'accept-language': 'en' }),
        await ask({ 'accept-language': 'zh-CN' }),
        await ask(byToken()),
        await ask(byCookie()),
      ]);
      expect(said.size).toBe(1);
      const fields = Object.values(createApiSchema().getQueryType()?.getFields() ?? {});
      const cached = fields.filter(({ extensions }) => extensions.cachedFor !== undefined);
      // One that is added is added above as well.
      expect(cached.map(({ name }) => name)).toEqual(['installation']);
    });
  });
});
