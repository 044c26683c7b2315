import { describe, expect, test } from 'vitest';
import { type TierStory, teaLadder, tierStory } from '../../tests/tier-story.ts';
import { done } from '../foundation/errors.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { refresh } from '../standing/standing.refresh.ts';
import { calculateTiers } from './tier.calculate.ts';
import { writeTiers } from './tier.write.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

/** How all stand, without when that was found out. */
async function standing({ rows }: TierStory) {
  return await rows<{ member_id: string }>(
    `select member_id, tier_id, growth, spend_growth, order_growth, event_growth, below_on::text, ends_on::text, needed,
       warned_at is not null as warned from member_tier order by member_id`,
  );
}

/** A brand that has been calculated, so that what changes is followed. */
async function open(over: Parameters<TierStory['ladder']>[0] = {}, members = 3) {
  const story = await tierStory();
  const ladder = await story.ladder(over);
  const ids = await story.sketch(Array.from({ length: members }, () => ({})));
  const { database, scope } = story;
  await calculateAll(database, scope);
  const follow = () => refresh(database, scope);
  /** Looks at all as if so many days had passed. */
  const later = (days: number) =>
    database.write(scope, async (tx) =>
      done(await writeTiers(tx, () => 'true', [], { now: new Date(Date.now() + days * day) })),
    );
  return { ...story, terms: ladder, ids, follow, later };
}

test('who has nothing is in the lowest tier, without a history; orders and events lift at once', async () => {
  const story = await open({ perOrder: 10, perEvent: { check_in: 5 } });
  const { ids, order, event, follow, tierOf, changesOf, rows } = story;
  const [lin = ''] = ids;
  expect(await Promise.all(ids.map(tierOf))).toEqual(['ordinary', 'ordinary', 'ordinary']);
  expect(await changesOf(lin)).toEqual([]);
  await order(lin, { total: 98_499 });
  await event(lin, 'check_in');
  await follow();
  expect(await tierOf(lin)).toBe('ordinary');
  await event(lin, 'share');
  await event(lin, 'birthday');
  await follow();
  expect(await tierOf(lin)).toBe('ordinary');
  const [one] = await rows(
    'select growth, spend_growth, order_growth, event_growth from member_tier where member_id = $1',
    [lin],
  );
  expect(one).toEqual({ growth: '999', spend_growth: '984', order_growth: '10', event_growth: '5' });
  await event(lin, 'check_in');
  await follow();
  expect(await tierOf(lin)).toBe('silver');
  await order(lin, { total: 800_000 });
  await follow();
  expect(await changesOf(lin)).toEqual(['upgrade ordinary>silver', 'upgrade silver>gold']);
});

test('refunds, cancellations and orders a year old give nothing any more', async () => {
  const { ids, order, follow, rows } = await open();
  const [lin = ''] = ids;
  const first = await order(lin, { total: 200_000 });
  const second = await order(lin, { total: 100_000 });
  await order(lin, { total: 100_000, placedAt: ago(370) });
  await order(lin, { total: 100_000, status: 'pending' });
  await rows(`update "order" set status = 'partially_refunded', refunded_minor = 50050 where id = $1`, [
    first,
  ]);
  await follow();
  const growth = async () =>
    (await rows<{ growth: string }>('select growth from member_tier where member_id = $1', [lin]))[0]?.growth;
  expect(await growth()).toBe('2499');
  await rows(`update "order" set status = 'cancelled' where id = $1`, [second]);
  await follow();
  expect(await growth()).toBe('1499');
});

describe('who falls below', () => {
  test('is told, keeps the tier for the grace, and then has the one that the balance gives', async () => {
    const { ids, order, follow, later, tierOf, changesOf, rows } = await open();
    const [lin = ''] = ids;
    await order(lin, { total: 350_000, placedAt: ago(300) });
    await order(lin, { total: 20_000 });
    await follow();
    expect(await tierOf(lin)).toBe('gold');
    // The order leaves the year in 65 days or so, with 30 of grace: warned 45 days before the end.
    await later(40);
    expect(await changesOf(lin)).toEqual(['upgrade ordinary>gold']);
    await later(60);
    await later(61);
    expect(await changesOf(lin)).toEqual(['upgrade ordinary>gold', 'warning gold>gold']);
    const [warning] = await rows(`select growth, needed from member_tier_change where cause = 'warning'`);
    expect(warning).toEqual({ growth: '3700', needed: '2800' });
    await later(80);
    expect(await tierOf(lin)).toBe('gold');
    await later(112);
    expect(await changesOf(lin)).toEqual([
      'upgrade ordinary>gold',
      'warning gold>gold',
      'downgrade gold>ordinary',
    ]);
  });

  test('keeps it for good with the policy never, and goes step by step where it says so', async () => {
    const fall = async (policy: 'never' | 'one_step') => {
      const { ids, order, follow, later, tierOf } = await open({ policy, graceDays: 10 });
      const [lin = ''] = ids;
      await order(lin, { total: 2_000_000, placedAt: ago(360) });
      await follow();
      const found = [await tierOf(lin)];
      for (const days of [20, 31, 32, 42, 53, 100]) {
        await later(days);
        found.push(await tierOf(lin));
      }
      return found;
    };
    expect(await fall('never')).toEqual(Array.from({ length: 7 }, () => 'diamond'));
    expect(await fall('one_step')).toEqual([
      'diamond',
      'diamond',
      'gold',
      'gold',
      'silver',
      'ordinary',
      'ordinary',
    ]);
  });

  test('is told anew where the tier ends before the day that they were told of, and not for one that is later', async () => {
    const { ids, order, follow, rows } = await open();
    const [lin = ''] = ids;
    const old = await order(lin, { total: 350_000, placedAt: ago(360) });
    await follow();
    const told = async () =>
      (
        await rows<{ days: number }>(
          `select c.ends_on - k.ends_on as days from member_tier_change c join member_tier k on k.member_id = c.member_id
         where c.cause = 'warning' order by c.at`,
        )
      ).map(({ days }) => days);
    expect(await told()).toEqual([0]);
    const newer = await order(lin, { total: 350_000, placedAt: ago(358) });
    await follow();
    expect(await told()).toEqual([-2]);
    const refund = (id: string) =>
      rows(`update "order" set status = 'refunded', refunded_minor = total_minor where id = $1`, [id]);
    // Back to the day that they were told of: they know.
    await refund(newer);
    await follow();
    expect(await told()).toEqual([0]);
    await refund(old);
    await follow();
    const [first = 0, second, ...more] = await told();
    expect([first > 0, second, more]).toEqual([true, 0, []]);
    await follow();
    expect(await told()).toHaveLength(2);
  });

  test('is told before the tier ends also where nobody looked in the days when that was due', async () => {
    const { ids, order, follow, later, rows, changesOf } = await open({ warningDays: 1 });
    const [lin = ''] = ids;
    const big = await order(lin, { total: 350_000 });
    await follow();
    await rows(`update "order" set status = 'refunded', refunded_minor = total_minor where id = $1`, [big]);
    await follow();
    await later(28);
    expect(await changesOf(lin)).toEqual(['upgrade ordinary>gold']);
    await later(40);
    expect(await changesOf(lin)).toEqual(['upgrade ordinary>gold', 'warning gold>gold']);
    await later(40);
    expect(await changesOf(lin)).toHaveLength(2);
    await later(41);
    expect(await changesOf(lin)).toEqual([
      'upgrade ordinary>gold',
      'warning gold>gold',
      'downgrade gold>ordinary',
    ]);
  });

  test('and climbs back in time has lost nothing, and gets the whole grace the next time', async () => {
    const { ids, order, follow, later, tierOf, changesOf, rows } = await open({ warningDays: 0 });
    const [lin = ''] = ids;
    const first = await order(lin, { total: 350_000 });
    await follow();
    await rows(`update "order" set status = 'refunded', refunded_minor = total_minor where id = $1`, [first]);
    await follow();
    await later(29);
    expect(await tierOf(lin)).toBe('gold');
    await order(lin, { total: 300_000 });
    await follow();
    const [kept] = await rows('select below_on from member_tier where member_id = $1', [lin]);
    expect(kept).toEqual({ below_on: null });
    await rows(`update "order" set status = 'cancelled' where total_minor = 300000`);
    await later(29);
    await later(58);
    expect(await tierOf(lin)).toBe('gold');
    await later(59);
    expect(await changesOf(lin)).toEqual(['upgrade ordinary>gold', 'downgrade gold>ordinary']);
  });
});

test('followed order by order, or worked out for all at once: it comes to the same, in any number at a time', async () => {
  const story = await open({ perOrder: 3, perEvent: { check_in: 2 } }, 60);
  const { database, scope, ids, order, event, follow, rows } = story;
  for (let n = 0; n < 200; n++) {
    const id = ids[(n * 7) % ids.length] ?? '';
    await order(id, { total: (n * 7919) % 400_000, placedAt: ago((n * 13) % 400) });
    if (n % 5 === 0) await event(id, 'check_in', ago(n % 30));
    if (n % 20 === 0) await follow();
  }
  await Promise.all([follow(), follow(), calculateTiers(database, scope)]);
  const incremental = await standing(story);
  const history = await rows('select count(*)::int as n from member_tier_change');
  await Promise.all([
    calculateTiers(database, scope),
    calculateTiers(database, scope),
    calculateAll(database, scope),
  ]);
  expect(await standing(story)).toEqual(incremental);
  expect(await rows('select count(*)::int as n from member_tier_change')).toEqual(history);
  await rows('delete from member_tier');
  await calculateTiers(database, scope);
  expect(await standing(story)).toEqual(incremental);
});

describe('a merge', () => {
  test('gives the kept member what both come to, and undone each has what was theirs', async () => {
    const story = await open();
    const { ids, order, follow, act, tierOf, changesOf } = story;
    const [kept = '', merged = ''] = ids;
    await order(kept, { total: 180_000 });
    await order(merged, { total: 150_000 });
    await follow();
    const before = await standing(story);
    const { id } = await act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
    await follow();
    expect([await tierOf(kept), await tierOf(merged)]).toEqual(['gold', undefined]);
    expect(await changesOf(merged)).toEqual(['upgrade ordinary>silver', 'merge silver>']);
    await act((tx) => undoMerge(tx, { id }));
    await follow();
    expect(await standing(story)).toEqual(before);
    expect(await changesOf(kept)).toEqual([
      'upgrade ordinary>silver',
      'upgrade silver>gold',
      'merge_undone gold>silver',
    ]);
  });

  test('leaves the kept member the higher tier of the two, with the grace that it has', async () => {
    const story = await open({ warningDays: 0 });
    const { ids, order, follow, act, rows, tierOf } = story;
    const [kept = '', merged = ''] = ids;
    const first = await order(merged, { total: 1_500_000 });
    await follow();
    await rows(`update "order" set status = 'cancelled' where id = $1`, [first]);
    await follow();
    const before = await standing(story);
    const { id } = await act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
    await follow();
    expect(await tierOf(kept)).toBe('diamond');
    const [row] = await rows('select below_on is not null as falling from member_tier where member_id = $1', [
      kept,
    ]);
    expect(row).toEqual({ falling: true });
    await act((tx) => undoMerge(tx, { id }));
    await follow();
    expect(await standing(story)).toEqual(before);
  });

  test('does so also where nobody has looked at the kept one yet', async () => {
    const story = await open({ warningDays: 0 });
    const { ids, order, follow, act, rows, tierOf } = story;
    const [kept = '', merged = ''] = ids;
    const first = await order(merged, { total: 1_500_000 });
    await follow();
    await rows(`update "order" set status = 'cancelled' where id = $1`, [first]);
    await follow();
    const before = await standing(story);
    await rows('delete from member_tier where member_id = $1', [kept]);
    const { id } = await act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
    await follow();
    expect([await tierOf(kept), await tierOf(merged)]).toEqual(['diamond', undefined]);
    await act((tx) => undoMerge(tx, { id }));
    await follow();
    expect(await standing(story)).toEqual(before);
  });
});

test('a merge that is undone gives the kept member no grace but what was left of it', async () => {
  const { ids, order, follow, act, rows, changesOf } = await open();
  const [kept = '', merged = ''] = ids;
  const big = await order(kept, { total: 350_000 });
  await follow();
  await rows(`update "order" set status = 'refunded', refunded_minor = total_minor where id = $1`, [big]);
  await follow();
  await rows(
    'update member_tier set below_on = below_on - 20, ends_on = ends_on - 20 where below_on is not null',
  );
  const stands = () =>
    rows('select below_on::text, ends_on::text, needed, warned_at from member_tier where member_id = $1', [
      kept,
    ]);
  const before = await stands();
  await order(merged, { total: 400_000 });
  await follow();
  const { id } = await act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  await follow();
  expect(await stands()).toMatchObject([{ below_on: null, warned_at: null }]);
  await act((tx) => undoMerge(tx, { id }));
  await follow();
  expect(await stands()).toEqual(before);
  expect(await changesOf(kept)).toEqual(['upgrade ordinary>gold', 'warning gold>gold']);
});

test('a birthday that gives growth value lifts as any other event does', async () => {
  const { ids, event, follow, tierOf } = await open({ perEvent: { birthday: 1000 } });
  const [lin = ''] = ids;
  await follow();
  await event(lin, 'birthday');
  await follow();
  expect(await tierOf(lin)).toBe('silver');
});

test('a brand without a ladder has no tiers, and none are made up', async () => {
  const { database, scope, sketch, rows } = await tierStory();
  await sketch([{}]);
  await calculateAll(database, scope);
  await calculateTiers(database, scope);
  expect(await rows('select from member_tier')).toEqual([]);
  expect(teaLadder.tiers).toHaveLength(4);
});
