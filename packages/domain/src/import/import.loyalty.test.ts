import { expect, test } from 'vitest';
import { importStory, ordersFile, value } from '../../tests/import-story.ts';
import { releaseDue, retakeDue } from '../coupon/coupon.settle.ts';
import { grantCoupon } from '../coupon/issue.service.ts';
import { redeemCoupons } from '../coupon/redeem.service.ts';
import { createTemplate } from '../coupon/template.service.ts';
import { recordEvent } from '../earning/earning.service.ts';
import { settleOrders } from '../earning/order-earning.settle.ts';
import { createRule } from '../earning/rule.service.ts';
import { createMemberClient } from '../member-access/client.service.ts';
import { openDevice } from '../member-access/device.service.ts';
import { redeemPoints } from '../points/points.service.ts';
import { verifyLedger } from '../points/points.verify.ts';

/** An import that made two members whose orders have earned points. */
async function story() {
  const story = await importStory();
  const { act, database, brand, upload, check, run } = story;
  const done = <T>(work: Parameters<typeof act<T>>[0]) => value(act(work));
  const startsAt = new Date('2020-01-01T00:00:00Z');
  await done((tx) =>
    createRule(tx, { name: '一元一分', event: 'order_paid', effect: 'base', points: 1, per: '1', startsAt }),
  );
  await story.admin.query(`update points_programme set expiry = 'never'`);
  const id = await upload(ordersFile(6));
  await check(id);
  await run(id);
  await settleOrders(database, brand.id);
  const [first, second] = await story.read<{ id: string }>('select id from member order by id');
  return { ...story, done, id, lin: first?.id ?? '', wu: second?.id ?? '' };
}

test('an undone import takes with it what its orders had earned those whom it made', async () => {
  const { undo, id, read, database, brand, scope } = await story();
  const left = `select (select count(*)::int from member) as members, (select count(*)::int from points_entry) as entries,
    (select count(*)::int from order_earning) as earnings`;
  expect(await read(left)).toEqual([{ members: 2, entries: 5, earnings: 5 }]);
  expect(await undo(id)).toMatchObject({ status: 'undone' });
  expect(await settleOrders(database, brand.id)).toBeGreaterThan(0);
  expect(await read(left)).toEqual([{ members: 0, entries: 0, earnings: 0 }]);
  expect((await database.read(scope, verifyLedger)).faults).toEqual([]);
});

test('it stands as it is when somebody spent points, signed in, did something or was given a coupon', async () => {
  const { undo, id, done, lin, wu, read } = await story();
  await done((tx) => redeemPoints(tx, { memberId: lin, points: 1, key: 'tea' }));
  await expect(undo(id)).rejects.toThrow('1 of the new members have points beside those of these orders');
  const active = (members: number) =>
    expect(undo(id)).rejects.toThrow(`${members} of the new members signed in, did something`);
  await done((tx) => recordEvent(tx, { memberId: lin, event: 'review', key: 'r' }));
  await active(1);
  const clientId = await done((tx) => createMemberClient(tx, { kind: 'mobile', name: 'App' }));
  await done(async (tx) => ({
    ok: true,
    value: await openDevice(tx, { memberId: wu, clientId, name: null }),
  }));
  await active(2);
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: 6 }]);
});

test('a coupon alone keeps the import as it is', async () => {
  const { undo, id, done, wu } = await story();
  const terms = { name: '二十', kind: 'amount', amount: '20', validDays: 30 } as const;
  const templateId = await done((tx) => createTemplate(tx, terms));
  await done((tx) => grantCoupon(tx, { memberId: wu, templateId, key: 'c' }));
  await expect(undo(id)).rejects.toThrow('1 of the new members signed in, did something, or were given');
});

test('coupons of orders that an import had cancelled are used for them again when it is undone', async () => {
  const { upload, check, run, undo, done, wu, read, database, brand } = await story();
  const templateId = await done((tx) =>
    createTemplate(tx, { name: '满减', kind: 'amount', amount: '1', validDays: 30 }),
  );
  const couponId = await done((tx) => grantCoupon(tx, { templateId, memberId: wu, key: 'one' }));
  await done((tx) =>
    redeemCoupons(tx, { couponIds: [couponId], key: 'use', order: { amount: '1.50', orderNo: 'N1' } }),
  );
  const id = await upload(
    'order no,customer id,order date,amount,status\nN1,C1,2024-03-02 10:00:00,1.50,cancelled',
  );
  await check(id);
  await run(id);
  const states = `select c.status as coupon, o.status as "order" from coupon c, "order" o where o.order_no = 'N1'`;
  expect(await releaseDue(database, brand.id)).toBe(1);
  expect(await read(states)).toEqual([{ coupon: 'usable', order: 'cancelled' }]);
  expect(await undo(id)).toMatchObject({ status: 'undone' });
  expect(await retakeDue(database, brand.id)).toBe(1);
  expect(await read(states)).toEqual([{ coupon: 'redeemed', order: 'paid' }]);
});
