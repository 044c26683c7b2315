import { releaseDue } from '@kolony/domain/coupon/coupon.settle';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestBrand, TestOperator } from './harness.ts';
import { type MemberWorld, startMemberWorld, type Tokens } from './member-world.ts';

const appId = 'wx00000000000000c0';
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

let many = 0;
const asOwner = async (query: string, variables: object = {}) => {
  const answer = await world.gateway.graphql(query, { ...variables }, owner);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const as = ({ accessToken }: Tokens, query: string, variables: object = {}) =>
  world.gateway.graphql(query, { ...variables }, { token: accessToken });
const template = async (fields = '') =>
  (
    await asOwner(
      `mutation { couponTemplateCreate(input: { name: "券 ${++many}", validDays: 30, ${fields || 'kind: AMOUNT, amount: "20"'} }) { template { id } userErrors { code field } } }`,
    )
  ).couponTemplateCreate.template.id;
const issue = async (memberId: string, templateId: string) =>
  (
    await asOwner(
      `mutation { couponIssue(input: { memberId: "${memberId}", templateId: "${templateId}" }) @idempotent(key: "issue ${++many}") { coupon { id codeEnding } userErrors { code } } }`,
    )
  ).couponIssue.coupon.id;
const signedIn = async (openid: string) => {
  const tokens = await world.signedIn(appId, openid);
  return { tokens, id: (await as(tokens, '{ me { id } }')).data.me.id as string };
};

describe('coupons', () => {
  it('are defined, issued, used, given back and told about', async () => {
    const member = await signedIn('o-all');
    const templateId = await template(
      'kind: PERCENT, percent: 10, cap: "30", minimum: "50", budget: "100", issueLimit: 9, description: "a"',
    );
    const id = await issue(member.id, templateId);
    const read = async () =>
      (
        await asOwner(
          `{ couponTemplate(id: "${templateId}") { name kind percent cap { amount currency } minimum { amount } state issuedCount redeemedCount expiredCount revokedCount redemptionRate discount { amount } held { amount } budget { amount } budgetLeft { amount } turnover { amount } expiringNext { count at } timeline { nodes { action } } } }`,
        )
      ).couponTemplate;
    expect(await read()).toMatchObject({
      kind: 'PERCENT',
      cap: { amount: '30.00', currency: 'CNY' },
      state: 'ACTIVE',
      issuedCount: 1,
      redemptionRate: 0,
      held: { amount: '30.00' },
      budgetLeft: { amount: '70.00' },
      expiringNext: { count: 1 },
      timeline: { nodes: [{ action: 'coupon_template.create' }] },
    });
    const order = { amount: '123.45', orderNo: 'A-1' };
    const quote = await asOwner(
      'query ($input: CouponQuoteInput!) { couponQuote(input: $input) { quote { amount { amount } discount { amount } payable { amount } coupons { couponId discount { amount } reason } } userErrors { code } } }',
      { input: { memberId: member.id, order } },
    );
    expect(quote.couponQuote).toEqual({
      quote: {
        amount: { amount: '123.45' },
        discount: { amount: '12.34' },
        payable: { amount: '111.11' },
        coupons: [{ couponId: id, discount: { amount: '12.34' }, reason: null }],
      },
      userErrors: [],
    });
    const redeem = (key: string, input: object) =>
      asOwner(
        `mutation ($input: CouponRedeemInput!) { couponRedeem(input: $input) @idempotent(key: "${key}") { redemption { id status availableActions discount { amount } payable { amount } orderNo order { id } member { id } uses { position coupon { id status } discount { amount } } } userErrors { code field message } } }`,
        { input },
      );
    const low = await redeem('low', { couponIds: [id], order: { amount: '49.99' } });
    expect(low.couponRedeem.userErrors).toEqual([
      {
        code: 'COUPON_BELOW_MINIMUM',
        field: ['couponIds', '0'],
        message: 'The order is below the 50.00 CNY that this coupon asks for.',
      },
    ]);
    const used = await redeem('use', { couponIds: [id], order });
    expect(used.couponRedeem.redemption).toMatchObject({
      status: 'REDEEMED',
      availableActions: ['RELEASE'],
      discount: { amount: '12.34' },
      payable: { amount: '111.11' },
      order: null,
      member: { id: member.id },
      uses: [{ position: 0, coupon: { id, status: 'REDEEMED' }, discount: { amount: '12.34' } }],
    });
    expect(await redeem('use', { couponIds: [id], order })).toEqual(used);
    expect(await read()).toMatchObject({
      redeemedCount: 1,
      redemptionRate: 1,
      discount: { amount: '12.34' },
      turnover: { amount: '111.11' },
      expiringNext: null,
    });
    const report = await asOwner(
      `{ couponReport(interval: DAY, templateId: "${templateId}") { total { issued redeemed redemptionRate discount { amount } turnover { amount } orders } templates { templateId figures { issued } } periods { start figures { discount { amount } } } } }`,
    );
    expect(report.couponReport).toMatchObject({
      total: { issued: 1, redeemed: 1, redemptionRate: 1, discount: { amount: '12.34' }, orders: 1 },
      templates: [{ templateId, figures: { issued: 1 } }],
    });
    const back = await asOwner(
      `mutation { couponRelease(input: { id: "${used.couponRedeem.redemption.id}", note: "x" }) { redemption { status availableActions note uses { coupon { status } } } userErrors { code } } }`,
    );
    expect(back.couponRelease.redemption).toEqual({
      status: 'RELEASED',
      availableActions: [],
      note: 'x',
      uses: [{ coupon: { status: 'USABLE' } }],
    });
    const revoked = await asOwner(
      `mutation { couponRevoke(input: { id: "${id}" }) { coupon { status availableActions endedAt } userErrors { code } } }`,
    );
    expect(revoked.couponRevoke.coupon).toMatchObject({ status: 'REVOKED', availableActions: [] });
  });

  it('go to many members in a job, which says why it stopped', async () => {
    const people = await Promise.all(['a', 'b', 'c'].map((one) => signedIn(`o-many-${one}`)));
    const templateId = await template('kind: AMOUNT, amount: "20", issueLimit: 2');
    const unlimited = `{ couponTemplate(id: "${templateId}") { budget { amount } budgetLeft { amount } redemptionRate } }`;
    expect((await asOwner(unlimited)).couponTemplate).toEqual({
      budget: null,
      budgetLeft: null,
      redemptionRate: null,
    });
    const begun = await asOwner(
      'mutation ($input: CouponBulkIssueInput!) { couponBulkIssue(input: $input) @idempotent(key: "bulk") { job { id } userErrors { code } } }',
      { input: { templateId, selection: { ids: people.map(({ id }) => id) } } },
    );
    const { id } = begun.couponBulkIssue.job;
    const job = async () =>
      (await asOwner(`{ job(id: "${id}") { status errorCode error report { total done failed } } }`)).job;
    await expect.poll(async () => (await job()).status, { timeout: 30_000 }).toBe('DEAD');
    expect(await job()).toMatchObject({
      errorCode: 'COUPON_ISSUE_LIMIT_REACHED',
      error: 'All coupons of this kind were issued.',
      report: { total: 3, done: 2, failed: 0 },
    });
    const issued = await asOwner(
      `{ coupons(filter: { templateId: "${templateId}" }) { totalCount nodes { subject { __typename } } } }`,
    );
    expect(issued.coupons).toEqual({
      totalCount: 2,
      nodes: [{ subject: { __typename: 'Job' } }, { subject: { __typename: 'Job' } }],
    });
  });

  it('are a member’s own: seen whole, quoted and used for an order of theirs that waits to be paid', async () => {
    const [lin, wei] = [await signedIn('o-lin'), await signedIn('o-wei')];
    const templateId = await template();
    const [mine, theirs] = [await issue(lin.id, templateId), await issue(wei.id, templateId)];
    const mineOf = async (filter = '') =>
      (
        await as(
          lin.tokens,
          `{ me { coupons${filter} { totalCount nodes { id code status name amount { amount } discount { amount } redeemedAt } } } }`,
        )
      ).data.me.coupons;
    const { nodes } = await mineOf('(filter: { status: [USABLE] })');
    expect(nodes).toMatchObject([
      { id: mine, status: 'USABLE', amount: { amount: '20.00' }, redeemedAt: null },
    ]);
    expect(nodes[0].code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{4}$/);
    const order = async (memberId: string, orderNo: string, status: string) =>
      (
        await asOwner(
          `mutation { orderRecord(input: { orderNo: "${orderNo}", memberId: "${memberId}", status: ${status}, total: "100", placedAt: "2026-11-01T00:00:00Z" }) { order { id } userErrors { code } } }`,
        )
      ).orderRecord.order.id;
    const [pending, paid, other] = [
      await order(lin.id, 'M-1', 'PENDING'),
      await order(lin.id, 'M-2', 'PAID'),
      await order(wei.id, 'M-3', 'PENDING'),
    ];
    const quote = async (input: object) =>
      (
        await as(
          lin.tokens,
          'query ($input: CouponRedeemInput!) { meCouponQuote(input: $input) { quote { discount { amount } coupons { couponId reason } } userErrors { code } } }',
          { input },
        )
      ).data?.meCouponQuote;
    expect(await quote({ order: { orderId: pending } })).toEqual({
      quote: { discount: { amount: '20.00' }, coupons: [{ couponId: mine, reason: null }] },
      userErrors: [],
    });
    expect(await quote({ couponIds: [theirs], order: { amount: '100' } })).toEqual({
      quote: null,
      userErrors: [{ code: 'COUPON_UNKNOWN' }],
    });
    const redeem = (key: string, input: object) =>
      as(
        lin.tokens,
        `mutation ($input: MeCouponRedeemInput!) { meCouponRedeem(input: $input) @idempotent(key: "${key}") { redemption { id status orderNo discount { amount } payable { amount } coupons { id status } } userErrors { code } } }`,
        { input },
      );
    expect((await redeem('1', { couponIds: [mine], orderId: other })).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    expect((await redeem('2', { couponIds: [mine], orderId: paid })).data.meCouponRedeem.userErrors).toEqual([
      { code: 'COUPON_ORDER_NOT_PENDING' },
    ]);
    expect(
      (await redeem('3', { couponIds: [theirs], orderId: pending })).data.meCouponRedeem.userErrors,
    ).toEqual([{ code: 'COUPON_UNKNOWN' }]);
    const used = await Promise.all(
      Array.from({ length: 10 }, () =>
        redeem('same', { codes: [nodes[0].code.toLowerCase().replaceAll('-', ' ')], orderId: pending }),
      ),
    );
    expect(new Set(used.map((answer) => answer.data.meCouponRedeem.redemption.id)).size).toBe(1);
    expect(used[0]?.data.meCouponRedeem.redemption).toMatchObject({
      status: 'REDEEMED',
      orderNo: 'M-1',
      payable: { amount: '80.00' },
      coupons: [{ id: mine, status: 'REDEEMED' }],
    });
    expect(await mineOf('(filter: { status: [USABLE] })')).toMatchObject({ totalCount: 0 });
    expect((await mineOf('(filter: { status: [REDEEMED] })')).nodes[0].discount).toEqual({ amount: '20.00' });

    // The order comes to nothing.
    await asOwner(`mutation { orderCancel(input: { id: "${pending}" }) { userErrors { code } } }`);
    expect(await releaseDue(world.gateway.database, brand.uuid)).toBe(1);
    expect((await mineOf('(filter: { status: [USABLE] })')).nodes).toMatchObject([{ id: mine }]);
  });

  it('are closed with the account', async () => {
    const member = await signedIn('o-closing');
    const id = await issue(member.id, await template());
    await as(member.tokens, 'mutation { meClose { closed userErrors { code } } }');
    const { node } = await asOwner(`{ node(id: "${id}") { ... on Coupon { status } } }`);
    expect(node).toEqual({ status: 'REVOKED' });
  });
});

describe('codes of coupons', () => {
  const code = (n: number) =>
    `33333-33333-33333-33${'34679ACEFG'[n % 10]}${'34679ACEFG'[Math.floor(n / 10)]}`;

  it('that are wrong are counted, for operators and for members; right ones and what can’t be one aren’t', async () => {
    const member = await signedIn('o-guess');
    const till = await world.gateway.operator(brand, 'community_manager');
    const id = await issue(member.id, await template());
    const { data } = await as(member.tokens, '{ me { coupons { nodes { code } } } }');
    const right = data.me.coupons.nodes[0].code;
    const ask = (typed: string) =>
      world.gateway.graphql(
        'query ($code: String!) { couponQuote(input: { codes: [$code], order: { amount: "100" } }) { quote { coupons { couponId } } userErrors { code } } }',
        { code: typed },
        till,
      );
    const first = await ask(right);
    expect(first.data.couponQuote.quote.coupons).toEqual([{ couponId: id }]);
    for (let n = 0; n < 30; n++) {
      expect((await ask(code(n))).data.couponQuote.userErrors).toEqual([{ code: 'COUPON_UNKNOWN' }]);
      expect((await ask('nothing like it')).data.couponQuote.userErrors).toEqual([
        { code: 'COUPON_CODE_INVALID' },
      ]);
    }
    for (const typed of [code(31), right]) {
      expect((await ask(typed)).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    }
    const guess = (typed: string) =>
      as(
        member.tokens,
        'query ($code: String!) { meCouponQuote(input: { codes: [$code], order: { amount: "100" } }) { userErrors { code } } }',
        { code: typed },
      );
    for (let n = 0; n < 30; n++) {
      expect((await guess(code(n))).data.meCouponQuote.userErrors).toEqual([{ code: 'COUPON_UNKNOWN' }]);
    }
    expect((await guess(code(40))).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  });

  it('aren’t told to operators', async () => {
    const answer = await world.gateway.graphql('{ coupons { nodes { code } } }', {}, owner);
    expect(answer.errors?.[0]?.message).toContain('Cannot query field');
  });
});
