import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tierStory } from '../../tests/tier-story.ts';
import { done } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { todayIn } from '../member/member.rules.ts';
import {
  balanceOf,
  decide,
  downgradePolicies,
  type GrowthItem,
  growthDivisor,
  growthPeriods,
  type Ladder,
} from './tier.rules.ts';
import { writeTiers } from './tier.write.ts';

// With the hour that is left out or comes twice by day, at midnight (Santiago, Beirut), and by half an hour (Lord Howe).
const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'America/Santiago',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'UTC',
];
const dayMs = 86_400_000;
const dayOf = (at: Date, zone: string) => Date.parse(todayIn(zone, at).date) / dayMs;
const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * dayMs);
const dateOf = (day: number | null) => day && new Date(day * dayMs).toISOString().slice(0, 10);

// Around the turn of years, changes of the clock, and 29 February of 2024, of the moment and a year later.
const around = [
  '2023-12-31',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2025-02-28',
  '2025-03-01',
  '2025-03-09',
];
const moment = fc.oneof(
  fc.date({ min: new Date('2023-01-01'), max: new Date('2026-02-01'), noInvalidDate: true }),
  fc
    .tuple(fc.constantFrom(...around), fc.integer({ min: -30, max: 54 }))
    .map(([date, hours]) => new Date(Date.parse(`${date}T00:00:00Z`) + hours * 3_600_000)),
);
const order = fc.record({
  at: moment,
  total: fc.oneof(
    fc.constantFrom(100, 1000),
    fc.nat(2000),
    fc.nat(2_000_000),
    fc.constant(9_007_199_254_740_991),
  ),
  refunded: fc.nat(100),
  status: fc.constantFrom('paid', 'paid', 'paid', 'partially_refunded', 'refunded', 'cancelled', 'pending'),
});
const event = fc.record({ at: moment, event: fc.constantFrom('check_in', 'review', 'share') });
const held = fc.record({
  tier: fc.nat(4),
  below: fc.option(fc.integer({ min: 0, max: 40 })),
  /** Days ago. */
  warned: fc.option(fc.constantFrom(0, 1, 400)),
});
const person = fc.record({
  orders: fc.array(order, { maxLength: 8 }),
  events: fc.array(event, { maxLength: 6 }),
  held: fc.option(held),
  isClosed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
const terms = fc
  .record({
    perUnit: fc.constantFrom(0, 1, 33, 100, 250, 1_000_000),
    perOrder: fc.constantFrom(0, 1, 70),
    perEvent: fc.constantFrom({}, { check_in: 3 }, { check_in: 1, review: 50 }),
    period: fc.constantFrom(...growthPeriods),
    policy: fc.constantFrom(...downgradePolicies),
    graceDays: fc.constantFrom(0, 1, 7, 30),
    warningDays: fc.constantFrom(0, 5, 40, 365),
    steps: fc.array(
      fc.oneof(
        fc.constantFrom(1, 10, 70),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 9000 }),
      ),
      {
        minLength: 0,
        maxLength: 4,
      },
    ),
  })
  .map(({ steps, ...rest }): Ladder => {
    let threshold = 0;
    const tiers = [0, ...steps].map((step) => {
      threshold += step;
      return { id: newId(), name: newId(), color: '#000000', threshold };
    });
    const graceDays = rest.policy === 'one_step' ? Math.max(1, rest.graceDays) : rest.graceDays;
    return { ...rest, graceDays, tiers };
  });

/** As the rules have it. */
function expected(
  ladder: Ladder,
  { orders, events, held: was }: typeof person extends fc.Arbitrary<infer T> ? T : never,
  zone: string,
  now: Date,
) {
  const divisor = growthDivisor('CNY');
  const today = dayOf(now, zone);
  const items: GrowthItem[] = [
    ...orders
      .filter(({ status }) => status !== 'cancelled' && status !== 'pending')
      .map(({ at, total, refunded, status }) => ({
        day: dayOf(at, zone),
        netMinor: total - refundedOf(total, refunded),
        orders: status === 'refunded' ? 0 : 1,
        events: 0,
      })),
    ...events.map(({ at, event: kind }) => ({
      day: dayOf(at, zone),
      netMinor: 0,
      orders: 0,
      events: ladder.perEvent[kind] ?? 0,
    })),
  ];
  const rank = Math.min((was?.tier ?? 0) + 1, ladder.tiers.length);
  const before = was && {
    rank,
    belowOn: was.below === null ? null : today - was.below,
    warnedOn: was.warned === null ? null : dayOf(daysBefore(now, was.warned), zone),
  };
  const { growth } = balanceOf(ladder, items, today, divisor);
  const { belowOn, endsOn, ...rest } = decide(ladder, before, items, today, { divisor });
  return {
    growth: [growth.total, growth.spend, growth.orders, growth.events],
    belowOn: dateOf(belowOn),
    endsOn: dateOf(endsOn),
    ...rest,
  };
}

const refundedOf = (total: number, hundredths: number) =>
  Math.min(total, Math.floor(total / 100) * hundredths);

test('the statement decides of all members as the rules do of each, in every zone, at every edge of the calendar', async () => {
  const { database, scope, admin, brandId, rows, sketch, ladder: setLadder } = await tierStory();
  await admin.query(`set session_replication_role = replica`);
  const run = fc.asyncProperty(
    terms,
    fc.array(person, { minLength: 1, maxLength: 12 }),
    fc.constantFrom(...zones),
    moment,
    async (ladder, people, zone, now) => {
      await rows('delete from member_tier_change');
      for (const table of ['member_tier', 'tier', '"order"', 'member_event', 'member'])
        await rows(`delete from ${table}`);
      await rows('update brand set time_zone = $1', [zone]);
      await setLadder(ladder);
      const ids = await sketch(people.map(({ isClosed }) => (isClosed ? { closedAt: now } : {})));
      const today = dayOf(now, zone);
      const all = people.map((who, at) => ({ ...who, id: ids[at] ?? '' }));
      await rows(
        `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, refunded_minor, placed_at)
         select $1, gen_random_uuid(), o.id, gen_random_uuid()::text, o.status, 'CNY', o.total, o.refunded, o.at
         from json_to_recordset($2) o(id uuid, status text, total bigint, refunded bigint, at timestamptz)`,
        [
          brandId,
          JSON.stringify(
            all.flatMap(({ id, orders }) =>
              orders.map((one) => ({ ...one, id, refunded: refundedOf(one.total, one.refunded) })),
            ),
          ),
        ],
      );
      await rows(
        `insert into member_event (brand_id, id, member_id, event, at, key)
         select $1, gen_random_uuid(), e.id, e.event, e.at, gen_random_uuid()::text
         from json_to_recordset($2) e(id uuid, event text, at timestamptz)`,
        [brandId, JSON.stringify(all.flatMap(({ id, events }) => events.map((one) => ({ ...one, id }))))],
      );
      await rows(
        `insert into member_tier (brand_id, member_id, tier_id, since, growth, spend_growth, order_growth, event_growth,
           below_on, ends_on, needed, warned_at)
         select $1, h.id, h.tier, '2020-01-01', 0, 0, 0, 0, h.below, h.below, case when h.below is not null then 1 end, h.warned
         from json_to_recordset($2) h(id uuid, tier uuid, below date, warned timestamptz)`,
        [
          brandId,
          JSON.stringify(
            all.flatMap(({ id, held: was, isClosed }) =>
              was && !isClosed
                ? {
                    id,
                    tier: ladder.tiers[Math.min(was.tier, ladder.tiers.length - 1)]?.id,
                    below: was.below === null ? null : dateOf(today - was.below),
                    warned: was.warned === null ? null : daysBefore(now, was.warned),
                  }
                : [],
            ),
          ),
        ],
      );
      const written = () =>
        database.write(scope, async (tx) =>
          done(await writeTiers(tx, (id, first) => `${id} = any ($${first}::uuid[])`, [ids], { now })),
        );
      await written();
      const read = () =>
        rows<{ member_id: string; tier_id: string }>(
          `select member_id, tier_id, array[growth, spend_growth, order_growth, event_growth]::float8[] as growth,
             below_on::text, ends_on::text, needed::float8, warned_at is not null as warned, since from member_tier order by member_id`,
        );
      const found = await read();
      expect(
        found.map(({ since, ...row }: { since?: unknown; member_id: string; tier_id: string }) => row),
      ).toEqual(
        all
          .filter(({ isClosed }) => !isClosed)
          .map((who) => ({ id: who.id, ...expected(ladder, who, zone, now) }))
          .map(({ id, growth, rank, belowOn, endsOn, needed, warnedOn }) => ({
            member_id: id,
            tier_id: ladder.tiers[rank - 1]?.id,
            growth,
            below_on: belowOn,
            ends_on: endsOn,
            needed,
            warned: warnedOn !== null,
          })),
      );
      // Twice comes to the same, and notes nothing.
      const noted = await rows('select * from member_tier_change order by id');
      await written();
      expect(await read()).toEqual(found);
      expect(await rows('select * from member_tier_change order by id')).toEqual(noted);
    },
  );
  await fc.assert(run, { numRuns: Number(process.env.RUNS ?? 150) });
}, 120_000);
