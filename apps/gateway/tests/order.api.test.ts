import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let finance: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  finance = await gateway.operator(brand, 'finance');
});
afterAll(() => gateway.close());

const errors = 'userErrors { code field message }';
const codes = (payload: { userErrors: { code: string; field: string[] }[] }) =>
  payload.userErrors.map(({ code, field }) => `${field.join('.')}:${code}`);
const ask = async (query: string, variables: object = {}, by: object = finance) => {
  const answer = await gateway.graphql(query, { ...variables }, by);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const selection = `order { id version orderNo channel status total { amount currency } refunded { amount } net { amount }
  placedAt paidAt cancelledAt source availableActions member { id orderCount spent { amount } }
  lines { position sku productName quantity unitPrice { amount } total { amount } } refunds { refundNo amount { amount } } }`;
const act = async (mutation: string, type: string, input: object, by: object = finance) =>
  (
    await ask(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} ${errors} } }`,
      { input },
      by,
    )
  )[mutation];
const sale = (over: object = {}) => ({
  orderNo: 'SO-1',
  channel: 'tmall',
  identities: [{ kind: 'PHONE', value: '13812345678' }],
  total: '99.90',
  placedAt: '2026-03-01T10:00:00Z',
  lines: [
    { productName: '龙井', sku: 'LJ', quantity: 2, unitPrice: '50.00' },
    { productName: '茶杯', quantity: 1 },
  ],
  ...over,
});
const record = (over: object = {}, by: object = finance) =>
  act('orderRecord', 'OrderRecordInput', sale(over), by);

describe('an order', () => {
  it('is recorded with its lines, makes its member, and is one however often it is sent', async () => {
    const sent = await Promise.all(Array.from({ length: 10 }, () => record()));
    expect(new Set(sent.map(({ order }) => order.id)).size).toBe(1);
    expect(sent[0].order).toMatchObject({
      version: 1,
      orderNo: 'SO-1',
      channel: 'tmall',
      status: 'PAID',
      total: { amount: '99.90', currency: 'CNY' },
      refunded: { amount: '0.00' },
      net: { amount: '99.90' },
      paidAt: '2026-03-01T10:00:00.000Z',
      source: 'API',
      availableActions: ['REFUND', 'CANCEL'],
      member: { orderCount: 1, spent: { amount: '99.90' } },
      lines: [
        {
          position: 0,
          sku: 'LJ',
          productName: '龙井',
          quantity: 2,
          unitPrice: { amount: '50.00' },
          total: { amount: '100.00' },
        },
        { position: 1, sku: null, productName: '茶杯', quantity: 1, unitPrice: null, total: null },
      ],
      refunds: [],
    });
    const changed = await record({ total: 80 });
    expect(changed.order).toMatchObject({ id: sent[0].order.id, version: 2, total: { amount: '80.00' } });
  });

  it('is refused with all that is wrong with it at once', async () => {
    const lines = [{ productName: '茶', quantity: 0, unitPrice: '1.234' }];
    const wrong = { orderNo: ' ', total: '1.234', refunded: '0.001', currency: 'USD', lines };
    const refused = await record({ ...wrong, placedAt: '2999-01-01T00:00:00Z' });
    expect(codes(refused).sort()).toEqual(
      [
        'orderNo:REQUIRED',
        'currency:CURRENCY_MISMATCH',
        'total:AMOUNT_INVALID',
        'placedAt:DATE_IN_FUTURE',
        'refunded:AMOUNT_INVALID',
        'lines.0.quantity:QUANTITY_INVALID',
        'lines.0.unitPrice:AMOUNT_INVALID',
      ].sort(),
    );
  });

  it('is refunded, never above its total, cancelled and paid as its state allows', async () => {
    const { order } = await record({ orderNo: 'SO-2', total: '10.00' });
    const refund = (refundNo: string, amount: string) =>
      act('orderRefund', 'OrderRefundInput', { id: order.id, refundNo, amount });
    expect((await refund('R1', '4.00')).order).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      net: { amount: '6.00' },
      availableActions: ['REFUND'],
      refunds: [{ refundNo: 'R1', amount: { amount: '4.00' } }],
    });
    expect((await refund('R1', '4.00')).order.version).toBe(2);
    expect(codes(await refund('R2', '6.01'))).toEqual(['amount:REFUND_EXCEEDS_TOTAL']);
    expect(codes(await refund('R2', '6.001'))).toEqual(['amount:AMOUNT_INVALID']);
    expect(codes(await act('orderCancel', 'OrderCancelInput', { id: order.id }))).toEqual([
      ':ORDER_STATUS_FINAL',
    ]);
    expect((await refund('R2', '6.00')).order).toMatchObject({ status: 'REFUNDED', availableActions: [] });

    const told = await record({ orderNo: 'SO-6', status: 'PARTIALLY_REFUNDED', refunded: '9.90' });
    expect(told.order).toMatchObject({ status: 'PARTIALLY_REFUNDED', net: { amount: '90.00' }, refunds: [] });

    const pending = await record({ orderNo: 'SO-3', status: 'PENDING' });
    expect(pending.order).toMatchObject({
      status: 'PENDING',
      paidAt: null,
      availableActions: ['PAY', 'CANCEL'],
    });
    expect((await act('orderPay', 'OrderPayInput', { id: pending.order.id })).order.status).toBe('PAID');
    const cancelled = await act('orderCancel', 'OrderCancelInput', { id: pending.order.id });
    expect(cancelled.order).toMatchObject({ status: 'CANCELLED', availableActions: [] });
  });

  it('says all that is wrong with it at once', async () => {
    const bad = {
      orderNo: ' ',
      total: '-1',
      currency: 'USD',
      placedAt: '2999-01-01T00:00:00Z',
      identities: [],
      lines: [{ quantity: 0 }],
    };
    expect(codes(await record(bad)).sort()).toEqual([
      'currency:CURRENCY_MISMATCH',
      'lines.0.quantity:QUANTITY_INVALID',
      'orderNo:REQUIRED',
      'placedAt:DATE_IN_FUTURE',
      'total:AMOUNT_NEGATIVE',
    ]);
    expect(codes(await record({ total: '1.001', lines: [{ quantity: 1, unitPrice: '0.005' }] }))).toEqual([
      'total:AMOUNT_INVALID',
      'lines.0.unitPrice:AMOUNT_INVALID',
    ]);
    expect(codes(await record({ orderNo: 'new', identities: [] }))).toEqual(['identities:IDENTITY_REQUIRED']);
    const unknown = { orderNo: 'new', identities: [], memberId: encodeId('Member', newId()) };
    expect(codes(await record(unknown))).toEqual(['memberId:NOT_FOUND']);
  });

  it('of another brand is as unknown, and who may only read cannot write', async () => {
    const { order } = await record({ orderNo: 'SO-4' });
    const stranger = await gateway.operator(await gateway.brand(), 'owner');
    const look = 'query ($id: ID!) { order(id: $id) { id } node(id: $id) { id } orders { totalCount } }';
    expect(await ask(look, { id: order.id }, stranger)).toEqual({
      order: null,
      node: null,
      orders: { totalCount: 0 },
    });
    const cancel = 'mutation ($id: ID!) { orderCancel(input: { id: $id }) { order { id } } }';
    const refused = async (by: object) =>
      (await gateway.graphql(cancel, { id: order.id }, by)).errors?.map(({ extensions }) => extensions.code);
    expect(await refused(stranger)).toEqual(['NOT_FOUND']);
    expect(await refused(await gateway.operator(brand, 'viewer'))).toEqual(['FORBIDDEN']);
  });

  it('is answered once under one key, and the key is not taken for another input', async () => {
    const keyed = (total: string) =>
      gateway.graphql(
        `mutation ($input: OrderRecordInput!) { orderRecord(input: $input) @idempotent(key: "k-1") { order { id version } ${errors} } }`,
        { input: sale({ orderNo: 'SO-5', total }) },
        finance,
      );
    const [first, again] = [await keyed('5.00'), await keyed('5.00')];
    expect(again.data).toEqual(first.data);
    expect((await keyed('6.00')).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('lists of orders', () => {
  let by: TestOperator;
  beforeAll(async () => {
    by = await gateway.operator(await gateway.brand({ currency: 'JPY' }), 'finance');
    for (const n of [1, 2, 3, 4]) {
      const identities = [{ kind: 'EXTERNAL_ID', value: `C${n % 2}` }];
      const over = {
        orderNo: `N${n}`,
        channel: n > 2 ? 'jd' : 'tmall',
        identities,
        total: n * 1000,
        lines: null,
      };
      const sent = await record(
        { ...over, placedAt: `2026-03-0${n}T00:00:00Z`, status: n === 4 ? 'PENDING' : 'PAID' },
        by,
      );
      expect(sent.userErrors).toEqual([]);
    }
  });
  const numbers = async (filter: object, orderBy = 'PLACED_AT_DESC') =>
    (
      await ask(
        `query ($filter: OrderFilter) { orders(filter: $filter, orderBy: [${orderBy}]) { totalCount nodes { orderNo total { amount } } } }`,
        { filter },
        by,
      )
    ).orders.nodes.map(({ orderNo }: { orderNo: string }) => orderNo);

  it('filter by status, channel, time, amount, number and member, combined', async () => {
    expect(await numbers({})).toEqual(['N4', 'N3', 'N2', 'N1']);
    expect(await numbers({}, 'TOTAL_ASC')).toEqual(['N1', 'N2', 'N3', 'N4']);
    expect(await numbers({ status: ['PENDING'] })).toEqual(['N4']);
    expect(await numbers({ channel: ['jd'], not: { status: ['PENDING'] } })).toEqual(['N3']);
    expect(await numbers({ placedAt: { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' } })).toEqual(
      ['N2'],
    );
    expect(await numbers({ total: { min: '2000', max: '3000.5' } })).toEqual(['N3', 'N2']);
    expect(await numbers({ orderNo: ' N2 ' })).toEqual(['N2']);
    const { members } = await ask(
      '{ members(search: "C1") { nodes { id orders { nodes { orderNo } } } } }',
      {},
      by,
    );
    expect(await numbers({ memberId: members.nodes[0].id })).toEqual(['N3', 'N1']);
    expect(members.nodes[0].orders.nodes).toEqual([{ orderNo: 'N3' }, { orderNo: 'N1' }]);
  });

  it('count in the currency of the brand, whose amounts have its digits', async () => {
    const { members } = await ask(
      '{ members(search: "N1") { nodes { spent { amount currency } averageOrder { amount } } } }',
      {},
      by,
    );
    expect(members.nodes).toEqual([
      { spent: { amount: '4000', currency: 'JPY' }, averageOrder: { amount: '2000' } },
    ]);
    expect(
      (await ask('{ members(filter: { spent: { min: "4000" } }) { totalCount } }', {}, by)).members
        .totalCount,
    ).toBe(1);
  });

  it('are on the timeline of their member', async () => {
    const { members } = await ask(
      '{ members(search: "N2") { nodes { timeline { nodes { action subjectIds } } } } }',
      {},
      by,
    );
    const actions = members.nodes[0].timeline.nodes.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['order.record', 'order.record', 'member.resolve']);
  });
});
