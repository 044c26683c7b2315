import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, TestBrand, TestOperator } from './harness.ts';
import { codesOf, type MemberWorld, startMemberWorld, type Tokens } from './member-world.ts';

const appId = 'wx00000000000000aa';
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

const ask = (query: string, { accessToken }: Pick<Tokens, 'accessToken'>, variables = {}): Promise<Answer> =>
  world.gateway.graphql(query, variables, { token: accessToken });
const asOwner = (query: string, variables = {}) => world.gateway.graphql(query, variables, owner);

describe('a member', () => {
  it('takes rewards for points, once a key, and sees only those that are offered', async () => {
    const member = await world.signedIn(appId, 'o-rewards');
    const { data } = await ask('{ me { id } }', member);
    const make = (fields: string) =>
      asOwner(
        `mutation { rewardCreate(input: { kind: GIFT, ${fields} }) { reward { id } userErrors { code } } }`,
      );
    const tea = await make('name: "龙井", points: 30, stock: 1');
    await make('name: "hidden", points: 1, active: false');
    await make('name: "tomorrow", points: 1, startsAt: "2090-01-01T00:00:00Z"');
    await asOwner(
      `mutation { pointsAdjust(input: { memberId: "${data.me.id}", points: 70, reason: "x" }) @idempotent(key: "${data.me.id} rich") { userErrors { code } } }`,
    );
    const rewardId = tea.data.rewardCreate.reward.id;
    const take = (key: string) =>
      ask(
        'mutation ($input: MeRewardRedeemInput!, $key: String!) { meRewardRedeem(input: $input) @idempotent(key: $key) { redemption { id status points reward { name } } userErrors { code } } }',
        member,
        { input: { rewardId }, key },
      );
    const taken = await Promise.all([take('a'), take('a'), take('a')]);
    expect(new Set(taken.map((answer) => answer.data.meRewardRedeem.redemption.id)).size).toBe(1);
    expect(taken[0]?.data.meRewardRedeem.redemption).toMatchObject({
      status: 'REDEEMED',
      points: 30,
      reward: { name: '龙井' },
    });
    expect((await take('b')).data.meRewardRedeem.userErrors).toEqual([{ code: 'REWARD_OUT_OF_STOCK' }]);
    const seen = await ask(
      '{ me { points { available } rewards { nodes { name points stock } } redemptions { totalCount nodes { reward { name } } } } }',
      member,
    );
    expect(seen.data.me).toEqual({
      points: { available: 40 },
      rewards: { nodes: [{ name: '龙井', points: 30, stock: 0 }] },
      redemptions: { totalCount: 1, nodes: [{ reward: { name: '龙井' } }] },
    });
    const withdrawn = await asOwner(
      `mutation { rewardUpdate(input: { id: "${rewardId}", version: 2, name: "龙井", kind: GIFT, points: 30, stock: 0, active: false }) { userErrors { code } } }`,
    );
    expect(withdrawn.data.rewardUpdate.userErrors).toEqual([]);
    const known = await ask(
      '{ me { rewards { nodes { name } } redemptions { nodes { reward { name } } } } }',
      member,
    );
    expect(known.data.me).toEqual({
      rewards: { nodes: [] },
      redemptions: { nodes: [{ reward: { name: '龙井' } }] },
    });
    const { id } = taken[0]?.data.meRewardRedeem.redemption ?? {};
    const decided = await asOwner(
      `mutation { rewardRedemptionDecide(input: { id: "${id}", action: CANCEL, note: "broken" }) {
        redemption { status availableActions note reward { stock } member { points { available } } entry { subject { __typename } } } userErrors { code } } }`,
    );
    expect(decided.data.rewardRedemptionDecide).toEqual({
      redemption: {
        status: 'CANCELLED',
        availableActions: [],
        note: 'broken',
        reward: { stock: 1 },
        member: { points: { available: 70 } },
        entry: { subject: { __typename: 'RewardRedemption' } },
      },
      userErrors: [],
    });
    const bare = await ask(
      `mutation { meRewardRedeem(input: { rewardId: "${rewardId}" }) { userErrors { code } } }`,
      member,
    );
    expect(bare.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('sees their points and what happened to them, and nothing of who did it or of what operators wrote', async () => {
    const member = await world.signedIn(appId, 'o-points');
    const { data } = await ask('{ me { id } }', member);
    const id = data.me.id;
    const give = (mutation: string) =>
      asOwner(
        `mutation { ${mutation} @idempotent(key: "${id} ${mutation.length}") { userErrors { code } } }`,
      );
    await give(`pointsAdjust(input: { memberId: "${id}", points: 90, reason: "looks like fraud" })`);
    await give(`pointsRedeem(input: { memberId: "${id}", points: 30, reason: "龙井" })`);
    const seen = await ask(
      '{ me { points { available pending expiringNext { points } entries { totalCount nodes { kind points availableAfter reason orderNo } } } } }',
      member,
    );
    expect(seen.data.me.points).toEqual({
      available: 60,
      pending: 0,
      expiringNext: { points: 60 },
      entries: {
        totalCount: 2,
        nodes: [
          { kind: 'REDEEM', points: -30, availableAfter: 60, reason: '龙井', orderNo: null },
          { kind: 'ADJUST', points: 90, availableAfter: 90, reason: null, orderNo: null },
        ],
      },
    });
    const refused = await ask(
      `{ me { id } pointsEntries { totalCount } member(id: "${id}") { points { available } } }`,
      member,
    );
    expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual([
      'OPERATORS_ONLY',
      'OPERATORS_ONLY',
    ]);
    const other = await world.signedIn(appId, 'o-nothing');
    expect(
      (await ask('{ me { points { available entries { totalCount } } } }', other)).data.me.points,
    ).toEqual({
      available: 0,
      entries: { totalCount: 0 },
    });
  });

  it('sees their own data whole, in one statement, and it is no event of the audit log', async () => {
    const member = await world.signedIn(appId, 'o-profile');
    const { data } = await ask(
      `mutation ($input: MeUpdateInput!) { meUpdate(input: $input) { me { id version displayName realName address gender birthday province city interests } userErrors { code } } }`,
      member,
      {
        input: {
          displayName: '小明',
          realName: '王小明',
          address: '上海市静安区某路一号',
          gender: 'MALE',
          birthday: '1990-02-28',
          province: '上海',
          city: '上海',
          interests: ['茶'],
        },
      },
    );
    expect(data.meUpdate).toMatchObject({
      userErrors: [],
      me: { realName: '王小明', address: '上海市静安区某路一号', birthday: '1990-02-28', version: 2 },
    });
    const seen = await ask('{ me { realName address identities { value } } }', member);
    expect(seen.data.me).toEqual({
      realName: '王小明',
      address: '上海市静安区某路一号',
      identities: [{ value: 'o-profile' }],
    });
    const log = await asOwner(
      `{ member(id: "${data.meUpdate.me.id}") { realName timeline { nodes { action actorKind actor { id } changes { after } } } } }`,
    );
    expect(log.data.member.realName).toBe('王**');
    expect(
      log.data.member.timeline.nodes.map(({ action, actorKind }: Record<string, string>) => [
        action,
        actorKind,
      ]),
    ).toEqual([
      ['member.update', 'MEMBER'],
      ['member.resolve', 'SYSTEM'],
    ]);
    expect(JSON.stringify(log.data)).not.toContain('王小明');
    // Found by the name that they gave themselves.
    const found = await asOwner('{ members(search: "小明") { nodes { id } } }');
    expect(found.data.members.nodes).toEqual([{ id: data.meUpdate.me.id }]);
  });

  it('is told all that is wrong with a profile at once, and an older version is refused', async () => {
    const member = await world.signedIn(appId, 'o-wrong');
    const update = (input: object) =>
      ask(
        'mutation ($input: MeUpdateInput!) { meUpdate(input: $input) { me { version } userErrors { code field } } }',
        member,
        { input },
      );
    const { data } = await update({
      displayName: 'x'.repeat(101),
      birthday: '2999-01-01',
      city: '\u0007',
      version: 9,
    });
    expect(data.meUpdate).toEqual({
      me: null,
      userErrors: [
        { code: 'TOO_LONG', field: ['displayName'] },
        { code: 'INVALID_TEXT', field: ['city'] },
        { code: 'DATE_IN_FUTURE', field: ['birthday'] },
        { code: 'VERSION_OUTDATED', field: ['version'] },
      ],
    });
    expect((await update({ displayName: 'a', version: 1 })).data.meUpdate.me.version).toBe(2);
    expect(codesOf(await update({ displayName: 'b', version: 1 }))).toEqual(['VERSION_OUTDATED']);
    expect((await update({})).data.meUpdate.me.version).toBe(2);
  });

  it('grants and withdraws consents, of which each is kept', async () => {
    const member = await world.signedIn(appId, 'o-consent');
    const say = (granted: boolean, policyVersion = '2026-1') =>
      ask(
        `mutation ($input: MeConsentRecordInput!) { meConsentRecord(input: $input) { me { consents { purpose granted channel } consentHistory { totalCount nodes { granted policyVersion } } } userErrors { code } } }`,
        member,
        { input: { purpose: 'MARKETING_SMS', granted, policyVersion } },
      );
    await say(true);
    const { data } = await say(false, '2026-2');
    expect(data.meConsentRecord.me).toEqual({
      consents: [{ purpose: 'MARKETING_SMS', granted: false, channel: 'mini_program' }],
      consentHistory: {
        totalCount: 2,
        nodes: [
          { granted: false, policyVersion: '2026-2' },
          { granted: true, policyVersion: '2026-1' },
        ],
      },
    });
    expect(codesOf(await say(true, ''))).toEqual(['REQUIRED']);
  });

  it('pages through their own orders and sees nobody else’s', async () => {
    const [mine, other] = [await world.signedIn(appId, 'o-orders'), await world.signedIn(appId, 'o-other')];
    for (const [openid, count] of [
      ['o-orders', 3],
      ['o-other', 2],
    ] as const) {
      for (let n = 1; n <= count; n++) {
        const recorded = await asOwner(
          `mutation { orderRecord(input: { channel: "shop", orderNo: "${openid}-${n}", placedAt: "2026-01-0${n}T00:00:00Z", total: "10.00", status: PAID, identities: [{ kind: OPENID, namespace: "${appId}", value: "${openid}" }], lines: [{ productName: "茶", quantity: 1, unitPrice: "10.00" }] }) { userErrors { code } } }`,
        );
        expect(codesOf(recorded)).toEqual([]);
      }
    }
    const page =
      '{ me { orderCount spent { amount currency } orders(first: 2) { totalCount nodes { id orderNo status total { amount currency } lines { productName unitPrice { amount currency } } refunds { amount { amount } } } pageInfo { hasNextPage endCursor } } } }';
    const { data } = await ask(page, mine);
    expect(data.me).toMatchObject({
      orderCount: 3,
      spent: { amount: '30.00', currency: 'CNY' },
      orders: {
        totalCount: 3,
        nodes: [
          { orderNo: 'o-orders-3', lines: [{ productName: '茶' }], refunds: [] },
          { orderNo: 'o-orders-2' },
        ],
        pageInfo: { hasNextPage: true },
      },
    });
    const { endCursor } = data.me.orders.pageInfo;
    const next = await ask(`{ me { orders(first: 2, after: "${endCursor}") { nodes { orderNo } } } }`, mine);
    expect(next.data.me.orders.nodes).toEqual([{ orderNo: 'o-orders-1' }]);
    // A cursor of one is a place in the list of another, and nothing more.
    const others = await ask(
      `{ me { orders(first: 9, after: "${endCursor}") { nodes { orderNo } } } }`,
      other,
    );
    expect(others.data.me.orders.nodes).toEqual([{ orderNo: 'o-other-1' }]);
  });

  it('does once what is asked for twice with the same key', async () => {
    const member = await world.signedIn(appId, 'o-key');
    const say = (granted: boolean) =>
      ask(
        `mutation { meConsentRecord(input: { purpose: SHARING, granted: ${granted}, policyVersion: "1" }) @idempotent(key: "k1") { me { consentHistory { totalCount } } userErrors { code } } }`,
        member,
      );
    await say(true);
    expect((await say(true)).data.meConsentRecord.me.consentHistory.totalCount).toBe(1);
    expect(codesOf(await say(false))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    // The key is theirs alone.
    const other = await world.signedIn(appId, 'o-key-2');
    const same = await ask(
      'mutation { meConsentRecord(input: { purpose: SHARING, granted: false, policyVersion: "1" }) @idempotent(key: "k1") { userErrors { code } } }',
      other,
    );
    expect(codesOf(same)).toEqual([]);
  });
});

describe('devices', () => {
  const devices = async (member: Tokens) =>
    (await ask('{ me { devices { id name ip current lastSeenAt } } }', member)).data.me.devices;

  it('are listed, and signed out one by one; those of others are as unknown', async () => {
    const [phone, tablet] = [
      await world.signedIn(appId, 'o-devices'),
      await world.signedIn(appId, 'o-devices'),
    ];
    const stranger = await world.signedIn(appId, 'o-stranger');
    const listed = await devices(tablet);
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatchObject({ name: 'iPhone 17', ip: '127.0.0.1', current: true });
    const revoke = (member: Tokens, id: string) =>
      ask(`mutation { meDeviceRevoke(input: { id: "${id}" }) { revokedId userErrors { code } } }`, member);
    expect(codesOf(await revoke(stranger, listed[1].id))).toEqual(['NOT_FOUND']);
    expect((await revoke(tablet, listed[1].id)).data.meDeviceRevoke.revokedId).toBe(listed[1].id);
    expect(codesOf(await ask('{ me { id } }', phone))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await revoke(tablet, 'device_nonsense'))).toEqual(['NOT_FOUND']);
    expect(await devices(tablet)).toHaveLength(1);
  });

  it('are signed out here, or everywhere', async () => {
    const [one, two, three] = [
      await world.signedIn(appId, 'o-out'),
      await world.signedIn(appId, 'o-out'),
      await world.signedIn(appId, 'o-out'),
    ];
    expect((await ask('mutation { meSignOut { devices } }', one)).data.meSignOut.devices).toBe(1);
    expect(codesOf(await ask('{ me { id } }', one))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await ask('{ me { id } }', two))).toEqual([]);
    const all = await ask('mutation { meSignOut(input: { everywhere: true }) { devices } }', two);
    expect(all.data.meSignOut.devices).toBe(2);
    expect(codesOf(await ask('{ me { id } }', three))).toEqual(['UNAUTHENTICATED']);
  });

  it('are at most twenty: one more ends the one that was not seen for longest', async () => {
    const first = await world.signedIn(appId, 'o-twenty');
    for (let n = 0; n < 20; n++) await world.signedIn(appId, 'o-twenty');
    const last = await world.signedIn(appId, 'o-twenty');
    expect(codesOf(await ask('{ me { id } }', first))).toEqual(['UNAUTHENTICATED']);
    expect(await devices(last)).toHaveLength(20);
  });

  it('are signed out when the program that they used is removed, and when members are merged', async () => {
    const elsewhere = await world.brandWithApp('wx00000000000000ab');
    const { token } = await world.gateway.operator(elsewhere, 'owner');
    const member = await world.signedIn('wx00000000000000ab', 'o');
    const list = await world.gateway.graphql('{ memberClients { id } }', {}, { token });
    await world.gateway.graphql(
      `mutation { memberClientDelete(input: { id: "${list.data.memberClients[0].id}" }) { deletedId } }`,
      {},
      { token },
    );
    expect(codesOf(await ask('{ me { id } }', member))).toEqual(['UNAUTHENTICATED']);

    const [kept, merged] = [await world.signedIn(appId, 'o-kept'), await world.signedIn(appId, 'o-merged')];
    const idOf = async (tokens: Tokens) => (await ask('{ me { id } }', tokens)).data.me.id;
    const [keptId, mergedId] = [await idOf(kept), await idOf(merged)];
    const done = await asOwner(
      `mutation { memberMerge(input: { keptId: "${keptId}", mergedId: "${mergedId}" }) { merge { id } userErrors { code } } }`,
    );
    expect(codesOf(await ask('{ me { id } }', merged))).toEqual(['UNAUTHENTICATED']);
    const again = await world.signedIn(appId, 'o-merged');
    expect(await idOf(again)).toBe(keptId);
    await asOwner(
      `mutation { memberMergeUndo(input: { id: "${done.data.memberMerge.merge.id}" }) { userErrors { code } } }`,
    );
    expect(codesOf(await ask('{ me { id } }', again))).toEqual(['UNAUTHENTICATED']);
    expect(await idOf(await world.signedIn(appId, 'o-merged'))).toBe(mergedId);
  });
});
