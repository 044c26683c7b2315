import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeBrand, openStory } from '../../tests/story.ts';
import type { Database } from '../foundation/database.ts';
import type { Scope } from '../foundation/scope.ts';
import { ZoneClock } from '../foundation/zone-clock.ts';
import { todayIn } from '../member/member.rules.ts';
import { stageBoundaries, stageSql } from './stage.boundaries.ts';
import { type Stage, type StageDays, stageOf } from './stage.rules.ts';

const usual: StageDays = { newDays: 7, growingDays: 90, dormantDays: 90 };
const day = 86_400_000;
// With the hour that is left out or comes twice by day, at midnight (Santiago, Beirut), and by half an hour (Lord Howe).
const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'America/Santiago',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'UTC',
];

interface Life {
  joined: Date;
  first: Date | null;
  last: Date | null;
  /** Of one event. */
  event?: Date | null;
}

/** As the database tells it. */
async function told(
  database: Database,
  scope: Scope,
  life: Life,
  days: StageDays,
  zone: string,
  now: Date,
): Promise<Stage> {
  return await database.read(scope, async (tx) => {
    const boundaries = await stageBoundaries(tx, days, zone, now);
    const [row] = await tx.query<{ stage: Stage }>(
      `select ${stageSql('m')} as stage
       from (select $1::timestamptz as joined_at, $2::timestamptz as first_order_at, $3::timestamptz as last_order_at,
         $4::timestamptz as first_event_at, $4::timestamptz as last_event_at) m`,
      [life.joined, life.first, life.last, life.event ?? null, boundaries],
    );
    if (!row) throw new Error('no stage');
    return row.stage;
  });
}

function daysBetween(from: Date, to: Date, zone: string): number {
  const date = (moment: Date) => Date.parse(todayIn(zone, moment).date);
  return (date(to) - date(from)) / day;
}

function counted({ joined, first, last, event }: Life, days: StageDays, zone: string, now: Date): Stage {
  const known = [joined, first, last, event].flatMap((at) => (at ? [at] : []));
  const times = known.map((at) => at.getTime());
  return stageOf(days, {
    first: daysBetween(new Date(Math.min(...times)), now, zone),
    last: daysBetween(new Date(Math.max(...times)), now, zone),
  });
}

async function open() {
  const { database } = await openStory();
  return { database, scope: (await makeBrand(database)).scope };
}

test('stages are told by counting days of the calendar, in every zone and at its changes of the clock', async () => {
  const { database, scope } = await open();
  const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
  const life = fc
    .record({ joined: moment, first: fc.option(moment), more: fc.nat(500), event: fc.option(moment) })
    .map(({ joined, first, more, event }) => ({
      joined,
      event,
      first,
      last: first && new Date(first.getTime() + more * day * 0.9),
    }));
  const days = fc
    .record({
      newDays: fc.nat(20),
      more: fc.integer({ min: 1, max: 200 }),
      dormantDays: fc.integer({ min: 1, max: 200 }),
    })
    .map(({ newDays, more, dormantDays }) => ({ newDays, growingDays: newDays + more, dormantDays }));
  await fc.assert(
    fc.asyncProperty(life, days, fc.constantFrom(...zones), moment, async (of, by, zone, now) => {
      expect(await told(database, scope, of, by, zone, now)).toBe(counted(of, by, zone, now));
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('to the second at the edges of days, whatever the clock does between', async () => {
  const { database, scope } = await open();
  // Around both changes of the clock of each zone, and over them.
  const nows = [
    '2025-03-09',
    '2025-03-31',
    '2025-04-06',
    '2025-09-08',
    '2025-10-05',
    '2025-10-27',
    '2025-11-03',
  ];
  const edges = nows.flatMap((now) => zones.map((zone) => [zone, now] as const));
  for (const [zone, now] of edges) {
    const clock = new ZoneClock(zone);
    const noon = new Date(clock.instantOf(Date.parse(`${now}T12:00:00Z`)));
    for (const [ago, within, beyond] of [
      [7, 'new', 'growing'],
      [90, 'growing', 'dormant'],
    ] as const) {
      const begins = clock.instantOf(Date.parse(`${now}T00:00:00Z`) - ago * day);
      const stage = (at: number) =>
        told(database, scope, { joined: new Date(at), first: null, last: null }, usual, zone, noon);
      expect([zone, now, ago, await stage(begins), await stage(begins - 1000)]).toEqual([
        zone,
        now,
        ago,
        within,
        beyond,
      ]);
    }
  }
}, 60_000);

describe('the stage', () => {
  test.each([
    [0, 0, 'new'],
    [7, 7, 'new'],
    [8, 0, 'growing'],
    [90, 90, 'growing'],
    [91, 90, 'mature'],
    [1000, 0, 'mature'],
    [91, 91, 'dormant'],
    [1000, 91, 'dormant'],
  ] as const)('after %i days here and %i without activity is %s', (first, last, stage) => {
    expect(stageOf(usual, { first, last })).toBe(stage);
  });
});
