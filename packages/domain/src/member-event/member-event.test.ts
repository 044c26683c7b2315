import { expect, test } from 'vitest';
import { type RecordEvent, type RecordedEvent, recordEvent } from '../earning/earning.service.ts';
import { createRule } from '../earning/rule.service.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { pointsStory } from '../points/points.story.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { refresh } from '../standing/standing.refresh.ts';

async function story() {
  const points = await pointsStory();
  const { admin, act, done, codes } = points;
  const record = (input: RecordEvent) => done<RecordedEvent>((tx) => recordEvent(tx, input));
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  const eventsOf = async (memberId: string) =>
    (await rows('select event, key from member_event where member_id = $1 order by key', [memberId])).map(
      ({ event, key }) => `${event} ${key}`,
    );
  /** Whether what is kept of members' activity is what their events say. */
  const wrong = () =>
    rows(
      `select m.id from member m left join lateral (
         select min(e.at) as first, max(e.at) as last from member_event e
         where e.member_id = m.id and e.event <> 'birthday') e on true
       where (m.first_event_at, m.last_event_at) is distinct from (e.first, e.last)`,
    );
  return { ...points, act, record, rows, eventsOf, wrong, codes };
}

test('what happened is kept though it earns nothing, once for its key, with the entry where it earns something', async () => {
  const { done, record, rows, codes, act, member } = await story();
  const [lin, wu] = [await member('lin'), await member('wu')];
  const share = await record({ memberId: lin, event: 'share', key: 's', reason: ' 朋友圈 ' });
  expect(share.entryId).toBeNull();
  expect(await record({ memberId: lin, event: 'share', key: 's' })).toEqual(share);
  await done((tx) => createRule(tx, { name: '点评', event: 'review', effect: 'base', points: 8 }));
  const review = await record({ memberId: lin, event: 'review', key: 'r' });
  expect(await record({ memberId: lin, event: 'review', key: 'r' })).toEqual(review);
  expect(await rows('select id, event, note, entry_id from member_event order by id')).toEqual([
    { id: share.id, event: 'share', note: '朋友圈', entry_id: null },
    { id: review.id, event: 'review', note: null, entry_id: review.entryId },
  ]);
  expect(await rows('select subject_type, subject_id, points::int from points_entry')).toEqual([
    { subject_type: 'MemberEvent', subject_id: review.id, points: 8 },
  ]);
  const reused = [
    { memberId: wu, event: 'share', key: 's' },
    { memberId: lin, event: 'check_in', key: 's' },
  ] as const;
  for (const input of reused)
    await expect(act((tx) => recordEvent(tx, input))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  expect(await codes((tx) => recordEvent(tx, { memberId: lin, event: 'order_paid', key: 'o' }))).toEqual([
    'INVALID_VALUE',
  ]);
  await rows(`update member set closed_at = now(), display_name = null, name_grams = '{}' where id = $1`, [
    wu,
  ]);
  expect(await codes((tx) => recordEvent(tx, { memberId: wu, event: 'share', key: 'c' }))).toEqual([
    'MEMBER_CLOSED',
  ]);
  await expect(rows(`update member_event set event = 'referral'`)).rejects.toThrow('append-only');
});

test('of one key that two members come with at once, one happened', async () => {
  const { act, rows, member } = await story();
  const members = [await member('a'), await member('b')];
  const all = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      act((tx) => recordEvent(tx, { memberId: members[n % 2] ?? '', event: 'check_in', key: 'one' })),
    ),
  );
  const [{ member_id: owner }] = await rows('select member_id from member_event');
  expect(await rows('select from member_event')).toHaveLength(1);
  for (const [n, outcome] of all.entries())
    expect(outcome.status).toBe(members[n % 2] === owner ? 'fulfilled' : 'rejected');
});

test('events go over with a merge and come back with its undoing, and so does the activity that they are', async () => {
  const { record, done, eventsOf, wrong, rows, member } = await story();
  const [kept, merged] = [await member('kept'), await member('merged')];
  await record({ memberId: kept, event: 'share', key: 'a' });
  await record({ memberId: merged, event: 'check_in', key: 'b' });
  await record({ memberId: merged, event: 'birthday', key: 'c' });
  expect(await wrong()).toEqual([]);
  const before = [await eventsOf(kept), await eventsOf(merged)];
  const { id } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  expect(await eventsOf(kept)).toEqual(['share a', 'check_in b', 'birthday c']);
  expect(await wrong()).toEqual([]);
  // The key is known of whoever the member has become; what happens to the merged happens to the kept.
  await record({ memberId: merged, event: 'check_in', key: 'b' });
  await record({ memberId: merged, event: 'review', key: 'd' });
  await done((tx) => undoMerge(tx, { id }));
  expect([await eventsOf(kept), await eventsOf(merged)]).toEqual([
    [...(before[0] ?? []), 'review d'],
    before[1],
  ]);
  expect(await wrong()).toEqual([]);
  await rows('delete from member_event where key = $1', ['b']);
  expect(await wrong()).toEqual([]);
  expect(await rows('select first_event_at from member where id = $1', [merged])).toEqual([
    { first_event_at: null },
  ]);
});

test('whoever does something is not dormant any more; a birthday wakes nobody', async () => {
  const { record, rows, database, brand, member } = await story();
  const [awake, asleep] = [await member('awake'), await member('asleep')];
  await rows(`update member set joined_at = now() - interval '400 days'`);
  await calculateAll(database, brand.scope);
  const stages = async () =>
    (await rows('select stage from member_standing order by member_id')).map(({ stage }) => stage);
  expect(await stages()).toEqual(['dormant', 'dormant']);
  await rows('delete from standing_due');
  await record({ memberId: awake, event: 'check_in', key: 'a' });
  await record({ memberId: asleep, event: 'birthday', key: 'b' });
  expect(await refresh(database, brand.scope)).toBe(2);
  expect(await stages()).toEqual(['mature', 'dormant']);
  // The history of who is told of for the first time knows of it as well.
  await rows('delete from member_standing');
  await rows('delete from member_stage_change');
  await calculateAll(database, brand.scope);
  const history = await rows(
    'select from_stage, to_stage from member_stage_change where member_id = $1 order by at',
    [awake],
  );
  expect(history.map(({ from_stage, to_stage }) => `${from_stage}>${to_stage}`)).toEqual([
    'null>new',
    'new>growing',
    'growing>dormant',
    'dormant>mature',
  ]);
});
