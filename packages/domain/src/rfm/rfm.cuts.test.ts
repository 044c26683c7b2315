import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Sketch, type StandingStory, standingStory } from '../../tests/standing-story.ts';
import { done } from '../foundation/errors.ts';
import { todayIn } from '../member/member.rules.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { defaultSettings, type StandingSettings } from '../standing/standing.settings.rules.ts';
import { storeSettings } from '../standing/standing.settings.store.ts';

const zone = 'America/New_York';
const day = 86_400_000;

/** Whole days of the calendar from a moment until now, in the zone. */
function daysSince(at: Date, now: Date): number {
  const date = (moment: Date) => Date.parse(todayIn(zone, moment).date);
  return (date(now) - date(at)) / day;
}

/** By counting, as the ADR says it. */
function fifth(value: number, all: readonly number[]): number {
  if (new Set(all).size === 1) return 3;
  const less = all.filter((other) => other < value).length;
  return 1 + Math.floor((less * 5) / all.length);
}

function reaching(value: number, cuts: readonly number[]): number {
  return 1 + cuts.filter((cut) => value >= cut).length;
}

function expected(
  sketches: readonly Sketch[],
  settings: StandingSettings,
  now: Date,
): (number | null | undefined)[] {
  const ordered = sketches.filter(({ orders, closedAt }) => orders && !closedAt);
  const recency = ({ lastOrderAt }: Sketch) => -daysSince(lastOrderAt ?? now, now);
  const frequency = ({ orders }: Sketch) => orders ?? 0;
  const monetary = ({ spent }: Sketch) => spent ?? 0;
  return sketches.map((sketch) => {
    // Who has closed the account stands nowhere, and nobody is compared with them.
    if (sketch.closedAt) return undefined;
    if (!sketch.orders) return null;
    const digit = (value: (of: Sketch) => number, cuts: readonly number[]) =>
      settings.method === 'quintile'
        ? fifth(value(sketch), ordered.map(value))
        : reaching(value(sketch), cuts);
    const days = settings.recencyDays.map((cut) => -cut);
    return (
      digit(recency, days) * 100 +
      digit(frequency, settings.frequencyOrders) * 10 +
      digit(monetary, settings.monetaryMinor)
    );
  });
}

async function scoredBy(story: StandingStory, sketches: readonly Sketch[], settings: StandingSettings) {
  const { admin, database, scope, brandId, act } = story;
  await admin.query('delete from member where brand_id = $1', [brandId]);
  await act(async (tx) => done(await storeSettings(tx, settings, 2, tx.now)));
  const ids = await story.sketch(sketches);
  await calculateAll(database, scope);
  const rows = await story.rows<{ member_id: string; cell: number | null }>(
    'select member_id, cell from member_standing',
  );
  const cells = new Map(rows.map(({ member_id: id, cell }) => [id, cell]));
  return ids.map((id) => cells.get(id));
}

/** Few values, so that most are tied; some members have no orders. */
const sketchOf = (now: Date) =>
  fc
    .record({
      orders: fc.oneof(fc.nat(4), fc.nat(40)),
      spent: fc.oneof(fc.constantFrom(0, 100, 500), fc.maxSafeNat()),
      hours: fc.oneof(fc.nat(30), fc.nat(24 * 700)),
      closed: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    })
    .map(
      ({ orders, spent, hours, closed }): Sketch => ({
        ...(orders > 0 && { orders, spent, lastOrderAt: new Date(now.getTime() - hours * 3_600_000) }),
        ...(closed && { closedAt: now }),
      }),
    );

const ascending = (least: number, most: number) =>
  fc
    .uniqueArray(fc.integer({ min: least, max: most }), { minLength: 4, maxLength: 4 })
    .map((cuts) => cuts.toSorted((a, b) => a - b));

test('scores are those that counting gives: of few and many, tied and all equal, by fifths and by thresholds', async () => {
  const story = await standingStory(zone);
  const now = new Date();
  const settings = fc.record({
    method: fc.constantFrom('quintile', 'threshold'),
    recencyDays: ascending(0, 700),
    frequencyOrders: ascending(1, 40),
    monetaryMinor: ascending(0, 1000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(sketchOf(now), { maxLength: 40 }), settings, async (sketches, changes) => {
      const all: StandingSettings = { ...defaultSettings('CNY'), ...changes };
      expect(await scoredBy(story, sketches, all)).toEqual(expected(sketches, all, new Date()));
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('equal values get equal scores, and a larger one never less', async () => {
  const story = await standingStory(zone);
  const now = new Date();
  await fc.assert(
    fc.asyncProperty(fc.array(sketchOf(now), { minLength: 2, maxLength: 30 }), async (sketches) => {
      const cells = await scoredBy(story, sketches, defaultSettings('CNY'));
      const money = sketches.flatMap(({ spent }, at) =>
        cells[at] == null ? [] : [[spent ?? 0, (cells[at] ?? 0) % 10]],
      );
      for (const [spent = 0, score = 0] of money)
        for (const [other = 0, its = 0] of money)
          if (spent > other) expect(score).toBeGreaterThanOrEqual(its);
      const bySpent = Map.groupBy(money, ([spent]) => spent);
      for (const same of bySpent.values()) expect(new Set(same.map(([, score]) => score)).size).toBe(1);
    }),
    { numRuns: 20 },
  );
}, 120_000);

test('one member has a 3 in all; two have a 1 and a 3; five different ones 1 to 5', async () => {
  const story = await standingStory(zone);
  const now = Date.now();
  const at = (n: number): Sketch => ({
    orders: n,
    spent: n * 100,
    lastOrderAt: new Date(now - (9 - n) * 2 * day),
  });
  const settings = defaultSettings('CNY');
  expect(await scoredBy(story, [at(1)], settings)).toEqual([333]);
  expect(await scoredBy(story, [at(1), at(2), {}], settings)).toEqual([111, 333, null]);
  expect(await scoredBy(story, [1, 2, 3, 4, 5].map(at), settings)).toEqual([111, 222, 333, 444, 555]);
  expect(await scoredBy(story, [], settings)).toEqual([]);
});
