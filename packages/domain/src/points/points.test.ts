import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeBrand } from '../../tests/story.ts';
import { done as finished } from '../foundation/errors.ts';
import { permissionMatrix } from '../foundation/permissions.ts';
import type { Scope } from '../foundation/scope.ts';
import { adjustPoints, decideAdjustment } from './adjustment.service.ts';
import { liability } from './liability.service.ts';
import { earnPoints, giveBackPoints, redeemPoints, releasePoints, takeBackPoints } from './points.service.ts';
import { settleDue } from './points.settle.ts';
import { loadProgramme, openWallets, storeWallets } from './points.store.ts';
import { pointsStory } from './points.story.ts';
import { availableOf, expiryOf } from './programme.rules.ts';
import { updateProgramme } from './programme.service.ts';
import { Wallet } from './wallet.ts';

const shorten = (...words: string[]) => words;

test('points are pending first, then spent by what expires first, given back, taken back and expire', async () => {
  const { database, brand, done, codes, programme, member, wallet, entries, pass, faults } =
    await pointsStory();
  await programme(`expiry = 'after_months', expiry_months = 1, pending_days = 7`);
  const lin = await member();
  const earn = await done((tx) => earnPoints(tx, { memberId: lin, points: 100, key: 'order 1' }));
  expect(await wallet(lin)).toEqual([0, 100]);
  expect(await codes((tx) => redeemPoints(tx, { memberId: lin, points: 1, key: 'too soon' }))).toEqual([
    'POINTS_INSUFFICIENT',
  ]);
  await pass(7);
  // Who spends settles first; nobody has to wait for the job.
  const redeem = await done((tx) => redeemPoints(tx, { memberId: lin, points: 30, key: 'tea' }));
  expect(await wallet(lin)).toEqual([70, 0]);
  expect(await codes((tx) => redeemPoints(tx, { memberId: lin, points: 71, key: 'more' }))).toEqual([
    'POINTS_INSUFFICIENT',
  ]);
  await done((tx) => giveBackPoints(tx, { entryId: redeem, key: 'tea was cold' }));
  expect(await codes((tx) => giveBackPoints(tx, { entryId: redeem, key: 'again' }))).toEqual([
    'POINTS_GIVEN_BACK',
  ]);
  expect(await wallet(lin)).toEqual([100, 0]);
  await done((tx) => takeBackPoints(tx, { entryId: earn, points: 40, key: 'refund' }));
  expect(await codes((tx) => takeBackPoints(tx, { entryId: earn, points: 61, key: 'too much' }))).toEqual([
    'POINTS_TAKEN_BACK',
  ]);
  await pass(60);
  expect(await settleDue(database, brand.id)).toBe(1);
  expect(await settleDue(database, brand.id)).toBe(0);
  expect(await wallet(lin)).toEqual([0, 0]);
  expect(await entries(lin)).toEqual(
    shorten('earn 100', 'mature 0', 'redeem -30', 'give_back 30', 'take_back -40', 'expire -60'),
  );
  expect(await faults()).toEqual([]);
});

test('what is done with a key is done once, however often; the key of another act is refused', async () => {
  const { done, act, member, wallet } = await pointsStory();
  const [lin, wei] = [await member('Lin'), await member('Wei')];
  const earn = (memberId: string, points: number) =>
    done((tx) => earnPoints(tx, { memberId, points, key: 'k', availableAt: tx.now }));
  const first = await earn(lin, 50);
  expect(await earn(lin, 50)).toBe(first);
  await expect(earn(lin, 51)).rejects.toThrow('idempotency key');
  await expect(earn(wei, 50)).rejects.toThrow('idempotency key');
  await expect(act((tx) => redeemPoints(tx, { memberId: lin, points: 50, key: 'k' }))).rejects.toThrow(
    'idempotency',
  );
  expect(await wallet(lin)).toEqual([50, 0]);
});

test('taking back more than is there is owed where the programme lets it be, and is missing where it doesn’t', async () => {
  const { done, admin, programme, member, wallet, faults } = await pointsStory();
  await programme('pending_days = 0, below_zero = false');
  const lin = await member();
  const earn = (key: string, points: number) => done((tx) => earnPoints(tx, { memberId: lin, points, key }));
  const first = await earn('a', 100);
  await done((tx) => redeemPoints(tx, { memberId: lin, points: 80, key: 'r' }));
  const back = await done((tx) => takeBackPoints(tx, { entryId: first, points: 50, key: 't' }));
  expect(await wallet(lin)).toEqual([0, 0]);
  const { rows } = await admin.query('select points, shortfall from points_entry where id = $1', [back]);
  expect(rows).toEqual([{ points: '-20', shortfall: '30' }]);
  // A retry of the same is the same, what was missing counted in.
  expect(await done((tx) => takeBackPoints(tx, { entryId: first, points: 50, key: 't' }))).toBe(back);
  await programme('below_zero = true');
  await done((tx) => takeBackPoints(tx, { entryId: first, points: 50, key: 'u' }));
  expect(await wallet(lin)).toEqual([-50, 0]);
  await earn('b', 20);
  expect(await wallet(lin)).toEqual([-30, 0]);
  await earn('c', 100);
  expect(await wallet(lin)).toEqual([70, 0]);
  expect(await faults()).toEqual([]);
});

test('pending points without a time wait until somebody lets them go', async () => {
  const { done, member, wallet, pass } = await pointsStory();
  const lin = await member();
  const earn = await done((tx) => earnPoints(tx, { memberId: lin, points: 9, key: 'e', availableAt: null }));
  await pass(100);
  expect(await wallet(lin)).toEqual([0, 9]);
  await done((tx) => releasePoints(tx, { entryId: earn, key: 'now' }));
  await done((tx) => releasePoints(tx, { entryId: earn, key: 'again' }));
  expect(await wallet(lin)).toEqual([9, 0]);
});

test('many points by hand wait for another operator, few don’t', async () => {
  const { done, codes, member, wallet, operator, programme } = await pointsStory();
  await programme('approval_above = 500');
  const [wu, he] = [await operator(), await operator()];
  const lin = await member();
  const adjust = (points: number, key: string, scope = wu) =>
    done((tx) => adjustPoints(tx, { memberId: lin, points, reason: 'sorry', key }), scope);
  await adjust(500, 'few');
  expect(await adjust(500, 'few')).toBe(await adjust(500, 'few'));
  expect(await wallet(lin)).toEqual([500, 0]);
  const many = await adjust(501, 'many');
  expect(await wallet(lin)).toEqual([500, 0]);
  const decide = (action: 'approve' | 'reject' | 'withdraw', scope = he) =>
    codes((tx) => decideAdjustment(tx, { id: many, action }), scope);
  expect(await decide('approve', wu)).toEqual(['APPROVAL_BY_ANOTHER']);
  expect(await decide('withdraw', he)).toEqual(['WITHDRAWAL_BY_SELF']);
  // Both at once: one decides.
  const both = await Promise.all([decide('approve'), decide('approve')]);
  expect(both.flat()).toEqual(['ADJUSTMENT_DECIDED']);
  expect(await wallet(lin)).toEqual([1001, 0]);
  expect(
    await codes((tx) => adjustPoints(tx, { memberId: lin, points: 0, reason: ' ', key: 'x' }), wu),
  ).toEqual(['POINTS_INVALID', 'REQUIRED']);
  expect(
    await codes((tx) => adjustPoints(tx, { memberId: lin, points: -400, reason: 'x', key: 'y' }), wu),
  ).toEqual([]);
  const taken = await done(
    (tx) => adjustPoints(tx, { memberId: lin, points: -602, reason: 'x', key: 'z' }),
    wu,
  );
  expect(await codes((tx) => decideAdjustment(tx, { id: taken, action: 'approve' }), he)).toEqual([
    'POINTS_INSUFFICIENT',
  ]);
});

test('of another brand nothing is found, and nothing can be written past the postings', async () => {
  const { database, admin, done, act, member, brand, faults } = await pointsStory();
  const lin = await member();
  const earn = await done((tx) => earnPoints(tx, { memberId: lin, points: 5, key: 'e' }));
  const other = await makeBrand(database, 'Other');
  await expect(
    act((tx) => redeemPoints(tx, { memberId: lin, points: 1, key: 'x' }), other.scope),
  ).rejects.toThrow('No such member');
  await expect(
    act((tx) => takeBackPoints(tx, { entryId: earn, points: 1, key: 'x' }), other.scope),
  ).rejects.toThrow('No such entry');
  for (const statement of [
    'update points_wallet set available = 1000',
    'update points_lot set available = 1000',
    'update points_posting set points = 1000',
    'delete from points_posting',
    'update points_entry set points = 1000',
    'delete from points_entry',
    'insert into points_lot (brand_id, id, member_id, origin_id, available) select brand_id, gen_random_uuid(), member_id, origin_id, 7 from points_lot',
  ]) {
    await expect(
      database.write(brand.scope, (tx) => tx.query(statement) as never),
      statement,
    ).rejects.toThrow('permission denied');
  }
  // Whoever owns the tables can; it is found.
  expect(await faults()).toEqual([]);
  await admin.query('update points_wallet set pending = pending + 1');
  expect((await faults()).map(({ rule }) => rule)).toEqual(['WALLET_IS_SUM', 'WALLET_IS_LOTS']);
});

test('nobody gets round the second operator: not by another way of giving, nor by changing when one is needed', async () => {
  const { codes, member, wallet, operator, programme } = await pointsStory();
  await programme('approval_above = 500, pending_days = 0');
  const lin = await member();
  const give = (points: number, byHand: boolean, key = 'g') =>
    codes((tx) => earnPoints(tx, { memberId: lin, points, key, byHand }));
  expect(await give(501, true)).toEqual(['POINTS_NEED_APPROVAL']);
  expect([await give(500, true), await give(500, true), await give(501, false, 'by a rule')]).toEqual([
    [],
    [],
    [],
  ]);
  expect(await wallet(lin)).toEqual([1001, 0]);
  await programme('approval_above = null');
  expect(await give(501, true, 'none is needed')).toEqual([]);
  await programme('approval_above = 500');
  const owner = await operator();
  const marketer = { ...owner, permissions: permissionMatrix.marketer };
  const change = (approvalAbove: number | null, version: number, scope: Scope) =>
    codes((tx) => updateProgramme(tx, { version, approvalAbove, pendingDays: 3 }), scope);
  for (const above of [null, 501, 499])
    expect(await change(above, 1, marketer)).toEqual(['APPROVAL_BY_APPROVERS']);
  expect(await change(500, 1, marketer)).toEqual([]);
  expect(await change(null, 2, owner)).toEqual([]);
});

test('the programme changes by version, and the liability follows it', async () => {
  const { database, brand, done, codes, member } = await pointsStory();
  const lin = await member();
  expect(await codes((tx) => updateProgramme(tx, { version: 2, pendingDays: 1 }))).toEqual([
    'VERSION_OUTDATED',
  ]);
  expect(await codes((tx) => updateProgramme(tx, { version: 1, pendingDays: 400, value: '1.234' }))).toEqual([
    'AMOUNT_INVALID',
  ]);
  expect(await codes((tx) => updateProgramme(tx, { version: 1, pendingDays: 400 }))).toEqual([
    'OUT_OF_RANGE',
  ]);
  const changed = await done((tx) =>
    updateProgramme(tx, { version: 1, pendingDays: 0, value: '2.50', approvalAbove: null, expiry: null }),
  );
  expect(changed).toMatchObject({
    version: 2,
    pendingDays: 0,
    valueMinor: 250,
    approvalAbove: null,
    expiry: 'after_months',
  });
  await done((tx) => earnPoints(tx, { memberId: lin, points: 1001, key: 'e' }));
  await done((tx) => redeemPoints(tx, { memberId: lin, points: 2, key: 'r' }));
  const owed = await database.read(brand.scope, liability);
  expect(owed).toMatchObject({ members: 1, available: '999', pending: '0', owed: '0', valueMinor: '2498' });
  expect(owed.expiring.map(({ points }) => Number(points)).reduce((a, b) => a + b)).toBeLessThanOrEqual(999);
  expect(owed.flow).toHaveLength(12);
  expect(owed.flow.at(-1)).toMatchObject({ earned: '1001', redeemed: '2', expired: '0' });
});

test('what expires on one day expires of everybody in one run, however many times they earned', async () => {
  const { done, member, wallet, pass, database, brand, faults } = await pointsStory();
  const members = await Promise.all(Array.from({ length: 3 }, () => member()));
  await done(async (tx) => {
    const wallets = await openWallets(tx, members, {});
    const times = { availableAt: tx.now, expiresAt: new Date(tx.now.getTime() + 86_400_000) };
    for (const id of members)
      for (let n = 0; n < 1100; n++) wallets.of(id).earn(1, tx.now, times, { key: `${id} ${n}` });
    await storeWallets(tx, members.map(wallets.of));
    return finished(undefined);
  });
  await pass(2);
  expect(await settleDue(database, brand.id)).toBe(3);
  expect(await Promise.all(members.map(wallet))).toEqual(members.map(() => [0, 0]));
  expect(await faults()).toEqual([]);
});

test('a wallet of many lots, of which few are looked at, has what one has that is held whole', async () => {
  const { database, act, admin, brand, member, wallet, programme, pass, faults } = await pointsStory();
  await programme(`expiry = 'after_months', expiry_months = 1, pending_days = 3, below_zero = true`);
  const lin = await member();
  const whole = new Wallet(lin);
  const random = fc.sample(fc.integer({ min: 0, max: 999 }), { numRuns: 480, seed: 7 });
  const draw = () => random.pop() ?? 0;
  const terms = await database.read(brand.scope, (tx) => loadProgramme(tx));
  const earned: { stored: string; model: string }[] = [];
  for (let n = 0; n < 120; n++) {
    const [kind, points, which] = [draw() % 10, 1 + (draw() % 60), draw()];
    const key = `act ${n}`;
    const now = new Date();
    whole.settle(now);
    if (kind < 5) {
      const stored = await act((tx) => earnPoints(tx, { memberId: lin, points, key, at: now }));
      const times = { availableAt: availableOf(terms, now), expiresAt: expiryOf(terms, now, terms.timeZone) };
      const { id } = whole.earn(points, now, times, { key });
      if (stored.ok) earned.push({ stored: stored.value, model: id });
    } else if (kind < 7) {
      const stored = await act((tx) => redeemPoints(tx, { memberId: lin, points, key }));
      expect(stored.ok).toBe(whole.redeem(points, { key }) !== null);
    } else if (kind < 8 && earned.length > 0) {
      const [one] = earned.splice(which % earned.length, 1);
      const { rows } = await admin.query('select points from points_entry where id = $1', [one?.stored]);
      const all = Number(rows[0]?.points);
      await act((tx) => takeBackPoints(tx, { entryId: one?.stored ?? '', points: all, key }));
      whole.takeBack(all, one?.model ?? '', true, { key });
    } else {
      const days = 1 + (which % 9);
      await pass(days);
      for (const lot of whole.lots) {
        if (lot.availableAt) lot.availableAt = new Date(lot.availableAt.getTime() - days * 86_400_000);
        if (lot.expiresAt) lot.expiresAt = new Date(lot.expiresAt.getTime() - days * 86_400_000);
      }
      whole.settle(new Date());
      await settleDue(database, brand.id);
    }
    expect([n, ...(await wallet(lin))]).toEqual([n, whole.available, whole.pending]);
  }
  expect(await faults()).toEqual([]);
});
