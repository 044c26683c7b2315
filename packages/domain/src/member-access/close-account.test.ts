import { describe, expect, test } from 'vitest';
import { closeAccountOf } from '../../tests/closing.ts';
import { previewed } from '../../tests/ladder-preview.ts';
import { type TierStory, tierStory } from '../../tests/tier-story.ts';
import { awardBadge, revokeBadge } from '../badge/badge.award.service.ts';
import { createBadge } from '../badge/badge.service.ts';
import { couponStory } from '../coupon/coupon.story.ts';
import { redeemCoupons } from '../coupon/redeem.service.ts';
import { releaseCoupons } from '../coupon/release.service.ts';
import { mergeMembers } from '../merge/merge.service.ts';
import { overview } from '../overview/overview.service.ts';
import { earnPoints, giveBackPoints, redeemPoints } from '../points/points.service.ts';
import { createReward, decideRedemption, redeemReward } from '../reward/reward.service.ts';
import { rfmMatrix } from '../rfm/rfm.matrix.service.ts';
import { lifecycleFlow } from '../stage/stage.flow.service.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { previewSettings } from '../standing/standing.preview.service.ts';
import { refresh } from '../standing/standing.refresh.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

/** Ten members, each with as many orders of 500.00 as their number, all scored and in their tiers. */
async function tea() {
  const story = await tierStory();
  const ladder = await story.ladder();
  const ids = await story.sketch(Array.from({ length: 10 }, (_, n) => ({ joinedAt: ago(100 - n * 9) })));
  for (const [n, id] of ids.entries())
    for (let order = 0; order < n; order++)
      await story.order(id, { placedAt: ago(95 - n * 8 + order), total: 50_000 });
  await calculateAll(story.database, story.scope);
  await refresh(story.database, story.scope);
  return { ...story, terms: ladder, ids, close: (id = '') => closeAccountOf(story, id) };
}

/** Who stands where. */
async function standings({ rows }: TierStory) {
  return {
    scores: await rows('select member_id, cell, stage, spent_minor from member_standing order by member_id'),
    tiers: await rows(
      'select member_id, tier_id, growth, ends_on, needed from member_tier order by member_id',
    ),
    cuts: await rows('select recency, frequency, monetary, scored from standing_calculation'),
  };
}

describe('who closes the account', () => {
  test('leaves scores, stages and tiers at once, which say that they left; and so do members merged into them', async () => {
    const story = await tea();
    const { database, scope, ids, close, rows, act } = story;
    await act((tx) => mergeMembers(tx, { keptId: ids[9] ?? '', mergedId: ids[2] ?? '' }));
    await refresh(database, scope);
    await close(ids[9]);
    const { scores, tiers } = await standings(story);
    const left = ids.filter((_, n) => n !== 9 && n !== 2);
    for (const kept of [scores, tiers])
      expect(kept.map((row: { member_id?: string }) => row.member_id)).toEqual(left);
    const [change] = await rows(
      'select from_stage, to_stage from member_stage_change where member_id = $1 order by at desc limit 1',
      [ids[9]],
    );
    expect(change).toEqual({ from_stage: 'growing', to_stage: null });
    expect((await story.changesOf(ids[9] ?? '')).at(-1)).toBe('close gold>');
    // Orders that change later, and every calculation, leave it at that.
    await rows(
      `update "order" set refunded_minor = 100, status = 'partially_refunded' where member_id = $1`,
      [ids[9]],
    );
    await refresh(database, scope);
    await calculateAll(database, scope);
    expect((await standings(story)).scores).toHaveLength(8);
    expect((await standings(story)).tiers).toHaveLength(8);
  });

  test('is as if they had never been for those who are left: by day, by night, and in every preview', async () => {
    const story = await tea();
    const { database, scope, ids, close, rows, admin, brandId, terms } = story;
    for (const n of [1, 5, 9]) await close(ids[n]);
    // By the cut points of before, as long as these hold.
    const incremental = await standings(story);
    await rows('delete from member_standing');
    await rows('insert into standing_due (brand_id, member_id) select brand_id, id from member');
    await rows('update standing_calculation set scored = 1000');
    await refresh(database, scope);
    expect({ ...(await standings(story)), cuts: [] }).toEqual({ ...incremental, cuts: [] });
    await calculateAll(database, scope);
    const nightly = await standings(story);
    const previews = async () => [
      ...(await database.read(scope, async (tx) => [
        await previewSettings(tx, {}),
        await rfmMatrix(tx, 'recency', 'monetary'),
      ])),
      await previewed(story, {
        ...terms,
        version: 1,
        perEvent: [],
        tiers: terms.tiers.map((tier) => ({ ...tier, threshold: tier.threshold * 2 })),
        atOnce: true,
      }),
    ];
    const seen = JSON.parse(
      JSON.stringify(await previews(), (key, value) => (key === 'calculatedAt' ? 0 : value)),
    );
    expect(seen[0].value).toMatchObject({ members: 7, scored: 6 });
    expect(seen[2]).toMatchObject({ members: 7 });
    // Now they really have never been.
    await admin.query(
      'delete from "order" where member_id in (select id from member where closed_at is not null)',
    );
    await admin.query('delete from member where brand_id = $1 and closed_at is not null', [brandId]);
    await calculateAll(database, scope);
    expect(await standings(story)).toEqual(nightly);
    expect(
      JSON.parse(JSON.stringify(await previews(), (key, value) => (key === 'calculatedAt' ? 0 : value))),
    ).toEqual(seen);
  });

  test('goes out of the flow of stages, and is among the members of no week after', async () => {
    const { database, scope, ids, close } = await tea();
    await close(ids[9]);
    const outcome = await database.read(scope, (tx) => lifecycleFlow(tx, 20));
    const flow = outcome.ok ? outcome.value : [];
    expect(flow.at(-1)?.moves).toContainEqual({ from: 'growing', to: null, members: 1 });
    const counted = new Map<string | null, number>();
    for (const { moves, stages } of flow) {
      for (const { from, to, members } of moves) {
        counted.set(from, (counted.get(from) ?? 0) - members);
        counted.set(to, (counted.get(to) ?? 0) + members);
      }
      for (const { stage, members } of stages) expect(members).toBe(counted.get(stage) ?? 0);
    }
    expect(flow.at(-1)?.stages.reduce((sum, { members }) => sum + members, 0)).toBe(9);
  });

  test('is not brought back by a calculation that is under way', async () => {
    const story = await tea();
    const { database, scope, ids, close } = story;
    await Promise.all([
      ...[0, 1, 2].map(() => calculateAll(database, scope)),
      ...[0, 4, 8].map((n) => close(ids[n])),
      refresh(database, scope),
    ]);
    for (const follow of [refresh, calculateAll]) {
      const { scores, tiers } = await standings(story);
      expect([scores.length, tiers.length]).toEqual([7, 7]);
      await follow(database, scope);
    }
  });

  test('is no member of today any more, and what they bought stays in the figures', async () => {
    const { database, scope, ids, close } = await tea();
    const figures = async () => {
      const outcome = await database.read(scope, (tx) =>
        overview(tx, { interval: 'month', from: '2020-01-01', to: null }),
      );
      return outcome.ok && [outcome.value.memberCount, outcome.value.newMembers, outcome.value.gmvMinor];
    };
    expect(await figures()).toEqual([10, 10, 2_250_000n]);
    await close(ids[9]);
    expect(await figures()).toEqual([9, 9, 2_250_000n]);
  });

  test('has nothing more written down of them, and what comes back to them lapses', async () => {
    const story = await couponStory();
    const { database, brand, admin, done, template, issue, wallet, entries, member } = story;
    const lin = await member();
    const note = '小明没有来';
    await done((tx) => earnPoints(tx, { memberId: lin, points: 100, key: 'e', availableAt: tx.now }));
    const spent = await done((tx) => redeemPoints(tx, { memberId: lin, points: 30, key: 'r' }));
    const reward = await done((tx) => createReward(tx, { name: '茶杯', kind: 'gift', points: 20 }));
    const taken = await done((tx) => redeemReward(tx, { memberId: lin, rewardId: reward, key: 'g' }));
    const coupon = await issue(await template(), lin);
    const order = { amount: '100', orderNo: 'A1' };
    const used = await done((tx) => redeemCoupons(tx, { couponIds: [coupon], key: 'u', order }));
    const badge = await done((tx) =>
      createBadge(tx, { name: '茶友', icon: 'leaf', color: '#00aa00', criterion: 'by_hand' }),
    );
    const award = await done((tx) => awardBadge(tx, { memberId: lin, badgeId: badge }));
    await closeAccountOf({ database, brandId: brand.id }, lin);

    await done((tx) => giveBackPoints(tx, { entryId: spent, key: 'b', reason: note }));
    await done((tx) => decideRedemption(tx, { id: taken, action: 'cancel', note }));
    await done((tx) => releaseCoupons(tx, { id: used, note }));
    await done((tx) => revokeBadge(tx, { id: award, reason: note }));
    expect(await wallet(lin)).toEqual([0, 0]);
    expect((await entries(lin)).slice(-4)).toEqual([
      'give_back 30',
      'expire -30',
      'give_back 20',
      'expire -20',
    ]);
    const { rows: tables } = await admin.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
    );
    for (const { name } of tables) {
      const { rows } = await admin.query(
        `select from "${name}" t where row_to_json(t)::text like '%' || $1 || '%'`,
        [note],
      );
      expect([name, rows]).toEqual([name, []]);
    }
  });
});
