import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { sqlState } from '../src/foundation/database-errors.ts';
import { DomainError } from '../src/foundation/errors.ts';
import type { Sql } from '../src/foundation/kept-statements.ts';
import { GuardFailedError, OneStatement } from '../src/foundation/one-statement.ts';
import { brandScope } from '../src/foundation/scope.ts';
import { makeBrand, openStory } from './story.ts';

const names: Sql = { text: 'select name, current_user as role from brand', values: [], keep: 'planned' };

test('a reading of one statement is held to its scope, also when the connection has kept the statement', async () => {
  const { database } = await openStory();
  const [ours, theirs] = [await makeBrand(database, 'Tea'), await makeBrand(database, 'Coffee')];
  for (let time = 0; time < 6; time++) {
    const read = ({ id }: { id: string }) => database.select(brandScope(id), names, (rows) => rows);
    expect(await Promise.all([read(ours), read(theirs)])).toEqual([
      [{ name: 'Tea', role: 'kolony_app' }],
      [{ name: 'Coffee', role: 'kolony_app' }],
    ]);
  }
  const write = { text: `update brand set name = 'Mine' returning name`, values: [] };
  expect(await database.select(brandScope(ours.id), write, (rows) => rows).catch(sqlState)).toBe('25006');
});

test('what fails leaves the connection as it was, with nothing of its scope', async () => {
  const { database } = await openStory();
  const { id } = await makeBrand(database, 'Tea');
  const fail = { text: 'select 1 / $1::int as one', values: [0] };
  expect(await database.select(brandScope(id), fail, (rows) => rows).catch(sqlState)).toBe('22012');
  const { rows } = await database.pool.query(
    `select current_user as role, current_setting('kolony.brand_id', true) as brand`,
  );
  expect(rows).toEqual([{ role: 'kolony', brand: '' }]);
  expect(await database.select(brandScope(id), names, (found) => found.length)).toBe(1);
});

test('an answer is given only when its guard holds, which is asked by the same statement', async () => {
  const { database } = await openStory();
  const { id } = await makeBrand(database, 'Tea');
  const guard = (holds: (found: unknown) => boolean) => ({
    asks: (given: string) => `${given} || current_user`,
    value: 'as ',
    holds,
  });
  const seen: unknown[] = [];
  const held = guard((found) => seen.push(found) > 0);
  expect(await database.select(brandScope(id), names, (rows) => rows, { guard: held })).toMatchObject([
    { name: 'Tea', role: 'kolony_app' },
  ]);
  expect(seen).toEqual(['as kolony_app']);
  const refused = database.select(brandScope(id), names, (rows) => rows, { guard: guard(() => false) });
  await expect(refused).rejects.toBeInstanceOf(GuardFailedError);
});

test('a reading that nobody waits for any more is cancelled in the database, and the next is not', async () => {
  const { database, admin } = await openStory();
  const { id } = await makeBrand(database, 'Tea');
  const slow = { text: 'select pg_sleep(60)', values: [] };
  const controller = new AbortController();
  const reading = database.select(brandScope(id), slow, (rows) => rows, { signal: controller.signal });
  const sleepers = async () => {
    const { rows } = await admin.query(
      `select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()
         and datname = current_database()`,
    );
    return rows.length;
  };
  while ((await sleepers()) === 0) await sleep(10);
  const reason = new DomainError('TIMED_OUT');
  controller.abort(reason);
  await expect(reading).rejects.toBe(reason);
  expect(await sleepers()).toBe(0);
  for (let time = 0; time < 20; time++) {
    expect(await database.select(brandScope(id), names, (rows) => rows.length)).toBe(1);
  }
  const late = database.select(brandScope(id), names, (rows) => rows, { signal: controller.signal });
  await expect(late).rejects.toBe(reason);
});

test('statements that come again and again are kept, and a connection with many of them is not', async () => {
  const { database } = await openStory();
  const { id } = await makeBrand(database, 'Tea');
  const kept = { text: 'select count(*)::int as kept from pg_prepared_statements', values: [] };
  const ask = (text: string) =>
    database.select(brandScope(id), { text, values: [], keep: 'planned' }, (rows) => rows);
  for (let time = 0; time < 4; time++) await ask('select 1 as one');
  expect(await database.select(brandScope(id), kept, (rows) => rows)).toEqual([{ kept: 1 }]);
  for (let which = 0; which < 450; which++) {
    for (let time = 0; time < 3; time++) await ask(`select ${which} as which`);
  }
  const [{ kept: now } = { kept: -1 }] = await database.select(brandScope(id), kept, (rows) => rows);
  expect(Number(now)).toBeLessThanOrEqual(201);
});

test('long statements are kept to so much in all, and very long ones not at all', async () => {
  const { database } = await openStory();
  const { id } = await makeBrand(database, 'Tea');
  const lengths = {
    text: 'select coalesce(sum(length(statement)), 0)::int as length, count(*)::int as count from pg_prepared_statements',
    values: [],
  };
  const ask = async (which: number, length: number) => {
    const text = `select ${which} as which /* ${'x'.repeat(length)} */`;
    for (let time = 0; time < 4; time++)
      await database.select(brandScope(id), { text, values: [], keep: 'planned' }, (rows) => rows);
    const [kept] = await database.select(brandScope(id), lengths, (rows) => rows);
    return kept;
  };
  expect(await ask(0, 60_000)).toEqual({ length: 0, count: 0 });
  let most = 0;
  for (let which = 1; which <= 60; which++) most = Math.max(most, Number((await ask(which, 45_000))?.length));
  expect(most).toBeGreaterThan(1_000_000);
  expect(most).toBeLessThan(2_100_000);
});

test('a connection that could not be told to cancel is given up: it might still hear of it', async () => {
  const { url } = await openStory();
  const pool = new pg.Pool({ connectionString: url, pipeline: true });
  const nowhere = new URL(url);
  nowhere.port = '1';
  const reading = new OneStatement(pool, nowhere.href);
  onTestFinished(async () => {
    await reading.close();
    await pool.end();
  });
  const scope = 'set local work_mem = 4096';
  const ask = (text: string, signal?: AbortSignal) =>
    reading.run({ scope, sql: { text, values: [] }, signal });
  const pid = 'select pg_backend_pid() as pid';
  const [first, again] = [await ask(pid), await ask(pid)];
  expect(again).toEqual(first);
  const controller = new AbortController();
  pool.once('acquire', () => setImmediate(() => controller.abort()));
  await ask('select pg_sleep(0.2)', controller.signal);
  expect(controller.signal.aborted).toBe(true);
  expect(await ask(pid)).not.toEqual(first);
});
