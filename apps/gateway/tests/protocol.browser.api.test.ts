import { createHash } from 'node:crypto';
import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { systemScope } from '@kolony/domain/foundation/scope';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

const app = 'https://app.example.com';
let gateway: TestGateway;
let open: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let cookie: string;
beforeAll(async () => {
  gateway = await startGateway();
  open = await startGateway({
    CORS_ORIGINS: `${app}, https://b.example.com:8443`,
    KOLONY_INTROSPECTION: 'on',
  });
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  const token = newToken();
  await gateway.database.write(systemScope(), async (tx) => {
    await tx.query(
      `insert into operator_session (id, operator_id, token_hash, kind, expires_at) values ($1, $2, $3, 'cookie', now() + interval '1 day')`,
      [newId(), owner.uuid, hashToken(token)],
    );
    return done(null);
  });
  cookie = `kolony_session=${token}`;
});
afterAll(async () => {
  await gateway.close();
  await open.close();
});

const json = { 'content-type': 'application/json' };
const notFromAPage = { 'kolony-csrf': '1' };
const rename = (name: string) =>
  `mutation { operatorUpdate(input: { version: 1, name: "${name}" }) { userErrors { code } } }`;
const ownName = async () =>
  (await gateway.graphql('{ viewer { operator { name } } }', {}, owner)).data.viewer.operator.name;
const search = (parts: Record<string, string>) => `/graphql?${new URLSearchParams(parts)}`;
const persisted = (query: string) =>
  JSON.stringify({
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
  });
const send = (path: string, init: RequestInit = {}, on = gateway) => fetch(`${on.url}${path}`, init);
// biome-ignore lint/suspicious/noExplicitAny: answers are read as a caller reads them, by path
const answerOf = async (response: Response): Promise<any> => response.json();
const post = (body: object, headers: Record<string, string> = {}, on = gateway) =>
  send('/graphql', { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }, on);

describe('what a page of another site can have a browser send, the cookie with it', () => {
  const body = () => JSON.stringify({ query: rename('forged') });
  const forged: [what: string, init: () => [string, RequestInit]][] = [
    [
      'a form as text',
      () => ['/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: body() }],
    ],
    [
      'a form',
      () => ['/graphql', { method: 'POST', body: new URLSearchParams({ query: rename('forged') }) }],
    ],
    [
      'a form with parts',
      () => {
        const parts = new FormData();
        parts.set('operations', body());
        parts.set('map', '{}');
        return ['/graphql', { method: 'POST', body: parts }];
      },
    ],
    ['bytes without a type', () => ['/graphql', { method: 'POST', body: new Blob([body()]) }]],
    ['a link to a mutation', () => [search({ query: rename('forged') }), {}]],
    ['a link to a query', () => [search({ query: '{ viewer { sessionId } }' }), {}]],
    [
      'a file',
      () => ['/imports?kind=members', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a' }],
    ],
  ];
  it.each(forged)('%s is refused', async (_, of) => {
    const [path, init] = of();
    const answer = await send(path, { ...init, headers: { ...init.headers, cookie } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const { data, errors } = await answerOf(answer);
    expect(data ?? null).toBeNull();
    expect(errors[0].extensions.code).toMatch(/^(BAD_REQUEST|UNSUPPORTED_MEDIA_TYPE|CSRF_HEADER_REQUIRED)$/);
    expect(await ownName()).not.toBe('forged');
  });

  it('is answered once it carries what such a page cannot add', async () => {
    const answer = await send(search({ query: '{ viewer { operator { name } } }' }), {
      headers: { cookie, ...notFromAPage },
    });
    expect((await answerOf(answer)).data.viewer.operator.name).toBe(await ownName());
  });
});

describe('GET', () => {
  const key = '@idempotent(key: "by-get")';
  const create = `mutation { memberCreate(input: { displayName: "by get" }) ${key} { member { id } } }`;
  const created = async () =>
    (await gateway.graphql('{ members(search: "by get") { totalCount } }', {}, owner)).data.members
      .totalCount;

  it('never runs a mutation: not by its text, nor by its name, nor with a key', async () => {
    const get = async (parts: Record<string, string>) => {
      const { status, headers } = await send(search(parts), {
        headers: { authorization: `Bearer ${owner.token}`, ...notFromAPage },
      });
      return [status, headers.get('allow')];
    };
    expect(await get({ query: create })).toEqual([405, 'POST']);
    expect(
      await get({ query: `query Q { __typename } ${create.replace('{', 'M {')}`, operationName: 'M' }),
    ).toEqual([405, 'POST']);
    expect(await get({ query: create, extensions: persisted(create) })).toEqual([405, 'POST']);
    expect(await created()).toBe(0);
    const extensions = JSON.parse(persisted(create));
    const registered = await post({ query: create, extensions }, { authorization: `Bearer ${owner.token}` });
    expect((await answerOf(registered)).data.memberCreate.member.id).toBeTruthy();
    expect(await get({ extensions: persisted(create) })).toEqual([405, 'POST']);
    expect(await created()).toBe(1);
  });

  it('opens no subscription', async () => {
    const { status } = await send(search({ query: 'subscription { __typename }' }), {
      headers: notFromAPage,
    });
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('an answer in a form that the caller does not take', () => {
  it('is refused before anything is done', async () => {
    const answer = await post(
      { query: rename('unseen') },
      { authorization: `Bearer ${owner.token}`, accept: 'text/plain' },
    );
    expect(answer.status).toBe(406);
    expect((await answerOf(answer)).errors[0].extensions.code).toBe('NOT_ACCEPTABLE');
    expect(await ownName()).not.toBe('unseen');
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    [
      'application/graphql-response+json;q=0.9, */*;q=0.1',
      'application/graphql-response+json; charset=utf-8',
    ],
    ['*/*', 'application/json; charset=utf-8'],
  ])('and %s is %s', async (accept, type) => {
    const answer = await post({ query: '{ __typename }' }, { accept });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string, path = '/graphql', on = open) =>
    send(
      path,
      {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,authorization',
        },
      },
      on,
    );
  const allowed = ({ headers }: Response) =>
    [...headers.keys()].filter((name) => name.startsWith('access-control-'));

  it('may call the API where they are listed, and are asked about it once a day', async () => {
    const asked = await preflight(app);
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': app,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': '86400',
    });
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(asked.headers.get('vary')?.toLowerCase()).toContain('origin');
    const answer = await post({ query: '{ __typename }' }, { origin: app }, open);
    expect(answer.headers.get('access-control-allow-origin')).toBe(app);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
  });

  it('may not where they are not: nothing says that they may', async () => {
    for (const origin of [
      'https://evil.example.com',
      'https://app.example.com.evil.com',
      'http://app.example.com',
      'null',
    ]) {
      expect(allowed(await preflight(origin))).not.toContain('access-control-allow-origin');
      expect(allowed(await post({ query: '{ __typename }' }, { origin }, open))).not.toContain(
        'access-control-allow-origin',
      );
    }
    for (const path of ['/imports', '/files/a/b', '/graphqlx', '/healthz'])
      expect(allowed(await preflight(app, path))).toEqual([]);
  });

  it('are none at all unless some are listed', async () => {
    expect(allowed(await preflight(app, '/graphql', gateway))).toEqual([]);
    expect(allowed(await post({ query: '{ __typename }' }, { origin: app }))).toEqual([]);
  });
});

describe('headers', () => {
  const paths = ['/graphql', '/healthz', '/imports', '/files/a/b', '/nothing'];
  it.each(paths)('of %s tell browsers to be strict, and nobody what runs here', async (path) => {
    const { headers } = await send(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'content-type': expect.stringContaining('charset=utf-8'),
    });
    expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|http:/);
  });
});

it('the page at the address of the API has a style, and the policy lets just that one through', async () => {
  const page = await send('/graphql', { headers: { accept: 'text/html' } });
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(await page.text()) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(style.length).toBeGreaterThan(100);
  expect(page.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}' 'self' `);
  expect((await send('/healthz')).headers.get('content-security-policy')).not.toContain(hash);
});

it('what is no address at all is no page either', async () => {
  expect((await send('/%zz')).headers.get('x-content-type-options')).toBe('nosniff');
});

describe('introspection', () => {
  const read = '{ __schema { queryType { name } } }';
  const codes = async (on: TestGateway, query: string, as?: TestOperator) =>
    (await on.graphql(query, {}, as)).errors?.map(({ extensions }) => extensions.code);

  it('is for those who are signed in, unless a setting says otherwise', async () => {
    for (const query of [
      read,
      '{ __type(name: "Member") { name } }',
      'query { ...T } fragment T on Query { a: __schema { description } }',
    ])
      expect(await codes(gateway, query)).toEqual(['INTROSPECTION_CLOSED']);
    expect(await codes(gateway, read, owner)).toBeUndefined();
    expect(await codes(gateway, '{ __typename }')).toBeUndefined();
    const { data } = await open.graphql(`${read} # ${'-'.repeat(10)}`);
    expect(data.__schema.queryType.name).toBe('Query');
    const closed = await startGateway({ KOLONY_INTROSPECTION: 'off' });
    const someone = await closed.operator(await closed.brand(), 'owner');
    expect(await codes(closed, read, someone)).toEqual(['INTROSPECTION_CLOSED']);
    await closed.close();
  });

  it('is refused with a status, in both languages', async () => {
    const said = async (language: string) => {
      const answer = await post({ query: read }, { 'accept-language': language });
      return [answer.status, (await answerOf(answer)).errors[0].message];
    };
    expect(await said('en')).toEqual([403, expect.stringContaining('sign in first')]);
    expect(await said('zh-CN')).toEqual([403, expect.stringContaining('请先登录')]);
  });

  it('goes on in suggestions: those who may not read the schema are given none', async () => {
    for (const query of [
      '{ membrs { totalCount } }',
      '{ members(serch: "x") { totalCount } }',
      '{ members(orderBy: JOINED_AT_DES) { totalCount } }',
      'mutation { signIn(input: { emial: "x", email: "y", password: "z" }) { token } }',
      'query ($i: SignInInpu!) { __typename }',
    ]) {
      const [anonymous, known] = [await gateway.graphql(query), await gateway.graphql(query, {}, owner)];
      expect(JSON.stringify(anonymous.errors)).not.toMatch(/did you mean/i);
      expect(JSON.stringify(known.errors)).toMatch(/did you mean/i);
    }
    const { errors } = await gateway.graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { token } }',
      { input: { email: 'a', password: 'b', sesion: 'BEARER' } },
    );
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
  });
});
