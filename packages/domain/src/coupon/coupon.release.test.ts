import { expect, test } from 'vitest';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { cancelOrder } from '../order/order.service.ts';
import { releaseDue, retakeDue } from './coupon.settle.ts';
import { couponStory } from './coupon.story.ts';

test('coupons of an order that lives again are used for it: they never come back, or are taken again', async () => {
  const { done, template, member, issue, redeem, order, state, counts, added, brand, database, admin, row } =
    await couponStory();
  const templateId = await template({ budget: '60', stackable: true });
  const other = await template({ stackable: true });
  const lin = await member();
  const [one, two, three] = [
    await issue(templateId, lin),
    await issue(templateId, lin),
    await issue(other, lin),
  ];
  const [a, b] = [await order(lin, 'A', { status: 'paid' }), await order(lin, 'B', { status: 'paid' })];
  expect((await redeem([one], '100', 'a', 'A')).ok).toBe(true);
  expect((await redeem([two, three], '100', 'b', 'B')).ok).toBe(true);
  const before = await counts(templateId);
  const live = (id: string) => admin.query(`update "order" set status = 'paid' where id = $1`, [id]);
  // Before the job came by, nothing has happened.
  await done((tx) => cancelOrder(tx, { id: a }));
  await live(a);
  expect(await releaseDue(database, brand.id)).toBe(0);
  expect(await state(one)).toBe('redeemed');
  // After it, what is still there is taken again; what was used elsewhere isn't.
  await done((tx) => cancelOrder(tx, { id: b }));
  expect(await releaseDue(database, brand.id)).toBe(1);
  expect((await redeem([three], '50', 'c', 'C')).ok).toBe(true);
  await live(b);
  expect(await retakeDue(database, brand.id)).toBe(1);
  expect(await retakeDue(database, brand.id)).toBe(0);
  expect(await counts(templateId)).toEqual(before);
  expect(await added(templateId)).toEqual(before);
  expect((await counts(other)).slice(0, 2)).toEqual([1, 1]);
  const redemption = await row(
    'select status, released_at, release_due from coupon_redemption where key = $1',
    ['b'],
  );
  expect(redemption).toEqual({ status: 'redeemed', released_at: null, release_due: false });
  // And it can be cancelled once more; gone with its import, it never was.
  await done((tx) => cancelOrder(tx, { id: b }));
  expect(await releaseDue(database, brand.id)).toBe(1);
  expect([await state(two), await state(three)]).toEqual(['usable', 'redeemed']);
  await admin.query('delete from "order" where id = $1', [b]);
  expect(await retakeDue(database, brand.id)).toBe(1);
  expect(await counts(templateId)).toEqual(before);
});

test('an order that lives again and was paid with other coupons keeps those', async () => {
  const { done, template, member, issue, redeem, order, state, brand, database, admin } = await couponStory();
  const [lin, templateId] = [await member(), await template()];
  const [one, two] = [await issue(templateId, lin), await issue(templateId, lin)];
  const id = await order(lin, 'A');
  await redeem([one], '100', 'a', 'A');
  await done((tx) => cancelOrder(tx, { id }));
  await releaseDue(database, brand.id);
  await admin.query(`update "order" set status = 'paid' where id = $1`, [id]);
  expect((await redeem([two], '100', 'b', 'A')).ok).toBe(true);
  expect(await retakeDue(database, brand.id)).toBe(0);
  expect([await state(one), await state(two)]).toEqual(['usable', 'redeemed']);
});

test('a coupon that went back to its member by undoing a merge comes back to that one, or not, if they have left', async () => {
  const { done, template, member, issue, redeem, order, state, counts, brand, database, admin } =
    await couponStory();
  const templateId = await template();
  const [lin, wei] = [await member('Lin'), await member('Wei')];
  const id = await issue(templateId, wei);
  const merge = await done((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei }));
  expect((await redeem([id], '100', 'a', 'A')).ok).toBe(true);
  await done((tx) => undoMerge(tx, { id: merge.id }));
  await admin.query(
    `update member set closed_at = now(), display_name = null, name_grams = '{}' where id = $1`,
    [wei],
  );
  const orderId = await order(lin, 'A');
  await done((tx) => cancelOrder(tx, { id: orderId }));
  expect(await releaseDue(database, brand.id)).toBe(1);
  expect(await state(id)).toBe('revoked');
  expect(await counts(templateId)).toEqual([1, 0, 0, 1, 0, 0, 0]);
});
