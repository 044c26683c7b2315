import { expect, test } from 'vitest';
import { makeBrand, openStory } from '../../tests/story.ts';
import { done } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { upsertMembers } from '../member/member.record.service.ts';

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
