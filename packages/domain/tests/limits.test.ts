import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../src/foundation/database.ts';
import { done } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import { systemScope } from '../src/foundation/scope.ts';
import { type BucketSize, purgeBuckets, settlePoints } from '../src/limit/bucket.service.ts';
import { Leases, type Standing } from '../src/limit/leases.ts';
import { databaseLedger, type Ledger } from '../src/limit/ledger.ts';
import { openStory, write } from './story.ts';

const failed = (error: unknown) => {
  throw error;
};
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A process of its own: its connections, its leases. */
async function openProcess(url: string, size: BucketSize): Promise<Leases> {
  const database = await Database.open({ url, poolSize: 4 });
  const leases = new Leases(databaseLedger(database, size), failed);
  onTestFinished(async () => {
    await leases.close();
    await database.close();
  });
  return leases;
}

test('processes together never let a caller spend more than the bucket holds and what comes back', async () => {
  const { url } = await openStory();
  const size = { capacity: 1_000, restoreRate: 200 };
  const processes = await Promise.all([1, 2, 3].map(() => openProcess(url, size)));
  await fc.assert(
    fc.asyncProperty(
      fc.uuid(),
      fc.array(
        fc.record({ by: fc.nat(2), points: fc.integer({ min: 1, max: 400 }), refunded: fc.boolean() }),
        {
          minLength: 20,
          maxLength: 60,
        },
      ),
      async (caller, askings) => {
        const began = performance.now();
        let spent = 0;
        await Promise.all(
          askings.map(async ({ by, points, refunded }, at) => {
            await wait((at % 5) * 10);
            const standing = await processes[by]?.spend(caller, points);
            if (!standing?.spent) {
              expect(standing?.retryAfter).toBeGreaterThanOrEqual(1);
              return;
            }
            spent += points;
            if (!refunded) return;
            const back = Math.floor(points / 2);
            processes[by]?.refund(caller, back);
            spent -= back;
          }),
        );
        const seconds = (performance.now() - began) / 1_000;
        expect(spent).toBeLessThanOrEqual(size.capacity + size.restoreRate * seconds);
      },
    ),
    { numRuns: 25 },
  );
});

test('what one process holds, another cannot spend; what it puts back, it can', async () => {
  const { url } = await openStory();
  const size = { capacity: 1_000, restoreRate: 0.001 };
  const [one, other] = await Promise.all([openProcess(url, size), openProcess(url, size)]);
  expect(await one.spend('caller', 1)).toMatchObject({ spent: true });
  // 1 is spent, a portion of 50 is held.
  expect(await other.spend('caller', 960)).toMatchObject({ spent: false, retryAfter: expect.any(Number) });
  expect(await other.spend('caller', 940)).toMatchObject({ spent: true });
  await one.close();
  await wait(300);
  expect(await other.spend('caller', 55)).toMatchObject({ spent: true });
  expect(await other.spend('caller', 10)).toMatchObject({ spent: false });
  expect(await other.spend('someone else', 900)).toMatchObject({ spent: true });
});

test('a lease whose holder died counts as spent, and leaks from then on', async () => {
  const { database, admin } = await openStory();
  const size = { capacity: 100, restoreRate: 10 };
  const settle = (holder: string, amounts: { spent?: number; least?: number; wanted?: number }) =>
    write(database, systemScope(), (tx) =>
      settlePoints(tx, { key: 'caller', holder, spent: 0, least: 0, wanted: 0, ...amounts }, size),
    );
  const [dead, alive] = [crypto.randomUUID(), crypto.randomUUID()];
  expect(await settle(dead, { wanted: 80 })).toEqual({ held: 80, available: 20 });
  expect(await settle(alive, { least: 30, wanted: 30 })).toEqual({ held: 0, available: 20 });
  // 16 seconds later the lease has run out; nothing of it has leaked yet when that is found out.
  const later = (seconds: number) =>
    admin.query(`with l as (update limit_lease set until = until - interval '${seconds} s')
      update limit_bucket set updated_at = updated_at - interval '${seconds} s', empty_at = empty_at - interval '${seconds} s'`);
  await later(16);
  const found = await settle(alive, { least: 30, wanted: 30 });
  expect(found.held).toBe(0);
  expect(found.available).toBeLessThan(21);
  await later(5);
  expect(await settle(alive, { least: 30, wanted: 30 })).toMatchObject({ held: 30 });
  // It comes back late: what it believes to have spent is not counted again.
  const before = await settle(alive, { least: 30, wanted: 30 });
  const back = await settle(dead, { spent: 80 });
  expect(back.available).toBeGreaterThanOrEqual(before.available);
});

test('a bucket that has run empty is cleared away, others are kept', async () => {
  const { database, admin } = await openStory();
  const size = { capacity: 100, restoreRate: 10 };
  const settle = (key: string, amounts: { spent: number; wanted: number }) =>
    write(database, systemScope(), (tx) =>
      settlePoints(tx, { key, holder: holders[0], least: 0, ...amounts }, size),
    );
  const holders = [crypto.randomUUID()] as const;
  for (const key of ['held', 'spent', 'idle']) await settle(key, { spent: 0, wanted: 50 });
  await settle('spent', { spent: 50, wanted: 0 });
  await settle('idle', { spent: 0, wanted: 0 });
  expect(await write(database, systemScope(), purgeBuckets)).toBe(1);
  const { rows } = await admin.query('select key from limit_bucket order by key');
  expect(rows.map(({ key }) => key)).toEqual(['held', 'spent']);
  await admin.query(`update limit_bucket set empty_at = now() - interval '1 s'`);
  expect(await write(database, systemScope(), purgeBuckets)).toBe(2);
  expect((await admin.query('select from limit_lease')).rowCount).toBe(0);
});

/** A ledger in memory that counts how often it is asked. */
function countingLedger(size: BucketSize): Ledger & { askings: number } {
  let left = size.capacity;
  let held = 0;
  return {
    size,
    askings: 0,
    async settle({ spent, least, wanted }) {
      this.askings += 1;
      left += held - spent;
      held = left >= least ? Math.min(wanted, left) : Math.min(held - spent, left);
      left -= held;
      return { held, available: left };
    },
  };
}

test('operations are counted without asking the ledger each time, and so is who has spent all', async () => {
  const ledger = countingLedger({ capacity: 100_000, restoreRate: 0.001 });
  const leases = new Leases(ledger, failed);
  onTestFinished(() => leases.close());
  let last: Standing | undefined;
  for (let at = 0; at < 900; at++) last = await leases.spend('caller', 100);
  expect(last).toMatchObject({ spent: true, available: 10_000 });
  expect(ledger.askings).toBeLessThan(60);
  const before = ledger.askings;
  for (let at = 0; at < 500; at++) last = await leases.spend('caller', 20_000);
  expect(last).toMatchObject({ spent: false });
  expect(ledger.askings - before).toBeLessThan(50);
});

test('more given back than was spent since empties a bucket, and no further', async () => {
  const { database } = await openStory();
  const size = { capacity: 1_000, restoreRate: 100 };
  const settle = (spent: number) =>
    database.write(systemScope(), async (tx) =>
      done(await settlePoints(tx, { key: 'k', holder: newId(), spent, wanted: 50, least: 0 }, size)),
    );
  expect(await settle(-20)).toMatchObject({ ok: true, value: { held: 50, available: 950 } });
});
