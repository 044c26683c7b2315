import { expect, test } from 'vitest';
import { createBenefit } from '../benefit/benefit.service.ts';
import type { Database } from '../foundation/database.ts';
import { newId } from '../foundation/ids.ts';
import { mergeMembers } from '../merge/merge.service.ts';
import { recordOrder } from '../order/order.record.service.ts';
import { cancelOrder, payOrder, refundOrder } from '../order/order.service.ts';
import { redeemPoints } from '../points/points.service.ts';
import { pointsStory } from '../points/points.story.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { storeLadder } from '../tier/tier.store.ts';
import { previewRule } from './earning.preview.service.ts';
import { checkRule } from './earning.rules.ts';
import { recordEvent, simulate } from './earning.service.ts';
import { settleOrders } from './order-earning.settle.ts';
import { createRule, deleteRule, type RuleInput, updateRule } from './rule.service.ts';

async function story() {
  const points = await pointsStory();
  const { done, programme, database, brand } = points;
  await programme('pending_days = 0, below_zero = true');
  const base: RuleInput = {
    name: '一元一分',
    event: 'order_paid',
    effect: 'base',
    points: 1,
    per: '1',
    startsAt: new Date('2026-01-01T00:00:00Z'),
  };
  const rule = (over: Partial<RuleInput> = {}) => done((tx) => createRule(tx, { ...base, ...over }));
  const order = (memberId: string, orderNo: string, totalMinor: number, over: object = {}) =>
    done((tx) =>
      recordOrder(tx, { memberId, orderNo, totalMinor, placedAt: new Date(), source: 'api', ...over }),
    );
  const settle = (by: Database = database) => settleOrders(by, brand.id);
  return { ...points, base, rule, order, settle };
}

test('who has closed their account earns nothing more', async () => {
  const { rule, order, settle, member, wallet, admin } = await story();
  await rule();
  const lin = await member();
  await order(lin, 'A', 9990);
  await admin.query(
    'update member set closed_at = now(), display_name = null, name_grams = default where id = $1',
    [lin],
  );
  await settle();
  expect(await wallet(lin)).toEqual([0, 0]);
});

test('an order earns when it is paid, loses in proportion with refunds, and all when it comes to nothing', async () => {
  const { done, rule, order, settle, member, wallet, entries, faults, admin } = await story();
  await rule();
  const lin = await member();
  const first = await order(lin, 'A', 9990, { status: 'pending' });
  await settle();
  expect(await wallet(lin)).toEqual([0, 0]);
  await done((tx) => payOrder(tx, { id: first }));
  await settle();
  expect(await wallet(lin)).toEqual([99, 0]);
  expect(await settle()).toBe(0);
  await done((tx) => refundOrder(tx, { id: first, refundNo: 'R1', amountMinor: 3330 }));
  await settle();
  // Of 99 points a third, rounded in the member's favour.
  expect(await wallet(lin)).toEqual([66, 0]);
  await done((tx) => refundOrder(tx, { id: first, refundNo: 'R2', amountMinor: 6660 }));
  await settle();
  expect(await wallet(lin)).toEqual([0, 0]);
  const second = await order(lin, 'B', 5000);
  await settle();
  await done((tx) => redeemPoints(tx, { memberId: lin, points: 20, key: 'tea' }));
  await done((tx) => cancelOrder(tx, { id: second }));
  await settle();
  expect(await wallet(lin)).toEqual([-20, 0]);
  // One that is deleted, as undoing an import does, and one that was refunded before anyone looked.
  const third = await order(lin, 'C', 3000);
  await done((tx) => refundOrder(tx, { id: third, refundNo: 'R', amountMinor: 1000 }));
  await settle();
  expect(await wallet(lin)).toEqual([0, 0]);
  await admin.query('delete from "order" where id = $1', [third]);
  await settle();
  expect(await wallet(lin)).toEqual([-20, 0]);
  expect((await entries(lin)).filter((line) => line.startsWith('earn'))).toEqual([
    'earn 99',
    'earn 50',
    'earn 30',
  ]);
  expect(await faults()).toEqual([]);
});

test('however many settle at once while orders change, each order earns once', async () => {
  const { done, rule, order, settle, member, wallet, faults, admin } = await story();
  await rule();
  const members = await Promise.all([member('a'), member('b'), member('c')]);
  const who = (n: number) => members[n % 3] ?? '';
  const orders = Array.from({ length: 60 }, (_, n) => async () => {
    const id = await order(who(n), `O${n}`, 1000);
    if (n % 4 === 0) await done((tx) => refundOrder(tx, { id, refundNo: 'R', amountMinor: 500 }));
    if (n % 4 === 1) await done((tx) => cancelOrder(tx, { id }));
  });
  const lanes = Array.from({ length: 4 }, async () => {
    for (let next = orders.shift(); next; next = orders.shift()) await next();
  });
  const settling = Array.from({ length: 4 }, async () => {
    for (let n = 0; n < 15; n++) await settle();
  });
  await Promise.all([...lanes, ...settling]);
  await settle();
  const expected = [0, 0, 0];
  for (let n = 0; n < 60; n++)
    expected[n % 3] = (expected[n % 3] ?? 0) + (n % 4 === 1 ? 0 : n % 4 === 0 ? 5 : 10);
  expect(await Promise.all(members.map(async (id) => (await wallet(id))[0]))).toEqual(expected);
  expect((await admin.query('select count(*)::int as n from earning_due')).rows).toEqual([{ n: 0 }]);
  expect(await faults()).toEqual([]);
});

test('an event gives by its rules once a key, and no more than a day allows, however many come at once', async () => {
  const { act, done, rule, member, wallet, codes } = await story();
  await rule({ name: '签到', event: 'check_in', points: 5, per: null, dailyTimes: 1 });
  const lin = await member();
  const checkIn = (key: string) => act((tx) => recordEvent(tx, { memberId: lin, event: 'check_in', key }));
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => checkIn(`c${n}`)));
  expect(all.filter((outcome) => outcome.ok && outcome.value.entryId !== null)).toHaveLength(1);
  expect(await wallet(lin)).toEqual([5, 0]);
  await rule({ name: '点评', event: 'review', points: 8, per: null });
  const review = () => done((tx) => recordEvent(tx, { memberId: lin, event: 'review', key: 'r' }));
  expect(await review()).toEqual(await review());
  expect(await wallet(lin)).toEqual([13, 0]);
  expect(await codes((tx) => recordEvent(tx, { memberId: lin, event: 'order_paid', key: 'o' }))).toEqual([
    'INVALID_VALUE',
  ]);
});

test('a rule is tried without storing anything: on one order, and on those that there were', async () => {
  const { database, brand, rule, order, member, settle, wallet, base, codes, done } = await story();
  const id = await rule();
  expect(await codes((tx) => createRule(tx, base))).toEqual(['RULE_NAME_TAKEN']);
  expect(await codes((tx) => createRule(tx, { ...base, name: 'x', per: '0.001', points: 0 }))).toEqual([
    'AMOUNT_INVALID',
    'OUT_OF_RANGE',
  ]);
  const lin = await member();
  for (let n = 0; n < 5; n++) await order(lin, `T${n}`, 2550, n < 2 ? { channel: 'jd' } : {});
  await settle();
  const tried = await database.read(brand.scope, (tx) =>
    simulate(tx, { event: 'order_paid', amount: '25.5' }),
  );
  expect(tried).toMatchObject({ ok: true, value: { points: 25, steps: [{ points: 25, reason: null }] } });
  const checked = checkRule({
    name: '京东双倍',
    event: 'order_paid',
    effect: 'multiplier',
    points: null,
    perMinor: null,
    factor: 200,
    channels: ['jd'],
    skus: [],
    tierIds: [],
    minimumMinor: null,
    startsAt: null,
    endsAt: null,
    dailyPoints: null,
    dailyTimes: 1,
    active: true,
  });
  const period = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) };
  const preview = await database.read(brand.scope, (tx) =>
    previewRule(tx, { rule: checked.rule, replacesId: null, ...period }),
  );
  expect(preview).toMatchObject({
    orders: 5,
    isComplete: true,
    pointsNow: 125,
    pointsThen: 150,
    gaining: 1,
    losing: 0,
    costMinor: 25,
  });
  // One made a moment ago is compared with what it would have given; one that is over, or is to come, with nothing.
  const moment = await rule({ name: 'moment', effect: 'bonus', points: 10, per: null, startsAt: null });
  const past = { startsAt: new Date('2020-01-01T00:00:00Z'), endsAt: new Date('2020-01-02T00:00:00Z') };
  const over = await rule({ name: 'over', effect: 'bonus', points: 100, per: null, ...past });
  await rule({
    name: 'to come',
    effect: 'bonus',
    points: 100,
    per: null,
    startsAt: new Date('2999-01-01T00:00:00Z'),
  });
  const bonus = { name: 'moment', effect: 'bonus' as const, points: 30, factor: null, channels: [] };
  const changed = { ...checked.rule, ...bonus, dailyTimes: null };
  const instead = (replacesId: string, times: object = {}) =>
    database.read(brand.scope, (tx) =>
      previewRule(tx, { rule: { ...changed, ...times }, replacesId, ...period }),
    );
  expect(await instead(moment)).toMatchObject({ pointsNow: 175, pointsThen: 275 });
  expect(await instead(over, past)).toMatchObject({ pointsNow: 175, pointsThen: 325 });
  await done((tx) => deleteRule(tx, { id: moment }));
  expect(await wallet(lin)).toEqual([125, 0]);
  expect(await codes((tx) => updateRule(tx, { ...base, id, version: 2 }))).toEqual(['VERSION_OUTDATED']);
  await done((tx) => updateRule(tx, { ...base, id, version: 1, points: 2 }));
  await order(lin, 'U', 1000);
  await settle();
  expect(await wallet(lin)).toEqual([145, 0]);
  await done((tx) => deleteRule(tx, { id }));
  await order(lin, 'V', 1000);
  await settle();
  expect(await wallet(lin)).toEqual([145, 0]);
});

test('a rule that is tried is limited by the days on which orders were paid, as it is then', async () => {
  const { database, brand, rule, order, member, settle, wallet } = await story();
  await rule({ dailyTimes: 1 });
  const lin = await member();
  const placedAt = new Date('2026-11-01T04:00:00Z');
  for (const [n, day] of ['02', '02', '03'].entries())
    await order(lin, `P${n}`, 1000, { placedAt, paidAt: new Date(`2026-11-${day}T04:00:00Z`) });
  await settle();
  expect(await wallet(lin)).toEqual([20, 0]);
  const preview = await database.read(brand.scope, (tx) =>
    previewRule(tx, {
      rule: checkRule({ ...tried, tierIds: [], points: 5, dailyTimes: 1 }).rule,
      replacesId: null,
      from: placedAt,
      to: new Date('2026-11-02T00:00:00Z'),
    }),
  );
  expect(preview).toMatchObject({ orders: 3, pointsNow: 20, pointsThen: 30 });
});

test('an order earns by the tier that its member has when it is settled', async () => {
  const { done, rule, order, settle, member, wallet, admin, database, brand, faults } = await story();
  const [ordinary = '', gold = ''] = [newId(), newId()];
  const tier = (id: string, threshold: number) => ({ id, name: id, color: '#000000', threshold });
  await done(async (tx) => {
    const tiers = [tier(ordinary, 0), tier(gold, 50)];
    const terms = { perUnit: 100, perOrder: 0, perEvent: {}, period: 'lifetime', policy: 'never' } as const;
    return { ok: true, value: await storeLadder(tx, { ...terms, graceDays: 0, warningDays: 0, tiers }, 1) };
  });
  await done((tx) =>
    createBenefit(tx, { tierId: gold, kind: 'points_multiplier', name: '双倍', factor: 200 }),
  );
  await rule();
  await rule({ name: '金卡加赠', effect: 'bonus', points: 7, per: null, tierIds: [gold] });
  const lin = await member();
  const first = await order(lin, 'A', 6000);
  await settle();
  // Nobody has looked at the member yet: the lowest tier.
  expect(await wallet(lin)).toEqual([60, 0]);
  await calculateAll(database, brand.scope);
  await order(lin, 'B', 6000);
  await settle();
  expect(await wallet(lin)).toEqual([60 + 127, 0]);
  const preview = await database.read(brand.scope, (tx) =>
    previewRule(tx, {
      ...{ rule: checkRule({ ...tried, tierIds: [gold] }).rule, replacesId: null },
      ...{ from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) },
    }),
  );
  // Both orders, as if they had come now: 60 and 60 more and 7 each, and 10 of the one that is tried.
  expect(preview).toMatchObject({ pointsNow: 254, pointsThen: 274 });
  await done((tx) => refundOrder(tx, { id: first, refundNo: 'R', amountMinor: 6000 }));
  await settle();
  expect(await wallet(lin)).toEqual([127, 0]);
  expect((await admin.query('select count(*)::int as n from earning_use')).rows).toEqual([{ n: 2 }]);
  expect(await faults()).toEqual([]);
});

const tried = {
  name: '试',
  event: 'order_paid',
  effect: 'bonus',
  points: 10,
  perMinor: null,
  factor: null,
  channels: [],
  skus: [],
  minimumMinor: null,
  startsAt: null,
  endsAt: null,
  dailyPoints: null,
  dailyTimes: null,
  active: true,
} as const;

test('an order that turns out to be another member’s earns for that one, and no more for the first', async () => {
  const { rule, order, settle, member, wallet, entries, faults, done, database, brand } = await story();
  await rule();
  const [lin, wu] = [await member(), await member()];
  const id = await order(lin, 'A', 10_000);
  await settle();
  await done((tx) => refundOrder(tx, { id, refundNo: 'R1', amountMinor: 2_000 }));
  await settle();
  await order(wu, 'A', 10_000);
  await settle();
  expect([await wallet(lin), await wallet(wu)]).toEqual([
    [0, 0],
    [80, 0],
  ]);
  await done((tx) => refundOrder(tx, { id, refundNo: 'R2', amountMinor: 3_000 }));
  await settle();
  expect(await entries(wu)).toEqual(['earn 100', 'take_back -20', 'take_back -30']);
  // And it was the first one's after all.
  await order(lin, 'A', 10_000);
  await settle();
  expect([await wallet(lin), await wallet(wu)]).toEqual([
    [50, 0],
    [0, 0],
  ]);
  // Of two who are one it makes no difference whose it is called.
  const before = (await entries(lin)).length;
  await done((tx) => mergeMembers(tx, { keptId: lin, mergedId: wu }));
  await settleOrders(database, brand.id);
  expect((await entries(lin)).length).toBe(before);
  expect(await faults()).toEqual([]);
});
