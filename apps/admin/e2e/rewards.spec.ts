import type { Page } from '@playwright/test';
import { expect, expectAccessible, gatewayUrl, test } from './console.ts';
import { colleague, inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** What the API answers in the brand that only this test works in. */
async function ask<Data>(page: Page, brand: string, query: string, variables: object = {}): Promise<Data> {
  const response = await page.context().request.post(`${gatewayUrl()}/graphql`, {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: { query, variables },
  });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  return data;
}

async function makeReward(page: Page, brand: string, over: object = {}): Promise<string> {
  const { rewardCreate } = await ask<{
    rewardCreate: { reward: { id: string } | null; userErrors: unknown[] };
  }>(
    page,
    brand,
    'mutation ($input: RewardInput!) { rewardCreate(input: $input) { reward { id } userErrors { code field } } }',
    { input: { name: '龙井', kind: 'GIFT', points: 100, ...over } },
  );
  expect(rewardCreate.userErrors).toEqual([]);
  return rewardCreate.reward?.id ?? '';
}

/** A member with points that can be spent at once. */
async function makeRich(page: Page, brand: string, displayName: string, points = 1000): Promise<string> {
  const { memberCreate } = await ask<{ memberCreate: { member: { id: string } } }>(
    page,
    brand,
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } } }',
    { input: { displayName } },
  );
  const { id } = memberCreate.member;
  await ask(
    page,
    brand,
    `mutation ($input: PointsAdjustInput!, $key: String!) {
       pointsAdjust(input: $input) @idempotent(key: $key) { userErrors { code } } }`,
    { input: { memberId: id, points, reason: '测试' }, key: `rich-${id}` },
  );
  return id;
}

async function take(page: Page, brand: string, memberId: string, rewardId: string): Promise<void> {
  const { rewardRedeem } = await ask<{ rewardRedeem: { userErrors: unknown[] } }>(
    page,
    brand,
    `mutation ($input: RewardRedeemInput!, $key: String!) {
       rewardRedeem(input: $input) @idempotent(key: $key) { userErrors { code } } }`,
    { input: { memberId, rewardId }, key: crypto.randomUUID() },
  );
  expect(rewardRedeem.userErrors).toEqual([]);
}

const waiting = (page: Page) => page.getByRole('table', { name: '待交付' });
const row = (page: Page, name: string) => waiting(page).getByRole('row').filter({ hasText: name });

test('a reward is made beside how members see it, taken for a member, and switched off while others take it', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '礼品');
  const member = await makeRich(page, brand, '林小满');
  await page.goto(`/${brand}/rewards`);
  await expect(page.getByRole('heading', { name: '还没有礼品' })).toBeVisible();
  await page.getByRole('link', { name: '新建礼品' }).first().click();
  await page.getByLabel('名称', { exact: true }).fill('明前龙井');
  await page.getByLabel('说明', { exact: true }).fill('当季新茶，随单寄出');
  await page.getByLabel('所需积分', { exact: true }).fill('0');
  await page.getByLabel('库存', { exact: true }).fill('3');
  await page.getByLabel('每人限领').fill('2');
  await page.getByLabel('限领周期').selectOption({ label: '每月' });
  await page.getByRole('button', { name: '新建礼品' }).click();
  await expect(page.getByText('须为 1 至 1,000,000,000 的整数。')).toBeVisible();
  await page.getByLabel('所需积分', { exact: true }).fill('300');
  const card = page.getByRole('region', { name: '会员看到的样子' });
  await expect(card).toContainText('300 积分');
  await expect(card).toContainText('剩 3 份 · 每人每月 2 份');
  await expectAccessible(page);
  await page.getByRole('button', { name: '新建礼品' }).click();
  await expect(page.getByRole('heading', { name: '明前龙井', level: 1 })).toBeVisible();
  await expect(page.getByText('还没有会员兑换')).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/${brand}/members/${member}?tab=points`);
  await page.getByRole('button', { name: '兑换礼品' }).click();
  const dialog = page.getByRole('dialog', { name: '为会员兑换礼品' });
  await dialog.getByRole('button', { name: '兑换', exact: true }).click();
  await expect(dialog.getByText('请选一个礼品。')).toBeVisible();
  await dialog.getByRole('radio', { name: /明前龙井/ }).check();
  await expect(dialog.getByText('可用积分 1,000 → 700')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '兑换', exact: true }).dblclick();
  await expect(dialog).toHaveCount(0);
  const taken = page.getByRole('table', { name: '兑换的礼品' });
  await expect(taken.getByRole('row')).toHaveCount(2);
  await expect(taken).toContainText('待交付');
  await expect(page.getByRole('table', { name: '积分明细' })).toContainText('兑换：明前龙井');

  // The list that is looked at doesn't know of what members take meanwhile.
  await page.goto(`/${brand}/rewards`);
  const list = page.getByRole('table', { name: '礼品' });
  await expect(list).toContainText('仅剩 2');
  const { rewards } = await ask<{ rewards: { nodes: { id: string }[] } }>(
    page,
    brand,
    '{ rewards { nodes { id } } }',
  );
  await take(page, brand, member, rewards.nodes[0]?.id ?? '');
  await page.getByRole('switch', { name: '上架“明前龙井”' }).click();
  await expect(page.getByText('已下架“明前龙井”')).toBeVisible();
  await expect(list).toContainText('已下架');
  await expect(list).toContainText('仅剩 1');
  await expectAccessible(page);
});

test('what waits is handed over by a click, a key or many at once, and cancelled with a word about it', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '交付礼品');
  const tea = await makeReward(page, brand, { stock: 9 });
  const cup = await makeReward(page, brand, { name: '茶杯', points: 200 });
  const [lin, wei] = [await makeRich(page, brand, '林小满'), await makeRich(page, brand, '卫之言')];
  for (const [member, reward] of [
    [lin, tea],
    [wei, tea],
    [lin, cup],
    [wei, cup],
    [lin, tea],
  ] as const)
    await take(page, brand, member, reward);
  await page.goto(`/${brand}/rewards/redemptions`);
  await expect(waiting(page).locator('tbody tr[data-index]')).toHaveCount(5);
  await expect(page.getByRole('link', { name: /礼品 5 份礼品待交付/ })).toBeVisible();
  await expectAccessible(page);

  // What is handed over leaves the list; the focus goes on to who is next, not to an act on them.
  await page.getByRole('button', { name: '交付：林小满的“茶杯”' }).press('Enter');
  await expect(waiting(page).locator('tbody tr[data-index]')).toHaveCount(4);
  await expect(row(page, '卫之言').nth(1).getByRole('link')).toBeFocused();
  await page.getByRole('button', { name: '撤回' }).click();
  await expect(waiting(page).locator('tbody tr[data-index]')).toHaveCount(5);

  await row(page, '卫之言').first().getByRole('link').focus();
  await page.keyboard.press('h');
  await expect(waiting(page).locator('tbody tr[data-index]')).toHaveCount(4);
  await expect(row(page, '林小满').nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: '取消这次兑换？' });
  await expect(dialog).toContainText('退回林小满为“茶杯”花的 200 积分');
  await dialog.getByLabel('备注').fill('缺货');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '取消兑换' }).click();
  await expect(waiting(page).locator('tbody tr[data-index]')).toHaveCount(3);
  await expect(row(page, '卫之言').getByRole('link')).toBeFocused();

  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByRole('menuitem', { name: '会员' }).click();
  await page.getByRole('searchbox', { name: '会员' }).fill('林小满');
  await page.getByRole('button', { name: '林小满', exact: true }).click();
  await expect(waiting(page).locator('tbody tr[data-index]')).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole('search').getByText('林小满')).toBeVisible();
  await page.getByRole('checkbox', { name: '选择已加载的全部行' }).check();
  await page.getByRole('button', { name: '交付所选 2 份' }).click();
  await expect(page.getByText('已交付 2 份。')).toBeVisible();
  await expect(page.getByRole('heading', { name: '没有符合条件的内容' })).toBeVisible();

  await page.goto(`/${brand}/rewards/redemptions?status=CANCELLED`);
  const cancelled = page.getByRole('table', { name: '已取消' });
  await expect(cancelled).toContainText('缺货');
  await cancelled.getByRole('link', { name: '林小满' }).click();
  await expect(page.getByRole('dialog', { name: '茶杯' })).toContainText('缺货');
  await expectAccessible(page);

  await page.goto(`/${brand}/rewards/${tea}`);
  const figures = page.getByLabel('这个礼品的数字');
  await expect(figures.locator('dd')).toHaveText(['32 位会员', '300', '0', '3', '0', '仅剩 6']);
  await page.getByRole('button', { name: '撤回交付：卫之言的“龙井”' }).click();
  await expect(figures.locator('dd').nth(2)).toHaveText('1');
});

test('two who change a reward are shown only what both changed; what members take meanwhile stays taken', async ({
  page,
  context,
}) => {
  const brand = await inOwnBrand(page, '两人改礼品');
  const tea = await makeReward(page, brand, { stock: 12 });
  const lin = await makeRich(page, brand, '林小满');
  await page.goto(`/${brand}/rewards/${tea}/edit`);
  await page.getByLabel('所需积分', { exact: true }).fill('150');
  await take(page, brand, lin, tea);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { name: '龙井', level: 1 })).toBeVisible();
  await expect(page.getByText('剩 11 份')).toBeVisible();
  await expect(page.getByText('150 积分')).toBeVisible();

  await page.goto(`/${brand}/rewards/${tea}/edit`);
  const other = await context.newPage();
  await other.goto(`/${brand}/rewards/${tea}/edit`);
  await page.getByLabel('库存', { exact: true }).fill('50');
  await page.getByLabel('说明', { exact: true }).fill('可自提');
  await other.getByLabel('名称', { exact: true }).fill('明前龙井');
  await other.getByLabel('库存', { exact: true }).fill('20');
  await other.getByRole('button', { name: '保存' }).click();
  await expect(other.getByText('剩 20 份')).toBeVisible();
  await page.getByRole('button', { name: '保存' }).click();
  const dialog = page.getByRole('dialog', { name: '您编辑期间，别人也改了' });
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await expect(dialog.getByRole('row').nth(1)).toContainText('库存');
  await dialog.getByRole('button', { name: '按所选保存' }).click();
  await expect(page.getByRole('heading', { name: '明前龙井', level: 1 })).toBeVisible();
  await expect(page.getByText('剩 50 份')).toBeVisible();
  await expect(page.getByText('可自提')).toBeVisible();
});

test('who may only read sees rewards and redemptions, and changes none', async ({ page, browser }) => {
  const brand = await inOwnBrand(page, '只看礼品');
  const tea = await makeReward(page, brand);
  await take(page, brand, await makeRich(page, brand, '林小满'), tea);
  const viewer = await colleague(page, browser, brand, 'VIEWER');
  await viewer.goto('/rewards');
  await expect(viewer.getByRole('table', { name: '礼品' })).toContainText('龙井');
  await expect(viewer.getByRole('switch')).toHaveCount(0);
  await viewer.goto('/rewards/redemptions');
  await expect(waiting(viewer)).toContainText('林小满');
  await expect(viewer.getByRole('button', { name: /交付：/ })).toHaveCount(0);
  await viewer.goto('/rewards/new');
  await expect(viewer.getByRole('heading', { name: '没有权限' })).toBeVisible();
});
