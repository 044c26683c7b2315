import { expect, test } from 'vitest';
import { makeBrand, openStory } from '../../tests/story.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { upsertMembers } from '../member/member.record.service.ts';
import { cancelOrder, payOrder, refundOrder } from './order.service.ts';

const drift = `select m.id from member m left join lateral (
    select count(*) n, coalesce(sum(total_minor - refunded_minor), 0) s, min(placed_at) f, max(placed_at) l
    from "order" o where o.member_id = m.id and o.status not in ('pending', 'cancelled')) o on true
  where (m.order_count, m.spent_minor, m.first_order_at, m.last_order_at) is distinct from (o.n, o.s, o.f, o.l)`;

/** The same numbers on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('what members have spent is right whatever SQL writes orders, in many connections at once', async () => {
  const { database, admin } = await openStory();
  const { id: brandId, scope } = await makeBrand(database);
  const run = (text: string, values: unknown[]) =>
    database.write(scope, async (tx) => done(await tx.query(text, values)));
  const made = await database.write(scope, async (tx) => {
    const identities = (at: number) => [{ kind: 'external_id', value: `${at}` }] as const;
    return done(
      await upsertMembers(
        tx,
        Array.from({ length: 8 }, (_, at) => ({ identities: identities(at), source: 'api' })),
      ),
    );
  });
  const members = made.ok ? made.value.flatMap((result) => (result.kind === 'created' ? result.id : [])) : [];
  expect(members).toHaveLength(8);

  const statuses = ['pending', 'paid', 'paid', 'partially_refunded', 'cancelled'];
  const writers = Array.from({ length: 24 }, (_, w) => async () => {
    const pick = numbers(w + 1);
    const mine: string[] = [];
    for (let step = 0; step < 8; step++) {
      const ids = Array.from({ length: 1 + pick(20) }, newId);
      await run(
        `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, refunded_minor, placed_at)
         select $1, r.id, r.member, r.id::text, r.status, 'CNY', r.total, r.refunded, timestamptz '2026-01-01' + r.at * interval '1 hour'
         from json_to_recordset($2) r(id uuid, member uuid, status text, total bigint, refunded bigint, at int)`,
        [
          brandId,
          JSON.stringify(
            ids.map((id) => ({
              id,
              member: members[pick(8)],
              status: statuses[pick(5)],
              total: 500 + pick(500),
              refunded: pick(500),
              at: pick(5000),
            })),
          ),
        ],
      );
      mine.push(...ids);
      const one = () => mine[pick(mine.length)];
      await run(
        'update "order" set status = $2, total_minor = $3, placed_at = placed_at - interval \'1 day\' where id = $1',
        [one(), statuses[pick(5)], 500 + pick(900)],
      );
      await run('update "order" set member_id = $2 where id = $1', [one(), members[pick(8)]]);
      await run(
        `update "order" set member_id = case when status = 'paid' then $2 else member_id end, total_minor = total_minor + 7,
           status = case when status = 'pending' then 'paid' else status end, placed_at = placed_at - interval '1 hour'
         where id = any ($1)`,
        [mine.slice(-5), members[pick(8)]],
      );
      await run('delete from "order" where id = $1', [one()]);
    }
  });
  await Promise.all(writers.map((write) => write()));
  expect((await admin.query('select from "order"')).rowCount).toBeGreaterThan(500);
  expect((await admin.query(drift)).rows).toEqual([]);
  await run('delete from "order" where brand_id = $1', [brandId]);
  const sums =
    'select sum(order_count)::int as n, sum(spent_minor)::int as s, max(last_order_at) as l from member';
  expect((await admin.query(sums)).rows).toEqual([{ n: 0, s: 0, l: null }]);
});

test('paying, refunding or cancelling one of very many orders reads but few of them', async () => {
  const { database, admin } = await openStory();
  const { id: brandId, scope } = await makeBrand(database);
  const write = <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => database.write(scope, work);
  const member = newId();
  await write(async (tx) => {
    await tx.query('insert into member (brand_id, id) values ($1, $2)', [brandId, member]);
    await tx.query(
      `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
       select $1, gen_random_uuid(), $2, n::text, case when n % 5 = 0 then 'pending' else 'paid' end, 'CNY', 100,
         timestamptz '2026-01-01' + n * interval '1 minute'
       from generate_series(1, 3000) n`,
      [brandId, member],
    );
    return done(null);
  });
  /** Deals with an order by its number, and tells how many rows of orders were read for it. */
  const reads = (no: number, act: (tx: Transaction, order: { id: string }) => Promise<Outcome<unknown>>) =>
    write(async (tx) => {
      const [order] = await tx.query<{ id: string }>('select id from "order" where order_no = $1', [`${no}`]);
      const count = async () => {
        const [row] = await tx.query<{ n: string }>(
          `select seq_tup_read + idx_tup_fetch as n from pg_stat_xact_user_tables where relname = 'order'`,
        );
        return Number(row?.n);
      };
      const before = await count();
      const outcome = order ? await act(tx, order) : refused();
      return outcome.ok ? done((await count()) - before) : outcome;
    });
  const few = { ok: true, value: expect.toSatisfy((rows: number) => rows > 0 && rows < 50) };
  // The first and the last of those that count, and one between.
  for (const no of [1, 1500, 2999]) {
    const refund = { refundNo: 'r', amountMinor: 30 };
    if (no !== 1500)
      expect(await reads(no, (tx, order) => refundOrder(tx, { ...order, ...refund }))).toEqual(few);
    if (no === 1500) expect(await reads(no, payOrder)).toEqual(few);
  }
  for (const no of [2, 2998]) expect(await reads(no, cancelOrder)).toEqual(few);
  expect((await admin.query(drift)).rows).toEqual([]);
  const [sums] = (await admin.query('select order_count, spent_minor from member')).rows;
  expect(sums).toEqual({ order_count: 2399, spent_minor: '239840' });
});
