import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  balanceOf,
  type Decided,
  decide,
  downgradePolicies,
  type GrowthItem,
  growthOf,
  growthPeriods,
  type Held,
  type Ladder,
  rankOf,
  yearAfter,
} from './tier.rules.ts';

const divisor = 10_000;
const dayOf = (date: string) => Date.parse(date) / 86_400_000;
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const tiers = [0, 10, 30, 100].map((threshold, at) => ({
  id: `${at}`,
  name: `${at}`,
  color: '#000000',
  threshold,
}));
const terms = fc
  .record({
    perUnit: fc.nat(300),
    perOrder: fc.nat(5),
    period: fc.constantFrom(...growthPeriods),
    policy: fc.constantFrom(...downgradePolicies),
    graceDays: fc.integer({ min: 1, max: 60 }),
    warningDays: fc.integer({ min: 0, max: 90 }),
  })
  .map((drawn): Ladder => ({ ...drawn, perEvent: {}, tiers }));
const [from, to] = [dayOf('2023-06-01'), dayOf('2025-12-31')];
const item = fc.record({
  day: fc.integer({ min: from, max: to }),
  netMinor: fc.nat(5000),
  orders: fc.nat(1),
  events: fc.nat(20),
});
const items = fc.array(item, { maxLength: 12 });
const start = fc.integer({ min: dayOf('2024-02-01'), max: to });

/** Day by day, what is decided of a member; `more`: what happens meanwhile. */
function follow(ladder: Ladder, all: readonly GrowthItem[], first: number, days: number): Decided[] {
  let held: Held | null = null;
  return Array.from({ length: days }, (_, n) => {
    const today = first + n;
    const decided = decide(
      ladder,
      held,
      all.filter(({ day }) => day <= today),
      today,
      { divisor },
    );
    held = decided;
    return decided;
  });
}

describe('growth value', () => {
  test('is rounded down once, over all of it, and never less with more', () => {
    const ladder = { perUnit: 33, perOrder: 2 } as Ladder;
    const odd = { day: 0, netMinor: 199, orders: 1, events: 3 };
    expect(growthOf(ladder, [odd, odd], divisor)).toEqual({ spend: 1, orders: 4, events: 6, total: 11 });
    fc.assert(
      fc.property(terms, items, item, (by, some, more) => {
        const [less, all] = [growthOf(by, some, divisor), growthOf(by, [...some, more], divisor)];
        expect(all.total).toBeGreaterThanOrEqual(less.total);
        expect(all.total).toBe(all.spend + all.orders + all.events);
        expect(growthOf(by, some.toReversed(), divisor)).toEqual(less);
      }),
    );
  });

  test('counts the last year until today, 29 February included', () => {
    const on = (happened: string, today: string) => yearAfter(dayOf(happened)) > dayOf(today);
    expect([on('2024-05-01', '2025-04-30'), on('2024-05-01', '2025-05-01')]).toEqual([true, false]);
    expect([on('2024-02-29', '2025-02-28'), on('2024-02-29', '2025-03-01')]).toEqual([true, false]);
    expect([on('2023-02-28', '2024-02-28'), on('2023-03-01', '2024-02-29')]).toEqual([false, true]);
    expect([on('2023-03-01', '2024-03-01'), dateOf(yearAfter(dayOf('2024-02-29')))]).toEqual([
      false,
      '2025-03-01',
    ]);
  });

  test('of a calendar year decides until the end of the next', () => {
    const ladder: Ladder = {
      ...{ perUnit: 100, perOrder: 0, perEvent: {}, period: 'calendar_year', policy: 'by_balance', tiers },
      ...{ graceDays: 10, warningDays: 30 },
    };
    const bought = [{ day: dayOf('2024-05-05'), netMinor: 3500, orders: 1, events: 0 }];
    const on = (date: string, held: Held | null = { rank: 3, belowOn: null, warnedOn: null }) => {
      const { endsOn, belowOn, ...rest } = decide(ladder, held, bought, dayOf(date), { divisor });
      return { ...rest, endsOn: endsOn && dateOf(endsOn), belowOn: belowOn && dateOf(belowOn) };
    };
    const silver = { rank: 3, warnedOn: null, belowOn: null, endsOn: '2026-01-11', needed: 30 };
    expect(on('2024-05-05', null)).toEqual(silver);
    expect(on('2025-03-01')).toEqual(silver);
    expect(balanceOf(ladder, bought, dayOf('2025-03-01'), divisor).growth.total).toBe(0);
    expect(on('2025-12-12')).toEqual({ ...silver, warnedOn: dayOf('2025-12-12') });
    expect(on('2026-01-01')).toEqual({ ...silver, warnedOn: dayOf('2026-01-01'), belowOn: '2026-01-01' });
    const falling = { rank: 3, belowOn: dayOf('2026-01-01'), warnedOn: dayOf('2025-12-12') };
    expect(on('2026-01-10', falling).rank).toBe(3);
    expect(on('2026-01-11', falling)).toMatchObject({ rank: 1, endsOn: null });
  });

  test('of a calendar year is made up for in the grace after it, which lifts nobody', () => {
    const ladder: Ladder = {
      ...{ perUnit: 100, perOrder: 0, perEvent: {}, period: 'calendar_year', policy: 'by_balance', tiers },
      ...{ graceDays: 10, warningDays: 30 },
    };
    const gained = (date: string, events: number) => ({ day: dayOf(date), netMinor: 0, orders: 0, events });
    const december = [gained('2024-05-05', 30), gained('2025-06-01', 18)];
    const held = { rank: 3, belowOn: null, warnedOn: dayOf('2025-12-12') };
    const on = (date: string, items: GrowthItem[], was: Held | null) =>
      decide(ladder, was, items, dayOf(date), { divisor });
    expect(on('2025-12-20', december, held)).toMatchObject({
      rank: 3,
      needed: 12,
      endsOn: dayOf('2026-01-11'),
    });
    const below = on('2026-01-01', december, held);
    expect(below).toMatchObject({ rank: 3, needed: 12, belowOn: dayOf('2026-01-01') });
    expect(on('2026-01-11', [...december, gained('2026-01-10', 11)], below).rank).toBe(2);
    expect(on('2026-01-11', [...december, gained('2026-01-11', 12)], below).rank).toBe(2);
    const made = [...december, gained('2026-01-10', 12)];
    expect(on('2026-01-11', made, below)).toMatchObject({
      rank: 3,
      belowOn: null,
      endsOn: dayOf('2027-01-11'),
    });
    expect(on('2026-01-11', made, { rank: 2, belowOn: null, warnedOn: null }).rank).toBe(2);
  });
});

describe('whatever happens, day by day,', () => {
  const lives = fc.tuple(terms, items, start, fc.integer({ min: 30, max: 500 }));

  test('nobody is in a lower tier than the balance gives', () => {
    fc.assert(
      fc.property(lives, ([ladder, all, first, days]) => {
        for (const [n, { rank }] of follow(ladder, all, first, days).entries()) {
          const known = all.filter(({ day }) => day <= first + n);
          const { counted } = balanceOf(ladder, known, first + n, divisor);
          expect(rank).toBeGreaterThanOrEqual(rankOf(tiers, counted));
        }
      }),
    );
  });

  test('nobody goes down but by the policy, after the whole grace, and one who must is told when', () => {
    fc.assert(
      fc.property(lives, ([ladder, all, first, days]) => {
        const course = follow(ladder, all, first, days);
        for (const [n, now] of course.entries()) {
          const before = course[n - 1];
          if (!before || now.rank >= before.rank) continue;
          expect(ladder.policy).not.toBe('never');
          if (ladder.policy === 'one_step') expect(now.rank).toBe(before.rank - 1);
          // Below for all of the days of grace, and the day was foretold.
          for (let back = 1; back <= ladder.graceDays; back++) {
            const { belowOn, rank } = course[n - back] ?? before;
            if (n - back >= 0) expect([belowOn !== null, rank]).toEqual([true, before.rank]);
          }
          expect(before.endsOn).toBe(first + n);
        }
      }),
    );
  });

  test('nobody goes down untold, whatever days nobody looks', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 20 });
    fc.assert(
      fc.property(terms, items, start, gaps, (ladder, all, first, days) => {
        fc.pre(ladder.warningDays > 0);
        let [today, held]: [number, Held | null] = [first, null];
        for (const gap of days) {
          const known = all.filter(({ day }) => day <= today);
          const now = decide(ladder, held, known, today, { divisor });
          if (held && now.rank < held.rank) expect(held.warnedOn).toBeLessThan(today);
          [held, today] = [now, today + gap];
        }
      }),
    );
  });

  test('who adds what is needed before the tier ends keeps it, and who adds less does not', () => {
    const calm = fc.tuple(terms, items, start);
    fc.assert(
      fc.property(calm, ([drawn, all, today]) => {
        const ladder: Ladder = { ...drawn, policy: 'by_balance', perOrder: 0 };
        const known = all
          .filter(({ day }) => day <= today)
          .map((one) => ({ ...one, netMinor: 0, orders: 0 }));
        const now = decide(ladder, null, known, today, { divisor });
        if (now.endsOn === null || now.needed === null) return;
        const later = (needed: number) => {
          const more = { day: (now.endsOn ?? 0) - 1, netMinor: 0, orders: 0, events: needed };
          const held = {
            rank: now.rank,
            belowOn: (now.endsOn ?? 0) - ladder.graceDays,
            warnedOn: today - 1,
          };
          return decide(ladder, held, [...known, more], now.endsOn ?? 0, { divisor }).rank;
        };
        expect(later(now.needed)).toBeGreaterThanOrEqual(now.rank);
        expect(later(now.needed - 1)).toBeLessThan(now.rank);
      }),
    );
  });

  test('more growth value never means a lower tier', () => {
    fc.assert(
      fc.property(lives, item, ([ladder, all, first, days], more) => {
        const early = { ...more, day: Math.min(more.day, first) };
        const [less, all2] = [follow(ladder, all, first, days), follow(ladder, [...all, early], first, days)];
        // What was held longer for having more may be had longer, never shorter.
        for (const [n, { rank }] of all2.entries())
          if (ladder.policy === 'never') expect(rank).toBeGreaterThanOrEqual(less[n]?.rank ?? 0);
        expect(all2[0]?.rank).toBeGreaterThanOrEqual(less[0]?.rank ?? 0);
      }),
    );
  });
});
