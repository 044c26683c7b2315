import { expect, test } from 'vitest';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { earnPoints, giveBackPoints, redeemPoints, takeBackPoints } from './points.service.ts';
import { settleDue } from './points.settle.ts';
import { pointsStory } from './points.story.ts';

const times = <T>(n: number, make: (at: number) => T) => Array.from({ length: n }, (_, at) => make(at));

test('50 redemptions at once of a wallet that can afford 10 give exactly 10', async () => {
  const { act, done, member, wallet, faults, programme } = await pointsStory();
  await programme('pending_days = 0');
  const lin = await member();
  // In lots of 7, so that each takes from two.
  for (const n of times(15, (at) => at)) {
    await done((tx) => earnPoints(tx, { memberId: lin, points: 7, key: `e${n}` }));
  }
  const outcomes = await Promise.all(
    times(50, (n) => act((tx) => redeemPoints(tx, { memberId: lin, points: 10, key: `r${n}` }))),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(10);
  expect(await wallet(lin)).toEqual([5, 0]);
  expect(await faults()).toEqual([]);
});

test('the same key 50 times at once is one posting and 50 equal answers', async () => {
  const { act, member, wallet, entries } = await pointsStory();
  const lin = await member();
  const outcomes = await Promise.all(
    times(50, () => act((tx) => earnPoints(tx, { memberId: lin, points: 10, key: 'one' }))),
  );
  expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.value)).size).toBe(1);
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(await wallet(lin)).toEqual([0, 10]);
  expect(await entries(lin)).toEqual(['earn 10']);
});

test('whatever comes at once — earning, spending, refunds, expiry, merges and their undoing — adds up', async () => {
  const { database, brand, act, done, member, wallet, faults, programme, pass, admin } = await pointsStory();
  await programme('pending_days = 0, expiry_months = 1, below_zero = true');
  const [lin, wei] = [await member('Lin'), await member('Wei')];
  const who = (n: number) => (n % 2 === 0 ? lin : wei);
  const earned = await Promise.all(
    times(20, (n) => done((tx) => earnPoints(tx, { memberId: who(n), points: 100, key: `e${n}` }))),
  );
  await pass(20);
  const ids: string[] = [];
  const work = times(120, (n) => async () => {
    if (n % 6 === 0) return act((tx) => earnPoints(tx, { memberId: who(n / 6), points: 30, key: `f${n}` }));
    if (n % 6 === 1)
      return act((tx) => takeBackPoints(tx, { entryId: earned[n % 20] ?? '', points: 15, key: `t${n}` }));
    if (n % 6 === 2 && ids.length > 0) {
      const entryId = ids[n % ids.length] ?? '';
      return act((tx) => giveBackPoints(tx, { entryId, key: `g${n}` }));
    }
    if (n === 27 || n === 63 || n === 99) {
      const merge = await act((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei }));
      return merge.ok ? act((tx) => undoMerge(tx, { id: merge.value.id })) : merge;
    }
    if (n === 51) {
      await pass(20);
      return settleDue(database, brand.id);
    }
    const redeemed = await act((tx) => redeemPoints(tx, { memberId: who(n), points: 20, key: `r${n}` }));
    if (redeemed.ok) ids.push(redeemed.value);
    return redeemed;
  });
  const queue = [...work];
  await Promise.all(
    times(12, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await next();
    }),
  );
  expect(await faults()).toEqual([]);
  // Together they have what was issued, less what was spent, expired and taken.
  const { rows } = await admin.query(
    `select sum(case when from_account = 'issued' then points when from_account = 'redeemed' then points
       when to_account in ('redeemed', 'expired', 'reversed') then -points else 0 end) as left from points_posting`,
  );
  const [a, b] = [await wallet(lin), await wallet(wei)];
  expect([...a, ...b].reduce((sum, points) => sum + points)).toBe(Number(rows[0].left));
});

test('a merge brings points along, each with its time; undone, what is left goes back', async () => {
  const { act, done, member, wallet, entries, faults, programme } = await pointsStory();
  await programme('pending_days = 0');
  const [lin, wei] = [await member('Lin'), await member('Wei')];
  const earn = (memberId: string, points: number, key: string) =>
    done((tx) => earnPoints(tx, { memberId, points, key }));
  await earn(lin, 10, 'a');
  const order = await earn(wei, 100, 'b');
  const tea = await done((tx) => redeemPoints(tx, { memberId: wei, points: 25, key: 'tea' }));
  const merge = await done((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei }));
  expect([await wallet(lin), await wallet(wei)]).toEqual([
    [85, 0],
    [0, 0],
  ]);
  // What concerned the merged one concerns the kept one.
  await done((tx) => takeBackPoints(tx, { entryId: order, points: 5, key: 'refund' }));
  await done((tx) => giveBackPoints(tx, { entryId: tea, key: 'cold' }));
  await done((tx) => earnPoints(tx, { memberId: wei, points: 1, key: 'c' }));
  expect(await wallet(lin)).toEqual([106, 0]);
  await done((tx) => undoMerge(tx, { id: merge.id }));
  expect([await wallet(lin), await wallet(wei)]).toEqual([
    [11, 0],
    [95, 0],
  ]);
  expect(await entries(wei)).toEqual(['earn 100', 'redeem -25', 'move_out -75', 'move_in 95']);
  expect(await faults()).toEqual([]);
  // It can be done once more.
  expect((await act((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei }))).ok).toBe(true);
  expect(await wallet(lin)).toEqual([106, 0]);
});

test('what is given back of what the merged one spent is theirs again when the merge is undone, with its new time', async () => {
  const { database, brand, done, member, wallet, faults, programme, pass } = await pointsStory();
  await programme(`pending_days = 0, expiry = 'after_months', expiry_months = 1`);
  const [lin, wei] = [await member('Lin'), await member('Wei')];
  await done((tx) => earnPoints(tx, { memberId: wei, points: 40, key: 'a' }));
  const tea = await done((tx) => redeemPoints(tx, { memberId: wei, points: 40, key: 'tea' }));
  const { id } = await done((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei }));
  await pass(40);
  await done((tx) => giveBackPoints(tx, { entryId: tea, key: 'cold' }));
  expect(await wallet(lin)).toEqual([40, 0]);
  await done((tx) => undoMerge(tx, { id }));
  await settleDue(database, brand.id);
  expect([await wallet(lin), await wallet(wei)]).toEqual([
    [0, 0],
    [40, 0],
  ]);
  expect(await faults()).toEqual([]);
  await pass(31);
  await settleDue(database, brand.id);
  expect(await wallet(wei)).toEqual([0, 0]);
});
