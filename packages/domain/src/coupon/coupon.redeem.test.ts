import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { cancelOrder } from '../order/order.service.ts';
import { releaseDue } from './coupon.settle.ts';
import { couponStory } from './coupon.story.ts';
import { redeemCoupons } from './redeem.service.ts';

test('a key stands for its order: with another one it is refused, also once its coupons were given back', async () => {
  const { act, done, template, member, issue, redeem, order, state, brand, database } = await couponStory();
  const lin = await member();
  const id = await issue(await template(), lin);
  const first = await redeem([id], '100', 'till', 'A');
  const orderId = await order(lin, 'A');
  expect(await redeem([id], '100.00', 'till', ' A')).toEqual(first);
  await done((tx) => cancelOrder(tx, { id: orderId }));
  await releaseDue(database, brand.id);
  expect(await redeem([id], '100', 'till', 'A')).toEqual(first);
  const again = { couponIds: [id], key: 'till' };
  expect(await act((tx) => redeemCoupons(tx, { ...again, order: { orderId } }))).toEqual(first);
  const other = await order(lin, 'B');
  for (const given of [
    { amount: '100', orderNo: 'B' },
    { amount: '100', orderNo: 'A', channel: 'tmall' },
    { amount: '99', orderNo: 'A' },
    { amount: '100' },
    { orderId: other },
  ]) {
    await expect(act((tx) => redeemCoupons(tx, { ...again, order: given }))).rejects.toThrow(
      'idempotency key',
    );
  }
  expect(await state(id)).toBe('usable');
});

test('coupons that change hands while they are used are used for neither', async () => {
  const { act, done, template, member, issue, redeem, state, row } = await couponStory();
  const [lin, wei] = [await member('Lin'), await member('Wei')];
  const id = await issue(await template(), wei);
  const merge = await done((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei }));
  const waits = async () => {
    while (!(await row('select 1 from pg_locks where not granted limit 1'))) await setTimeout(10);
  };
  const use: { outcome?: Promise<unknown> } = {};
  await act(async (tx) => {
    const undone = await undoMerge(tx, { id: merge.id });
    use.outcome = redeem([id], '100').catch((error: unknown) => error);
    await waits();
    return undone;
  });
  expect(await use.outcome).toMatchObject({ code: 'CONFLICT' });
  expect(await state(id)).toBe('usable');
  expect((await redeem([id], '100')).ok).toBe(true);
  expect(await row('select member_id from coupon_redemption')).toEqual({ member_id: wei });
});
