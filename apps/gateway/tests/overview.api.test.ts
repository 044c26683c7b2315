import { done } from '@kolony/domain/foundation/errors';
import { recordOrders } from '@kolony/domain/order/order.record.service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let analyst: TestOperator;

const overview = `query($from: Date, $to: Date, $interval: Interval!) {
  overview(from: $from, to: $to, interval: $interval) {
    memberCount orderCount newMembers gmv { amount currency } settledGmv { amount } averageOrder { amount }
    previous { orderCount gmv { amount } newMembers }
    series { start orders gmv { amount } settledGmv { amount } newMembers }
    firstOrderAt lastOrderAt
  }
}`;

async function ask(variables: Record<string, unknown>, operator = analyst) {
  return gateway.graphql(overview, variables, { token: operator.token, brand: brand.id });
}

/** Orders at times that lie on different days in Shanghai and in UTC. */
const orders = [
  { orderNo: '1', placedAt: '2026-03-01T15:59:59Z', totalMinor: 10_000, status: 'paid' },
  {
    orderNo: '2',
    placedAt: '2026-03-01T16:00:00Z',
    totalMinor: 20_000,
    status: 'partially_refunded',
    refundedMinor: 5000,
  },
  { orderNo: '3', placedAt: '2026-03-04T01:00:00Z', totalMinor: 30_000, status: 'paid' },
  { orderNo: '4', placedAt: '2026-03-04T02:00:00Z', totalMinor: 99_900, status: 'cancelled' },
  { orderNo: '5', placedAt: '2026-02-27T02:00:00Z', totalMinor: 7000, status: 'paid' },
] as const;

beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  analyst = await gateway.operator(brand, 'analyst');
  await gateway.database.write(gateway.scope(brand), async (tx) => {
    const results = await recordOrders(
      tx,
      orders.map((order) => ({
        ...order,
        placedAt: new Date(order.placedAt),
        identities: [{ kind: 'external_id', value: `C${order.orderNo}` }],
        source: 'api' as const,
      })),
    );
    return done(results);
  });
});
afterAll(() => gateway.close());

describe('overview', () => {
  it('sums what was paid, by days of the brand’s time zone, empty days too', async () => {
    const { data, errors } = await ask({ from: '2026-03-01', to: '2026-03-04', interval: 'DAY' });
    expect(errors).toBeUndefined();
    expect(data.overview).toMatchObject({
      orderCount: 3,
      gmv: { amount: '600.00', currency: 'CNY' },
      settledGmv: { amount: '550.00' },
      averageOrder: { amount: '200.00' },
      memberCount: 5,
      previous: { orderCount: 1, gmv: { amount: '70.00' } },
      firstOrderAt: '2026-02-27T02:00:00.000Z',
      lastOrderAt: '2026-03-04T02:00:00.000Z',
    });
    expect(
      data.overview.series.map(
        ({ start, orders: n, gmv }: { start: string; orders: number; gmv: { amount: string } }) => [
          start,
          n,
          gmv.amount,
        ],
      ),
    ).toEqual([
      ['2026-03-01', 1, '100.00'],
      ['2026-03-02', 1, '200.00'],
      ['2026-03-03', 0, '0.00'],
      ['2026-03-04', 1, '300.00'],
    ]);
  });

  it.each(['DAY', 'WEEK', 'MONTH'])('has a series that adds up to the whole: %s', async (interval) => {
    const { data } = await ask({ from: '2026-02-20', to: '2026-03-10', interval });
    const sum = data.overview.series.reduce(
      (all: number, point: { gmv: { amount: string } }) => all + Number(point.gmv.amount),
      0,
    );
    expect(sum.toFixed(2)).toBe(data.overview.gmv.amount);
    expect(data.overview.gmv.amount).toBe('670.00');
  });

  it('is exact to the last digit, whatever it comes to', async () => {
    const rich = await gateway.brand({ name: 'Rich' });
    const owner = await gateway.operator(rich, 'owner');
    // Together beyond what a double counts exactly.
    const each = { totalMinor: 99_999_999_999_999, placedAt: new Date('2026-03-02'), source: 'api' } as const;
    const identities = [{ kind: 'external_id', value: 'rich' }] as const;
    await gateway.database.write(gateway.scope(rich), async (tx) =>
      done(
        await recordOrders(
          tx,
          Array.from({ length: 101 }, (_, n) => ({
            ...each,
            orderNo: `${n}`,
            identities,
            refundedMinor: n % 2,
          })),
        ),
      ),
    );
    const { data } = await gateway.graphql(
      overview,
      { from: '2026-03-01', to: '2026-03-04', interval: 'MONTH' },
      { token: owner.token, brand: rich.id },
    );
    const sums = { gmv: { amount: '100999999999998.99' }, settledGmv: { amount: '100999999999998.49' } };
    expect(data.overview).toMatchObject({
      ...sums,
      averageOrder: { amount: '999999999999.99' },
      series: [sums],
    });
    const members = await gateway.graphql(
      '{ members { nodes { spent { amount } } } }',
      {},
      {
        token: owner.token,
        brand: rich.id,
      },
    );
    expect(members.data.members.nodes).toEqual([{ spent: sums.settledGmv }]);
  });

  it('answers for the 30 days until today when nothing is given', async () => {
    const { data } = await ask({ interval: 'DAY' });
    expect(data.overview.series).toHaveLength(30);
  });

  it('refuses a period that ends before it begins, days that are none, and too fine a cut', async () => {
    for (const variables of [
      { from: '2026-03-02', to: '2026-03-01', interval: 'DAY' },
      { from: '2020-01-01', to: '2026-03-01', interval: 'DAY' },
      { from: '2026-02-30', interval: 'DAY' },
    ]) {
      const { errors } = await ask(variables);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('shows another brand nothing of this one', async () => {
    const other = await gateway.brand({ name: 'Other' });
    const stranger = await gateway.operator(other, 'owner');
    const { data } = await gateway.graphql(
      overview,
      { from: '2026-03-01', to: '2026-03-04', interval: 'DAY' },
      { token: stranger.token, brand: other.id },
    );
    expect(data.overview).toMatchObject({
      orderCount: 0,
      memberCount: 0,
      firstOrderAt: null,
      averageOrder: null,
    });
  });
});
