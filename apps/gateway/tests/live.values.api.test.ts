import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createApiSchema } from '../src/modules/modules.ts';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';
import { allowedCodes, asVariables, inDocuments, tablesOf, telling } from './hostile-values.ts';
import {
  leavesOf,
  literalOperationOf,
  operationOf,
  samplesOf,
  streamFields,
  Written,
  withValue,
} from './schema-walk.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let tables: RegExp;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  tables = await tablesOf(gateway);
});
afterAll(() => gateway.close());

/** What a stream is asked with; `said` are the headers, or what a WebSocket says in their place. */
interface Asking {
  query: string;
  variables?: object;
  said?: Record<string, unknown>;
  id?: string;
}
/** The first that came of it, as text. */
type Ask = (asking: Asking) => Promise<string>;

const asOwner = () => ({ authorization: `Bearer ${owner.token}`, 'accept-language': 'en' });

const overWebSocket: Ask = ({ query, variables = {}, said = {}, id = '1' }) => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const say = (message: object) => socket.send(JSON.stringify(message));
  const came = new Promise<string>((resolve) => {
    socket.on('open', () => say({ type: 'connection_init', payload: { ...asOwner(), ...said } }));
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'connection_ack')
        say({ id, type: 'subscribe', payload: { query, variables } });
      else resolve(String(data));
    });
    socket.on('close', (code, reason) => resolve(`closed ${code} ${reason}`));
  });
  return came.finally(() => socket.terminate());
};

const asEvents: Ask = async ({ query, variables = {}, said = {} }) => {
  const gone = new AbortController();
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...asOwner(),
      ...(said as Record<string, string>),
    },
    body: JSON.stringify({ query, variables }),
    signal: gone.signal,
  });
  let text = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.includes('event: next') && text.endsWith('\n\n')) break;
  }
  gone.abort();
  return `${answer.status} ${text}`;
};

/** Codes of closes that answer a value: a message that is too long, who isn't let in. */
const closes = /^closed (1009|4401 UNAUTHENTICATED|4403 NOT_FOUND|4400 Invalid message received)/;

/** What is wrong with an answer; nothing when it is data, or says with a code that may be what is wrong. */
function complaintOf(came: string): string | undefined {
  const codes = [...came.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code ?? '');
  const answered = codes.length > 0 || came.includes('"data"') || closes.test(came);
  const known = codes.every((code) => [...allowedCodes, 'RESUME_EXPIRED', 'UNAUTHENTICATED'].includes(code));
  return answered && known && !/^5/.test(came) && !telling.test(came) && !tables.test(came)
    ? undefined
    : came.slice(0, 300);
}

const shown = (value: unknown) =>
  (value instanceof Written ? value.text : JSON.stringify(value))?.slice(0, 60);
const fields = streamFields(createApiSchema()).map((one) => [one.name, one] as const);

describe.each([
  ['over WebSocket', overWebSocket],
  ['as server-sent events', asEvents],
])('no value is answered with a word of what is inside, %s:', (_, ask) => {
  it.each(fields)('of any argument of %s', { timeout: 120_000 }, async (_, field) => {
    const found: string[] = [];
    const complain = (at: string[], value: unknown, came: string) => {
      const said = complaintOf(came);
      if (said !== undefined) found.push(`${at.join('.')} = ${shown(value)}: ${said}`);
    };
    for (const { path } of leavesOf(field)) {
      for (const value of asVariables) {
        const variables = withValue(samplesOf(field), path, value);
        complain(path, value, await ask({ query: operationOf(field), variables }));
      }
      for (const value of inDocuments) {
        const query = literalOperationOf(field, withValue(samplesOf(field), path, value));
        complain(path, value, await ask({ query }));
      }
    }
    expect(leavesOf(field).length).toBeGreaterThan(0);
    expect(found).toEqual([]);
  });

  it('of what stands beside an operation', async () => {
    const query = 'subscription { jobChanged { cursor } }';
    const found: string[] = [];
    const tried = async (said: Record<string, unknown>) => {
      const complaint = complaintOf(await ask({ query, said }));
      if (complaint !== undefined) found.push(`${JSON.stringify(said).slice(0, 80)}: ${complaint}`);
    };
    const values = [
      'x'.repeat(8_000),
      `'; select 1; --`,
      'brand_8zzzzzzzzzzzzzzzzzzzzzzzzz',
      '9'.repeat(40),
      '-1',
    ];
    // No header can have these.
    const spoken = ask === overWebSocket ? ['a\u0000b', 'a\ud800b', null, 1e300, {}, [[['x']]]] : [];
    for (const value of [...values, ...spoken]) {
      await tried({ 'kolony-brand': value });
      await tried({ authorization: value });
      await tried({ authorization: `Bearer ${value}` });
      await tried({ 'accept-language': value });
      if (ask === asEvents) await tried({ 'last-event-id': value });
    }
    if (ask === overWebSocket) {
      for (const id of ['\u0000', '\ud800', 'x'.repeat(90_000), '', '__proto__'])
        expect([id.slice(0, 10), complaintOf(await ask({ query, id }))]).toEqual([
          id.slice(0, 10),
          undefined,
        ]);
    }
    expect(found).toEqual([]);
  });
});
