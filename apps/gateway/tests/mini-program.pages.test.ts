import { resolve } from 'node:path';
import { refresh } from '@kolony/domain/standing/standing.refresh';
import { type OpenMiniProgram, openMiniProgram } from '@kolony/testkit/mini-program';
import { newTelephone, type Telephone } from '@kolony/testkit/wx';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestBrand, TestOperator } from './harness.ts';
import { type MemberWorld, startMemberWorld } from './member-world.ts';

const root = resolve(import.meta.dirname, '../../mini-program/src');
const appId = 'wx00000000000000ef';
let world: MemberWorld;
let brand: TestBrand;
let owner: TestOperator;
beforeAll(async () => {
  world = await startMemberWorld();
  brand = await world.brandWithApp(appId);
  owner = await world.gateway.operator(brand, 'owner');
  const tiers = [
    { name: '普通会员', color: '#8A8A8A', threshold: 0 },
    { name: '银卡会员', color: '#9FA8B3', threshold: 1000 },
  ];
  const ladder = {
    version: 0,
    tiers,
    perUnit: 1,
    perOrder: 0,
    perEvent: [],
    period: 'ROLLING_YEAR',
    policy: 'NEVER',
    graceDays: 0,
    warningDays: 0,
  };
  await operate(
    'mutation ($input: TierLadderChangeInput!) { tierLadderChange(input: $input) { userErrors { code field } } }',
    { input: ladder },
  );
  await operate(
    'mutation { rewardCreate(input: { name: "龙井 50g", kind: GIFT, points: 30, stock: 2 }) { userErrors { code } } }',
  );
});
afterAll(() => world.close());
beforeEach(() => world.unthrottle());

async function operate(query: string, variables: object = {}) {
  const { data, errors } = await world.gateway.graphql(query, { ...variables }, owner);
  expect(errors).toBeUndefined();
  for (const payload of Object.values<{ userErrors?: object[] }>(data))
    expect(payload.userErrors ?? []).toEqual([]);
  return data;
}

let telephone: Telephone;
let app: OpenMiniProgram;
const open = async (openid: string, language = 'zh_CN') => {
  telephone = newTelephone({
    serverUrl: world.gateway.url,
    appId,
    language,
    login: () => world.wechat.login(appId, { openid }),
  });
  await reopen();
};
/** As when WeChat has ended it, and it is opened anew. */
const reopen = async () => {
  vi.resetModules();
  app = await openMiniProgram(root, telephone);
};
const reads = (text: string) => vi.waitFor(() => expect(app.text()).toContain(text), { timeout: 10_000 });
const said = (text: string) =>
  vi.waitFor(() => expect(telephone.said.at(-1) ?? app.text()).toContain(text), { timeout: 10_000 });
/** Who is signed in on the telephone. */
const idHere = async (): Promise<string> => {
  const tokens = telephone.storage.get('tokens');
  if (typeof tokens !== 'object' || tokens === null || !('accessToken' in tokens))
    throw new Error('signed out');
  const { data } = await world.gateway.graphql('{ me { id } }', {}, { token: String(tokens.accessToken) });
  return data.me.id;
};
/** Joins from a telephone of one's own, and has so many points. Gives the id of the member. */
const join = async (openid: string, points = 0): Promise<string> => {
  await open(openid);
  app.tap('加入或登录');
  await reads('可用积分 0');
  const id = await idHere();
  if (points > 0)
    await operate(
      `mutation { pointsAdjust(input: { memberId: "${id}", points: ${points}, reason: "见面礼" }) @idempotent(key: "${openid}") { userErrors { code } } }`,
    );
  return id;
};

describe('the mini program', () => {
  it('lets one join, shows the card, stays signed in, and signs out', async () => {
    await open('o-card');
    expect(app.text()).toContain('欢迎加入会员');
    app.tap('查看隐私保护指引');
    await said('privacy contract');
    app.tap('加入或登录');
    await reads(`品牌 ${appId}`);
    await refresh(world.gateway.database, world.gateway.scope(brand));
    app.pullDown();
    await reads('普通会员 再获得 1,000 成长值升级为银卡会员');
    await reopen();
    await reads('可用积分 0');
    app.tap('等级与权益');
    await reads('成长值 1,000 起');
    app.back();
    app.tap('退出登录');
    await reads('欢迎加入会员');
    expect(telephone.storage.size).toBe(0);
  });

  it('says why WeChat does not let one in, and lets one try again', async () => {
    await open('o-try');
    world.wechat.mishaps.push('busy', 'busy', 'busy', 'busy');
    app.tap('加入或登录');
    await reads('重试');
    world.wechat.mishaps.length = 0;
    app.tap('加入或登录');
    await reads('可用积分 0');
  });

  it('takes a reward for points, once, and the statement tells of it', async () => {
    await join('o-rich', 70);
    app.tap('积分兑换');
    await reads('龙井 50g');
    expect(app.text()).toContain('可用积分 70');
    telephone.confirms = false;
    app.tap('兑换');
    await said('龙井 50g: 兑换 · 30 积分');
    telephone.confirms = true;
    app.tap('兑换');
    app.tap('兑换');
    await said('兑换成功');
    await reads('可用积分 40');
    expect(app.text()).toContain('剩余 1');
    expect(app.text()).toContain('待领取');
    app.back();
    app.tap('积分 ›');
    await reads('可用积分 40');
    await reads('−30');
    expect(app.text()).toContain('+70');
    // What operators note for themselves stays with them.
    expect(app.text()).not.toContain('见面礼');
  });

  it('shows what is missing of a reward, and asks for nothing', async () => {
    await join('o-poor', 10);
    app.tap('积分兑换');
    await reads('积分不足');
    expect(() => app.tap('积分不足')).toThrow('disabled');
  });

  it('shows a coupon with its code, and uses it for an order that waits to be paid', async () => {
    const memberId = await join('o-coupon');
    const { couponTemplateCreate } = await operate(
      'mutation { couponTemplateCreate(input: { name: "新茶券", kind: PERCENT, percent: 15, cap: "30", minimum: "50", validDays: 30 }) { template { id } userErrors { code } } }',
    );
    const templateId = couponTemplateCreate.template.id;
    await operate(
      `mutation { couponIssue(input: { memberId: "${memberId}", templateId: "${templateId}" }) @idempotent(key: "issue") { userErrors { code } } }`,
    );
    await operate(
      `mutation { orderRecord(input: { orderNo: "A-7", memberId: "${memberId}", status: PENDING, total: "100", placedAt: "2026-11-01T00:00:00Z" }) { userErrors { code } } }`,
    );
    app.tap('优惠券');
    await reads('8.5 折，最多优惠 ¥30 新茶券 满 ¥50 可用');
    app.tap('查看券码');
    await vi.waitFor(() => expect(telephone.clipboard).toMatch(/^[0-9A-Z-]{16,}$/));
    app.tap('用于待付款订单');
    await said('还需支付 ¥85');
    expect(telephone.said.at(-2)).toBe('订单 A-7');
    await reads('暂无可用的优惠券');
    app.tap('已使用');
    await reads('新茶券');
  });

  it('keeps profile and consents, and says what is wrong with them', async () => {
    const id = await join('o-profile');
    app.tap('我的资料');
    await reads('保存');
    app.put('input', 0, '小满');
    app.put('picker', 0, 1);
    app.put('picker', 1, '2999-01-01');
    app.tap('保存');
    await reads('日期');
    app.put('picker', 1, '1996-02-29');
    app.tap('保存');
    await said('已保存');
    app.back();
    await reads('小满');
    app.tap('授权同意');
    await reads('通过短信接收优惠');
    app.put('switch', 0, true);
    await vi.waitFor(async () => {
      const { member } = await operate(
        'query ($id: ID!) { member(id: $id) { consents { purpose granted } } }',
        { id },
      );
      expect(member.consents).toContainEqual({ purpose: 'MARKETING_SMS', granted: true });
    });
  });

  it('says that there is no network, and shows what it asked for once there is', async () => {
    await join('o-offline', 5);
    telephone.offline = true;
    app.tap('积分 ›');
    await reads('网络不可用');
    telephone.offline = false;
    app.tap('重试');
    await reads('可用积分 5');
  });

  it('closes the account after a question, and then knows nobody', async () => {
    await join('o-close');
    app.tap('我的资料');
    await reads('保存');
    telephone.confirms = false;
    app.tap('注销账号');
    await said('注销账号: 注销后');
    telephone.confirms = true;
    app.tap('注销账号');
    await vi.waitFor(() => expect(app.path()).toBe('pages/card/card'), { timeout: 10_000 });
    expect(telephone.said.at(-1)).toBe('账号已注销');
    expect(app.text()).toContain('欢迎加入会员');
  });

  it('speaks English where the telephone does, in words that WeChat has room for', async () => {
    await open('o-english', 'en');
    app.tap('Join or sign in');
    await reads('Points to spend 0');
    app.tap('My profile');
    await reads('Save');
    app.tap('Save');
    await said('Saved');
    app.tap('Close my account');
    await vi.waitFor(() => expect(app.text()).toContain('Become a member'), { timeout: 10_000 });
  });
});
