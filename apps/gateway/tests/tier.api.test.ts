import { settleOrders } from '@kolony/domain/earning/order-earning.settle';
import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { calculateAll } from '@kolony/domain/standing/standing.calculate';
import { refresh } from '@kolony/domain/standing/standing.refresh';
import { runPreview } from '@kolony/domain/tier/ladder.preview.run';
import { runChange } from '@kolony/domain/tier/ladder.run';
import { asAdmin } from '@kolony/testkit/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startGateway,
  type TestBrand,
  type TestGateway,
  type TestMember,
  type TestOperator,
} from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let marketer: TestOperator;
let lin: TestMember;
let wang: TestMember;

const ask = (query: string, variables: object = {}, operator = marketer) =>
  gateway.graphql(query, { ...variables }, { token: operator.token, brand: brand.id });
const mine = (query: string, who = lin) => gateway.graphql(query, {}, { token: who.token });

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

const terms = {
  ...{ perUnit: 100, perOrder: 0, perEvent: [{ event: 'CHECK_IN', growth: 5 }], period: 'ROLLING_YEAR' },
  ...{ policy: 'BY_BALANCE', graceDays: 30, warningDays: 365 },
};
const named = (thresholds: Record<string, number>, ids: Record<string, string> = {}) =>
  Object.entries(thresholds).map(([name, threshold]) => ({
    ...{ name, threshold, color: '#C0C0C0' },
    ...(ids[name] ? { id: ids[name] } : {}),
  }));

const changing = `mutation ($input: TierLadderChangeInput!) { tierLadderChange(input: $input) {
  change { id status canBeRolledBack job { name } ladder { version tiers { id name color threshold rank memberCount } } }
  userErrors { code field message } } }`;

const previewing = `mutation ($input: TierLadderChangeInput!) { tierLadderPreviewCreate(input: $input) {
  preview { id status version atOnce job { name status subjectId } operator { id } result { memberCount }
    ladder { perUnit perEvent { event growth } period tiers { id name threshold } } } userErrors { code field message } } }`;

/** Changes the ladder and leads everyone over; gives the ids of tiers by name. */
async function change(input: object): Promise<{ id: string; ids: Record<string, string> }> {
  const { data, errors } = await ask(changing, { input });
  expect([errors, data.tierLadderChange.userErrors]).toEqual([undefined, []]);
  const { id, ladder } = data.tierLadderChange.change;
  await runChange(gateway.database, gateway.scope(brand), decodeIdOf('TierLadderChange', id) ?? '');
  const ids = ladder.tiers.map((tier: { name: string; id: string }) => [tier.name, tier.id]);
  return { id, ids: Object.fromEntries(ids) };
}

const order = (member: TestMember, orderNo: string, total: string, days = 0) =>
  ask(
    'mutation ($input: OrderRecordInput!) { orderRecord(input: $input) { order { id } userErrors { code } } }',
    { input: { memberId: member.id, orderNo, total, status: 'PAID', placedAt: ago(days) } },
    owner,
  );
const follow = () => refresh(gateway.database, gateway.scope(brand));

let owner: TestOperator;
let tiers: Record<string, string>;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  marketer = await gateway.operator(brand, 'marketer');
  [lin, wang] = [await gateway.member(brand), await gateway.member(brand)];
  await calculateAll(gateway.database, gateway.scope(brand));
  const { ids } = await change({ version: 0, ...terms, tiers: named({ 普通: 0, 银卡: 1000, 金卡: 3000 }) });
  tiers = ids;
});
afterAll(() => gateway.close());

describe('the ladder', () => {
  it('is there for who may see members, with how many are in each tier', async () => {
    const { data } = await ask(
      '{ tierLadder { version perUnit perOrder perEvent { event growth } period policy graceDays warningDays tiers { name color rank memberCount } lastChange { status movedUp tiersBefore { name } tiersAfter { name } } } }',
    );
    expect(data.tierLadder).toMatchObject({
      ...{ version: 1, ...terms },
      tiers: [
        { name: '普通', color: '#c0c0c0', rank: 1, memberCount: 2 },
        { rank: 2 },
        { rank: 3, memberCount: 0 },
      ],
      lastChange: { status: 'DONE', tiersBefore: [], tiersAfter: [{ name: '普通' }, {}, {}] },
    });
    const other = await gateway.operator(await gateway.brand(), 'owner');
    const elsewhere = await gateway.graphql(
      '{ tierLadder { version } tiersEnding { totalCount } }',
      {},
      { token: other.token },
    );
    expect(elsewhere.data).toEqual({ tierLadder: null, tiersEnding: { totalCount: 0 } });
  });

  it('tells all that is wrong with it, in words', async () => {
    const input = { version: 0, ...terms, graceDays: 999, tiers: named({ a: 5, b: 4 }) };
    const { data } = await ask(changing, { input });
    expect(data.tierLadderChange).toMatchObject({ change: null, userErrors: [{ code: 'VERSION_OUTDATED' }] });
    const tried = await ask(previewing, {
      input: { ...input, version: 1 },
    });
    expect(tried.data.tierLadderPreviewCreate).toMatchObject({
      preview: null,
      userErrors: [
        { code: 'OUT_OF_RANGE', field: ['graceDays'] },
        {
          code: 'TIER_THRESHOLDS_INVALID',
          message: 'The lowest tier begins at 0, and each further one above the one before.',
        },
        { code: 'TIER_THRESHOLDS_INVALID', field: ['tiers', '1', 'threshold'] },
      ],
    });
  });
});

describe('a member', () => {
  it('rises with orders, and both they and operators see how far', async () => {
    await order(lin, 'A1', '1500.99', 60);
    await follow();
    const { data } = await ask(
      `query ($id: ID!) { member(id: $id) { tier { tier { name } growthValue growthBySpend growthByOrders growthByEvents next { name } missing progress needed warnedAt validUntil graceUntil }
        tierHistory { nodes { cause from { name } to { name } growthValue needed endsOn } } } }`,
      { id: lin.id },
    );
    expect(data.member.tier).toMatchObject({
      ...{
        tier: { name: '银卡' },
        growthValue: 1500,
        growthBySpend: 1500,
        growthByOrders: 0,
        growthByEvents: 0,
      },
      ...{ next: { name: '金卡' }, missing: 1500, progress: 0.25, needed: 1000, graceUntil: null },
    });
    expect(data.member.tier.warnedAt).toMatch(/^20/);
    const causes = data.member.tierHistory.nodes.map(({ cause }: { cause: string }) => cause).sort();
    expect(causes).toEqual(['UPGRADE', 'WARNING']);
    const own = await mine(
      '{ me { tier { tier { name } growthValue next { name } missing progress validUntil needed warnedAt } tiers { name threshold } tierHistory { nodes { cause needed from { name } to { name } } } } }',
    );
    expect(own.data.me).toMatchObject({
      tier: {
        tier: { name: '银卡' },
        growthValue: 1500,
        missing: 1500,
        needed: 1000,
        validUntil: data.member.tier.validUntil,
      },
      tiers: [{ name: '普通' }, { name: '银卡', threshold: 1000 }, { name: '金卡' }],
    });
    expect(
      (await mine('{ me { tier { tier { name } } tierHistory { totalCount } } }', wang)).data.me,
    ).toEqual({
      tier: { tier: { name: '普通' } },
      tierHistory: { totalCount: 0 },
    });
  });

  it('is found by the tier, and by when it ends', async () => {
    const count = async (filter: object) =>
      (await ask('query ($filter: MemberFilter) { members(filter: $filter) { totalCount } }', { filter }))
        .data?.members?.totalCount;
    expect(await count({ tierIds: [tiers.银卡] })).toBe(1);
    expect(await count({ tierIds: [tiers.普通, tiers.金卡] })).toBe(1);
    expect(await count({ tierEndsWithinDays: 340 })).toBe(1);
    expect(await count({ tierEndsWithinDays: 300 })).toBe(0);
    expect(await count({ tierEndsWithinDays: -1 })).toBeUndefined();
    const { data } = await ask(
      '{ tiersEnding(filter: { warned: true }) { totalCount nodes { needed tier { name } member { id } } } }',
    );
    expect(data.tiersEnding).toEqual({
      totalCount: 1,
      nodes: [{ needed: 1000, tier: { name: '银卡' }, member: { id: lin.id } }],
    });
  });
});

describe('benefits', () => {
  it('are granted by a tier, used so many times, and given back', async () => {
    const create = (input: object) =>
      ask(
        'mutation ($input: BenefitCreateInput!) { benefitCreate(input: $input) { benefit { id version yearlyCost { amount } tier { name } } userErrors { code field } } }',
        { input: { tierId: tiers.银卡, ...input } },
      );
    const made = await create({
      kind: 'FREE_SHIPPING',
      name: '免邮',
      times: 2,
      period: 'MONTH',
      yearlyCost: '36',
    });
    expect(made.data.benefitCreate).toMatchObject({
      benefit: { yearlyCost: { amount: '36.00' } },
      userErrors: [],
    });
    expect((await create({ kind: 'DISCOUNT', name: '九折' })).data.benefitCreate.userErrors).toEqual([
      { code: 'REQUIRED', field: ['percent'] },
    ]);
    const benefitId = made.data.benefitCreate.benefit.id;
    const use = (key: string | null, memberId = lin.id) =>
      ask(
        `mutation ($input: BenefitUseInput!) { benefitUse(input: $input) ${key ? `@idempotent(key: "${key}")` : ''} { use { id undoneAt benefit { name } member { id } } userErrors { code } } }`,
        { input: { memberId, benefitId, note: 'A1' } },
      );
    expect((await use(null)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const first = await use('u1');
    expect((await use('u1')).data).toEqual(first.data);
    const left = async () =>
      (await mine('{ me { tier { tier { benefits { name left times } } } } }')).data.me.tier.tier.benefits;
    expect(await left()).toEqual([{ name: '免邮', left: 1, times: 2 }]);
    // Operators are told the same, however much was used of other kinds since.
    await asAdmin(gateway.adminUrl, (admin) =>
      admin.query(
        `insert into benefit_use (brand_id, id, benefit_id, member_id, kind, key, at)
         select u.brand_id, gen_random_uuid(), u.benefit_id, u.member_id, 'priority', 'many ' || n, now()
         from benefit_use u, generate_series(1, 120) n where u.key = 'u1'`,
      ),
    );
    const leftOf = async (id: string) =>
      (await ask(`{ member(id: "${id}") { tier { benefits { left benefit { name } } } } }`)).data.member.tier
        .benefits;
    expect(await leftOf(lin.id)).toEqual([{ left: 1, benefit: { name: '免邮' } }]);
    expect(await leftOf(wang.id)).toEqual([]);
    await asAdmin(gateway.adminUrl, (admin) =>
      admin.query(`delete from benefit_use where key like 'many %'`),
    );
    await use('u2');
    expect(await leftOf(lin.id)).toEqual([{ left: 0, benefit: { name: '免邮' } }]);
    expect((await use('u3')).data.benefitUse.userErrors).toEqual([{ code: 'BENEFIT_USED_UP' }]);
    expect((await use('u4', wang.id)).data.benefitUse.userErrors).toEqual([
      { code: 'BENEFIT_OF_OTHER_TIER' },
    ]);
    const undone = await ask(
      'mutation ($id: ID!) { benefitUseUndo(input: { id: $id }) { use { undoneAt } userErrors { code } } }',
      { id: first.data.benefitUse.use.id },
    );
    expect(undone.data.benefitUseUndo.use.undoneAt).toMatch(/^20/);
    expect(await left()).toEqual([{ name: '免邮', left: 1, times: 2 }]);
    const uses = '{ benefitUses { nodes { note operator { id } undoneAt } } member: members { totalCount } }';
    expect((await ask(uses)).data.benefitUses.nodes).toHaveLength(2);
    const other = await gateway.brand();
    const stranger = await gateway.operator(other, 'owner');
    const theirs = await gateway.graphql(
      'mutation ($id: ID!) { benefitDelete(input: { id: $id }) { deletedId } }',
      { id: benefitId },
      { token: stranger.token },
    );
    expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('tell how a contact is reached to who is in the tier alone', async () => {
    for (const name of ['银卡', '金卡'])
      await ask(
        'mutation ($input: BenefitCreateInput!) { benefitCreate(input: $input) { userErrors { code } } }',
        {
          input: {
            tierId: tiers[name],
            kind: 'DEDICATED_CONTACT',
            name: `${name}顾问`,
            contact: `wx-${name}`,
          },
        },
      );
    const { me } = (await mine('{ me { tiers { benefits { name contact } } } }')).data;
    const contacts = me.tiers
      .flatMap((tier: { benefits: { name: string; contact: string | null }[] }) => tier.benefits)
      .filter(({ name }: { name: string }) => name.endsWith('顾问'));
    expect(contacts).toEqual([
      { name: '银卡顾问', contact: 'wx-银卡' },
      { name: '金卡顾问', contact: null },
    ]);
  });

  it('that multiply points show as a step of their own in what an order gives; rules may be for tiers', async () => {
    const rule = (name: string, more: string) =>
      ask(
        `mutation { earningRuleCreate(input: { name: "${name}", event: ORDER_PAID, ${more} }) { rule { tierIds } userErrors { code } } }`,
      );
    await rule('一元一分', 'effect: BASE, points: 1, per: "1"');
    const made = await rule('银卡加赠', `effect: BONUS, points: 7, tierIds: ["${tiers.银卡}"]`);
    expect(made.data.earningRuleCreate).toEqual({ rule: { tierIds: [tiers.银卡] }, userErrors: [] });
    await ask(
      'mutation ($input: BenefitCreateInput!) { benefitCreate(input: $input) { userErrors { code } } }',
      {
        input: { tierId: tiers.银卡, kind: 'POINTS_MULTIPLIER', name: '银卡 1.5 倍', factor: 150 },
      },
    );
    const simulate = async (more: string) =>
      (
        await ask(
          `{ pointsSimulate(input: { event: ORDER_PAID, amount: "101", ${more} }) { points steps { name points reason ruleId benefitId } } }`,
        )
      ).data.pointsSimulate;
    const of = ({
      points,
      steps,
    }: {
      points: number;
      steps: { name: string; points: number; reason: string }[];
    }) => [points, ...steps.map((step) => `${step.name} ${step.points} ${step.reason}`)];
    const silver = ['一元一分 101 null', '银卡 1.5 倍 50 null', '银卡加赠 7 null'];
    expect(of(await simulate(`memberId: "${lin.id}"`))).toEqual([158, ...silver]);
    expect(of(await simulate(`tierId: "${tiers.银卡}"`))).toEqual([158, ...silver]);
    expect(of(await simulate(`memberId: "${wang.id}"`))).toEqual([
      101,
      '一元一分 101 null',
      '银卡加赠 0 OTHER_TIER',
    ]);
    const [, step] = (await simulate(`memberId: "${lin.id}"`)).steps;
    expect([step.ruleId, step.benefitId]).toEqual([null, expect.stringMatching(/^benefit_/)]);
    const recorded = await order(lin, 'A2', '101');
    await settleOrders(gateway.database, brand.uuid);
    const { data } = await ask(
      'query ($id: ID!) { order(id: $id) { earning { points steps { name points } } } }',
      { id: recorded.data.orderRecord.order.id },
    );
    expect(data.order.earning).toMatchObject({
      points: 158,
      steps: [{}, { name: '银卡 1.5 倍', points: 50 }, {}],
    });
  });

  it('and rewards for a tier are had by nobody else', async () => {
    const made = await ask(
      `mutation { rewardCreate(input: { name: "茶", kind: GIFT, points: 1, tierIds: ["${tiers.银卡}"] }) { reward { id tierIds } userErrors { code } } }`,
    );
    const { id } = made.data.rewardCreate.reward;
    for (const member of [lin, wang])
      await ask(
        `mutation { pointsAdjust(input: { memberId: "${member.id}", points: 5, reason: "x" }) @idempotent(key: "rich ${member.id}") { userErrors { code } } }`,
      );
    const take = async (member: TestMember) =>
      (
        await gateway.graphql(
          `mutation { meRewardRedeem(input: { rewardId: "${id}" }) @idempotent(key: "take") { redemption { id } userErrors { code } } }`,
          {},
          { token: member.token },
        )
      ).data.meRewardRedeem.userErrors;
    expect([await take(wang), await take(lin)]).toEqual([[{ code: 'REWARD_OF_OTHER_TIER' }], []]);
    const rewards = '{ me { rewards { nodes { name tiers { name } } } } }';
    expect((await mine(rewards)).data.me.rewards.nodes).toEqual([{ name: '茶', tiers: [{ name: '银卡' }] }]);
  });
});

describe('a change of the ladder', () => {
  it('is tried, made, and rolled back', async () => {
    const next = { ...terms, tiers: named({ 普通: 0, 银卡: 500, 金卡: 1200 }, tiers) };
    const begun = await ask(previewing, { input: { version: 1, ...next, atOnce: true } });
    const { preview, userErrors } = begun.data.tierLadderPreviewCreate;
    expect(userErrors).toEqual([]);
    expect(preview).toMatchObject({
      ...{ status: 'RUNNING', version: 1, atOnce: true, result: null, operator: { id: marketer.id } },
      job: { name: 'tier.preview', status: 'QUEUED', subjectId: preview.id },
      ladder: {
        perUnit: 100,
        perEvent: terms.perEvent,
        period: 'ROLLING_YEAR',
        tiers: next.tiers.map(({ color: _, ...tier }) => tier),
      },
    });
    await runPreview(
      gateway.database,
      gateway.scope(brand),
      decodeIdOf('TierLadderPreview', preview.id) ?? '',
    );
    const look = (operator = marketer) =>
      ask(
        `query ($id: ID!) { tierLadderPreview(id: $id) { status finishedAt result { memberCount upCount downCount fallingCount
          moves { from { name } to { name } memberCount exampleIds }
          benefitCostNow { amount } benefitCostThen { amount } points pointsCost { amount currency } } } }`,
        { id: preview.id },
        operator,
      );
    const { data, errors } = await look();
    expect(errors).toBeUndefined();
    expect(data.tierLadderPreview).toMatchObject({ status: 'DONE', finishedAt: expect.any(String) });
    const { result } = data.tierLadderPreview;
    expect(result).toMatchObject({
      ...{ memberCount: 2, upCount: 1, downCount: 0, fallingCount: 0 },
      ...{ benefitCostNow: { amount: '36.00' }, benefitCostThen: { amount: '0.00' } },
      // The order of 101 would have had nothing on top of its 101 points.
      ...{ points: -50, pointsCost: { amount: '-0.50', currency: 'CNY' } },
    });
    expect(result.moves).toContainEqual({
      ...{ from: { name: '银卡' }, to: { name: '金卡' }, memberCount: 1, exampleIds: [lin.id] },
    });
    // For whom it isn't, by whichever way.
    const viewer = await gateway.operator(brand, 'viewer');
    expect((await look(viewer)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const byNode = 'query ($id: ID!) { node(id: $id) { id } }';
    expect((await ask(byNode, { id: preview.id }, viewer)).data).toEqual({ node: null });
    expect((await ask(byNode, { id: preview.id })).data).toEqual({ node: { id: preview.id } });
    const stranger = await gateway.operator(await gateway.brand(), 'owner');
    const elsewhere = await gateway.graphql(
      'query ($id: ID!) { tierLadderPreview(id: $id) { status } node(id: $id) { id } }',
      { id: preview.id },
      { token: stranger.token },
    );
    expect(elsewhere.data).toEqual({ tierLadderPreview: null, node: null });
    const { id } = await change({ version: 1, ...next });
    expect((await look()).data.tierLadderPreview.status).toBe('OUTDATED');
    const tierOf = async () => (await mine('{ me { tier { tier { name } } } }')).data.me.tier.tier.name;
    expect(await tierOf()).toBe('金卡');
    const used = await ask(changing, { input: { version: 2, ...terms, tiers: named({ 普通: 0 }, tiers) } });
    expect(used.data.tierLadderChange.userErrors).toEqual([
      { code: 'TIER_IN_USE', field: ['tiers'], message: expect.stringContaining('茶') },
    ]);
    const back = await ask(
      'mutation ($id: ID!) { tierLadderRollback(input: { id: $id }) { change { status ladder { version } } userErrors { code } } }',
      { id },
    );
    expect(back.data.tierLadderRollback).toEqual({
      change: { status: 'UNDOING', ladder: { version: 3 } },
      userErrors: [],
    });
    await runChange(gateway.database, gateway.scope(brand), decodeIdOf('TierLadderChange', id) ?? '');
    expect(await tierOf()).toBe('银卡');
    const audited = await ask('{ auditEvents(first: 20) { nodes { action } } }', {}, owner);
    const actions = audited.data.auditEvents.nodes.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['tier_ladder.change', 'tier_ladder.rollback', 'benefit.create']),
    );
  });
});

it('leaves a member at the top nothing to reach', async () => {
  const top = await gateway.member(brand);
  await order(top, 'TOP', '99999999');
  await follow();
  const { data } = await ask(
    'query ($id: ID!) { member(id: $id) { tier { next { name } missing progress } } }',
    { id: top.id },
  );
  expect(data.member.tier).toEqual({ next: null, missing: null, progress: 1 });
});
