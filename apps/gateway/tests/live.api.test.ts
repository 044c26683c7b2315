import { connect } from 'node:net';
import { Database } from '@kolony/domain/foundation/database';
import { done } from '@kolony/domain/foundation/errors';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { enqueueJob } from '@kolony/domain/foundation/jobs';
import { systemScope } from '@kolony/domain/foundation/scope';
import { notifyBrand } from '@kolony/domain/notification/notification.service';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import type { LiveTiming } from '../src/server/live/live.ts';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';
import { jobsIn, until, watch, watchEvents, watchWith, webSocketClient } from './live-client.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let as: { authorization: string };
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  as = { authorization: `Bearer ${owner.token}` };
});
afterAll(() => gateway.close());

const ofAll =
  'subscription ($after: String) { jobChanged(after: $after) { cursor job { id status progressDone } } }';
const ofOne =
  'subscription ($id: ID!) { jobChanged(id: $id) { cursor job { id status progressDone createdBy { name } } } }';

/** Another process of the same installation, as it were. */
async function anotherGateway(
  timing: Partial<LiveTiming> = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const on = { url: gateway.databaseUrl, adminUrl: gateway.adminUrl };
  const other = await startGateway({}, { on, timing });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= other.close();
    return closing;
  };
  onTestFinished(close);
  return { url: other.url, close };
}

async function addJob(of = brand, by?: TestOperator): Promise<string> {
  const outcome = await gateway.database.write(gateway.scope(of, by), async (tx) =>
    done(await enqueueJob(tx, { name: 'test.live', input: {} })),
  );
  if (!outcome.ok) throw new Error('refused');
  return outcome.value;
}
async function addBrowserSession(lastSeen = 'now()'): Promise<string> {
  const token = newToken();
  await gateway.database.write(systemScope(), async (tx) =>
    done(
      await tx.query(
        `insert into operator_session (id, operator_id, token_hash, kind, expires_at, last_seen_at)
         values ($1, $2, $3, 'cookie', now() + interval '1 day', ${lastSeen})`,
        [newId(), owner.uuid, hashToken(token)],
      ),
    ),
  );
  return token;
}
const moveOn = (id: string, count: number) =>
  gateway.database.write(gateway.scope(brand), async (tx) =>
    done(await tx.query(`update job set status = 'running', progress_done = $2 where id = $1`, [id, count])),
  );
const idOf = (uuid: string) => encodeId('Job', uuid);

describe.each([
  ['over WebSocket', watch],
  ['as server-sent events', watchEvents],
])('a subscription %s', (_how, subscribe) => {
  test('begins with what it watches as it stands, and tells of each change that any process makes', async () => {
    const job = await addJob(brand, owner);
    const stream = subscribe((await anotherGateway()).url, {
      query: ofOne,
      variables: { id: idOf(job) },
      params: as,
    });
    await until(stream, 1);
    expect(stream.came[0]).toEqual({
      data: {
        jobChanged: {
          cursor: expect.any(String),
          job: { id: idOf(job), status: 'QUEUED', progressDone: 0, createdBy: { name: 'The owner' } },
        },
      },
    });
    // Through the other process's API, and by a worker's transaction.
    await moveOn(job, 7);
    await until(stream, 2);
    expect(stream.came[1].data.jobChanged.job).toMatchObject({ status: 'RUNNING', progressDone: 7 });
    const cancelled = await gateway.graphql(
      'mutation ($input: JobIdInput!) { jobCancel(input: $input) { job { cancelRequested } userErrors { code } } }',
      { input: { id: idOf(job) } },
      { token: owner.token },
    );
    expect(cancelled.data.jobCancel).toEqual({ job: { cancelRequested: true }, userErrors: [] });
    await until(stream, 3);
  });

  test('needs a sign-in, and ends for who has no right to what it watches', async () => {
    const expectedClose = subscribe === watch ? 4401 : 'UNAUTHENTICATED';
    expect(await subscribe(gateway.url, { query: ofAll }).ended).toBe(expectedClose);
    expect(
      await subscribe(gateway.url, { query: ofAll, params: { authorization: 'Bearer none' } }).ended,
    ).toBe(expectedClose);
  });

  test('in another brand is as if there were nothing', async () => {
    const other = await gateway.brand();
    const stranger = await gateway.operator(other, 'owner');
    const params = { authorization: `Bearer ${stranger.token}` };
    const job = await addJob();
    const foreign = subscribe(gateway.url, { query: ofOne, variables: { id: idOf(job) }, params });
    if (subscribe === watch) expect(await foreign.ended).toBe('NOT_FOUND');
    else {
      expect(await foreign.ended).toBe('complete');
      expect(foreign.came).toMatchObject([{ errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
    }
    const stream = subscribe(gateway.url, { query: ofAll, params });
    await until(stream, 1);
    await moveOn(job, 1);
    const own = await addJob(other);
    await until(stream, 2);
    expect(jobsIn(stream)).toEqual([idOf(own)]);
    // The brand is named as it is for queries; one without a seat is none.
    const none = subscribe(gateway.url, { query: ofAll, params: { ...params, 'kolony-brand': brand.id } });
    expect(await none.ended).toBe(subscribe === watch ? 4403 : 'NOT_FOUND');
  });

  test('is refused with a code for anything but a subscription that is right', async () => {
    const codeOf = async (query: string, variables = {}) => {
      const stream = subscribe(gateway.url, { query, variables, params: as });
      return await stream.ended;
    };
    expect(await codeOf('{ viewer { operator { id } } }')).toBe('SUBSCRIPTIONS_ONLY');
    expect(await codeOf('mutation { signOut { userErrors { code } } }')).toBe('SUBSCRIPTIONS_ONLY');
    expect(await codeOf('subscription { nothing }')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await codeOf('subscription { jobChanged {')).toBe('GRAPHQL_PARSE_FAILED');
    expect(await codeOf(ofAll, { after: 'yesterday' })).toBe('BAD_USER_INPUT');
    expect(await codeOf(ofOne, { id: 'job_none' })).toBe('NOT_FOUND');
  });

  test('that was away too long is told so', async () => {
    const stream = subscribe(gateway.url, { query: ofAll, variables: { after: '99999999' }, params: as });
    if (subscribe === watch) expect(await stream.ended).toBe('RESUME_EXPIRED');
    else {
      expect(await stream.ended).toBe('complete');
      expect(stream.came).toMatchObject([{ errors: [{ extensions: { code: 'RESUME_EXPIRED' } }] }]);
      // A browser that comes again by itself begins anew.
      expect(stream.ids).toEqual(['']);
    }
  });

  test('that a passing fault breaks off does not end for good', async () => {
    const stream = subscribe((await anotherGateway()).url, { query: ofAll, params: as });
    await until(stream, 1);
    const tampering = await Database.open({ url: gateway.adminUrl });
    onTestFinished(() => tampering.close());
    const admin = await tampering.pool.connect();
    onTestFinished(() => admin.release());
    await admin.query('begin');
    await admin.query('lock table live_horizon in access exclusive mode');
    await addJob();
    // As a statement ends that takes too long.
    await vi.waitFor(async () => {
      const { rowCount } = await admin.query(
        `select pg_cancel_backend(pid) from pg_locks where relation = 'live_horizon'::regclass and not granted`,
      );
      expect(rowCount).toBe(1);
    });
    expect(await stream.ended).toBe(subscribe === watch ? 1013 : 'cut');
    expect(stream.came).toHaveLength(1);
    await admin.query('rollback');
  });

  test('does not tell the schema by its errors to whom it is closed', async () => {
    const on = { url: gateway.databaseUrl, adminUrl: gateway.adminUrl };
    const closed = await startGateway({ KOLONY_INTROSPECTION: 'off' }, { on });
    onTestFinished(() => closed.close());
    const query = 'subscription { jobChange { cursor } }';
    const said = async ({ url }: { url: string }) => {
      const { error } = subscribe(url, { query, params: as });
      return (await error).message;
    };
    expect(await said(gateway)).toContain('Did you mean "jobChanged"?');
    expect(await said(closed)).toBe('Cannot query field "jobChange" on type "Subscription".');
  });

  test('is no visit: the session of a browser does not live on by it', async () => {
    const token = await addBrowserSession(`now() - interval '10 minutes'`);
    const cookie = { cookie: `kolony_session=${token}` };
    const stream = subscribe(gateway.url, { query: ofAll, params: cookie, headers: cookie });
    await until(stream, 1);
    await addJob();
    await until(stream, 2);
    // And so the next request still finds it due, and has the cookie live on.
    const { headers } = await gateway.graphql('{ __typename }', {}, cookie);
    expect(headers.get('set-cookie')).toContain(`kolony_session=${token}`);
  });

  test('of an operator tells what they are told, and how much of it is unread', async () => {
    const mei = await gateway.operator(brand, 'manager');
    const query =
      'subscription { notificationsChanged { notification { kind message } viewer { unreadNotificationCount } } }';
    const stream = subscribe(gateway.url, {
      query,
      params: { authorization: `Bearer ${mei.token}`, 'accept-language': 'en' },
    });
    await until(stream, 1);
    const notice = {
      kind: 'bulk_completed',
      params: { job: 'member.tag', done: 1, unchanged: 0, failed: 0 },
    } as const;
    await gateway.database.write(gateway.scope(brand), async (tx) =>
      done(await notifyBrand(tx, notice, { operatorIds: [mei.uuid] })),
    );
    await until(stream, 2);
    await gateway.database.write(gateway.scope(brand), async (tx) =>
      done(await notifyBrand(tx, notice, { operatorIds: [owner.uuid] })),
    );
    await gateway.database.write(gateway.scope(brand, mei, 'manager'), async (tx) =>
      done(await tx.query('update notification set read_at = now() where operator_id = $1', [mei.uuid])),
    );
    await until(stream, 3);
    expect(stream.came.map(({ data }) => data.notificationsChanged)).toEqual([
      { notification: null, viewer: { unreadNotificationCount: 0 } },
      {
        notification: { kind: 'BULK_COMPLETED', message: expect.stringContaining('1') },
        viewer: { unreadNotificationCount: 1 },
      },
      { notification: null, viewer: { unreadNotificationCount: 0 } },
    ]);
  });

  test('ends at once, and tells nothing more, when the session behind it ends', async () => {
    const lin = await gateway.operator(brand, 'owner');
    const stream = subscribe(gateway.url, { query: ofAll, params: { authorization: `Bearer ${lin.token}` } });
    await until(stream, 1);
    await gateway.graphql('mutation { signOut { userErrors { code } } }', {}, { token: lin.token });
    // Though nothing happens that could be told.
    // The connection is the session's: it is closed with its streams.
    if (subscribe === watch) expect(['UNAUTHENTICATED', 4401]).toContain(await stream.ended);
    else expect(await stream.ended).toBe('complete');
    await addJob();
    expect(jobsIn(stream)).toEqual([]);
  });

  test('ends at once when the seat in the brand is taken away', async () => {
    const lin = await gateway.operator(brand, 'owner');
    const params = { authorization: `Bearer ${lin.token}`, 'kolony-brand': brand.id };
    const stream = subscribe(gateway.url, { query: ofAll, params });
    await until(stream, 1);
    await gateway.database.write(systemScope(), async (tx) =>
      done(await tx.query('delete from brand_operator where operator_id = $1', [lin.uuid])),
    );
    await addJob();
    const how = await stream.ended;
    if (subscribe === watch) expect(['NOT_FOUND', 4403]).toContain(how);
    else expect(stream.came.at(-1).errors[0].extensions.code).toBe('NOT_FOUND');
    expect(jobsIn(stream)).toEqual([]);
  });
});

test('a session of a browser is used by the pages of this site alone', async () => {
  const token = await addBrowserSession();
  const cookie = `kolony_session=${token}`;
  const own = watch(gateway.url, { query: ofAll, headers: { cookie, origin: gateway.url } });
  await until(own, 1);
  const foreign = { cookie, origin: 'https://elsewhere.example' };
  expect(await watch(gateway.url, { query: ofAll, headers: foreign }).ended).toBe(4403);
  expect(await watchEvents(gateway.url, { query: ofAll, params: foreign }).ended).toBe('ORIGIN_NOT_ALLOWED');
  const crossSite = { cookie, 'sec-fetch-site': 'cross-site' };
  expect(await watchEvents(gateway.url, { query: ofAll, params: crossSite }).ended).toBe(
    'ORIGIN_NOT_ALLOWED',
  );
  // A page anywhere may use a token, which no browser sends by itself.
  await until(watch(gateway.url, { query: ofAll, params: as, headers: foreign }), 1);
});

test('what changes while a client is away is told when it is back, wherever: nothing is missing, nothing comes twice', async () => {
  const other = await anotherGateway();
  const made: string[] = [];
  const told: string[] = [];
  const first = watch(gateway.url, { query: ofAll, params: as });
  await until(first, 1);
  let after: string = first.came[0].data.jobChanged.cursor;
  first.stop();
  for (let round = 0; round < 6; round++) {
    for (let n = 0; n < 3; n++) made.push(idOf(await addJob()));
    const url = round % 2 ? gateway.url : other.url;
    const stream =
      round % 3 === 0
        ? watchEvents(url, { query: ofAll, params: { ...as, 'last-event-id': after } })
        : watch(url, { query: ofAll, variables: { after }, params: as });
    await until(stream, 3);
    told.push(...jobsIn(stream));
    after = stream.came.at(-1).data.jobChanged.cursor;
    if (stream.ids.length > 0) expect(stream.ids.at(-1)).toBe(after);
    stream.stop();
    await stream.ended;
  }
  expect(told).toEqual(made);
});

test('a server that ends sends its clients elsewhere', async () => {
  const ending = await anotherGateway();
  const { client, sockets } = webSocketClient(ending.url, { params: as });
  const socket = watchWith(client, ofAll);
  const events = watchEvents(ending.url, { query: ofAll, params: as });
  await until(socket, 1);
  await until(events, 1);
  await ending.close();
  expect(await socket.ended).toBe(1001);
  expect(sockets).toHaveLength(1);
  // Not as complete: who reads it comes again by itself.
  expect(await events.ended).toBe('cut');
});

test('a client that gives no sign of life is cut off, and so is one that does not say who it is', async () => {
  const { url } = await anotherGateway({ pingMs: 1_000, initMs: 1_000 });
  const mute = watchWith(webSocketClient(url, { params: as }, { autoPong: false }).client, ofAll);
  await until(mute, 1);
  expect(await mute.ended).toBe(1006);
  const alive = watch(url, { query: ofAll, params: as });
  await until(alive, 1);
  const silent = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  expect(await new Promise((resolve) => silent.on('close', resolve))).toBe(4408);
  await addJob();
  await until(alive, 2);
});

test('one operator opens so many streams and no more, and none that is closed counts', async () => {
  const lin = await gateway.operator(brand, 'owner');
  const { client } = webSocketClient(gateway.url, { params: { authorization: `Bearer ${lin.token}` } });
  const streams = Array.from({ length: 101 }, () =>
    watchWith(client, 'subscription { notificationsChanged { cursor } }'),
  );
  expect(await Promise.race(streams.map(({ ended }) => ended))).toBe('TOO_MANY_STREAMS');
  const [one] = streams;
  if (!one) throw new Error('none');
  await until(one, 1);
  for (const { stop } of streams) stop();
  await vi.waitFor(async () => {
    const again = watchWith(client, 'subscription { notificationsChanged { cursor } }');
    await Promise.race([until(again, 1), again.ended.then((how) => Promise.reject(new Error(String(how))))]);
  });
});

test('a stream whose client left before it began is not held open', async () => {
  const lin = await gateway.operator(brand, 'owner');
  const { hostname, port } = new URL(gateway.url);
  const query = encodeURIComponent(ofAll);
  const request = [
    `GET /graphql?query=${query} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    'accept: text/event-stream',
    `authorization: Bearer ${lin.token}`,
  ].join('\r\n');
  await Promise.all(
    Array.from(
      { length: 120 },
      () =>
        new Promise<void>((resolve) => {
          const socket = connect(Number(port), hostname);
          socket.on('error', () => undefined).on('close', () => resolve());
          socket.write(`${request}\r\n\r\n`, () => socket.destroy());
        }),
    ),
  );
  const params = { authorization: `Bearer ${lin.token}` };
  await vi.waitFor(
    async () => {
      const again = watchEvents(gateway.url, { query: ofAll, params });
      await Promise.race([
        until(again, 1),
        again.ended.then((how) => Promise.reject(new Error(String(how)))),
      ]);
    },
    { timeout: 10_000 },
  );
  // None is opened late, either.
  const streams = Array.from({ length: 99 }, () => watchEvents(gateway.url, { query: ofAll, params }));
  await Promise.all(streams.map((stream) => until(stream, 1)));
});

test('a connection that is closed leaves no stream behind, not even one whose id was used again', async () => {
  const lin = await gateway.operator(brand, 'owner');
  const params = { authorization: `Bearer ${lin.token}` };
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  const began = new Set<string>();
  const say = (message: object) => socket.send(JSON.stringify(message));
  await new Promise<void>((resolve) => {
    socket.on('open', () => say({ type: 'connection_init', payload: params }));
    socket.on('message', (data) => {
      const { type, id } = JSON.parse(String(data));
      for (let n = 0; type === 'connection_ack' && n < 40; n++) {
        say({ id: `${n}`, type: 'subscribe', payload: { query: ofAll } });
        say({ id: `${n}`, type: 'complete' });
        say({ id: `${n}`, type: 'subscribe', payload: { query: ofAll } });
      }
      if (type === 'next') began.add(id);
      if (began.size === 40) resolve();
    });
  });
  socket.close();
  // As many as there may be.
  await vi.waitFor(
    async () => {
      const { client } = webSocketClient(gateway.url, { params });
      const streams = Array.from({ length: 100 }, () => watchWith(client, ofAll));
      const refused = Promise.race(streams.map(({ ended }) => ended));
      const all = Promise.all(
        streams.map((stream) => vi.waitFor(() => expect(stream.came).toHaveLength(1), 5_000)),
      );
      try {
        expect(await Promise.race([refused, all.then(() => 'all')])).toBe('all');
      } finally {
        all.catch(() => undefined);
        await client.dispose();
      }
    },
    { timeout: 20_000, interval: 500 },
  );
});

test('one who has spent their points is told by server-sent events when to come back', async () => {
  const on = { url: gateway.databaseUrl, adminUrl: gateway.adminUrl };
  const scarce = await startGateway(
    { COST_BUCKET: '100', COST_MAXIMUM: '100', COST_RESTORE_RATE: '1' },
    { on },
  );
  onTestFinished(() => scarce.close());
  const lin = await gateway.operator(brand, 'owner');
  const address = `${scarce.url}/graphql?query=${encodeURIComponent('subscription { nothing }')}`;
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${lin.token}` };
  await vi.waitFor(
    async () => {
      const answered = await fetch(address, { headers });
      expect(answered.status).toBe(429);
      expect(Number(answered.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answered.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    },
    { timeout: 20_000, interval: 1 },
  );
});

test('what is no message of the protocol, and one that is too long, close the connection', async () => {
  const open = () => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    onTestFinished(() => socket.terminate());
    const closed = new Promise((resolve) => socket.on('close', resolve));
    return new Promise<{ socket: WebSocket; closed: Promise<unknown> }>((resolve) =>
      socket.on('open', () => resolve({ socket, closed })),
    );
  };
  const wrong = await open();
  wrong.socket.send('{"type":"everything"}');
  expect(await wrong.closed).toBe(4400);
  const early = await open();
  early.socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: ofAll } }));
  expect(await early.closed).toBe(4401);
  const long = await open();
  long.socket.send('x'.repeat(200_000));
  expect(await long.closed).toBe(1009);
  const elsewhere = new WebSocket(`${gateway.url.replace('http', 'ws')}/healthz`);
  expect(await new Promise((resolve) => elsewhere.on('error', ({ message }) => resolve(message)))).toContain(
    '200',
  );
  expect((await gateway.graphql('{ __typename }')).data).toEqual({ __typename: 'Query' });
});

test('sent as if it had one answer, a subscription is told where it belongs', async () => {
  const { errors } = await gateway.graphql(ofAll, {}, { token: owner.token });
  expect(errors).toMatchObject([{ extensions: { code: 'STREAM_REQUIRED' } }]);
});

test('while the database is cut off nothing is lost', async () => {
  const stream = watch(gateway.url, { query: ofAll, params: as });
  await until(stream, 1);
  await gateway.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kolony-listener' and datname = current_database()`,
  );
  const made: string[] = [];
  for (let n = 0; n < 4; n++) made.push(idOf(await addJob()));
  await until(stream, 5);
  expect(jobsIn(stream)).toEqual(made);
});
