import { describe, expect, test } from 'vitest';
import { previewed } from '../../tests/ladder-preview.ts';
import { type TierStory, teaLadder, tierStory } from '../../tests/tier-story.ts';
import { createBenefit, deleteBenefit } from '../benefit/benefit.service.ts';
import { createRule } from '../earning/rule.service.ts';
import type { Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { refresh } from '../standing/standing.refresh.ts';
import { runChange } from './ladder.run.ts';
import { type ChangeLadder, changeLadder, rollBackLadder } from './ladder.service.ts';
import { tiersOf } from './member-tier.store.ts';
import type { Ladder } from './tier.rules.ts';
import { loadLadder } from './tier.store.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

/** A ladder as one would send it, with changes to the thresholds of its tiers. */
function asInput(ladder: Ladder, thresholds: Record<string, number> = {}): Omit<ChangeLadder, 'version'> {
  const { perEvent, tiers, ...terms } = ladder;
  return {
    ...terms,
    perEvent: Object.entries(perEvent).map(([event, growth]) => ({
      event: event as 'share',
      growth: growth ?? 0,
    })),
    tiers: tiers
      .map((tier) => ({ ...tier, threshold: thresholds[tier.name] ?? tier.threshold }))
      .sort((one, other) => one.threshold - other.threshold),
  };
}

async function standing({ rows }: TierStory) {
  return await rows(
    `select member_id, tier_id, since, below_on::text, warned_at, growth from member_tier order by member_id`,
  );
}

const codesIn =
  ({ database, scope }: TierStory) =>
  async (work: (tx: Transaction) => Promise<Outcome<unknown>>) => {
    const outcome = await database.write(scope, work);
    return outcome.ok ? [] : outcome.errors.map(({ code }) => code);
  };

/** Forty members with all there is between nothing and diamond; some have lately fallen below. */
async function open() {
  const story = await tierStory();
  const ladder = await story.ladder();
  const { database, scope, order, rows, act } = story;
  const ids = await story.sketch(Array.from({ length: 40 }, () => ({})));
  for (const [n, id] of ids.entries()) await order(id, { total: n * n * 1000, placedAt: ago(300) });
  for (const id of ids.slice(20, 30)) await order(id, { total: 400_000 });
  await calculateAll(database, scope);
  await rows(`update "order" set status = 'cancelled' where total_minor = 400000`);
  await refresh(database, scope);
  const codes = codesIn(story);
  const change = (input: Omit<ChangeLadder, 'version'>, version = 1) =>
    act((tx) => changeLadder(tx, { version, ...input }));
  const run = (id: string, signal?: AbortSignal) => runChange(database, scope, id, { signal });
  const counts = async () =>
    Object.fromEntries(
      (
        await rows<{ name: string; n: number }>(
          'select t.name, count(*)::int as n from member_tier m join tier t on t.id = m.tier_id group by 1 order by 1',
        )
      ).map(({ name, n }) => [name, n]),
    );
  return { ...story, terms: ladder, ids, codes, change, run, counts };
}

describe('a change of the ladder', () => {
  test('moves up at once and down by the policy, and rolled back, everyone stands exactly as before', async () => {
    const story = await open();
    const { terms, change, run, act, counts, database, scope, rows } = story;
    const before = await standing(story);
    const ladder = await database.read(scope, loadLadder);
    const at = await counts();
    const id = await change(asInput(terms, { silver: 100, gold: 12_000, diamond: 20_000 }));
    await run(id);
    const moved = await counts();
    expect(moved).toEqual({
      diamond: at.diamond,
      gold: at.gold,
      ordinary: 4,
      silver: 40 - 4 - (at.gold ?? 0) - (at.diamond ?? 0),
    });
    const [told] = await rows('select status, moved_up, moved_down from tier_ladder_change');
    expect(told).toEqual({ status: 'done', moved_up: (at.ordinary ?? 0) - 4, moved_down: 0 });
    // Those who are too high now are on their way down.
    const falling = await rows('select from member_tier where below_on is not null');
    expect(falling.length).toBeGreaterThan(10);
    await act((tx) => rollBackLadder(tx, { id }));
    await run(id);
    expect(await standing(story)).toEqual(before);
    expect(await database.read(scope, loadLadder)).toEqual({ ...ladder, version: 3 });
    expect(await rows('select status from tier_ladder_change')).toEqual([{ status: 'undone' }]);
    expect(await rows('select from tier_ladder_moved')).toEqual([]);
  });

  test('at once moves down too; what happened since is followed when it is rolled back', async () => {
    const story = await open();
    const { terms, change, run, act, counts, database, scope, order, ids, tierOf, changesOf } = story;
    const before = await standing(story);
    const id = await change({ ...asInput(terms, { gold: 12_000, diamond: 20_000 }), atOnce: true });
    await run(id);
    expect(await counts()).toEqual({ gold: 5, ordinary: expect.any(Number), silver: expect.any(Number) });
    const [lin = ''] = ids;
    await order(lin, { total: 450_000 });
    await refresh(database, scope);
    expect(await tierOf(lin)).toBe('silver');
    await act((tx) => rollBackLadder(tx, { id }));
    await run(id);
    expect(await tierOf(lin)).toBe('gold');
    expect(await changesOf(lin)).toEqual(['upgrade ordinary>silver', 'rollback silver>gold']);
    const of = (rows: object[]) => rows.filter((row) => !JSON.stringify(row).includes(lin));
    expect(of(await standing(story))).toEqual(of(before));
  });

  test('may take a tier off: who was in it holds the next below, unless something is for it', async () => {
    const { terms, change, run, codes, counts, act, rows, ids, database, scope } = await open();
    const at = await counts();
    const gold = terms.tiers[2]?.id ?? '';
    const without = asInput({ ...terms, tiers: terms.tiers.filter(({ id }) => id !== gold) });
    await act((tx) =>
      createRule(tx, { name: '金卡', event: 'check_in', effect: 'base', points: 1, tierIds: [gold] }),
    );
    expect(await codes((tx) => changeLadder(tx, { version: 1, ...without }))).toEqual(['TIER_IN_USE']);
    await rows('delete from earning_rule');
    const id = await change(without);
    // Whom it hasn't come to is in the next below at once, for whatever asks.
    const held = await database.read(scope, (tx) =>
      tiersOf(tx, [ids[39] ?? '', ids[0] ?? '', ids[18] ?? '']),
    );
    expect([...held.values()].map(({ name }) => name)).toEqual(['diamond', 'ordinary', 'silver']);
    await run(id);
    expect(await counts()).toEqual({
      ordinary: at.ordinary,
      silver: (at.silver ?? 0) + (at.gold ?? 0),
      diamond: at.diamond,
    });
    await act((tx) => rollBackLadder(tx, { id }));
    await run(id);
    expect(await counts()).toEqual(at);
  });

  test('is refused beside another, of an older version, and rolled back once and only as the last', async () => {
    const { terms, change, run, codes, act, database, scope } = await open();
    const input = asInput(terms, { silver: 500 });
    const both = await Promise.all(
      [1, 2, 3].map(() => database.write(scope, (tx) => changeLadder(tx, { version: 1, ...input }))),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const first = both.flatMap((one) => (one.ok ? [one.value] : []))[0] ?? '';
    const next = (version: number) => codes((tx) => changeLadder(tx, { version, ...input }));
    expect(await next(2)).toEqual(['TIER_LADDER_BEING_CHANGED']);
    expect(await codes((tx) => rollBackLadder(tx, { id: first }))).toEqual(['TIER_LADDER_BEING_CHANGED']);
    await run(first);
    expect(await next(1)).toEqual(['VERSION_OUTDATED']);
    const second = await change(input, 2);
    await run(second);
    expect(await codes((tx) => rollBackLadder(tx, { id: first }))).toEqual(['TIER_LADDER_NOT_LAST']);
    await act((tx) => rollBackLadder(tx, { id: second }));
    expect(await codes((tx) => rollBackLadder(tx, { id: second }))).toEqual(['TIER_LADDER_BEING_CHANGED']);
    await run(second);
    expect(await codes((tx) => rollBackLadder(tx, { id: second }))).toEqual(['TIER_LADDER_NOT_LAST']);
  });

  test('tells all that is wrong with it', async () => {
    const { terms, database, scope, codes } = await open();
    const wrong = {
      ...asInput(terms),
      version: 1,
      perUnit: -1,
      policy: 'one_step' as const,
      graceDays: 0,
      perEvent: [
        { event: 'share' as const, growth: 1 },
        { event: 'share' as const, growth: 2_000_000 },
      ],
      tiers: [
        { name: '', color: 'red', threshold: 5 },
        { name: 'A', color: '#FFFFFF', threshold: 5 },
        { name: 'A', color: '', threshold: 1.5, id: '00000000-0000-7000-8000-000000000000' },
      ],
    };
    const outcome = await database.write(scope, (tx) => changeLadder(tx, wrong));
    const told = outcome.ok ? [] : outcome.errors.map(({ code, field }) => `${field.join('.')} ${code}`);
    expect(told).toEqual([
      'perUnit OUT_OF_RANGE',
      'graceDays OUT_OF_RANGE',
      'perEvent.1.growth OUT_OF_RANGE',
      'perEvent.1.event EVENT_TWICE',
      'tiers.0.name REQUIRED',
      'tiers.0.color COLOR_INVALID',
      'tiers.0.threshold TIER_THRESHOLDS_INVALID',
      'tiers.1.threshold TIER_THRESHOLDS_INVALID',
      'tiers.2.color REQUIRED',
      'tiers.2.threshold OUT_OF_RANGE',
      'tiers.2.threshold TIER_THRESHOLDS_INVALID',
      'tiers.2.name TIER_NAME_TWICE',
      'tiers.2.id TIER_UNKNOWN',
    ]);
    expect(await codes((tx) => changeLadder(tx, { ...wrong, tiers: [] }))).toContain('REQUIRED');
  });
});

describe('the first ladder', () => {
  /** Lin has gold by it, the other what is lowest. */
  async function first() {
    const story = await tierStory();
    const { database, scope, sketch, order, act, codes } = { ...story, codes: codesIn(story) };
    const ids = await sketch([{}, {}]);
    const lin = ids[1] ?? '';
    await order(lin, { total: 350_000 });
    await calculateAll(database, scope);
    const { tiers, ...terms } = asInput(teaLadder);
    const input = { ...terms, tiers: tiers.map((tier) => ({ ...tier, id: null })) };
    const setUp = (version = 0) => act((tx) => changeLadder(tx, { version, ...input }));
    return { ...story, codes, ids, lin, input, setUp };
  }

  test('puts everyone where they belong; rolled back, nobody has a tier, as it was, and history says so', async () => {
    const { database, scope, act, ids, lin, setUp, tierOf, changesOf, rows, codes, input, order } =
      await first();
    const id = await setUp();
    // Until the change comes to them, nobody else moves them.
    await refresh(database, scope);
    expect(await tierOf(lin)).toBeUndefined();
    await runChange(database, scope, id);
    expect(await Promise.all(ids.map(tierOf))).toEqual(['ordinary', 'gold']);
    expect(await changesOf(lin)).toEqual(['ladder >gold']);
    await act((tx) => rollBackLadder(tx, { id }));
    expect(await database.read(scope, loadLadder)).toBeUndefined();
    expect(await database.read(scope, (tx) => tiersOf(tx, ids))).toEqual(new Map());
    // Nor does a calculation that comes between bring one back, or a new ladder hold before all are through.
    await order(lin, { total: 100 });
    await refresh(database, scope);
    expect(await codes((tx) => changeLadder(tx, { version: 0, ...input }))).toEqual([
      'TIER_LADDER_BEING_CHANGED',
    ]);
    await runChange(database, scope, id);
    await runChange(database, scope, id);
    expect(await rows('select from member_tier')).toEqual([]);
    expect(await rows('select from tier_ladder_moved')).toEqual([]);
    expect(await changesOf(lin)).toEqual(['ladder >gold', 'rollback gold>']);
    expect(await changesOf(ids[0] ?? '')).toEqual([]);
    expect(await rows('select status from tier_ladder_change')).toEqual([{ status: 'undone' }]);
    await calculateAll(database, scope);
    expect(await rows('select from member_tier')).toEqual([]);
    expect(await codes((tx) => rollBackLadder(tx, { id }))).toEqual(['TIER_LADDER_NOT_LAST']);
  });

  test('can be set up anew, of a version that none had before', async () => {
    const { database, scope, act, lin, setUp, tierOf, codes, input } = await first();
    const id = await setUp();
    await runChange(database, scope, id);
    await act((tx) => rollBackLadder(tx, { id }));
    await runChange(database, scope, id);
    const again = await setUp();
    await runChange(database, scope, again);
    expect(await tierOf(lin)).toBe('gold');
    expect((await database.read(scope, loadLadder))?.version).toBe(2);
    expect(await codes((tx) => changeLadder(tx, { version: 1, ...input }))).toEqual(['VERSION_OUTDATED']);
  });

  test('stays while rules or benefits name its tiers', async () => {
    const { database, scope, act, setUp, codes, rows } = await first();
    const id = await setUp();
    await runChange(database, scope, id);
    const gold = (await database.read(scope, loadLadder))?.tiers[2]?.id ?? '';
    const benefit = await act((tx) => createBenefit(tx, { tierId: gold, kind: 'priority', name: '优先' }));
    const back = () => codes((tx) => rollBackLadder(tx, { id }));
    expect(await back()).toEqual(['TIER_IN_USE']);
    await act((tx) => deleteBenefit(tx, { id: benefit }));
    await act((tx) =>
      createRule(tx, { name: '金卡', event: 'check_in', effect: 'base', points: 1, tierIds: [gold] }),
    );
    expect(await back()).toEqual(['TIER_IN_USE']);
    await rows('delete from earning_rule');
    expect(await back()).toEqual([]);
  });
});

test('what the preview counts is what comes of it', async () => {
  const story = await open();
  const { terms, change, run, counts } = story;
  for (const atOnce of [false, true]) {
    const input = { ...asInput(terms, { silver: 100, gold: 700, diamond: 20_000 }), atOnce };
    const before = await counts();
    const version = atOnce ? 3 : 1;
    const { moves, members, up, down } = await previewed(story, { version, ...input });
    expect(await counts()).toEqual(before);
    const id = await change(input, version);
    await run(id);
    const then = new Map<string, number>();
    for (const { to, members: n } of moves) then.set(to.name, (then.get(to.name) ?? 0) + n);
    expect(Object.fromEntries([...then].sort())).toEqual(await counts());
    const [told] = await story.rows(
      'select moved_up as up, moved_down as down from tier_ladder_change order by created_at desc limit 1',
    );
    expect(told).toEqual({ up, down });
    expect(members).toBe(40);
    await story.act((tx) => rollBackLadder(tx, { id }));
    await run(id);
  }
});
