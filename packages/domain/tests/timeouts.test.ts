import { expect, onTestFinished, test } from 'vitest';
import { Database, type Transaction } from '../src/foundation/database.ts';
import { done } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import { brandScope, operatorScope, systemScope } from '../src/foundation/scope.ts';
import { openStory, until } from './story.ts';

async function impatient(limits: { statementMs: number; idleMs: number }) {
  const { url, admin } = await openStory();
  const database = await Database.open({ url, limits });
  onTestFinished(() => database.close());
  return { database, admin };
}

test('a statement of a request is stopped in the end, and answered with a code; one of a job is not', async () => {
  const { database } = await impatient({ statementMs: 100, idleMs: 60_000 });
  const request = operatorScope(newId(), null, { requestId: 'req-1' });
  const slow = { query: 'select 1 as done from pg_sleep(1)' };
  await expect(database.read(request, ({ query }) => query(slow.query))).rejects.toMatchObject({
    code: 'TIMED_OUT',
  });
  await expect(
    database.write(request, async ({ query }) => done(await query(slow.query))),
  ).rejects.toMatchObject({ code: 'TIMED_OUT' });
  // The connection serves others afterwards, without the limit.
  const job = brandScope(newId());
  expect(await database.read(job, ({ query }) => query(slow.query))).toEqual([{ done: 1 }]);
});

test('a transaction that nobody goes on with is ended: it holds its locks no longer, and the process lives', async () => {
  const { database, admin } = await impatient({ statementMs: 60_000, idleMs: 200 });
  const scope = brandScope(newId());
  const forgotten = database.write(scope, async ({ query }) => {
    await query('select pg_advisory_xact_lock(42)');
    await until(
      () => admin.query(`select from pg_locks where locktype = 'advisory' and objid = 42`),
      ({ rows }) => rows.length === 0,
    );
    return done(await query('select 1'));
  });
  await expect(forgotten).rejects.toThrow();
  expect(await database.read(scope, ({ query }) => query('select 2 as n'))).toEqual([{ n: 2 }]);
});

test('a connection whose other end has gone silently is noticed by the system', async () => {
  const { database } = await openStory();
  expect(database.pool.options.keepAlive).toBe(true);
});

test('what a use case leaves waiting when it fails is undone with it, and not sent after its transaction', async () => {
  const { database, admin } = await openStory();
  const left: Promise<unknown>[] = [];
  const late = Promise.withResolvers<void>();
  const failed = database.write(systemScope(), async ({ query }) => {
    const insert = (name: string) => query('insert into brand (id, name) values ($1, $2)', [newId(), name]);
    left.push(
      insert('Tea'),
      insert('Coffee'),
      late.promise.then(() => insert('Cocoa')),
    );
    await left[0];
    throw new Error('not after all');
  });
  await expect(failed).rejects.toThrow('not after all');
  late.resolve();
  const [, , last] = await Promise.allSettled(left);
  expect(last).toMatchObject({ status: 'rejected', reason: new Error('this transaction has ended') });
  expect((await admin.query('select name from brand')).rows).toEqual([]);
});

test('a transaction ends with a statement that nobody waited for, and fails with it', async () => {
  const { database, admin } = await openStory();
  const insert = (id: string, name: string) => (tx: Transaction) =>
    tx.query('insert into brand (id, name) values ($1, $2)', [id, name]);
  const tea = newId();
  await database.write(systemScope(), async (tx) => {
    tx.unawaited(insert(tea, 'Tea')(tx));
    return done(undefined);
  });
  const names = async () =>
    (await admin.query('select name from brand order by name')).rows.map((row) => row.name);
  expect(await names()).toEqual(['Tea']);
  const twice = database.write(systemScope(), async (tx) => {
    await insert(newId(), 'Coffee')(tx);
    tx.unawaited(insert(tea, 'Tea again')(tx));
    return done(undefined);
  });
  await expect(twice).rejects.toMatchObject({ constraint: 'brand_pkey' });
  // What comes behind it is told why it fails.
  const behind = database.write(systemScope(), async (tx) => {
    tx.unawaited(insert(tea, 'Tea again')(tx));
    await insert(newId(), 'Coffee')(tx);
    return done(undefined);
  });
  await expect(behind).rejects.toMatchObject({ constraint: 'brand_pkey' });
  expect(await names()).toEqual(['Tea']);
});

test('nor is what a reading leaves running: it would slip into what the connection does next', async () => {
  const { url } = await openStory();
  const database = await Database.open({ url, poolSize: 1 });
  onTestFinished(() => database.close());
  const late = Promise.withResolvers<void>();
  let left: Promise<unknown> | undefined;
  await database.read(systemScope(), async ({ query }) => {
    left = late.promise.then(() => query('select from nothing_of_this_name'));
    return await query('select 1');
  });
  const next = database.write(systemScope(), async ({ query }) => {
    await query('select 2');
    late.resolve();
    await expect(left).rejects.toThrow('this transaction has ended');
    return done(await query('select 3 as n'));
  });
  expect(await next).toMatchObject({ ok: true, value: [{ n: 3 }] });
});

test('when no connection can be had in time, that is said by a code, and what was asked works again later', async () => {
  const { url } = await openStory();
  const database = await Database.open({ url, poolSize: 1 });
  onTestFinished(() => database.close());
  database.pool.options.connectionTimeoutMillis = 50;
  const asked = () => [
    database.read(systemScope(), ({ query }) => query('select 1 as n')),
    database.select(systemScope(), { text: 'select 1 as n', values: [] }, (rows) => rows),
    database.write(systemScope(), async ({ query }) => done(await query('select 1 as n'))),
  ];
  const held = await database.pool.connect();
  const refused = await Promise.allSettled(asked());
  held.release();
  for (const one of refused) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'BUSY' } });
  const rows = [{ n: 1 }];
  expect(await Promise.all(asked())).toEqual([rows, rows, { ok: true, value: rows }]);
});
