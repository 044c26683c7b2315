import { expect, test } from 'vitest';
import { closeAccountOf } from '../../tests/closing.ts';
import { type TierStory, tierStory } from '../../tests/tier-story.ts';
import { awardToAll, followBadges } from '../badge/badge.follow.ts';
import { createBadge } from '../badge/badge.service.ts';
import { recordEvent } from '../earning/earning.service.ts';
import { done } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { calculateTiers } from '../tier/tier.calculate.ts';
import { calculateAll } from './standing.calculate.ts';
import { refresh } from './standing.refresh.ts';
import { currentTerms, lockStandings, writeStandings } from './standing.write.ts';

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);

/** Numbers that look random and are the same each time. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

/** All that is told of members, and how much history there is of it. */
async function told({ rows }: TierStory) {
  return {
    standings: await rows('select member_id, cell, stage, spent_minor from member_standing order by 1'),
    tiers: await rows(
      `select member_id, tier_id, growth, spend_growth, order_growth, event_growth, below_on::text, ends_on::text, needed,
         warned_at from member_tier order by 1`,
    ),
    badges: await rows('select member_id, badge_id, period_key from badge_award order by 1, 2, 3'),
    history: await rows(
      'select (select count(*) from member_stage_change) as stages, (select count(*) from member_tier_change) as tiers',
    ),
  };
}

test.each([11, 12, 13])(
  'whatever happens, what is followed is what looking at all comes to: %i',
  async (seed) => {
    const draw = drawn(seed);
    const story = await tierStory();
    const { database, scope, brandId, rows, act, order } = story;
    const terms = { perOrder: 3, perEvent: { check_in: 200, birthday: 300 }, graceDays: draw(2) * 30 };
    const { tiers } = await story.ladder(terms);
    const ids = await story.sketch(Array.from({ length: 80 }, (_, n) => ({ joinedAt: ago(n * 5) })));
    const one = <T>(of: readonly T[]): T | undefined => of[draw(of.length)];
    // So many that no round changes a fifth of them, upon which all are looked at anyway.
    for (const id of ids) await order(id, { total: draw(400_000), placedAt: ago(draw(500)) });
    await calculateAll(database, scope);
    await refresh(database, scope);
    const [begun] = await rows('select begun_at from standing_calculation');
    const look = { icon: 'star', color: '#aa7700' } as const;
    const badges = [
      { criterion: 'orders', target: 2 } as const,
      { criterion: 'orders', target: 1, period: 'month' } as const,
      { criterion: 'spend', amount: '2000.00' } as const,
      { criterion: 'events', target: 2, event: 'check_in' } as const,
      { criterion: 'tier', tierId: tiers[1]?.id ?? null } as const,
    ];
    const badgeIds: string[] = [];
    for (const [n, badge] of badges.entries())
      badgeIds.push(await act((tx) => createBadge(tx, { name: `${n}`, ...look, ...badge })));
    const living = async () =>
      (
        await rows<{ id: string }>(
          'select id from member where merged_into is null and closed_at is null order by id',
        )
      ).map(({ id }) => id);
    const anOrder = async () =>
      one(await rows<{ id: string }>(`select id from "order" where status = 'paid' order by id`))?.id;
    const acts: (() => Promise<unknown>)[] = [
      async () => {
        const status = one(['paid', 'paid', 'pending', 'cancelled']) ?? 'paid';
        await order(one(ids) ?? '', { total: draw(400_000), placedAt: ago(draw(500)), status });
      },
      async () =>
        rows(`update "order" set status = 'refunded', refunded_minor = total_minor where id = $1`, [
          await anOrder(),
        ]),
      async () => rows(`update "order" set status = 'cancelled' where id = $1`, [await anOrder()]),
      async () => rows('delete from "order" where id = $1', [await anOrder()]),
      async () =>
        rows('update "order" set member_id = $2 where id = $1', [await anOrder(), one(await living())]),
      async () => {
        const event = one(['check_in', 'check_in', 'birthday', 'share'] as const) ?? 'share';
        const memberId = one(await living()) ?? '';
        await act((tx) => recordEvent(tx, { memberId, event, key: newId() }));
      },
      async () => {
        const [keptId, mergedId] = [one(await living()) ?? '', one(await living()) ?? ''];
        await database.write(scope, (tx) => mergeMembers(tx, { keptId, mergedId }));
      },
      async () => {
        const merge = one(await rows<{ id: string }>('select id from member_merge order by id'));
        if (merge) await database.write(scope, (tx) => undoMerge(tx, { id: merge.id }));
      },
      async () => {
        if (draw(8) === 0) await closeAccountOf(story, one(await living()) ?? '');
      },
      async () => story.sketch([{ joinedAt: ago(draw(200)) }]),
    ];
    for (let round = 0; round < 12; round++) {
      for (let n = 0; n < 5; n++) await one(acts)?.();
      await refresh(database, scope);
      await followBadges(database, brandId);
      const followed = await told(story);
      // By the same cut points: others are made of whom there is.
      await act(async (tx) => {
        await lockStandings(tx);
        const by = await currentTerms(tx);
        return done(by && (await writeStandings(tx, by, () => 'true', [])));
      });
      await calculateTiers(database, scope);
      for (const id of badgeIds) await awardToAll(database, scope, id);
      expect(await rows('select begun_at from standing_calculation')).toEqual([begun]);
      expect({ round, ...(await told(story)) }).toEqual({ round, ...followed });
    }
  },
  60_000,
);
