import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordEvent } from '../earning/earning.service.ts';
import { newId } from '../foundation/ids.ts';
import { memberScope } from '../foundation/scope.ts';
import { createMember } from '../member/member.service.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { adjustPoints } from '../points/adjustment.service.ts';
import { earnPoints, redeemPoints, takeBackPoints } from '../points/points.service.ts';
import { pointsStory } from '../points/points.story.ts';
import { periodStart } from './leaderboard.rules.ts';
import { ownLeaderboard, setOptOut, setOwnOptOut } from './leaderboard.service.ts';

async function story(timeZone = 'Asia/Shanghai') {
  const points = await pointsStory();
  const { admin, database, brand, done } = points;
  await admin.query('update brand set time_zone = $1', [timeZone]);
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  const earn = (memberId: string, n: number) =>
    done((tx) => earnPoints(tx, { memberId, points: n, key: newId(), availableAt: tx.now }));
  const event = (memberId: string) =>
    done((tx) => recordEvent(tx, { memberId, event: 'check_in', key: newId() }));
  const see = async (memberId: string, board: 'points' | 'engagement' = 'points') =>
    (
      await database.read(memberScope(memberId, brand.id), (tx) =>
        ownLeaderboard(tx, { board, period: 'ever' }),
      )
    ).map(({ rank, name, value, isMe }) => `${rank} ${name} ${value}${isMe ? ' me' : ''}`);
  /** What is kept that isn't what entries and events come to; of who was merged it is as it was. */
  const wrong = () =>
    rows(
      `with said as (
         select e.member_id, 'points' as board, coalesce(c.at, e.at) as at, e.points - e.shortfall as value
         from points_entry e left join points_entry c on c.id = e.cause_id where e.kind in ('earn', 'take_back')
         union all
         select e.member_id, 'engagement', e.at, 1 from member_event e where e.event <> 'birthday'
       ), wanted as (
         select s.member_id, s.board, p.period, p.day, sum(s.value) as value from said s, brand b
           cross join lateral (select s.at at time zone b.time_zone as l) x
           cross join lateral (values ('day', l::date), ('week', date_trunc('week', l)::date),
             ('month', date_trunc('month', l)::date), ('ever', '0001-01-01'::date)) p(period, day)
         group by 1, 2, 3, 4)
       select * from wanted w full join leaderboard_score l on l.member_id = w.member_id and l.board = w.board
         and l.period = w.period and l.starts_on = w.day
       where w.value is distinct from l.value`,
    );
  return { ...points, rows, earn, event, see, wrong };
}

test('weeks begin on Mondays, months on the 1st, as PostgreSQL has them', async () => {
  const { rows } = await story();
  const date = fc
    .integer({ min: 0, max: 40_000 })
    .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  await fc.assert(
    fc.asyncProperty(date, async (day) => {
      const [found] = await rows(
        `select date_trunc('week', $1::date)::date::text as week, date_trunc('month', $1::date)::date::text as month`,
        [day],
      );
      expect({ week: periodStart('week', day), month: periodStart('month', day) }).toEqual(found);
    }),
  );
});

test('what was earned counts, less what was taken back, when it was earned; not what was spent or adjusted', async () => {
  const { member, earn, done, see, wrong, event } = await story();
  const [lin, wu] = [await member('林夕'), await member('吴')];
  const entryId = await earn(lin, 100);
  await earn(wu, 80);
  await done((tx) => redeemPoints(tx, { memberId: lin, points: 90, key: 'r' }));
  await done((tx) => adjustPoints(tx, { memberId: wu, points: 500, reason: 'x', key: 'a' }));
  // More than the member still has: what is missing was earned no more than the rest.
  await done((tx) => takeBackPoints(tx, { entryId, points: 30, key: 't' }));
  expect(await see(lin)).toEqual(['1 吴** 80', '2 林** 70 me']);
  await event(lin);
  expect(await see(wu, 'engagement')).toEqual(['1 林** 1']);
  expect(await wrong()).toEqual([]);
});

test('who came to the same shares a rank, and one’s own place is told however far down it is', async () => {
  const { done, earn, see, rows, brand } = await story();
  const make = (name: string | null) =>
    done((tx) => createMember(tx, name ? { displayName: name } : { realName: '王小明' }));
  const [a, b, c, d] = [await make('甲'), await make('乙'), await make(null), await make('丁')];
  for (const [id, n] of [
    [a, 10],
    [b, 20],
    [c, 20],
    [d, 30],
  ] as const)
    await earn(id, n);
  expect(await see(a)).toEqual([
    '1 丁** 30',
    expect.stringMatching(/^2 /),
    expect.stringMatching(/^2 /),
    '4 甲** 10 me',
  ]);
  expect((await see(c))[1]).toBe('2 null 20 me');
  await rows(
    `with m as (insert into member (brand_id, id, display_name) select $1, gen_random_uuid(), 'x' from generate_series(1, 200)
       returning id)
     insert into leaderboard_score (brand_id, member_id, board, period, starts_on, value, hidden)
     select $1, id, 'points', 'ever', '0001-01-01', 1000, false from m`,
    [brand.id],
  );
  const seen = await see(a);
  expect(seen).toHaveLength(101);
  expect([seen[0], seen[99], seen[100]]).toEqual(['1 x** 1000', '1 x** 1000', '204 甲** 10 me']);
});

test('who opted out is shown to nobody and has no place, until they come back; so is who closed the account', async () => {
  const { member, earn, see, done, brand, codes, rows, event } = await story();
  const [lin, wu] = [await member('林'), await member('吴')];
  await earn(lin, 10);
  await earn(wu, 5);
  const own = (out: boolean) => done((tx) => setOwnOptOut(tx, out), memberScope(lin, brand.id));
  await own(true);
  await own(true);
  await earn(lin, 10);
  await event(lin);
  expect([await see(lin), await see(wu), await see(wu, 'engagement')]).toEqual([
    ['1 吴** 5'],
    ['1 吴** 5 me'],
    [],
  ]);
  await own(false);
  expect(await see(wu)).toEqual(['1 林** 20', '2 吴** 5 me']);
  await done((tx) => setOptOut(tx, { memberId: lin, optedOut: true }));
  expect(await see(wu)).toEqual(['1 吴** 5 me']);
  expect(await rows(`select count(*)::int from audit_event where action = 'member.leaderboards'`)).toEqual([
    { count: 3 },
  ]);
  await rows(`update member set closed_at = now(), display_name = null, name_grams = '{}' where id = $1`, [
    wu,
  ]);
  await earn(wu, 5);
  expect(await see(lin)).toEqual([]);
  expect(await codes((tx) => setOptOut(tx, { memberId: wu, optedOut: false }))).toEqual(['MEMBER_CLOSED']);
});

test('a merge adds what both came to, its undoing takes it off, and who opted out stays off', async () => {
  const { member, earn, event, see, done, rows, wrong } = await story();
  const [kept, merged, other] = [await member('甲'), await member('乙'), await member('丙')];
  await earn(kept, 10);
  const entryId = await earn(merged, 20);
  await event(merged);
  await earn(other, 1);
  const before = await rows('select * from leaderboard_score order by member_id, board, period');
  const { id } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  expect([await see(other), await see(other, 'engagement')]).toEqual([
    ['1 甲** 30', '2 丙** 1 me'],
    ['1 甲** 1'],
  ]);
  await done((tx) => undoMerge(tx, { id }));
  const after = await rows(
    'select * from leaderboard_score where value <> 0 order by member_id, board, period',
  );
  expect(after).toEqual(before);
  await rows('delete from leaderboard_score where value = 0');
  expect(await wrong()).toEqual([]);
  await done((tx) => setOptOut(tx, { memberId: merged, optedOut: true }));
  const again = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  expect(await see(other)).toEqual(['1 丙** 1 me']);
  await done((tx) => takeBackPoints(tx, { entryId, points: 5, key: 't' }));
  await done((tx) => undoMerge(tx, { id: again.id }));
  // An objection outlives the undoing, also of who took it over: each may say otherwise for themselves.
  expect(await see(other)).toEqual(['1 丙** 1 me']);
  await done((tx) => setOptOut(tx, { memberId: kept, optedOut: false }));
  expect(await see(other)).toEqual(['1 甲** 10', '2 丙** 1 me']);
  // Missing from who had earned them, as the points themselves are.
  const [own] = await rows(
    `select value from leaderboard_score where member_id = $1 and board = 'points' and period = 'ever'`,
    [merged],
  );
  expect(own).toEqual({ value: '15' });
});

test('an objection is lost neither by a merge nor by its undoing, and binds nobody who has nothing to do with it', async () => {
  const { member, done, rows } = await story();
  const off = async () =>
    (await rows('select m.display_name as name from leaderboard_opt_out join member m on m.id = member_id'))
      .map(({ name }) => name)
      .sort();
  const both = async () => {
    await rows('delete from leaderboard_opt_out');
    return { kept: await member('甲'), merged: await member('乙') };
  };
  const say = (memberId: string, optedOut: boolean) => done((tx) => setOptOut(tx, { memberId, optedOut }));
  const merging = async ({ kept, merged }: { kept: string; merged: string }, between = async () => {}) => {
    const { id } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
    await between();
    await done((tx) => undoMerge(tx, { id }));
    return await off();
  };
  const nobody = await both();
  expect(await merging(nobody)).toEqual([]);
  const byMerged = await both();
  await say(byMerged.merged, true);
  expect(await merging(byMerged)).toEqual(['乙', '甲']);
  const byKept = await both();
  await say(byKept.kept, true);
  expect(await merging(byKept)).toEqual(['甲']);
  // Said by the two as one: nobody knows by which.
  const byOne = await both();
  expect(await merging(byOne, () => say(byOne.kept, true).then(() => {}))).toEqual(['乙', '甲']);
  // What was taken back as one was said by the other before.
  const takenBack = await both();
  await say(takenBack.merged, true);
  expect(await merging(takenBack, () => say(takenBack.kept, false).then(() => {}))).toEqual(['乙']);
});

test('of many who earn and do things at once nothing is lost', async () => {
  const { member, earn, event, wrong, rows } = await story('America/New_York');
  const members = await Promise.all(['a', 'b', 'c'].map(member));
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => {
      const id = members[n % 3] ?? '';
      return n % 2 ? earn(id, n) : event(id);
    }),
  );
  expect(await wrong()).toEqual([]);
  expect(await rows('select from leaderboard_score')).toHaveLength(24);
});

test('another brand’s members aren’t seen, and nobody writes what members came to', async () => {
  const { member, earn, database, brand, act } = await story();
  const lin = await member('林');
  await earn(lin, 10);
  const elsewhere = memberScope(lin, newId());
  await expect(
    database.read(elsewhere, (tx) => ownLeaderboard(tx, { board: 'points', period: 'ever' })),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const rows = await database.read(elsewhere, ({ query }) =>
    query(`select * from kolony.leaderboard_for_members('points', 'ever', '0001-01-01', 100)`),
  );
  expect(rows).toEqual([]);
  await expect(
    act(async (tx) => {
      await tx.query('update leaderboard_score set value = 1');
      throw new Error('it was let');
    }, brand.scope),
  ).rejects.toThrow('permission denied');
});
