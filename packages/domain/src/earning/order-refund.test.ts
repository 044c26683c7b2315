import { expect, test } from 'vitest';
import { found } from '../foundation/database.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { recordOrder } from '../order/order.record.service.ts';
import { refundOrder } from '../order/order.service.ts';
import { redeemPoints, takeBackPoints } from '../points/points.service.ts';
import { settleDue } from '../points/points.settle.ts';
import { pointsStory } from '../points/points.story.ts';
import { settleOrders } from './order-earning.settle.ts';
import { createRule } from './rule.service.ts';

/** A brand that gives a point for each whole unit; amounts are in minor units. */
async function story(programme = 'pending_days = 0') {
  const points = await pointsStory();
  const { admin, done, database, brand } = points;
  await points.programme(programme);
  const startsAt = new Date('2026-01-01T00:00:00Z');
  await done((tx) =>
    createRule(tx, { name: '一元一分', event: 'order_paid', effect: 'base', points: 1, per: '1', startsAt }),
  );
  const lin = await points.member();
  const settled = async () => {
    await settleOrders(database, brand.id);
    return await points.wallet(lin);
  };
  /** Records what an order comes to now. */
  const record = (orderNo: string, totalMinor: number) =>
    done((tx) =>
      recordOrder(tx, { memberId: lin, orderNo, totalMinor, placedAt: new Date(), source: 'api' }),
    );
  /** The same, with what the member has then. */
  const order = async (orderNo: string, totalMinor: number) => {
    const id = await record(orderNo, totalMinor);
    return { id, wallet: await settled() };
  };
  const refund = async (id: string, refundNo: string, amountMinor: number) => {
    await done((tx) => refundOrder(tx, { id, refundNo, amountMinor }));
    return await settled();
  };
  const spend = (spent: number) =>
    done((tx) => redeemPoints(tx, { memberId: lin, points: spent, key: `spend ${spent}` }));
  const byHand = async (orderId: string, taken: number) => {
    const { rows } = await admin.query('select entry_id from order_earning where order_id = $1', [orderId]);
    const { entry_id: entryId } = found<{ entry_id: string }>(rows[0], 'Order');
    await done((tx) => takeBackPoints(tx, { entryId, points: taken, key: `by hand ${taken}` }));
  };
  return { ...points, lin, settled, record, order, refund, spend, byHand };
}

test('what a refund found spent is not given again when there was no refund after all', async () => {
  const { order, spend, entries, lin, faults } = await story();
  await order('A', 10_000);
  await spend(70);
  expect((await order('A', 5_000)).wallet).toEqual([0, 0]);
  // Of the 50 that were to be taken back, 30 had been there.
  expect((await order('A', 8_000)).wallet).toEqual([10, 0]);
  expect((await order('A', 10_000)).wallet).toEqual([30, 0]);
  expect(await entries(lin)).toEqual(['earn 100', 'redeem -70', 'take_back -30', 'earn 10', 'earn 20']);
  expect(await faults()).toEqual([]);
});

test('what is owed for a refund is given again as what was taken is', async () => {
  const { order, spend, faults } = await story('pending_days = 0, below_zero = true');
  await order('A', 10_000);
  await spend(70);
  expect((await order('A', 5_000)).wallet).toEqual([-20, 0]);
  expect((await order('A', 10_000)).wallet).toEqual([30, 0]);
  expect(await faults()).toEqual([]);
});

test('refunds in parts leave alone what an operator had taken back of the order, and what others earned', async () => {
  const { order, refund, byHand, entries, lin, faults } = await story();
  const { id } = await order('A', 10_000);
  await order('B', 10_000);
  await byHand(id, 60);
  expect(await refund(id, 'R1', 3_000)).toEqual([110, 0]);
  expect(await refund(id, 'R2', 3_000)).toEqual([100, 0]);
  expect(await refund(id, 'R3', 4_000)).toEqual([100, 0]);
  expect(await entries(lin)).toEqual([
    'earn 100',
    'earn 100',
    'take_back -60',
    'take_back -30',
    'take_back -10',
  ]);
  expect(await faults()).toEqual([]);
});

test.each([true, false])(
  'a refund takes nothing in place of points that had expired (posted: %s)',
  async (posted) => {
    const { order, refund, spend, pass, lin, wallet, database, brand, faults } = await story(
      `pending_days = 0, expiry = 'after_months', expiry_months = 1`,
    );
    const { id } = await order('A', 10_000);
    await spend(60);
    await pass(40);
    if (posted) await settleDue(database, brand.id);
    // 60 were spent and 40 expired: half an order is worth 50, so 10 are missing; nothing of it, 60.
    expect(await refund(id, 'R1', 3_000)).toEqual([0, 0]);
    await order('B', 10_000);
    expect(await wallet(lin)).toEqual([100, 0]);
    expect(await refund(id, 'R2', 2_000)).toEqual([90, 0]);
    expect(await refund(id, 'R3', 5_000)).toEqual([40, 0]);
    expect(await faults()).toEqual([]);
  },
);

test('what expires after a refund doesn’t make it less', async () => {
  const { order, refund, pass, lin, wallet, database, brand } = await story(
    `pending_days = 0, expiry = 'after_months', expiry_months = 1`,
  );
  const { id } = await order('A', 10_000);
  expect(await refund(id, 'R1', 5_000)).toEqual([50, 0]);
  await pass(40);
  await settleDue(database, brand.id);
  await order('B', 10_000);
  expect(await refund(id, 'R2', 1_000)).toEqual([100, 0]);
  expect(await refund(id, 'R3', 4_000)).toEqual([100, 0]);
  expect(await wallet(lin)).toEqual([100, 0]);
});

test('what is given again is pending as long as the rest of the order, and taken back with it', async () => {
  const { order, refund, pass, faults, database, brand, wallet, lin } = await story('pending_days = 7');
  const { id } = await order('A', 10_000);
  expect((await order('A', 4_000)).wallet).toEqual([0, 40]);
  expect((await order('A', 10_000)).wallet).toEqual([0, 100]);
  expect(await refund(id, 'R', 9_000)).toEqual([0, 10]);
  await pass(7);
  await settleDue(database, brand.id);
  expect(await wallet(lin)).toEqual([10, 0]);
  expect(await faults()).toEqual([]);
});

test('what an order earned while two were merged goes back with it when that is undone', async () => {
  const { done, record, member, wallet, settled, lin, faults } = await story();
  const wu = await member('Wu');
  await record('A', 3_000);
  const { id } = await done((tx) => mergeMembers(tx, { keptId: wu, mergedId: lin }));
  await settled();
  expect(await wallet(wu)).toEqual([30, 0]);
  await done((tx) => undoMerge(tx, { id }));
  expect(await settled()).toEqual([30, 0]);
  expect(await wallet(wu)).toEqual([0, 0]);
  expect(await faults()).toEqual([]);
});
