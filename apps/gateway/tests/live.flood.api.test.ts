import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { startGateway, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let owner: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  owner = await gateway.operator(await gateway.brand(), 'owner');
});
afterAll(() => gateway.close());

const query = 'subscription { jobChanged { cursor } }';

/** A socket whose caller is known, and all that it is told from then on. */
async function open() {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  const told: string[] = [];
  const closed = new Promise<string>((resolve) =>
    socket.on('close', (code, reason) => resolve(`${code} ${reason}`)),
  );
  // What is written to a socket that has been closed meanwhile.
  socket.on('error', () => undefined);
  const say = (message: object) => socket.send(JSON.stringify(message), () => undefined);
  socket.on('open', () =>
    say({ type: 'connection_init', payload: { authorization: `Bearer ${owner.token}` } }),
  );
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data));
      if (type === 'connection_ack') resolve();
      else told.push(type);
    });
  });
  return { socket, told, closed, say };
}

const tooMany = '1008 TOO_MANY_MESSAGES';

describe('a socket that sends without end is closed, whatever it sends:', () => {
  type Opened = Awaited<ReturnType<typeof open>>;
  const often = (send: (socket: Opened, at: number) => void) => (socket: Opened) => {
    for (let at = 0; at < 20_000; at++) send(socket, at);
  };
  const floods: [string, (socket: Opened) => void][] = [
    ['pings of the protocol', often(({ say }) => say({ type: 'ping' }))],
    ['pongs that answer nothing', often(({ say }) => say({ type: 'pong' }))],
    ['completions of what was never begun', often(({ say }, at) => say({ id: `${at}`, type: 'complete' }))],
    [
      'streams that are given up as soon as they are asked for',
      often(({ say }, at) => {
        say({ id: `${at}`, type: 'subscribe', payload: { query } });
        say({ id: `${at}`, type: 'complete' });
      }),
    ],
    ['pongs of WebSockets', often(({ socket }) => socket.pong(undefined, true, () => undefined))],
    [
      'pings of WebSockets, each when another was answered',
      ({ socket }) => {
        const ping = () => socket.ping(undefined, true, () => undefined);
        socket.on('pong', ping);
        for (let at = 0; at < 20; at++) ping();
      },
    ],
  ];
  test.each(floods)('%s', async (_, flood) => {
    const socket = await open();
    flood(socket);
    expect(await socket.closed).toBe(tooMany);
    // Some have been answered by then, but by far not all.
    expect(socket.told.length).toBeLessThan(5_000);
    expect((await gateway.graphql('{ __typename }', {}, owner)).data).toEqual({ __typename: 'Query' });
  });

  test('long messages, which are fewer', async () => {
    const socket = await open();
    const payload = { text: 'x'.repeat(90_000) };
    for (let at = 0; at < 200; at++) socket.say({ type: 'ping', payload });
    expect(await socket.closed).toBe(tooMany);
    expect(socket.told.length).toBeLessThan(100);
  });
});

test('one that opens and closes all its streams twice over is served', async () => {
  const socket = await open();
  for (const round of [1, 2]) {
    for (let at = 0; at < 100; at++)
      socket.say({ id: `${round}.${at}`, type: 'subscribe', payload: { query } });
    for (let at = 0; at < 100; at++) socket.say({ id: `${round}.${at}`, type: 'complete' });
  }
  socket.say({ type: 'ping' });
  await expect.poll(() => socket.told, { timeout: 20_000 }).toContain('pong');
  expect(socket.socket.readyState).toBe(WebSocket.OPEN);
});
