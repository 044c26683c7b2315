import { expect, test } from 'vitest';
import { makeBrand } from '../../tests/story.ts';
import type { Transaction } from '../foundation/database.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { earnPoints, giveBackPoints } from '../points/points.service.ts';
import { pointsStory } from '../points/points.story.ts';
import {
  createReward,
  decideRedemption,
  type RewardInput,
  redeemReward,
  updateReward,
} from './reward.service.ts';

async function story() {
  const points = await pointsStory();
  const { done, programme, admin } = points;
  await programme('pending_days = 0');
  const tea: RewardInput = { name: '龙井', kind: 'gift', points: 10 };
  const reward = (over: Partial<RewardInput> = {}) => done((tx) => createReward(tx, { ...tea, ...over }));
  const rich = async (name: string, many = 100) => {
    const id = await points.member(name);
    await done((tx) => earnPoints(tx, { memberId: id, points: many, key: `rich ${id}` }));
    return id;
  };
  const stock = async (id: string) =>
    (await admin.query('select stock from reward where id = $1', [id])).rows[0]?.stock;
  return { ...points, tea, reward, rich, stock };
}

test('of what is left nobody gets more, however many want it at once, and points go with it or not at all', async () => {
  const { act, reward, rich, stock, wallet, faults } = await story();
  const rewardId = await reward({ stock: 10 });
  const members = await Promise.all(Array.from({ length: 25 }, (_, n) => rich(`m${n}`, 15)));
  const wanted = members.flatMap((memberId) => [1, 2].map((n) => ({ memberId, key: `${memberId} ${n}` })));
  const outcomes = await Promise.all(
    wanted.map((one) => act((tx) => redeemReward(tx, { ...one, rewardId }))),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(10);
  expect(await stock(rewardId)).toBe(0);
  const left = await Promise.all(members.map(async (id) => (await wallet(id))[0]));
  expect(left.filter((points) => points === 5)).toHaveLength(10);
  expect(left.filter((points) => points === 15)).toHaveLength(15);
  expect(await faults()).toEqual([]);
});

test('the same key is the same redemption; a limit holds for the period, and what was cancelled doesn’t count', async () => {
  const { act, done, codes, reward, rich, stock, wallet, tea, admin } = await story();
  const rewardId = await reward({ stock: 5, memberLimit: 1, limitPeriod: 'month' });
  const lin = await rich('Lin');
  const redeem = (key: string) => act((tx) => redeemReward(tx, { memberId: lin, rewardId, key }));
  const same = await Promise.all(Array.from({ length: 20 }, () => redeem('one')));
  const ids = new Set(same.map((outcome) => outcome.ok && outcome.value));
  expect(ids.size).toBe(1);
  expect([await stock(rewardId), await wallet(lin)]).toEqual([4, [90, 0]]);
  expect(await codes((tx) => redeemReward(tx, { memberId: lin, rewardId, key: 'two' }))).toEqual([
    'REWARD_LIMIT_REACHED',
  ]);
  const [id] = [...ids];
  const { rows } = await admin.query('select entry_id from reward_redemption where id = $1', [id]);
  const entryId = rows[0]?.entry_id;
  expect(await codes((tx) => giveBackPoints(tx, { entryId, key: 'past the reward' }))).toEqual([
    'POINTS_OF_REWARD',
  ]);
  const cancel = () =>
    codes((tx) => decideRedemption(tx, { id: String(id), action: 'cancel', note: 'broken' }));
  const both = await Promise.all([cancel(), cancel()]);
  expect(both.flat()).toEqual(['REDEMPTION_DECIDED']);
  expect([await stock(rewardId), await wallet(lin)]).toEqual([5, [100, 0]]);
  const again = await done((tx) => redeemReward(tx, { memberId: lin, rewardId, key: 'three' }));
  await done((tx) => decideRedemption(tx, { id: again, action: 'fulfil' }));
  expect(await codes((tx) => decideRedemption(tx, { id: again, action: 'cancel' }))).toEqual([
    'REDEMPTION_DECIDED',
  ]);
  await done((tx) => decideRedemption(tx, { id: again, action: 'reopen' }));
  const reopened = await admin.query('select status, decided_at from reward_redemption where id = $1', [
    again,
  ]);
  expect(reopened.rows).toEqual([{ status: 'redeemed', decided_at: null }]);
  expect(await codes((tx) => decideRedemption(tx, { id: String(id), action: 'reopen' }))).toEqual([
    'REDEMPTION_DECIDED',
  ]);
  const other = await reward({ name: '普洱' });
  await expect(
    act((tx) => redeemReward(tx, { memberId: lin, rewardId: other, key: 'three' })),
  ).rejects.toThrow('idempotency key');
  expect(await codes((tx) => createReward(tx, tea))).toEqual(['REWARD_NAME_TAKEN']);
});

test('what isn’t open, isn’t left, costs too much or is another brand’s can’t be had', async () => {
  const { database, act, codes, done, reward, rich, tea } = await story();
  const lin = await rich('Lin', 9);
  const of = (rewardId: string) =>
    codes((tx) => redeemReward(tx, { memberId: lin, rewardId, key: rewardId }));
  const later = new Date(Date.now() + 60_000);
  expect(await of(await reward({ name: 'a', active: false }))).toEqual(['REWARD_NOT_AVAILABLE']);
  expect(await of(await reward({ name: 'b', startsAt: later }))).toEqual(['REWARD_NOT_AVAILABLE']);
  expect(await of(await reward({ name: 'c', endsAt: new Date() }))).toEqual(['REWARD_NOT_AVAILABLE']);
  expect(await of(await reward({ name: 'd', stock: 0 }))).toEqual(['REWARD_OUT_OF_STOCK']);
  const dear = await reward({ name: 'e', stock: 3 });
  expect(await of(dear)).toEqual(['POINTS_INSUFFICIENT']);
  const other = await makeBrand(database, 'Other');
  await expect(
    act((tx) => redeemReward(tx, { memberId: lin, rewardId: dear, key: 'x' }), other.scope),
  ).rejects.toThrow('No such member');
  expect(
    await codes((tx) => createReward(tx, { ...tea, name: '', points: 0, stock: -1, memberLimit: 0 })),
  ).toEqual(['REQUIRED', 'OUT_OF_RANGE', 'OUT_OF_RANGE', 'OUT_OF_RANGE']);
  expect(await codes((tx) => updateReward(tx, { ...tea, id: dear, version: 9 }))).toEqual([
    'VERSION_OUTDATED',
  ]);
  await done((tx) => updateReward(tx, { ...tea, id: dear, version: 1, points: 9, stock: 1 }));
  expect(await of(dear)).toEqual([]);
});

test('what a merged member has taken goes over, and comes back', async () => {
  const { done, reward, rich, admin } = await story();
  const rewardId = await reward();
  const [lin, wei] = [await rich('Lin'), await rich('Wei')];
  const taken = await done((tx) => redeemReward(tx, { memberId: wei, rewardId, key: 'k' }));
  const owner = async () =>
    (await admin.query('select member_id from reward_redemption where id = $1', [taken])).rows[0]?.member_id;
  const merge = await done((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei }));
  expect(await owner()).toBe(lin);
  await done((tx) => undoMerge(tx, { id: merge.id }));
  expect(await owner()).toBe(wei);
});

test('who has looked at a reward pays what it cost then, or is told what it costs now', async () => {
  const { act, done, codes, reward, rich, wallet, tea } = await story();
  const rewardId = await reward();
  const lin = await rich('Lin');
  const redeem = (key: string, points: number) => (tx: Transaction) =>
    redeemReward(tx, { memberId: lin, rewardId, key, points });
  const first = await act(redeem('one', 10));
  await done((tx) => updateReward(tx, { ...tea, id: rewardId, version: 1, points: 90 }));
  expect(await act(redeem('two', 10))).toMatchObject({
    ok: false,
    errors: [{ code: 'REWARD_PRICE_CHANGED', field: ['points'], params: { points: 90 } }],
  });
  expect(await wallet(lin)).toEqual([90, 0]);
  // What was done stays done, and is answered as it was.
  expect(await act(redeem('one', 10))).toEqual(first);
  expect(await codes(redeem('two', 90))).toEqual([]);
  expect(await wallet(lin)).toEqual([0, 0]);
});
