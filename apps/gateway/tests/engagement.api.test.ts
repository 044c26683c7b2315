import { followBadges } from '@kolony/domain/badge/badge.follow';
import { keepBirthdays } from '@kolony/domain/birthday/birthday.service';
import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { brandScope } from '@kolony/domain/foundation/scope';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TestBrand, TestOperator } from './harness.ts';
import { type MemberWorld, startMemberWorld, type Tokens } from './member-world.ts';

const appId = 'wx00000000000000e1';
let world: MemberWorld;
let brand: TestBrand;
let owner: TestOperator;
let lin: Tokens;
let wu: Tokens;
beforeAll(async () => {
  world = await startMemberWorld();
  brand = await world.brandWithApp(appId);
  owner = await world.gateway.operator(brand, 'owner');
  lin = await world.signedIn(appId, 'o-lin');
  wu = await world.signedIn(appId, 'o-wu');
});
afterAll(() => world.close());
beforeEach(() => world.unthrottle());

const operate = async (query: string, variables: object = {}, by: object = owner) => {
  const answer = await world.gateway.graphql(query, { ...variables }, by);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const mine = async ({ accessToken: token }: Tokens, query: string, variables: object = {}) => {
  const answer = await world.gateway.graphql(query, { ...variables }, { token });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const idOf = async (who: Tokens) => (await mine(who, '{ me { id } }')).me.id;
const record = (memberId: string, event: string) =>
  operate(
    `mutation ($input: MemberEventRecordInput!, $key: String!) {
      memberEventRecord(input: $input) @idempotent(key: $key) { userErrors { code } } }`,
    { input: { memberId, event }, key: newId() },
  );
const badge = { icon: 'STAR', color: '#AA7700' };
const create = (input: object, by: object = owner) =>
  world.gateway.graphql(
    `mutation ($input: BadgeInput!) { badgeCreate(input: $input) {
      badge { id version name color criterion target amount { amount } event period active awardCount holderCount }
      userErrors { code field } } }`,
    { input },
    by,
  );

it('who signs in for the first time has an event of it, and a completed profile is one too', async () => {
  const someone = await world.signedIn(appId, 'o-new');
  const id = await idOf(someone);
  const { member } = await operate(
    'query ($id: ID!) { member(id: $id) { events { nodes { event operator { name } } } } }',
    {
      id,
    },
  );
  expect(member.events.nodes).toEqual([{ event: 'SIGN_UP', operator: null }]);
});

it('a badge is made, earned, shown with progress until then, and taken away', async () => {
  const made = await create({ ...badge, name: '分享达人', criterion: 'EVENTS', event: 'SHARE', target: 2 });
  expect(made.data.badgeCreate).toMatchObject({
    badge: {
      version: 1,
      color: '#aa7700',
      target: 2,
      amount: null,
      event: 'SHARE',
      period: 'EVER',
      awardCount: 0,
    },
    userErrors: [],
  });
  await create({ ...badge, name: '大客户', criterion: 'SPEND', amount: '88.50', period: 'YEAR' });
  const memberId = await idOf(lin);
  await record(memberId, 'SHARE');
  const own = '{ me { badges { name held progress { reached target fraction } awards { period note } } } }';
  expect((await mine(lin, own)).me.badges).toEqual([
    { name: '分享达人', held: false, progress: { reached: '1', target: '2', fraction: 0.5 }, awards: [] },
    { name: '大客户', held: false, progress: { reached: '0.00', target: '88.50', fraction: 0 }, awards: [] },
  ]);
  await record(memberId, 'SHARE');
  await followBadges(world.gateway.database, brand.uuid);
  const [earned] = (await mine(lin, own)).me.badges;
  expect(earned).toEqual({
    name: '分享达人',
    held: true,
    progress: null,
    awards: [{ period: '', note: null }],
  });
  expect((await mine(wu, own)).me.badges[0]).toMatchObject({ held: false, awards: [] });
  // Switched off, it is still the pride of who has it, and nobody else's aim.
  const switched = (active: boolean) =>
    world.gateway.database.write(brandScope(brand.uuid), async (tx) =>
      done(await tx.query('update badge set active = $1 where name = $2', [active, '分享达人'])),
    );
  await switched(false);
  expect((await mine(lin, own)).me.badges[0]).toEqual(earned);
  expect((await mine(wu, own)).me.badges).toHaveLength(1);
  await switched(true);
  const { member, badges } = await operate(
    'query ($id: ID!) { member(id: $id) { badges { totalCount nodes { id badge { name } operator { name } } } } badges { name holderCount } }',
    { id: memberId },
  );
  expect(member.badges.nodes).toMatchObject([{ badge: { name: '分享达人' }, operator: null }]);
  expect(badges.map((one: { holderCount: number }) => one.holderCount)).toEqual([1, 0]);
  const revoke =
    'mutation ($input: BadgeRevokeInput!) { badgeRevoke(input: $input) { award { revokedReason } userErrors { code } } }';
  const input = { id: member.badges.nodes[0].id, reason: '刷分享' };
  expect((await operate(revoke, { input })).badgeRevoke.award).toEqual({ revokedReason: '刷分享' });
  expect((await operate(revoke, { input })).badgeRevoke.userErrors).toEqual([{ code: 'BADGE_REVOKED' }]);
  expect((await mine(lin, own)).me.badges[0]).toMatchObject({ held: false, awards: [] });
  const { badgeAwards } = await operate(
    '{ badgeAwards(filter: { revoked: true }) { nodes { member { id } revokedBy { name } } } }',
  );
  expect(badgeAwards.nodes).toMatchObject([{ member: { id: memberId } }]);
});

it('a badge is given by hand by who may, not in another brand, and told in the member’s timeline', async () => {
  const made = await create({ ...badge, name: '年度之星', criterion: 'BY_HAND' });
  const badgeId = made.data.badgeCreate.badge.id;
  const memberId = await idOf(wu);
  const give = (by: object) =>
    world.gateway.graphql(
      'mutation ($input: BadgeAwardInput!) { badgeAward(input: $input) { award { note operator { name } } userErrors { code } } }',
      { input: { memberId, badgeId, note: '谢谢' } },
      by,
    );
  const viewer = await world.gateway.operator(brand, 'viewer');
  expect((await give(viewer)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const stranger = await world.gateway.operator(await world.gateway.brand(), 'owner');
  expect((await give(stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const helper = await world.gateway.operator(brand, 'community_manager');
  expect((await give(helper)).data.badgeAward).toMatchObject({ award: { note: '谢谢' }, userErrors: [] });
  expect((await give(helper)).data.badgeAward.userErrors).toEqual([{ code: 'BADGE_HELD' }]);
  const { member } = await operate('query ($id: ID!) { member(id: $id) { timeline { nodes { action } } } }', {
    id: memberId,
  });
  expect(member.timeline.nodes[0].action).toBe('badge.award');
  expect(
    (await create({ ...badge, name: 'x', criterion: 'BY_HAND' }, helper)).errors?.[0]?.extensions.code,
  ).toBe('FORBIDDEN');
});

it('a leaderboard ranks members, shows them each other masked, and nobody who left it', async () => {
  const [linId, wuId] = [await idOf(lin), await idOf(wu)];
  const call = (who: Tokens, displayName: string) =>
    mine(who, 'mutation ($input: MeUpdateInput!) { meUpdate(input: $input) { userErrors { code } } }', {
      input: { displayName },
    });
  await call(lin, '林小姐');
  await call(wu, 'Wu');
  for (const [memberId, points] of [
    [linId, 30],
    [wuId, 50],
  ] as const)
    await operate(
      `mutation ($input: PointsEarnInput!, $key: String!) { pointsEarn(input: $input) @idempotent(key: $key) { userErrors { code } } }`,
      { input: { memberId, points }, key: newId() },
    );
  const own = '{ meLeaderboard(board: POINTS, period: WEEK) { rank name value isMe } }';
  expect((await mine(lin, own)).meLeaderboard).toEqual([
    { rank: 1, name: 'W**', value: 50, isMe: false },
    { rank: 2, name: '林**', value: 30, isMe: true },
  ]);
  const all =
    'query ($on: Date) { leaderboard(board: POINTS, period: MONTH, on: $on) { rank value member { id onLeaderboards } } }';
  expect((await operate(all)).leaderboard).toEqual([
    { rank: 1, value: 50, member: { id: wuId, onLeaderboards: true } },
    { rank: 2, value: 30, member: { id: linId, onLeaderboards: true } },
  ]);
  expect((await operate(all, { on: '2020-02-29' })).leaderboard).toEqual([]);
  const leave =
    'mutation ($shown: Boolean!) { meLeaderboardsSet(input: { shown: $shown }) { me { onLeaderboards } userErrors { code } } }';
  expect((await mine(wu, leave, { shown: false })).meLeaderboardsSet.me).toEqual({ onLeaderboards: false });
  expect((await mine(lin, own)).meLeaderboard).toEqual([{ rank: 1, name: '林**', value: 30, isMe: true }]);
  expect((await mine(wu, own)).meLeaderboard).toHaveLength(1);
  expect((await operate(all)).leaderboard).toHaveLength(1);
  const set = await operate(
    'mutation ($id: ID!) { memberLeaderboardsSet(input: { memberId: $id, shown: true }) { member { onLeaderboards } } }',
    { id: wuId },
  );
  expect(set.memberLeaderboardsSet.member).toEqual({ onLeaderboards: true });
  const stranger = await world.gateway.operator(await world.gateway.brand(), 'owner');
  expect((await operate(all, {}, stranger)).leaderboard).toEqual([]);
});

it('operators see whose birthdays were kept', async () => {
  const today = new Date().toISOString().slice(0, 10);
  await mine(lin, 'mutation ($input: MeUpdateInput!) { meUpdate(input: $input) { userErrors { code } } }', {
    input: { birthday: `1990${today.slice(4)}` },
  });
  await keepBirthdays(world.gateway.database, brand.uuid, { now: new Date(`${today}T06:00:00Z`) });
  const { birthdayCare } = await operate(
    '{ birthdayCare { nodes { day member { id } event { event entry { points } } gift { points } } } }',
  );
  expect(birthdayCare.nodes).toEqual([
    { day: today, member: { id: await idOf(lin) }, event: { event: 'BIRTHDAY', entry: null }, gift: null },
  ]);
});
