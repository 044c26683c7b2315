import { expect, test } from 'vitest';
import { couponStory } from '../coupon/coupon.story.ts';
import { earnPoints } from '../points/points.service.ts';
import { createReward, decideRedemption, redeemReward } from './reward.service.ts';

async function story() {
  const coupons = await couponStory();
  const { done, member, row, programme } = coupons;
  await programme('pending_days = 0');
  const reward = (couponTemplateId: string) =>
    done((tx) => createReward(tx, { name: '券', kind: 'coupon', points: 10, stock: 50, couponTemplateId }));
  const rich = async (name: string) => {
    const id = await member(name);
    await done((tx) => earnPoints(tx, { memberId: id, points: 100, key: `rich ${id}` }));
    return id;
  };
  const couponOf = async (id: string) =>
    (await row<{ id: string }>('select id from coupon where subject_id = $1', [id]))?.id ?? '';
  return { ...coupons, reward, rich, couponOf };
}

test('a reward that is a coupon gives one, once, and takes it back when it is cancelled and wasn’t used', async () => {
  const { act, done, codes, template, reward, rich, couponOf, state, wallet, redeem, counts, faults } =
    await story();
  const templateId = await template({ stackable: true });
  const rewardId = await reward(templateId);
  const lin = await rich('Lin');
  const same = await Promise.all(
    Array.from({ length: 10 }, () => act((tx) => redeemReward(tx, { memberId: lin, rewardId, key: 'one' }))),
  );
  expect(new Set(same.map((outcome) => outcome.ok && outcome.value)).size).toBe(1);
  const [first] = same;
  const id = first?.ok ? first.value : '';
  const coupon = await couponOf(id);
  expect([await state(coupon), await wallet(lin)]).toEqual(['usable', [90, 0]]);
  const cancel = (redemption: string) =>
    codes((tx) => decideRedemption(tx, { id: redemption, action: 'cancel' }));
  expect(await cancel(id)).toEqual([]);
  expect([await state(coupon), await wallet(lin)]).toEqual(['revoked', [100, 0]]);

  const second = await done((tx) => redeemReward(tx, { memberId: lin, rewardId, key: 'two' }));
  expect((await redeem([await couponOf(second)], '100')).ok).toBe(true);
  expect(await cancel(second)).toEqual(['COUPON_USED']);
  expect(await wallet(lin)).toEqual([90, 0]);
  expect(await counts(templateId)).toEqual([2, 1, 0, 1, 2000, 2000, 8000]);
  expect(await faults()).toEqual([]);
});

test('where no coupon is left, no points are spent, however many want it at once', async () => {
  const { act, template, reward, rich, wallet, counts, row } = await story();
  const templateId = await template({ budget: '60' });
  const rewardId = await reward(templateId);
  const members = await Promise.all(Array.from({ length: 8 }, (_, n) => rich(`m${n}`)));
  const outcomes = await Promise.all(
    members.map((memberId) => act((tx) => redeemReward(tx, { memberId, rewardId, key: memberId }))),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
  expect(outcomes.flatMap((one) => (one.ok ? [] : one.errors)).at(0)).toMatchObject({
    code: 'COUPON_BUDGET_SPENT',
    field: ['rewardId'],
  });
  const left = await Promise.all(members.map(async (id) => (await wallet(id))[0] ?? 0));
  expect(left.reduce((sum, points) => sum + points, 0)).toBe(770);
  expect(await counts(templateId)).toEqual([3, 0, 0, 0, 6000, 0, 0]);
  expect(await row('select stock from reward')).toEqual({ stock: 47 });
});

test('a coupon as a reward says of which template; other rewards don’t', async () => {
  const { codes, template, act } = await story();
  const templateId = await template();
  const make = (over: object) =>
    codes((tx) => createReward(tx, { name: 'x', kind: 'gift', points: 1, ...over }));
  expect(await make({ kind: 'coupon' })).toEqual(['REQUIRED']);
  expect(await make({ couponTemplateId: templateId })).toEqual(['COUPON_FIELD_UNUSED']);
  const none = '01900000-0000-7000-8000-000000000000';
  await expect(
    act((tx) => createReward(tx, { name: 'x', kind: 'coupon', points: 1, couponTemplateId: none })),
  ).rejects.toThrow('No such coupon template');
});
