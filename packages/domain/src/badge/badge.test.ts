import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordEvent } from '../earning/earning.service.ts';
import { newId } from '../foundation/ids.ts';
import { createMember } from '../member/member.service.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { earnPoints, takeBackPoints } from '../points/points.service.ts';
import { pointsStory } from '../points/points.story.ts';
import { awardBadge, revokeBadge } from './badge.award.service.ts';
import { awardToAll, followBadges } from './badge.follow.ts';
import { type BadgeInput, createBadge, deleteBadge, updateBadge } from './badge.service.ts';

async function story(timeZone = 'Asia/Shanghai') {
  const points = await pointsStory();
  const { admin, database, brand, done } = points;
  await admin.query('update brand set time_zone = $1', [timeZone]);
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  const base = { name: '徽章', icon: 'star', color: '#AA7700', criterion: 'orders', target: 3 } as const;
  const badge = (over: Partial<BadgeInput> = {}) => done((tx) => createBadge(tx, { ...base, ...over }));
  const order = (memberId: string, placedAt = new Date(), over: object = {}) => {
    const { total, refunded, status } = { total: 1000, refunded: 0, status: 'paid', ...over };
    return rows(
      `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, refunded_minor, placed_at)
       values ($1, $2, $3, $8, $4, 'CNY', $5, $6, $7)`,
      [brand.id, newId(), memberId, status, total, refunded, placedAt, newId()],
    );
  };
  const event = (memberId: string, kind: string, at: Date) =>
    rows(
      `insert into member_event (brand_id, id, member_id, event, at, key) values ($1, $2, $3, $4, $5, $6)`,
      [brand.id, newId(), memberId, kind, at, newId()],
    );
  const follow = () => followBadges(database, brand.id);
  const held = async (memberId: string) =>
    (
      await rows(
        `select b.name, a.period_key from badge_award a join badge b on b.id = a.badge_id
         where a.member_id = $1 and a.revoked_at is null order by a.period_key, b.name`,
        [memberId],
      )
    ).map(({ name, period_key }) => `${name} ${period_key}`.trim());
  return { ...points, base, rows, badge, order, event, follow, held };
}

test('a badge is given within the minute to who has reached it, once, however many look at once', async () => {
  const { badge, order, follow, held, member, rows } = await story();
  await badge();
  await badge({ name: '大客户', criterion: 'spend', amount: '50.00', target: null });
  const [lin, wu] = [await member('lin'), await member('wu')];
  for (let n = 0; n < 3; n++) await order(lin, new Date(), { total: 2000, refunded: n === 0 ? 500 : 0 });
  for (const status of ['pending', 'cancelled', 'paid', 'paid']) await order(wu, new Date(), { status });
  await Promise.all([follow(), follow(), follow(), follow()]);
  expect([await held(lin), await held(wu)]).toEqual([['大客户', '徽章'], []]);
  expect(await rows('select from badge_due')).toEqual([]);
  await order(wu);
  await order(lin);
  expect(await follow()).toBe(1);
  expect(await follow()).toBe(0);
  expect(await held(wu)).toEqual(['徽章']);
});

test('one of months is given for the month that it was reached in, that just over included, and none before there was it', async () => {
  const { badge, order, follow, held, member, rows } = await story('America/New_York');
  const id = await badge({ period: 'month', target: 2 });
  const lin = await member();
  const [{ now, last, before }] = await rows(
    `select to_char(l, 'YYYY-MM') as now, to_char(l - interval '1 month', 'YYYY-MM') as last,
       (date_trunc('month', l) - interval '1 second') at time zone 'America/New_York' as before
     from (select now() at time zone 'America/New_York' as l) x`,
  );
  await order(lin, before);
  await order(lin, before);
  await follow();
  expect(await held(lin)).toEqual([]);
  await rows(`update badge set created_at = now() - interval '90 days' where id = $1`, [id]);
  await order(lin);
  await follow();
  expect(await held(lin)).toEqual([`徽章 ${last}`]);
  await order(lin);
  await follow();
  expect(await held(lin)).toEqual([`徽章 ${last}`, `徽章 ${now}`]);
});

test('who makes a badge gives it to all who have reached it already, as often as that is done', async () => {
  const { badge, order, held, member, database, brand, rows, follow } = await story();
  const members = await Promise.all(Array.from({ length: 5 }, (_, n) => member(`m${n}`)));
  for (const [n, id] of members.entries()) for (let at = 0; at < n; at++) await order(id);
  // Nothing can come of it: it isn't kept.
  expect(await follow()).toBe(0);
  expect(await rows('select from badge_due')).toEqual([]);
  const id = await badge();
  expect(await rows(`select input from job where name = 'badge.award_all'`)).toEqual([
    { input: { badgeId: id } },
  ]);
  await Promise.all([awardToAll(database, brand.scope, id), awardToAll(database, brand.scope, id)]);
  expect((await Promise.all(members.map(held))).map(({ length }) => length)).toEqual([0, 0, 0, 1, 1]);
});

describe('days in a row', () => {
  /** As one would count. */
  const longest = (days: Set<number>) => {
    let best = 0;
    for (const day of days) {
      let n = 0;
      while (days.has(day + n)) n++;
      best = Math.max(best, n);
    }
    return best;
  };
  const day = 86_400_000;

  test('are counted by the calendar of the brand, over changes of the clock, as one would count', async () => {
    const { badge, event, follow, held, rows, done, order } = await story('America/Santiago');
    await badge({ name: 'r', criterion: 'streak', target: 3 });
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Santiago' });
    const dayOf = (at: number) => Date.parse(local.format(at)) / day;
    // Around the night that lacks an hour at midnight, and the one that has it twice.
    const starts = [Date.parse('2025-09-05T00:00:00Z'), Date.parse('2025-04-04T00:00:00Z')];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 6 * 24 }), { maxLength: 8 }),
        fc.constantFrom(...starts),
        async (hours, start) => {
          const lin = await done((tx) => createMember(tx, { displayName: 'x' }));
          const moments = hours.map((hour) => start + hour * 3_600_000);
          for (const at of moments) await event(lin, 'check_in', new Date(at));
          await order(lin);
          await follow();
          const expected = longest(new Set(moments.map(dayOf)));
          expect(await held(lin)).toEqual(expected >= 3 ? ['r'] : []);
          const values = await rows('select value::int from badge_award where member_id = $1', [lin]);
          if (expected >= 3) expect(values).toEqual([{ value: expected }]);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

test('points that were earned count, less those taken back; events of their kind; a tier and those above it', async () => {
  const { badge, follow, held, member, done, rows, brand } = await story();
  await badge({ name: 'a 积分', criterion: 'points', target: 100 });
  await badge({ name: 'b 分享', criterion: 'events', event: 'share', target: 2 });
  const lin = await member();
  const entryId = await done((tx) => earnPoints(tx, { memberId: lin, points: 120, key: 'a' }));
  await done((tx) => takeBackPoints(tx, { entryId, points: 30, key: 'b' }));
  for (const event of ['share', 'review'] as const)
    await done((tx) => recordEvent(tx, { memberId: lin, event, key: event }));
  await follow();
  expect(await held(lin)).toEqual([]);
  await done((tx) => earnPoints(tx, { memberId: lin, points: 10, key: 'c' }));
  await done((tx) => recordEvent(tx, { memberId: lin, event: 'share', key: 'd' }));
  await follow();
  expect(await held(lin)).toEqual(['a 积分', 'b 分享']);
  const [low, middle, high] = [newId(), newId(), newId()];
  for (const [n, id] of [low, middle, high].entries())
    await rows(
      `insert into tier (brand_id, id, name, color, threshold, rank) values ($1, $2, $3, '#aaaaaa', $4, $5)`,
      [brand.id, id, `t${n}`, n * 100, n + 1],
    );
  await badge({ name: 'c 等级', criterion: 'tier', target: null, tierId: middle });
  const climb = (tier: string | undefined) =>
    rows(
      `with change as (insert into member_tier_change (brand_id, member_id, at, cause, to_tier, growth)
         values ($1, $2, now(), 'upgrade', $3, 0))
       insert into member_tier (brand_id, member_id, tier_id, since, growth, spend_growth, order_growth, event_growth)
       values ($1, $2, $3, now(), 0, 0, 0, 0) on conflict (brand_id, member_id) do update set tier_id = excluded.tier_id`,
      [brand.id, lin, tier],
    );
  await climb(low);
  await follow();
  expect(await held(lin)).not.toContain('c 等级');
  await climb(high);
  await follow();
  expect(await held(lin)).toContain('c 等级');
});

test('by hand it is given once for a period, taken away with a reason, and not given by itself again', async () => {
  const { badge, codes, done, act, order, follow, held, member, rows, operator } = await story();
  const id = await badge();
  const lin = await member();
  const by = await operator('community_manager');
  const awards = await Promise.all(
    Array.from({ length: 6 }, () =>
      act((tx) => awardBadge(tx, { memberId: lin, badgeId: id, note: '热心' }), by),
    ),
  );
  expect(awards.filter(({ ok }) => ok)).toHaveLength(1);
  const [award] = awards.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  expect(await codes((tx) => awardBadge(tx, { memberId: lin, badgeId: id }))).toEqual(['BADGE_HELD']);
  expect(await codes((tx) => revokeBadge(tx, { id: award ?? '', reason: ' ' }))).toEqual(['REQUIRED']);
  await done((tx) => revokeBadge(tx, { id: award ?? '', reason: '误发' }), by);
  expect(await codes((tx) => revokeBadge(tx, { id: award ?? '', reason: 'x' }))).toEqual(['BADGE_REVOKED']);
  for (let n = 0; n < 3; n++) await order(lin);
  await follow();
  expect(await held(lin)).toEqual([]);
  await done((tx) => awardBadge(tx, { memberId: lin, badgeId: id }));
  expect(await held(lin)).toEqual(['徽章']);
  const told = await rows(`select action, changes->0->'after'->>'name' as name from audit_event
    where action in ('badge.award', 'badge.revoke') order by seq`);
  expect(told.map(({ action, name }) => `${action} ${name}`)).toEqual([
    'badge.award 徽章',
    'badge.revoke 徽章',
    'badge.award 徽章',
  ]);
});

test('badges go over with a merge, but for those that both have, and come back', async () => {
  const { badge, order, follow, held, member, done } = await story();
  await badge({ name: 'a', target: 1 });
  await badge({ name: 'b', target: 2 });
  await badge({ name: 'c', target: 3 });
  const [kept, merged] = [await member('kept'), await member('merged')];
  await order(kept);
  await order(merged);
  await order(merged);
  await follow();
  expect([await held(kept), await held(merged)]).toEqual([['a'], ['a', 'b']]);
  const { id } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  expect([await held(kept), await held(merged)]).toEqual([['a', 'b'], ['a']]);
  await follow();
  expect(await held(kept)).toEqual(['a', 'b', 'c']);
  await done((tx) => undoMerge(tx, { id }));
  await follow();
  expect([await held(kept), await held(merged)]).toEqual([
    ['a', 'c'],
    ['a', 'b'],
  ]);
});

test('a badge that goes back with a merged member is the kept one’s all the same who has reached it meanwhile', async () => {
  const { badge, order, follow, held, member, done } = await story();
  await badge({ name: 'b', target: 2 });
  const [kept, merged] = [await member('kept'), await member('merged')];
  for (const id of [merged, merged, kept]) await order(id);
  await follow();
  const { id } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  await order(kept);
  await follow();
  await done((tx) => undoMerge(tx, { id }));
  await follow();
  expect([await held(kept), await held(merged)]).toEqual([['b'], ['b']]);
});

test('points that a merged member had earned aren’t missing from one’s own when they are taken back', async () => {
  const { badge, follow, held, member, done } = await story();
  await badge({ name: 'p', criterion: 'points', target: 500 });
  const [kept, merged] = [await member('kept'), await member('merged')];
  const earn = (memberId: string, points: number) =>
    done((tx) => earnPoints(tx, { memberId, points, key: newId() }));
  const theirs = await earn(merged, 450);
  const own = await earn(kept, 100);
  await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  for (const [entryId, points] of [[theirs, 450] as const, [own, 10] as const])
    await done((tx) => takeBackPoints(tx, { entryId, points, key: newId() }));
  await earn(kept, 409);
  await follow();
  expect(await held(kept)).toEqual([]);
  await earn(kept, 1);
  await follow();
  expect(await held(kept)).toEqual(['p']);
});

test('what is wrong with a badge is told all at once', async () => {
  const { badge, codes, base, done, order, follow, member } = await story();
  const wrong = (over: Partial<BadgeInput>) => codes((tx) => createBadge(tx, { ...base, ...over }));
  expect(await wrong({ name: ' ', color: 'red', target: 0, event: 'share' })).toEqual([
    'REQUIRED',
    'COLOR_INVALID',
    'OUT_OF_RANGE',
    'BADGE_FIELD_UNUSED',
  ]);
  expect(await wrong({ criterion: 'spend', amount: '1.001', target: null })).toEqual(['AMOUNT_INVALID']);
  expect(await wrong({ criterion: 'spend', target: 5 })).toEqual(['REQUIRED', 'BADGE_FIELD_UNUSED']);
  expect(await wrong({ criterion: 'streak', target: 367 })).toEqual(['OUT_OF_RANGE']);
  expect(await wrong({ criterion: 'by_hand' })).toEqual(['BADGE_FIELD_UNUSED']);
  const id = await badge({ target: 1 });
  expect(await wrong({})).toEqual(['BADGE_NAME_TAKEN']);
  expect(await codes((tx) => updateBadge(tx, { ...base, id, version: 7 }))).toEqual(['VERSION_OUTDATED']);
  const lin = await member();
  await order(lin);
  await follow();
  expect(await codes((tx) => deleteBadge(tx, { id }))).toEqual(['BADGE_AWARDED']);
  await done((tx) => updateBadge(tx, { ...base, id, version: 1, active: false }));
  expect(await codes((tx) => awardBadge(tx, { memberId: lin, badgeId: id }))).toEqual(['BADGE_NOT_ACTIVE']);
  const free = await badge({ name: '未发', criterion: 'by_hand', target: null });
  expect(await codes((tx) => deleteBadge(tx, { id: free }))).toEqual([]);
});
