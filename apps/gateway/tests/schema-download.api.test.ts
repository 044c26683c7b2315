import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './harness.ts';

const gateways: TestGateway[] = [];
afterAll(() => Promise.all(gateways.map((gateway) => gateway.close())));

async function download(env: Record<string, string>) {
  const gateway = await startGateway(env);
  gateways.push(gateway);
  const { token } = await gateway.operator(await gateway.brand(), 'viewer');
  const get = (headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/schema.graphql`, { headers: { 'accept-language': 'en', ...headers } });
  return { get, signedIn: { authorization: `Bearer ${token}` } };
}

it('gives the contract to who is signed in, once', async () => {
  const { get, signedIn } = await download({});
  const file = await get(signedIn);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="schema.graphql"');
  expect(await file.text()).toBe(readFileSync('schema.graphql', 'utf8'));
  const again = await get({ ...signedIn, 'if-none-match': file.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  const refused = await get();
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'INTROSPECTION_CLOSED' } }] });
});

it('keeps to what is said of introspection', async () => {
  const open = await download({ KOLONY_INTROSPECTION: 'on' });
  expect((await open.get()).status).toBe(200);
  const closed = await download({ KOLONY_INTROSPECTION: 'off' });
  expect((await closed.get(closed.signedIn)).status).toBe(403);
});
