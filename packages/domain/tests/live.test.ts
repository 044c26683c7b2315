import { expect, onTestFinished, test, vi } from 'vitest';
import type { Database } from '../src/foundation/database.ts';
import { newId } from '../src/foundation/ids.ts';
import { enqueueJob } from '../src/foundation/jobs.ts';
import { Listener } from '../src/foundation/listener.ts';
import { operatorScope, type Scope, systemScope } from '../src/foundation/scope.ts';
import { LiveHub } from '../src/live/live.hub.ts';
import { type LiveEvent, liveThrough, purgeLive, readLive } from '../src/live/live.service.ts';
import { type Followed, followLive } from '../src/live/live.stream.ts';
import { markRead, notifyAccount, notifyBrand } from '../src/notification/notification.service.ts';
import { keepLog, makeBrand, makeOperator, openStory, until, write } from './story.ts';

/** A hub with a listening connection of its own, as each process has one. */
async function openHub(url: string): Promise<LiveHub> {
  const listener = await Listener.open(url, keepLog());
  onTestFinished(() => listener.close());
  return new LiveHub(async () => listener);
}

/** Follows in the background and keeps what came. */
function follow(database: Database, hub: LiveHub, scope: Scope, followed: Followed) {
  const controller = new AbortController();
  const came: LiveEvent[] = [];
  const ended = (async () => {
    for await (const event of followLive({ database, hub }, scope, followed, controller.signal))
      came.push(event);
  })();
  ended.catch(() => undefined);
  onTestFinished(async () => {
    controller.abort();
    await ended.catch(() => undefined);
  });
  return { came, ended, stop: () => controller.abort() };
}

const began = (came: LiveEvent[]) =>
  until(
    async () => came,
    ({ length }) => length > 0,
  );
const addJob = (database: Database, scope: Scope) =>
  write(database, scope, (tx) => enqueueJob(tx, { name: 'test.live', input: {} }));
const moveOn = (database: Database, scope: Scope, id: string, count: number) =>
  write(database, scope, (tx) => tx.query('update job set progress_done = $2 where id = $1', [id, count]));
const changesSince = (database: Database, scope: Scope, after: string, subjectId?: string) =>
  database.read(scope, (tx) => readLive(tx, { topic: 'job', subjectId, after, resumed: true }));

test('a change is told of when its transaction commits, and only then', async () => {
  const { database, url } = await openStory();
  const { scope } = await makeBrand(database);
  const { came } = follow(database, await openHub(url), scope, { topic: 'job' });
  await began(came);
  await expect(
    write(database, scope, async (tx) => {
      await enqueueJob(tx, { name: 'test.live', input: {} });
      throw new Error('not after all');
    }),
  ).rejects.toThrow('not after all');
  const id = await addJob(database, scope);
  await until(
    async () => came,
    ({ length }) => length > 1,
  );
  expect(came.slice(1).map(({ subjectId }) => subjectId)).toEqual([id]);
});

test('who was told of an event never finds one before it afterwards, however many write at once', async () => {
  const { database, admin } = await openStory();
  const { scope } = await makeBrand(database);
  const before = await database.read(scope, liveThrough);
  let writing = true;
  const seen: bigint[] = [];
  // Reads on and on, from where it stands, as a stream does that is woken all the time.
  const reading = (async () => {
    let after = before;
    for (;;) {
      const last = !writing;
      const { events } = await database.read(scope, (tx) =>
        readLive(tx, { topic: 'job', after, resumed: true }),
      );
      for (const { cursor } of events) seen.push(BigInt(cursor));
      after = events.at(-1)?.cursor ?? after;
      if (last && events.length === 0) break;
    }
  })();
  // Transactions that get their number early and commit late, in another order than they began.
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; n < 25; n++) {
      await write(database, scope, async (tx) => {
        await enqueueJob(tx, { name: 'test.live', input: {} });
        if (n % 2 === 0) await tx.query('set constraints all immediate');
        await tx.query('select pg_sleep($1)', [((writer * 7 + n * 3) % 5) / 1000]);
      });
    }
  });
  await Promise.all(writers);
  writing = false;
  await reading;
  const { rows } = await admin.query<{ id: string }>('select id from live_event order by id');
  expect(rows).toHaveLength(200);
  expect(seen).toEqual(rows.map(({ id }) => BigInt(id)));
});

test('a stream that breaks off again and again goes on where it was: each change, in its order, once', async () => {
  const { database, url } = await openStory();
  const { scope } = await makeBrand(database);
  const hubs = [await openHub(url), await openHub(url)];
  let after = await database.read(scope, liveThrough);
  const seen: string[] = [];
  let written: string[] | undefined;
  const writing = Promise.all(
    Array.from({ length: 4 }, async () => {
      const ids: string[] = [];
      for (let n = 0; n < 15; n++) ids.push(await addJob(database, scope));
      return ids;
    }),
  ).then((ids) => {
    written = ids.flat();
  });
  for (let round = 0; !written || seen.length < written.length; round++) {
    const hub = hubs[round % hubs.length] ?? hubs[0];
    if (!hub) throw new Error('no hub');
    const controller = new AbortController();
    let left = 1 + (round % 7);
    for await (const { cursor, subjectId } of followLive(
      { database, hub },
      scope,
      { topic: 'job', after },
      controller.signal,
    )) {
      after = cursor;
      if (subjectId) seen.push(subjectId);
      // The other process goes on.
      if (--left === 0) break;
      if (seen.length === written?.length) break;
    }
  }
  await writing;
  expect(new Set(seen).size).toBe(seen.length);
  expect([...seen].sort()).toEqual([...(written ?? [])].sort());
});

test('while the listening connection is cut nothing is lost', async () => {
  const { database, url, admin } = await openStory();
  const { scope } = await makeBrand(database);
  const { came } = follow(database, await openHub(url), scope, { topic: 'job' });
  await began(came);
  const { rows } = await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kolony-listener' and datname = current_database()`,
  );
  expect(rows).toHaveLength(1);
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await addJob(database, scope));
  await until(
    async () => came,
    ({ length }) => length > 5,
  );
  expect(came.slice(1).map(({ subjectId }) => subjectId)).toEqual(ids);
});

test('of many changes of a record while nobody takes them, the last is handed on', async () => {
  const { database, url } = await openStory();
  const { scope } = await makeBrand(database);
  const id = await addJob(database, scope);
  const other = await addJob(database, scope);
  const controller = new AbortController();
  const stream = followLive(
    { database, hub: await openHub(url) },
    scope,
    { topic: 'job', subjectId: id },
    controller.signal,
  );
  const first = await stream.next();
  for (let n = 1; n <= 40; n++) await moveOn(database, scope, id, n);
  await moveOn(database, scope, other, 1);
  const second = await stream.next();
  if (first.done || second.done) throw new Error('it ended');
  const all = await changesSince(database, scope, first.value.cursor, id);
  expect(all.events).toEqual([second.value]);
  expect((await changesSince(database, scope, second.value.cursor, id)).events).toEqual([]);
  controller.abort();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('another brand hears nothing, sees no event, and its record is none', async () => {
  const { database, url } = await openStory();
  const hub = await openHub(url);
  const [own, other] = [await makeBrand(database), await makeBrand(database)];
  const id = await addJob(database, own.scope);
  const { came } = follow(database, hub, other.scope, { topic: 'job' });
  await began(came);
  await moveOn(database, own.scope, id, 1);
  const mine = await addJob(database, other.scope);
  await until(
    async () => came,
    ({ length }) => length > 1,
  );
  expect(came.slice(1).map(({ subjectId }) => subjectId)).toEqual([mine]);
  expect((await changesSince(database, other.scope, '0')).events).toHaveLength(1);
  const foreign = follow(database, hub, other.scope, { topic: 'job', subjectId: id });
  await expect(foreign.ended).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an operator is told of what is theirs: of the brand and of the account, and that it was read', async () => {
  const { database, url } = await openStory();
  const hub = await openHub(url);
  const brand = await makeBrand(database);
  const [lin, mei] = [await makeOperator(database, brand.id), await makeOperator(database, brand.id)];
  const as = (id: string) => operatorScope(id, { brandId: brand.id, role: 'owner' });
  const ofLin = follow(database, hub, as(lin), { topic: 'notification' });
  const ofMei = follow(database, hub, as(mei), { topic: 'notification' });
  await began(ofLin.came);
  await began(ofMei.came);
  const notice = {
    kind: 'bulk_completed',
    params: { job: 'member.tag', done: 1, unchanged: 0, failed: 0 },
  } as const;
  for (let n = 0; n < 3; n++)
    await write(database, brand.scope, (tx) => notifyBrand(tx, notice, { operatorIds: [lin] }));
  await write(database, systemScope(), (tx) =>
    notifyAccount(tx, lin, { kind: 'password_changed', params: {} }),
  );
  await write(database, brand.scope, (tx) => notifyBrand(tx, notice, { operatorIds: [mei] }));
  await until(
    async () => ofLin.came,
    ({ length }) => length === 5,
  );
  const newest = ofLin.came.at(-1)?.subjectId ?? newId();
  await write(database, as(lin), (tx) => markRead(tx, { upTo: newest }));
  await until(
    async () => ofLin.came,
    ({ length }) => length === 6,
  );
  // Four were read, of the brand and of the account: one change of each at most is told, about no record.
  expect(ofLin.came.slice(5).every(({ subjectId }) => subjectId === null)).toBe(true);
  await until(
    async () => ofMei.came,
    ({ length }) => length === 2,
  );
  expect(ofMei.came).toHaveLength(2);
});

test('what was purged is not resumed from: it is said that something is missing', async () => {
  const { database, admin } = await openStory();
  const [own, other] = [await makeBrand(database), await makeBrand(database)];
  const begin = await database.read(own.scope, liveThrough);
  const otherBegin = await database.read(other.scope, liveThrough);
  await addJob(database, own.scope);
  const last = await database.read(own.scope, liveThrough);
  await admin.query(`update live_event set created_at = now() - interval '61 minutes'`);
  const young = await addJob(database, own.scope);
  expect(await write(database, systemScope(), purgeLive)).toBe(1);
  await expect(changesSince(database, own.scope, begin)).rejects.toMatchObject({ code: 'RESUME_EXPIRED' });
  expect((await changesSince(database, own.scope, last)).events.map(({ subjectId }) => subjectId)).toEqual([
    young,
  ]);
  // Of another brand nothing was purged; and a cursor of a database that was put back to an earlier state fits nothing.
  expect((await changesSince(database, other.scope, otherBegin)).events).toEqual([]);
  await expect(changesSince(database, own.scope, '99999999')).rejects.toMatchObject({
    code: 'RESUME_EXPIRED',
  });
});

test('a stream that stood still for longer than events are kept is told that something is missing', async () => {
  const { database, url, admin } = await openStory();
  const { scope } = await makeBrand(database);
  const { signal } = new AbortController();
  const stream = followLive({ database, hub: await openHub(url) }, scope, { topic: 'job' }, signal);
  await stream.next();
  const taken = await addJob(database, scope);
  expect((await stream.next()).value?.subjectId).toBe(taken);
  await addJob(database, scope);
  await admin.query(`update live_event set created_at = now() - interval '61 minutes'`);
  await addJob(database, scope);
  expect(await write(database, systemScope(), purgeLive)).toBe(2);
  await expect(stream.next()).rejects.toMatchObject({ code: 'RESUME_EXPIRED' });
});

test('a stream of which nothing happened for long has missed nothing, whatever else did', async () => {
  const { database, url, admin } = await openStory();
  const { id: brandId, scope } = await makeBrand(database);
  const operator = await makeOperator(database, brandId);
  const hub = await openHub(url);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const reads = vi.spyOn(database, 'read');
  const { came, stop, ended } = follow(database, hub, scope, { topic: 'job' });
  // The begin, and the first reading.
  await vi.waitFor(() =>
    expect(reads.mock.settledResults.filter(({ type }) => type === 'fulfilled')).toHaveLength(2),
  );
  const notice = {
    kind: 'bulk_completed',
    params: { job: 'member.tag', done: 1, unchanged: 0, failed: 0 },
  } as const;
  await write(database, scope, (tx) => notifyBrand(tx, notice, { operatorIds: [operator] }));
  vi.advanceTimersByTime(15 * 60_000);
  await vi.waitFor(() =>
    expect(reads.mock.settledResults.filter(({ type }) => type === 'fulfilled')).toHaveLength(4),
  );
  await admin.query(`update live_event set created_at = now() - interval '61 minutes'`);
  expect(await write(database, systemScope(), purgeLive)).toBeGreaterThan(0);
  const job = await addJob(database, scope);
  await until(
    async () => came,
    ({ length }) => length > 1,
  );
  expect(came.slice(1).map(({ subjectId }) => subjectId)).toEqual([job]);
  stop();
  await ended;
});
