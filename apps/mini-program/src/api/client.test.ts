import { answerJson, listen } from '@kolony/testkit/http-server';
import { expect, onTestFinished, test } from 'vitest';
import { TypedDocumentString } from '../gql/graphql';
import { ApiError, Client, newKey, type Tokens } from './client';

interface Me {
  name: string;
}
const me = new TypedDocumentString<Me, object>('query Me { name }');
const save = new TypedDocumentString<Me, { input: string; key: string }>('mutation Save { name }');
const refreshing = new TypedDocumentString<{ tokens: Tokens | null }, { token: string }>(
  'mutation Refresh { tokens }',
);

interface Asked {
  query: string;
  variables: Record<string, unknown>;
  token: string | undefined;
}

/** What the server does with the next request instead of answering. */
type Mishap = 'hang-up' | 'busy' | 'bad-gateway' | 'refused';

/** A server that gives new tokens for the last refresh token, and answers the last access token. */
async function startServer() {
  const asked: Asked[] = [];
  const mishaps: Record<'asking' | 'refreshing', Mishap[]> = { asking: [], refreshing: [] };
  let generation = 0;
  let held: (() => void)[] | undefined;
  const server = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const token = request.headers.authorization?.replace('Bearer ', '');
    asked.push({ query, variables, token });
    const mishap = mishaps[query.includes('Refresh') ? 'refreshing' : 'asking'].shift();
    if (mishap === 'hang-up') {
      response.destroy();
      return;
    }
    if (mishap === 'bad-gateway') return answerJson(response, 502, '<html>');
    const error = (code: string) =>
      answerJson(response, 200, { errors: [{ message: `It is ${code}.`, extensions: { code } }] });
    if (mishap === 'busy') return error('BUSY');
    if (mishap === 'refused') return error('BAD_USER_INPUT');
    if (query.includes('Refresh')) {
      await new Promise<void>((resolve) => (held ? held.push(resolve) : resolve()));
      if (variables.token !== `refresh-${generation}`)
        return answerJson(response, 200, { data: { tokens: null } });
      generation++;
      const tokens = { accessToken: `access-${generation}`, refreshToken: `refresh-${generation}` };
      return answerJson(response, 200, { data: { tokens } });
    }
    if (token !== `access-${generation}`) return error('UNAUTHENTICATED');
    answerJson(response, 200, { data: { name: 'Lin' } });
  });
  onTestFinished(() => server.close());
  return {
    url: server.url,
    asked,
    mishaps,
    hold() {
      held = [];
      return () => {
        for (const go of held ?? []) go();
        held = undefined;
      };
    },
    refreshes: () => asked.filter(({ query }) => query.includes('Refresh')).length,
  };
}

async function startClient(tokens?: Tokens) {
  const server = await startServer();
  let stored = tokens;
  const client = new Client({
    url: server.url,
    language: 'en',
    wait: async () => undefined,
    store: {
      read: () => stored,
      write: (next) => {
        stored = next;
      },
    },
    refresh: async (ask, token) => (await ask(refreshing, { token })).tokens ?? undefined,
    async send({ url, headers, body }) {
      const response = await fetch(url, { method: 'POST', headers, body });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    },
  });
  return { client, server, stored: () => stored };
}

const current = { accessToken: 'access-0', refreshToken: 'refresh-0' };
const spent = { accessToken: 'access-old', refreshToken: 'refresh-0' };

const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'answered',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  );

test('asks with the token of the member', async () => {
  const { client, server } = await startClient(current);
  expect(await client.read(me, {})).toEqual({ name: 'Lin' });
  expect(server.asked).toEqual([{ query: 'query Me { name }', variables: {}, token: 'access-0' }]);
});

test('exchanges a token that has run out, and asks again', async () => {
  const { client, server, stored } = await startClient(spent);
  expect(await client.read(me, {})).toEqual({ name: 'Lin' });
  expect(server.asked.map(({ token }) => token)).toEqual(['access-old', undefined, 'access-1']);
  expect(stored()).toEqual({ accessToken: 'access-1', refreshToken: 'refresh-1' });
});

test('exchanges it once, however many wait for it', async () => {
  const { client, server } = await startClient(spent);
  const release = server.hold();
  const asking = Promise.all(Array.from({ length: 10 }, () => client.read(me, {})));
  while (server.asked.length < 11) await new Promise((resolve) => setTimeout(resolve, 5));
  release();
  expect(await asking).toHaveLength(10);
  expect(server.refreshes()).toBe(1);
});

test('asks for the exchange again with the same token when the answer was lost', async () => {
  const { client, server } = await startClient(spent);
  server.mishaps.refreshing.push('hang-up', 'bad-gateway');
  expect(await client.read(me, {})).toEqual({ name: 'Lin' });
  const exchanges = server.asked.filter(({ query }) => query.includes('Refresh'));
  expect(exchanges.map(({ variables }) => variables.token)).toEqual(['refresh-0', 'refresh-0', 'refresh-0']);
});

test('is signed out when the refresh token serves no more, and keeps no token', async () => {
  const { client, stored } = await startClient({ accessToken: 'access-old', refreshToken: 'refresh-old' });
  expect(await codeOf(client.read(me, {}))).toBe('UNAUTHENTICATED');
  expect(stored()).toBeUndefined();
  expect(client.isSignedIn).toBe(false);
  expect(await codeOf(client.read(me, {}))).toBe('UNAUTHENTICATED');
});

test('keeps the tokens when the server can not be reached', async () => {
  const { client, server, stored } = await startClient(spent);
  server.mishaps.refreshing.push(...Array.from({ length: 9 }, () => 'hang-up' as const));
  expect(await codeOf(client.read(me, {}))).toBe('UNREACHABLE');
  expect(stored()).toEqual(spent);
});

test('reads again when nobody answered or the server is busy, three times at most', async () => {
  const { client, server } = await startClient(current);
  for (const mishap of ['hang-up', 'busy', 'bad-gateway'] as const) {
    server.mishaps.asking.push(mishap, mishap);
    expect([mishap, await codeOf(client.read(me, {}))]).toEqual([mishap, 'answered']);
  }
  server.mishaps.asking.push('hang-up', 'hang-up', 'hang-up');
  expect(await codeOf(client.read(me, {}))).toBe('UNREACHABLE');
});

test('acts again under the same key, and under another the next time', async () => {
  const { client, server } = await startClient(current);
  server.mishaps.asking.push('hang-up');
  await client.act(save, 'x');
  await client.act(save, 'x');
  const keys = server.asked.map(({ variables }) => variables.key);
  expect(keys).toHaveLength(3);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('acts under the key that it is given, whoever tries again', async () => {
  const { client, server } = await startClient(current);
  const key = newKey();
  server.mishaps.asking.push('hang-up', 'hang-up', 'hang-up');
  expect(await codeOf(client.act(save, 'x', key))).toBe('UNREACHABLE');
  expect(await codeOf(client.act(save, 'x', key))).toBe('answered');
  expect(server.asked.map(({ variables }) => variables.key)).toEqual([key, key, key, key]);
});

test('does not ask again what was refused, nor what has no key', async () => {
  const { client, server } = await startClient(current);
  server.mishaps.asking.push('refused');
  expect(await codeOf(client.read(me, {}))).toBe('BAD_USER_INPUT');
  server.mishaps.asking.push('hang-up');
  expect(await codeOf(client.actOnce(me, {}))).toBe('UNREACHABLE');
  expect(server.asked).toHaveLength(2);
});
