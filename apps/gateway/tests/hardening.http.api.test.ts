import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../src/env.ts';
import { createApiSchema } from '../src/modules/modules.ts';
import { createApp } from '../src/server/app.ts';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let withConsole: Awaited<ReturnType<typeof createApp>>;
let consoleDir: string;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  consoleDir = await mkdtemp(join(tmpdir(), 'kolony-console-'));
  await writeFile(join(consoleDir, 'index.html'), '<!doctype html><title>Kolony</title>');
  await writeFile(join(consoleDir, 'sign-in.html'), '<!doctype html><title>Sign in</title>');
  await mkdir(join(consoleDir, 'explorer'));
  await writeFile(join(consoleDir, 'explorer/explorer.html'), '<!doctype html><title>Explorer</title>');
  withConsole = await createApp({
    env: readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'fatal', KOLONY_DEMO: 'off' }),
    database: gateway.database,
    schema: createApiSchema(),
    readiness: async () => null,
    listen: () => Promise.reject(new Error('nothing is subscribed to here')),
    consoleDir,
  });
});
afterAll(async () => {
  await withConsole.close();
  await rm(consoleDir, { recursive: true });
  await gateway.close();
});

/** Sends bytes as they are: fetch would mend some of them. Gives status, headers and body. */
async function raw(request: string): Promise<{ status: number; head: string; body: string }> {
  const { port, hostname } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.end(request.replaceAll('\n', '\r\n'));
  let text = '';
  for await (const piece of socket) text += String(piece);
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}

const json = { 'content-type': 'application/json' };
const version = '{"query":"{installation{version}}"}';
const refused: [what: string, status: number, code: string, path: string, init: RequestInit][] = [
  [
    'a mutation by GET',
    405,
    'METHOD_NOT_ALLOWED',
    '/graphql?query=mutation%7BsignOut%7BuserErrors%7Bcode%7D%7D%7D',
    { headers: json },
  ],
  [
    'an operation by PUT',
    405,
    'METHOD_NOT_ALLOWED',
    '/graphql',
    { method: 'PUT', headers: json, body: version },
  ],
  ['a query that a page of another site can send', 400, 'BAD_REQUEST', '/graphql?query=%7B__typename%7D', {}],
  [
    'a form',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    '/graphql',
    { method: 'POST', body: new URLSearchParams({ query: '{__typename}' }) },
  ],
  ['a form with files', 415, 'UNSUPPORTED_MEDIA_TYPE', '/graphql', { method: 'POST', body: new FormData() }],
  [
    'a text',
    400,
    'BAD_REQUEST',
    '/graphql',
    { method: 'POST', headers: { 'content-type': 'text/plain' }, body: version },
  ],
  [
    'a batch',
    400,
    'BATCHES_NOT_TAKEN',
    '/graphql',
    { method: 'POST', headers: json, body: `[${version},${version}]` },
  ],
  ['broken JSON', 400, 'BAD_REQUEST', '/graphql', { method: 'POST', headers: json, body: '{"query":' }],
  ['no body', 400, 'BAD_REQUEST', '/graphql', { method: 'POST', headers: json, body: '' }],
  ['null', 400, 'BAD_REQUEST', '/graphql', { method: 'POST', headers: json, body: 'null' }],
  [
    'a prototype',
    400,
    'BAD_REQUEST',
    '/graphql',
    { method: 'POST', headers: json, body: '{"query":"{__typename}","__proto__":{"a":1}}' },
  ],
  [
    'variables that are none',
    400,
    'BAD_REQUEST',
    '/graphql',
    { method: 'POST', headers: json, body: '{"query":"{__typename}","variables":[1]}' },
  ],
  [
    'a body beyond the limit',
    413,
    'BODY_TOO_LARGE',
    '/graphql',
    { method: 'POST', headers: json, body: `{"query":"${' '.repeat(1_100_000)}"}` },
  ],
  [
    'what cannot be parsed',
    400,
    'GRAPHQL_PARSE_FAILED',
    '/graphql',
    { method: 'POST', headers: json, body: '{"query":"{"}' },
  ],
  [
    'what is not in the schema',
    400,
    'GRAPHQL_VALIDATION_FAILED',
    '/graphql',
    { method: 'POST', headers: json, body: '{"query":"{x}"}' },
  ],
  ['an unknown path', 404, 'NOT_FOUND', '/graphql/x', {}],
  ['an address that is none', 400, 'BAD_REQUEST', '/%zz', {}],
];

describe('what is no operation', () => {
  it.each(refused)('%s is %i %s', async (_, status, code, path, init) => {
    const response = await fetch(`${gateway.url}${path}`, init);
    const answer = (await response.json()) as { errors: { message: string; extensions: object }[] };
    expect(response.status).toBe(status);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]?.message).toBeTruthy();
    expect(answer.errors[0]?.extensions).toEqual({ code, requestId: response.headers.get('x-request-id') });
  });

  it('is refused when its headers are garbage, and the next is served', async () => {
    for (const headers of [
      { authorization: 'Bearer \u00ff\u00fe' },
      { authorization: `Bearer ${'x'.repeat(5000)}` },
      { authorization: 'Basic eA==' },
      { cookie: `kolony_session=${'%00'.repeat(500)}; =; ;;` },
      { cookie: 'kolony_session=%E0%A4%A' },
      { 'accept-language': `${'x;q=,'.repeat(500)}` },
      { 'x-request-id': '../../etc/passwd' },
    ] as Record<string, string>[]) {
      const { status, data } = await gateway.graphql('{ viewer { role } }', {}, { headers });
      expect([status, data]).toEqual([200, { viewer: null }]);
    }
    for (const garbage of [
      '',
      'x',
      '\u00ff',
      `brand_${'z'.repeat(26)}`,
      'brand_7zzzzzzzzzzzzzzzzzzzzzzzzz',
    ]) {
      const { errors } = await gateway.graphql(
        '{ brand { id } }',
        {},
        { token: owner.token, headers: { 'kolony-brand': garbage } },
      );
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });

  it('is refused in the language of the caller', async () => {
    const ask = async (language: string) => {
      const answer = await fetch(`${gateway.url}/nothing`, { headers: { 'accept-language': language } });
      return JSON.parse(await answer.text()).errors[0].message;
    };
    expect([await ask('zh-CN'), await ask('en')]).toEqual(['没有这个地址。', 'Not found']);
  });

  it('by a method that there is none of says which there are', async () => {
    const { headers } = await fetch(`${gateway.url}/graphql`, { method: 'DELETE' });
    expect(headers.get('allow')).toBe('GET, POST, OPTIONS');
  });

  it('of a browser for the API is told how to talk to it, in its language, without loading anything', async () => {
    const open = async (language: string) => {
      const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': language };
      const answer = await fetch(`${gateway.url}/graphql`, { headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      return answer.text();
    };
    const page = await open('en');
    expect(page).toContain(`curl ${gateway.url}/graphql`);
    expect(page).toContain('<html lang="en">');
    for (const link of ['/', '/schema.graphql', '/explorer']) expect(page).toContain(`href="${link}"`);
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(/);
    expect(await open('zh-CN')).toContain('管理后台');
  });

  it('of two lengths is not taken: no second request hides behind the first', async () => {
    const smuggled = await raw(
      'POST /graphql HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\nGET /healthz HTTP/1.1\nHost: x\n\n',
    );
    expect(smuggled.status).toBe(400);
    expect(smuggled.body).not.toContain('ok');
  });
});

describe('the console', () => {
  it('is one page for every address that a browser opens, and 404 for what asks for data', async () => {
    const open = (url: string, method: 'GET' | 'HEAD' | 'POST', accept: string) =>
      withConsole.inject({ url, method, headers: { accept } });
    const page = await open('/members/x', 'GET', 'text/html');
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect((await open('/members/x', 'HEAD', 'text/html')).statusCode).toBe(200);
    expect((await open('/members/x', 'GET', 'application/json')).statusCode).toBe(404);
    expect((await open('/members/x', 'POST', 'text/html')).statusCode).toBe(404);
  });

  it('has pages of their own for those who are not signed in, and for the explorer of the API', async () => {
    const titleOf = async (url: string) =>
      /<title>(.*)<\/title>/.exec(
        (await withConsole.inject({ url, headers: { accept: 'text/html' } })).body,
      )?.[1];
    for (const path of ['/sign-in?from=%2Fmembers', '/password-reset', '/invitation?token=x', '/setup'])
      expect([path, await titleOf(path)]).toEqual([path, 'Sign in']);
    expect(await titleOf('/explorer?x')).toBe('Explorer');
    for (const path of ['/', '/members', '/sign-in/x', '/invitations', '/explorer/x'])
      expect([path, await titleOf(path)]).toEqual([path, 'Kolony']);
  });

  it('gives nothing from beside its folder', async () => {
    for (const url of [
      '/../package.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%2f..%2fetc%2fpasswd',
      '/a%00b',
    ]) {
      const { body, statusCode } = await withConsole.inject({ url, headers: { accept: '*/*' } });
      expect([403, 404]).toContain(statusCode);
      expect(Object.keys(JSON.parse(body).errors[0].extensions)).toEqual(['code', 'requestId']);
    }
  });
});

describe('when the database fails', () => {
  it('an answer says so by an id alone', async () => {
    const broken = await startGateway();
    const { token } = await broken.operator(await broken.brand(), 'owner');
    await broken.database.close();
    const answer = await broken.graphql('{ members { totalCount } }', {}, { token });
    expect(answer.status).toBe(500);
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL',
      requestId: answer.headers.get('x-request-id'),
    });
    expect(answer.errors?.[0]?.message).not.toMatch(/pool|connect|database/i);
    await broken.close().catch(() => undefined);
  });
});
