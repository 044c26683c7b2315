import { expect, test } from 'vitest';
import { recordEvent } from '../earning/earning.service.ts';
import { createRule } from '../earning/rule.service.ts';
import { done as finished } from '../foundation/errors.ts';
import { memberScope } from '../foundation/scope.ts';
import { upsertMembers } from '../member/member.record.service.ts';
import { createMember, updateMember } from '../member/member.service.ts';
import { updateOwnProfile } from '../member-access/own-profile.service.ts';
import { memberOf } from '../member-access/sign-in.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { pointsStory } from '../points/points.story.ts';
import { followProfiles } from './moments.service.ts';

const whole = { displayName: 'Lin', gender: 'female', birthday: '1990-01-01', city: '杭州' } as const;

async function story() {
  const points = await pointsStory();
  const { admin, database, brand, done } = points;
  for (const event of ['sign_up', 'profile_completed'] as const)
    await done((tx) => createRule(tx, { name: event, event, effect: 'base', points: 50 }));
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  const eventsOf = async (memberId: string) =>
    (await rows('select event from member_event where member_id = $1 order by at, id', [memberId])).map(
      ({ event }) => event,
    );
  const signIn = (value: string) =>
    done(async (tx) =>
      finished(await memberOf(tx, [{ kind: 'openid', namespace: 'wx', value }], 'wechat_mini_program')),
    );
  const follow = () => followProfiles(database, brand.id);
  const edit = async (id: string, over: object) => {
    const [{ version }] = await rows('select version from member where id = $1', [id]);
    await done((tx) => updateMember(tx, { id, version, ...over }));
  };
  return { ...points, rows, eventsOf, signIn, follow, edit };
}

test('who signs in for the first time has signed up, once, however many come at once', async () => {
  const { signIn, eventsOf, wallet, rows } = await story();
  const ids = await Promise.all(Array.from({ length: 8 }, () => signIn('o-lin')));
  expect(new Set(ids).size).toBe(1);
  const [lin = ''] = ids;
  await signIn('o-lin');
  expect(await eventsOf(lin)).toEqual(['sign_up']);
  expect(await wallet(lin)).toEqual([50, 0]);
  expect(await rows('select from member_event')).toHaveLength(1);
});

test('who is made by an operator or an import has not signed up', async () => {
  const { done, rows, signIn, eventsOf } = await story();
  const identities = [{ kind: 'openid', namespace: 'wx', value: 'o-known' }] as const;
  await done(async (tx) => finished(await upsertMembers(tx, [{ identities, source: 'import', ...whole }])));
  await done((tx) => createMember(tx, { displayName: 'Wu' }));
  const known = await signIn('o-known');
  expect(await eventsOf(known)).toEqual([]);
  expect(await rows('select from profile_completed_due')).toEqual([]);
});

test('a profile is completed once ever: by a member, an operator, with the last that was missing', async () => {
  const { signIn, act, follow, eventsOf, edit, brand, done, wallet } = await story();
  const lin = await signIn('o-lin');
  const self = memberScope(lin, brand.id);
  const own = (over: object) => act((tx) => updateOwnProfile(tx, over), self);
  await own({ displayName: 'Lin', gender: 'female' });
  await own({ birthday: '1990-01-01' });
  expect(await follow()).toBe(0);
  await own({ province: '浙江' });
  await own({ province: null });
  await own({ city: '杭州' });
  await Promise.all([follow(), follow(), follow()]);
  await edit(lin, { gender: null });
  await edit(lin, { gender: 'other' });
  await follow();
  expect(await eventsOf(lin)).toEqual(['sign_up', 'profile_completed']);
  expect(await wallet(lin)).toEqual([100, 0]);
  const wu = await done((tx) => createMember(tx, whole));
  await follow();
  expect(await eventsOf(wu)).toEqual(['profile_completed']);
});

test('what comes once is not recorded by hand for who has had it, and not by itself for whom it was recorded by hand', async () => {
  const { signIn, done, codes, member, eventsOf, follow, wallet, operator } = await story();
  const scope = await operator();
  const record = (
    memberId: string,
    event: 'sign_up' | 'profile_completed' | 'birthday' | 'share',
    key: string,
  ) => codes((tx) => recordEvent(tx, { memberId, event, key, byHand: true }), scope);
  const lin = await signIn('o-lin');
  expect(await record(lin, 'sign_up', 'a')).toEqual(['EVENT_HAPPENED']);
  const wu = await member('Wu');
  for (const event of ['sign_up', 'profile_completed', 'birthday'] as const) {
    expect(await record(wu, event, `${event} 1`)).toEqual([]);
    expect(await record(wu, event, `${event} 1`)).toEqual([]);
    expect(await record(wu, event, `${event} 2`)).toEqual(['EVENT_HAPPENED']);
  }
  expect([await record(wu, 'share', 's 1'), await record(wu, 'share', 's 2')]).toEqual([[], []]);
  await done((tx) => updateMember(tx, { id: wu, version: 1, ...whole }));
  await follow();
  expect(await eventsOf(wu)).toEqual(['sign_up', 'profile_completed', 'birthday', 'share', 'share']);
  expect([await wallet(lin), await wallet(wu)]).toEqual([
    [50, 0],
    [100, 0],
  ]);
});

test('is not told of who is merged with one who had it, and comes back when that is undone', async () => {
  const { done, follow, eventsOf, edit } = await story();
  const kept = await done((tx) => createMember(tx, whole));
  await follow();
  const merged = await done((tx) => createMember(tx, { ...whole, city: null }));
  await edit(merged, { city: '宁波' });
  // Merged before anybody has looked.
  const { id } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  await follow();
  expect(await eventsOf(kept)).toEqual(['profile_completed']);
  await done((tx) => undoMerge(tx, { id }));
  expect(await eventsOf(kept)).toEqual(['profile_completed']);
});

test('what was recorded while two were merged stays with the kept one, and the other completes a profile of their own', async () => {
  const { done, follow, eventsOf, edit } = await story();
  const kept = await done((tx) => createMember(tx, { displayName: 'Lin' }));
  const merged = await done((tx) => createMember(tx, whole));
  const { id } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  await follow();
  expect(await eventsOf(kept)).toEqual(['profile_completed']);
  await done((tx) => undoMerge(tx, { id }));
  expect(await eventsOf(merged)).toEqual([]);
  await edit(merged, { city: null });
  await edit(merged, { city: '宁波' });
  await follow();
  expect([await eventsOf(kept), await eventsOf(merged)]).toEqual([
    ['profile_completed'],
    ['profile_completed'],
  ]);
});
