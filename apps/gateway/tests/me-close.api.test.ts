import { done } from '@kolony/domain/foundation/errors';
import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { brandScope } from '@kolony/domain/foundation/scope';
import { asAdmin } from '@kolony/testkit/server';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { TestBrand, TestOperator } from './harness.ts';
import { codesOf, type MemberWorld, startMemberWorld, type Tokens } from './member-world.ts';

const appId = 'wx00000000000000da';
let world: MemberWorld;
let brand: TestBrand;
let owner: TestOperator;
beforeAll(async () => {
  world = await startMemberWorld();
  brand = await world.brandWithApp(appId);
  owner = await world.gateway.operator(brand, 'owner');
});
afterAll(() => world.close());
beforeEach(() => world.unthrottle());

const as = ({ accessToken }: Tokens, query: string) =>
  world.gateway.graphql(query, {}, { token: accessToken });
const asOwner = (query: string) => world.gateway.graphql(query, {}, owner);
const close = (member: Tokens) => as(member, 'mutation { meClose { closed userErrors { code } } }');
const idOf = async (member: Tokens): Promise<string> => (await as(member, '{ me { id } }')).data.me.id;

/** All rows of a member in all tables of the brand, as text. */
async function everythingAbout(id: string): Promise<Record<string, string>> {
  return await asAdmin(world.gateway.adminUrl, async (admin) => {
    const { rows: tables } = await admin.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'brand_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(
        `select row_to_json(t)::text as row from "${name}" t where row_to_json(t)::text like '%' || $1 || '%'`,
        [decodeIdOf('Member', id)],
      );
      if (rows.length > 0) found[name] = rows.map(({ row }) => row).join('\n');
    }
    return found;
  });
}

it('deletes all that tells who they were, withdraws what they allowed and keeps their orders', async () => {
  const member = await world.signedIn(appId, 'o-closing');
  const id = await idOf(member);
  await as(
    member,
    'mutation { meUpdate(input: { displayName: "小明", realName: "王小明", address: "某路一号", birthday: "1990-01-01", province: "上海", city: "上海", interests: ["茶"], gender: MALE }) { userErrors { code } } }',
  );
  await as(
    member,
    'mutation { a: meConsentRecord(input: { purpose: MEMBERSHIP, granted: true, policyVersion: "1" }) { userErrors { code } } b: meConsentRecord(input: { purpose: SHARING, granted: false, policyVersion: "1" }) { userErrors { code } } }',
  );
  // What operators know besides, and a second member who was merged into them.
  const made = await asOwner(
    'mutation { memberCreate(input: { realName: "王小明", identities: [{ kind: PHONE, value: "13812345678" }] }) { member { id } } }',
  );
  const mergedId = made.data.memberCreate.member.id;
  for (const mutation of [
    `memberTagsUpdate(input: { memberId: "${id}", add: ["常客"] })`,
    `memberNoteCreate(input: { memberId: "${id}", body: "喜欢王小明这个名字" })`,
    `memberMerge(input: { keptId: "${id}", mergedId: "${mergedId}" })`,
    `orderRecord(input: { channel: "shop", orderNo: "closing-1", placedAt: "2026-01-01T00:00:00Z", total: "10.00", status: PAID, memberId: "${id}" })`,
    `pointsAdjust(input: { memberId: "${id}", points: 70, reason: "小明投诉" }) @idempotent(key: "${id} rich")`,
    `pointsAdjust(input: { memberId: "${id}", points: 5000, reason: "小明生病" }) @idempotent(key: "${id} richer")`,
  ])
    expect(codesOf(await asOwner(`mutation { ${mutation} { userErrors { code } } }`))).toEqual([]);
  // What was written when something was taken away, or came back.
  const things = await asOwner(
    'mutation { badgeCreate(input: { name: "茶友", icon: LEAF, color: "#0a7cff", criterion: BY_HAND }) { badge { id } } couponTemplateCreate(input: { name: "满减", kind: AMOUNT, amount: "1", validDays: 9 }) { template { id } } }',
  );
  const given = await asOwner(
    `mutation { badgeAward(input: { memberId: "${id}", badgeId: "${things.data.badgeCreate.badge.id}" }) { award { id } } couponIssue(input: { memberId: "${id}", templateId: "${things.data.couponTemplateCreate.template.id}" }) @idempotent(key: "closing coupon") { coupon { id } } }`,
  );
  const used = await asOwner(
    `mutation { badgeRevoke(input: { id: "${given.data.badgeAward.award.id}", reason: "小明不喜欢" }) { userErrors { code } } couponRedeem(input: { couponIds: ["${given.data.couponIssue.coupon.id}"], order: { amount: "5" } }) @idempotent(key: "closing use") { redemption { id } } }`,
  );
  const released = await asOwner(
    `mutation { couponRelease(input: { id: "${used.data.couponRedeem.redemption.id}", note: "小明没有来" }) { userErrors { code } } }`,
  );
  expect([codesOf(used), codesOf(released)]).toEqual([[], []]);
  const fresh = await world.signedIn(appId, 'o-closing');

  expect((await close(fresh)).data.meClose).toEqual({ closed: true, userErrors: [] });

  for (const one of [member, fresh])
    expect(codesOf(await as(one, '{ me { id } }'))).toEqual(['UNAUTHENTICATED']);
  const { data } = await asOwner(
    `{ member(id: "${id}") { displayName realName address gender birthday province city interests closedAt orderCount identities { id } tags { name } notes { totalCount } merges { id } consents { purpose granted } points { available pending } orders { nodes { orderNo } } timeline(first: 1) { nodes { action actorKind changes { before after } } } } }`,
  );
  expect(data.member).toMatchObject({
    displayName: null,
    realName: null,
    address: null,
    gender: 'UNKNOWN',
    birthday: null,
    province: null,
    city: null,
    interests: [],
    closedAt: expect.any(String),
    orderCount: 1,
    identities: [],
    tags: [],
    notes: { totalCount: 0 },
    merges: [],
    consents: [
      { purpose: 'MEMBERSHIP', granted: false },
      { purpose: 'SHARING', granted: false },
    ],
    points: { available: 0, pending: 0 },
    orders: { nodes: [{ orderNo: 'closing-1' }] },
    timeline: { nodes: [{ action: 'member.close', actorKind: 'MEMBER' }] },
  });
  const { data: asked } = await asOwner(
    `{ pointsAdjustments(filter: { memberId: "${id}" }) { nodes { points status reason } } }`,
  );
  expect(asked.pointsAdjustments.nodes).toEqual([
    { points: 5000, status: 'WITHDRAWN', reason: null },
    { points: 70, status: 'POSTED', reason: null },
  ]);
  for (const one of [id, mergedId]) {
    const left = await everythingAbout(one);
    // Masked, and never deleted: what was done stays provable. What was written of them never stood in it.
    expect(left.audit_event).not.toMatch(/不喜欢|没有来|投诉|生病|喜欢王小明/);
    delete left.audit_event;
    expect(JSON.stringify(left)).not.toMatch(
      /小明|某路|1990-01-01|常客|喜欢|o-closing|value_sealed|_sealed":"/,
    );
    expect(Object.keys(left)).not.toEqual(
      expect.arrayContaining([
        'member_identity',
        'member_note',
        'member_tag',
        'member_device',
        'member_name',
      ]),
    );
  }
  // Whoever signs in by the same handle is somebody new.
  expect(await idOf(await world.signedIn(appId, 'o-closing'))).not.toBe(id);
});

it('asks for a sign-in of the last ten minutes', async () => {
  const member = await world.signedIn(appId, 'o-old');
  await world.gateway.database.write(brandScope(brand.uuid), async (tx) =>
    done(await tx.query(`update member_device set signed_in_at = signed_in_at - interval '11 minutes'`)),
  );
  expect(codesOf(await close(member))).toEqual(['FRESH_SIGN_IN_REQUIRED']);
  expect(codesOf(await as(member, '{ me { id } }'))).toEqual([]);
  expect(codesOf(await close(await world.signedIn(appId, 'o-old')))).toEqual([]);
});

it('is done once by several at once, and a retry is nobody’s', async () => {
  const [one, other] = [await world.signedIn(appId, 'o-twice'), await world.signedIn(appId, 'o-twice')];
  const id = await idOf(one);
  const answers = await Promise.all([close(one), close(other), close(one), close(other)]);
  expect(answers.filter(({ data }) => data?.meClose?.closed)).toHaveLength(1);
  for (const answer of answers) expect([[], ['UNAUTHENTICATED']]).toContainEqual(codesOf(answer));
  expect(codesOf(await close(one))).toEqual(['UNAUTHENTICATED']);
  const { data } = await asOwner(`{ member(id: "${id}") { timeline { nodes { action } } } }`);
  const closings = data.member.timeline.nodes.filter(
    ({ action }: { action: string }) => action === 'member.close',
  );
  expect(closings).toHaveLength(1);
});

it('leaves a member whom no operator can give a name or a handle again', async () => {
  const member = await world.signedIn(appId, 'o-bare');
  const id = await idOf(member);
  await close(member);
  const tries = [
    `memberUpdate(input: { id: "${id}", version: 2, displayName: "x" })`,
    `memberIdentityAdd(input: { memberId: "${id}", identity: { kind: PHONE, value: "13912345678" } })`,
    `memberTagsUpdate(input: { memberId: "${id}", add: ["x"] })`,
    `memberNoteCreate(input: { memberId: "${id}", body: "x" })`,
    `memberConsentRecord(input: { memberId: "${id}", purpose: SHARING, granted: true, policyVersion: "1", channel: "x" })`,
  ];
  for (const one of tries)
    expect([one, codesOf(await asOwner(`mutation { ${one} { userErrors { code } } }`))]).toEqual([
      one,
      ['MEMBER_CLOSED'],
    ]);
});

it('races with sign-ins and changes, and leaves nothing behind whoever comes first', async () => {
  for (let round = 0; round < 6; round++) {
    const openid = `o-race-${round}`;
    const member = await world.signedIn(appId, openid);
    const id = await idOf(member);
    const [closed, signedIn] = await Promise.all([
      close(member),
      world.byWechat(appId, { openid }),
      as(member, 'mutation { meUpdate(input: { displayName: "名" }) { userErrors { code } } }'),
      as(
        member,
        'mutation { meConsentRecord(input: { purpose: SHARING, granted: true, policyVersion: "1" }) { userErrors { code } } }',
      ),
    ]);
    expect(codesOf(closed)).toEqual([]);
    const { tokens, me } = signedIn.data.memberSignInByWechat;
    // Signed in before it was closed, and out with it; or after, as somebody new.
    const now = await as(tokens, '{ me { id } }');
    expect(codesOf(now)).toEqual(me.id === id ? ['UNAUTHENTICATED'] : []);
    const left = await everythingAbout(id);
    expect(Object.keys(left).filter((table) => /^member_(identity|device|name)$/.test(table))).toEqual([]);
    expect(JSON.stringify(left.member)).not.toContain('名');
    const { data } = await asOwner(`{ member(id: "${id}") { consents { granted } } }`);
    expect(data.member.consents.filter(({ granted }: { granted: boolean }) => granted)).toEqual([]);
  }
});

it('leaves a member who is on no list, in no count and in no selection any more, and whom orders and ids lead to all the same', async () => {
  const member = await world.signedIn(appId, 'o-hidden');
  const id = await idOf(member);
  const shop = await asOwner(
    `mutation { orderRecord(input: { channel: "shop", orderNo: "hidden-1", placedAt: "2026-01-02T00:00:00Z", total: "10.00", status: PAID, memberId: "${id}" }) { order { id } } memberUpdate(input: { id: "${id}", version: 1, province: "西藏", displayName: "隐" }) { userErrors { code } } badgeCreate(input: { name: "隐士", icon: LEAF, color: "#0a7cff", criterion: BY_HAND }) { badge { id } } }`,
  );
  const badgeId = shop.data.badgeCreate.badge.id;
  await asOwner(
    `mutation { badgeAward(input: { memberId: "${id}", badgeId: "${badgeId}" }) { award { id } } }`,
  );
  const lists = async () => {
    const { data } = await asOwner(
      `{ all: members(first: 100) { totalCount nodes { id } aggregates { orderCount } } named: members(search: "隐") { totalCount } byOrder: members(search: "hidden-1") { totalCount nodes { id } } there: members(filter: { province: ["西藏"] }) { totalCount } overview(interval: MONTH) { memberCount } badges { id awardCount holderCount } }`,
    );
    const { all, named, byOrder, there, overview, badges } = data;
    const badge = badges.find((one: { id: string }) => one.id === badgeId);
    return {
      counts: [all.totalCount, all.aggregates.orderCount, overview.memberCount],
      isListed: all.nodes.some((one: { id: string }) => one.id === id),
      found: [named.totalCount, byOrder.totalCount, byOrder.nodes.length, there.totalCount],
      badge: [badge.awardCount, badge.holderCount],
    };
  };
  const before = await lists();
  expect(before).toMatchObject({ isListed: true, found: [1, 1, 1, 1], badge: [1, 1] });
  await close(member);
  expect(await lists()).toEqual({
    counts: before.counts.map((n) => n - 1),
    isListed: false,
    found: [0, 0, 0, 0],
    badge: [1, 0],
  });
  const { data } = await asOwner(
    `{ member(id: "${id}") { closedAt orderCount tier { growthValue } lifecycleStage rfm { recency } } orders(first: 1, orderBy: [PLACED_AT_DESC]) { nodes { orderNo member { id closedAt } } } }`,
  );
  expect(data).toEqual({
    member: { closedAt: expect.any(String), orderCount: 1, tier: null, lifecycleStage: null, rfm: null },
    orders: { nodes: [{ orderNo: 'hidden-1', member: { id, closedAt: expect.any(String) } }] },
  });

  // Named one by one they are passed over, with the reason.
  const begun = await asOwner(
    `mutation { memberBulkTag(input: { selection: { ids: ["${id}"] }, add: ["x"] }) { job { id } } memberExport(input: { selection: { ids: ["${id}"] }, columns: [NAME, ORDER_COUNT] }) { job { id } } }`,
  );
  for (const { job } of Object.values<{ job: { id: string } }>(begun.data)) {
    const ended = async () =>
      (await asOwner(`{ job(id: "${job.id}") { status report { done failed } } }`)).data.job;
    await vi.waitFor(
      async () => {
        expect(await ended()).toEqual({ status: 'COMPLETED', report: { done: 0, failed: 1 } });
      },
      { timeout: 20_000, interval: 100 },
    );
  }
  const left = await everythingAbout(id);
  expect(left.member_tag).toBeUndefined();
  const { data: given } = await asOwner(
    `mutation { pointsAdjust(input: { memberId: "${id}", points: 7, reason: "x" }) @idempotent(key: "${id} late") { userErrors { code field } } }`,
  );
  expect(given.pointsAdjust.userErrors).toEqual([{ code: 'MEMBER_CLOSED', field: ['memberId'] }]);
});
