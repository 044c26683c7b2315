import { expect, test } from 'vitest';
import { makeBrand, openStory } from '../../tests/story.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { createMember } from '../member/member.service.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { recordOrder, recordOrders } from './order.record.service.ts';
import type { OrderRecord } from './order.record.ts';
import { cancelOrder, payOrder, refundOrder } from './order.service.ts';

async function story() {
  const { database, admin } = await openStory();
  const brand = await makeBrand(database);
  const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => database.write(brand.scope, work);
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  const batch = (records: OrderRecord[]) => value(act(async (tx) => done(await recordOrders(tx, records))));
  const order = async (no = '1') => (await rows('select * from "order" where order_no = $1', [no]))[0];
  return { database, brand, act, rows, batch, order };
}

async function value<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

async function codes(outcome: Promise<Outcome<unknown>>): Promise<string[]> {
  const result = await outcome;
  return result.ok ? [] : result.errors.map(({ code, field }) => `${field.join('.')}:${code}`);
}

function record(over: Partial<OrderRecord> = {}): OrderRecord {
  return {
    orderNo: '1',
    identities: [{ kind: 'phone', value: '13812345678' }],
    totalMinor: 10_000,
    placedAt: new Date('2026-03-01T10:00:00Z'),
    lines: [{ productName: '龙井', quantity: 2, unitPriceMinor: 5_500 }],
    source: 'api',
    ...over,
  };
}

/** What triggers keep, beside what counting anew gives; equal rows mean it holds. */
const drift = `select m.id from member m left join lateral (
    select count(*) n, coalesce(sum(total_minor - refunded_minor), 0) s, min(placed_at) f, max(placed_at) l
    from "order" o where o.member_id = m.id and o.status not in ('pending', 'cancelled')) o on true
  where (m.order_count, m.spent_minor, m.first_order_at, m.last_order_at) is distinct from (o.n, o.s, o.f, o.l)`;

test('an order makes its member, with its lines, and counts for them', async () => {
  const { act, rows, order } = await story();
  const id = await value(act((tx) => recordOrder(tx, record({ profile: { displayName: '小李' } }))));
  expect(await order()).toMatchObject({
    id,
    status: 'paid',
    total_minor: '10000',
    currency: 'CNY',
    source: 'api',
  });
  expect(await rows('select product_name, quantity, unit_price_minor, total_minor from order_line')).toEqual([
    { product_name: '龙井', quantity: 2, unit_price_minor: '5500', total_minor: '11000' },
  ]);
  const placedAt = new Date('2026-03-01T10:00:00Z');
  expect(await rows('select * from member')).toMatchObject([
    {
      display_name: '小李',
      order_count: 1,
      spent_minor: '10000',
      last_order_at: placedAt,
      joined_at: placedAt,
    },
  ]);
});

test('the same order again changes nothing; another content changes it, and what is not told stays', async () => {
  const { act, rows, order } = await story();
  const id = await value(act((tx) => recordOrder(tx, record())));
  expect(await value(act((tx) => recordOrder(tx, record())))).toBe(id);
  expect(await rows(`select from audit_event where action = 'order.record'`)).toHaveLength(1);
  expect((await order()).version).toBe(1);
  await value(act((tx) => recordOrder(tx, record({ totalMinor: 9_000, lines: null, identities: null }))));
  expect(await order()).toMatchObject({ id, version: 2, total_minor: '9000' });
  expect(await rows('select from order_line')).toHaveLength(1);
  const [event] = await rows(
    `select changes from audit_event where action = 'order.record' order by seq desc limit 1`,
  );
  expect(event.changes).toEqual([{ id, before: { total: '100.00 CNY' }, after: { total: '90.00 CNY' } }]);
  await value(
    act((tx) => recordOrder(tx, record({ totalMinor: 9_000, lines: [{ sku: 'A', quantity: 1 }] }))),
  );
  expect(await rows('select sku, product_name, total_minor from order_line')).toEqual([
    { sku: 'A', product_name: null, total_minor: null },
  ]);
  expect(await rows(drift)).toEqual([]);
});

test('fifty equal calls at once make one order of one member', async () => {
  const { act, rows } = await story();
  const ids = await Promise.all(
    Array.from({ length: 50 }, () => value(act((tx) => recordOrder(tx, record())))),
  );
  expect(new Set(ids).size).toBe(1);
  expect(await rows('select order_count, spent_minor from member')).toEqual([
    { order_count: 1, spent_minor: '10000' },
  ]);
  expect(await rows('select from "order"')).toHaveLength(1);
  expect(await rows('select from order_line')).toHaveLength(1);
  expect(await rows(`select from audit_event where action = 'order.record'`)).toHaveLength(1);
});

test('one new order number sent at once for different members is one order, of one of them', async () => {
  const { act, rows } = await story();
  const sent = Array.from({ length: 20 }, (_, at) =>
    value(act((tx) => recordOrder(tx, record({ identities: [{ kind: 'external_id', value: `C${at}` }] })))),
  );
  expect(new Set(await Promise.all(sent)).size).toBe(1);
  expect(await rows('select from order_line')).toHaveLength(1);
  expect(await rows('select sum(order_count)::int as orders from member')).toEqual([{ orders: 1 }]);
  expect(await rows(drift)).toEqual([]);
});

test('all that is wrong with an order comes back at once', async () => {
  const { act, rows } = await story();
  const bad = record({
    orderNo: ' ',
    currency: 'USD',
    totalMinor: -1,
    placedAt: new Date('2999-01-01'),
    lines: [{ quantity: 0 }, { quantity: 1, unitPriceMinor: 1.5 }],
    identities: [{ kind: 'email', value: 'x' }],
  });
  expect((await codes(act((tx) => recordOrder(tx, bad)))).sort()).toEqual([
    'currency:CURRENCY_MISMATCH',
    'identities.0.value:EMAIL_INVALID',
    'lines.0.quantity:QUANTITY_INVALID',
    'lines.1.unitPrice:AMOUNT_INVALID',
    'orderNo:REQUIRED',
    'placedAt:DATE_IN_FUTURE',
    'total:AMOUNT_NEGATIVE',
  ]);
  expect(await codes(act((tx) => recordOrder(tx, record({ identities: [] }))))).toEqual([
    'identities:IDENTITY_REQUIRED',
  ]);
  const unknown = record({ identities: [], memberId: newId() });
  expect(await codes(act((tx) => recordOrder(tx, unknown)))).toEqual(['memberId:NOT_FOUND']);
  expect(await rows('select from member')).toHaveLength(0);
});

test('refunds are idempotent by number, never exceed the total however many come at once, and count down', async () => {
  const { act, rows, order } = await story();
  const id = await value(act((tx) => recordOrder(tx, record())));
  const refund = (refundNo: string, amountMinor: number) =>
    act((tx) => refundOrder(tx, { id, refundNo, amountMinor }));
  await value(refund('r1', 1_000));
  await value(refund('r1', 1_000));
  expect(await codes(refund('r1', 2_000))).toEqual(['refundNo:REFUND_NO_REUSED']);
  expect(await codes(refund('r2', 9_001))).toEqual(['amount:REFUND_EXCEEDS_TOTAL']);
  const many = await Promise.all(Array.from({ length: 20 }, (_, at) => refund(`many ${at}`, 1_000)));
  expect(many.filter(({ ok }) => ok)).toHaveLength(9);
  expect(await order()).toMatchObject({ status: 'refunded', refunded_minor: '10000' });
  expect(await rows('select sum(amount_minor) from order_refund')).toEqual([{ sum: '10000' }]);
  expect(await rows('select order_count, spent_minor from member')).toEqual([
    { order_count: 1, spent_minor: '0' },
  ]);
  // Sent again by a shop that doesn't know of the refunds: they stay.
  await value(act((tx) => recordOrder(tx, record({ status: 'paid' }))));
  expect(await order()).toMatchObject({ status: 'refunded', refunded_minor: '10000' });
});

test('what a record told was refunded, and the refunds that it was made of, count once', async () => {
  const { act, rows, order } = await story();
  const told = (over: Partial<OrderRecord>) => value(act((tx) => recordOrder(tx, record(over))));
  const id = await told({ refundedMinor: 3_000 });
  const refund = (refundNo: string, amountMinor: number, refundedAt?: Date) =>
    value(act((tx) => refundOrder(tx, { id, refundNo, amountMinor, refundedAt })));
  const before = new Date('2026-03-02');
  await refund('r1', 2_000, before);
  expect(await order()).toMatchObject({ status: 'partially_refunded', refunded_minor: '3000' });
  // Of this, a half was told; then all that was told has its numbers.
  await refund('r2', 2_000, before);
  expect((await order()).refunded_minor).toBe('4000');
  await refund('r3', 1_000, before);
  expect((await order()).refunded_minor).toBe('5000');

  await told({ refundedMinor: 6_000 });
  await refund('r4', 1_000);
  expect((await order()).refunded_minor).toBe('7000');
  await told({ status: 'refunded' });
  await refund('r5', 4_000, before);
  expect(await order()).toMatchObject({ status: 'refunded', refunded_minor: '10000' });
  const late = act((tx) => refundOrder(tx, { id, refundNo: 'r6', amountMinor: 1 }));
  expect(await codes(late)).toEqual([':ORDER_STATUS_FINAL']);
  expect(await rows('select sum(amount_minor) from order_refund')).toEqual([{ sum: '10000' }]);
  expect(await rows(drift)).toEqual([]);
});

test('an order is paid, cancelled and refunded only when its state allows', async () => {
  const { act, rows, order } = await story();
  const id = await value(act((tx) => recordOrder(tx, record({ status: 'pending' }))));
  expect(await rows('select order_count from member')).toEqual([{ order_count: 0 }]);
  expect(await codes(act((tx) => refundOrder(tx, { id, refundNo: '1', amountMinor: 1 })))).toEqual([
    ':ORDER_STATUS_FINAL',
  ]);
  await value(act((tx) => payOrder(tx, { id })));
  await value(act((tx) => payOrder(tx, { id })));
  expect(await rows('select order_count from member')).toEqual([{ order_count: 1 }]);
  await value(act((tx) => cancelOrder(tx, { id })));
  expect(await order()).toMatchObject({ status: 'cancelled', version: 3 });
  expect(await rows('select order_count, spent_minor, last_order_at from member')).toEqual([
    { order_count: 0, spent_minor: '0', last_order_at: null },
  ]);
  expect(await codes(act((tx) => payOrder(tx, { id })))).toEqual([':ORDER_STATUS_FINAL']);
  await value(act((tx) => recordOrder(tx, record({ status: 'paid' }))));
  expect((await order()).status).toBe('cancelled');
  await expect(act((tx) => cancelOrder(tx, { id: newId() }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a batch: several orders of a member, one order twice, refused ones alone, and the same batch changes nothing', async () => {
  const { batch, rows } = await story();
  const records = [
    record({ orderNo: 'a', placedAt: new Date('2026-03-05') }),
    record({ orderNo: 'b', placedAt: new Date('2026-02-05'), profile: { realName: '李雷' } }),
    record({ orderNo: 'b', placedAt: new Date('2026-02-05'), totalMinor: 20_000 }),
    record({ orderNo: 'c', identities: [{ kind: 'external_id', value: 'x' }], refundedMinor: 20_000 }),
    record({ orderNo: 'd', identities: [{ kind: 'external_id', value: 'x' }], status: 'refunded' }),
  ];
  const first = await batch(records);
  expect(first.map(({ order, member }) => [order.kind, member?.kind])).toEqual([
    ['created', 'created'],
    ['created', 'updated'],
    ['updated', 'unchanged'],
    ['refused', undefined],
    ['created', 'created'],
  ]);
  expect(first[2]?.order).toMatchObject({ before: { columns: { total_minor: 10_000 }, lines: null } });
  expect(await rows('select order_count, spent_minor, joined_at from member order by spent_minor')).toEqual([
    { order_count: 1, spent_minor: '0', joined_at: new Date('2026-03-01T10:00:00Z') },
    { order_count: 2, spent_minor: '30000', joined_at: new Date('2026-02-05') },
  ]);
  expect(
    await rows(
      'select action, jsonb_array_length(changes) as n from audit_event where brand_id is not null order by 1',
    ),
  ).toEqual([
    { action: 'member.resolve', n: 2 },
    { action: 'order.record', n: 3 },
  ]);
  const again = await batch([...records.slice(0, 1), ...records.slice(2)]);
  expect(again.map(({ order, member }) => [order.kind, member?.kind])).toEqual([
    ['unchanged', 'unchanged'],
    ['unchanged', 'unchanged'],
    ['refused', undefined],
    ['unchanged', 'unchanged'],
  ]);
  expect(await rows('select from audit_event where brand_id is not null')).toHaveLength(2);
  expect(await rows(drift)).toEqual([]);
});

test('writers of the same members and orders at once neither deadlock nor lose a count', async () => {
  const { act, batch, rows } = await story();
  const phone = (n: number) => [{ kind: 'phone', value: `1380000000${n % 7}` }] as const;
  const make = (n: number) =>
    record({
      orderNo: `o${n % 60}`,
      identities: phone(n),
      totalMinor: 1_000 + n,
      placedAt: new Date(1.7e12 + n * 1e6),
    });
  await batch(Array.from({ length: 7 }, (_, n) => make(n)));
  const members = (await rows('select id from member order by id')).map(({ id }) => String(id));
  const writers = Array.from({ length: 40 }, (_, w) => async () => {
    const records = Array.from({ length: 25 }, (_, i) => make((w * 31 + i * 17) % 420));
    await batch(w % 2 ? records : records.reverse());
    const [id] = (await rows('select id from "order" order by random() limit 1')).map((row) =>
      String(row.id),
    );
    if (id) await act((tx) => refundOrder(tx, { id, refundNo: `w${w}`, amountMinor: 100 }));
    if (id && w % 5 === 0) await act((tx) => cancelOrder(tx, { id }));
    const [kept, merged] = [members[w % 7], members[(w + 1) % 7]];
    if (w % 8 === 3 && kept && merged) {
      const merge = await act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
      if (merge.ok) await act((tx) => undoMerge(tx, merge.value));
    }
  });
  await Promise.all(writers.map((write) => write()));
  expect(await rows(drift)).toEqual([]);
  expect(await rows('select from "order" group by order_no having count(*) > 1')).toEqual([]);
  expect(
    await rows('select from "order" o join member m on m.id = o.member_id where m.merged_into is not null'),
  ).toEqual([]);
});

test('an order that goes to another member counts there; one of a merged member reaches the kept one', async () => {
  const { act, rows, order } = await story();
  const id = await value(act((tx) => recordOrder(tx, record())));
  const other = await value(act((tx) => createMember(tx, { displayName: 'Other' })));
  await value(act((tx) => recordOrder(tx, record({ identities: null, memberId: other }))));
  expect(await order()).toMatchObject({ id, member_id: other });
  expect(await rows(drift)).toEqual([]);
  const third = await value(act((tx) => createMember(tx, { displayName: 'Third' })));
  await value(act((tx) => mergeMembers(tx, { keptId: third, mergedId: other })));
  await value(act((tx) => recordOrder(tx, record({ orderNo: '2', identities: null, memberId: other }))));
  expect((await order('2')).member_id).toBe(third);
  expect(await rows('select order_count from member where id = $1', [third])).toEqual([{ order_count: 2 }]);
  expect(await rows(drift)).toEqual([]);
});
