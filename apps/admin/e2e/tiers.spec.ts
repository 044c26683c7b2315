import type { Page } from '@playwright/test';
import { expect, expectAccessible, gatewayUrl, settled, test } from './console.ts';
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

/** A member who has paid so much. Returns their id. */
async function makeBuyer(page: Page, brand: string, name: string, total: string): Promise<string> {
  const { memberCreate } = await ask<{ memberCreate: { member: { id: string } } }>(
    page,
    brand,
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } userErrors { code } } }',
    { input: { displayName: name, identities: [{ kind: 'EXTERNAL_ID', value: name }] } },
  );
  const { orderRecord } = await ask<{ orderRecord: { userErrors: unknown[] } }>(
    page,
    brand,
    'mutation ($input: OrderRecordInput!) { orderRecord(input: $input) { userErrors { code field } } }',
    {
      input: {
        orderNo: `T-${name}`,
        channel: '门店',
        total,
        status: 'PAID',
        placedAt: new Date(Date.now() - 86_400_000).toISOString(),
        identities: [{ kind: 'EXTERNAL_ID', value: name }],
        lines: [{ sku: 'QH-1', productName: '白毫银针 50g', quantity: 1, unitPrice: total }],
      },
    },
  );
  expect(orderRecord.userErrors).toEqual([]);
  return memberCreate.member.id;
}

const step = (page: Page, name: string) =>
  page.getByRole('list', { name: '从低到高的等级' }).getByRole('listitem').filter({ hasText: name });

/** Sets up the tiers that the form suggests. */
async function setUp(page: Page, brand: string): Promise<void> {
  await page.goto(`/${brand}/tiers/ladder`);
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByRole('button', { name: '生效' }).click();
  await expect(page.getByRole('heading', { name: '等级', level: 1, exact: true })).toBeVisible();
}

test('tiers are set up and changed after a look at what that would do, and a change is rolled back', async ({
  page,
}) => {
  // Jobs begin within seconds, and lead all members over.
  test.setTimeout(240_000);
  const brand = await inOwnBrand(page, '等级');
  await makeBuyer(page, brand, '林小满', '1200.00');
  await makeBuyer(page, brand, '卫之言', '300.00');
  await page.goto(`/${brand}/tiers`);
  await expect(page.getByRole('heading', { name: '还没有等级' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: '设置等级' }).click();
  const tiers = page.getByRole('list', { name: '等级' }).getByRole('listitem');
  await expect(tiers).toHaveCount(4);
  await expect(page.getByText('每消费 ¥1.00 得 1 成长值；按最近一年计算。')).toBeVisible();
  await tiers.nth(1).getByLabel('所需成长值').fill('0');
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByText('须高于前一级；最低一级为 0。')).toBeVisible();
  await tiers.nth(1).getByLabel('所需成长值').fill('1000');
  await page.getByRole('button', { name: '删去“钻石会员”' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: '预览影响' }).click();
  const matrix = page.getByRole('table', { name: '从哪级到哪级' });
  await expect(matrix.getByRole('row', { name: /^合计/ })).toContainText('2');
  await expectAccessible(page);
  await page.getByRole('button', { name: '返回修改' }).click();
  await expect(tiers).toHaveCount(3);
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByRole('button', { name: '生效' }).click();
  await expect(page.getByText('会员都已按新的等级调整')).toBeVisible();
  await expect(step(page, '银卡会员')).toContainText('1 位会员');
  await expect(step(page, '普通会员')).toContainText('1 位会员');
  await expectAccessible(page);

  await page.getByRole('link', { name: '调整等级' }).click();
  await tiers.nth(1).getByLabel('所需成长值').fill('250');
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByLabel('预览').locator('dd').first()).toHaveText('1');
  await expect(matrix.getByRole('row', { name: /^普通会员/ })).toContainText('↑ 1');
  await expect(page.getByRole('link', { name: '卫之言' })).toBeVisible();
  await page.getByRole('button', { name: '生效' }).click();
  await expect(step(page, '银卡会员')).toContainText('2 位会员');
  await step(page, '银卡会员').getByRole('link').click();
  await expect(page.getByRole('table', { name: '会员' }).locator('tbody tr[data-index]')).toHaveCount(2);

  await page.goto(`/${brand}/tiers`);
  await page.getByRole('button', { name: '撤回' }).click();
  const dialog = page.getByRole('dialog', { name: '撤回这次调整？' });
  await expect(dialog).toContainText('等级恢复为：普通会员 0 → 银卡会员 1,000 → 金卡会员 5,000');
  await expect(dialog).toContainText('升级的 1 人');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '撤回调整' }).click();
  await expect(step(page, '银卡会员')).toContainText('成长值 1,000 起');
  await expect(step(page, '银卡会员')).toContainText('1 位会员');
  await expect(page.getByRole('list', { name: '调整记录' })).toContainText('已撤回');
});

test('a change that is through before the page of the tiers stands is told of all the same', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const brand = await inOwnBrand(page, '很快');
  await page.route('**/graphql', async (route) => {
    const { operationName, variables } = route.request().postDataJSON() ?? {};
    if (operationName === 'FollowedJob')
      await expect
        .poll(() => ask(page, brand, 'query ($id: ID!) { job(id: $id) { status } }', variables))
        .toEqual({ job: { status: 'COMPLETED' } });
    await route.continue();
  });
  await setUp(page, brand);
  await expect(page.getByText('会员都已按新的等级调整')).toBeVisible();
  await page.reload();
  await expect(step(page, '金卡会员')).toBeVisible();
  await settled(page);
  await expect(page.getByText('会员都已按新的等级调整')).toHaveCount(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

/** The ladder is changed by somebody else, who is through with it. */
async function changeElsewhere(
  page: Page,
  brand: string,
  over: (ladder: LadderSent) => object,
): Promise<void> {
  const { tierLadder } = await ask<{ tierLadder: LadderSent }>(
    page,
    brand,
    '{ tierLadder { version perUnit perOrder perEvent { event growth } period policy graceDays warningDays tiers { id name color threshold } } }',
  );
  const { tierLadderChange } = await ask<{
    tierLadderChange: { change: { id: string }; userErrors: unknown[] };
  }>(
    page,
    brand,
    'mutation ($input: TierLadderChangeInput!) { tierLadderChange(input: $input) { change { id } userErrors { code } } }',
    { input: { ...tierLadder, ...over(tierLadder) } },
  );
  expect(tierLadderChange.userErrors).toEqual([]);
  const last = '{ tierLadder { lastChange { status } } }';
  await expect.poll(() => ask(page, brand, last)).toEqual({ tierLadder: { lastChange: { status: 'DONE' } } });
}
interface LadderSent {
  perOrder: number;
  tiers: { id: string; name: string; color: string; threshold: number }[];
}

const silverAt = (page: Page) =>
  page.getByRole('list', { name: '等级' }).getByRole('listitem').nth(1).getByLabel('所需成长值');

test('a preview that takes its time shows how far it is, is found again, and can be stopped', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const brand = await inOwnBrand(page, '很大');
  await makeBuyer(page, brand, '林小满', '300.00');
  await setUp(page, brand);
  await expect(page.getByText('会员都已按新的等级调整')).toBeVisible();
  let isLarge = true;
  await page.routeWebSocket(/\/graphql$/, () => undefined);
  await page.route('**/graphql', async (route) => {
    const { operationName } = route.request().postDataJSON() ?? {};
    if (operationName !== 'FollowedJob' && operationName !== 'LadderPreview') return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    const { job, tierLadderPreview: preview } = json.data ?? {};
    // It goes on, as far as the page is told.
    if (isLarge && job)
      Object.assign(job, { status: 'RUNNING', progressDone: 420_000, progressTotal: 1_000_000 });
    if (isLarge && preview) Object.assign(preview, { status: 'RUNNING', result: null });
    await route.fulfill({ response, json });
  });
  await page.goto(`/${brand}/tiers/ladder`);
  await silverAt(page).fill('250');
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByText('已计算 420,000 / 1,000,000 位会员')).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText('已计算 420,000 / 1,000,000 位会员')).toBeVisible();
  await page.getByRole('button', { name: '停止预览' }).click();
  await expect(silverAt(page)).toHaveValue('250');
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByText('已计算 420,000 / 1,000,000 位会员')).toBeVisible();
  await page.getByRole('link', { name: '等级', exact: true }).first().click();
  await expect(step(page, '银卡会员')).toContainText('成长值 1,000 起');
  isLarge = false;
  await page.getByRole('link', { name: '调整等级' }).click();
  await expect(page.getByLabel('预览').locator('dd').first()).toHaveText('1');
  await page.reload();
  await expect(page.getByLabel('预览').locator('dd').first()).toHaveText('1');
  await page.getByRole('button', { name: '返回修改' }).click();
  await expect(silverAt(page)).toHaveValue('250');
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByRole('button', { name: '生效' }).click();
  await expect(step(page, '银卡会员')).toContainText('成长值 250 起');
  await expect(page.getByText('无法取消')).toHaveCount(0);
  await page.getByRole('link', { name: '调整等级' }).click();
  await expect(silverAt(page)).toHaveValue('250');
  // What is under way may come to nothing now.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('of two who change the tiers nobody loses what they typed', async ({ page }) => {
  test.setTimeout(240_000);
  const brand = await inOwnBrand(page, '两人');
  await makeBuyer(page, brand, '林小满', '300.00');
  await setUp(page, brand);
  await expect(page.getByText('会员都已按新的等级调整')).toBeVisible();
  await page.getByRole('link', { name: '调整等级' }).click();
  await silverAt(page).fill('250');
  await changeElsewhere(page, brand, () => ({ perOrder: 7 }));
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByText('等级已被别人改过（每单），您的修改已合并到新的等级上。')).toBeVisible();
  await expect(page.getByLabel('预览').locator('dd').first()).toHaveText('1');
  await page.getByRole('button', { name: '返回修改' }).click();
  await expect(silverAt(page)).toHaveValue('250');
  await expect(page.getByLabel('每单')).toHaveValue('7');

  // Both changed the same, amid the preview: it is said where it would have taken effect.
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByRole('button', { name: '生效' })).toBeVisible();
  // The page hears nothing of the preview any more, and so not that it is outdated.
  await page.route('**/graphql', async (route) => {
    if (route.request().postDataJSON()?.operationName !== 'LadderPreview') await route.continue();
  });
  await changeElsewhere(page, brand, ({ tiers }) => ({
    perOrder: 9,
    tiers: tiers.map((tier, at) => (at === 1 ? { ...tier, threshold: 400 } : tier)),
  }));
  await page.getByRole('button', { name: '生效' }).click();
  const dialog = page.getByRole('dialog', { name: '您编辑期间，别人也改了' });
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await expect(dialog).toContainText('银卡会员 250');
  await expect(dialog).toContainText('银卡会员 400');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '取消' }).click();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await expect(page.getByText('预览期间，等级已被别人改过。')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '合并后重新预览' }).click();
  await dialog.getByRole('button', { name: '按所选合并并预览' }).click();
  await page.getByRole('button', { name: '生效' }).click();
  await expect(step(page, '银卡会员')).toContainText('成长值 250 起');
  await expect(page.getByText('每单得 9')).toBeVisible();
});

test('the first tiers are rolled back too: then there are none', async ({ page }) => {
  test.setTimeout(240_000);
  const brand = await inOwnBrand(page, '重来');
  const lin = await makeBuyer(page, brand, '林小满', '1200.00');
  await setUp(page, brand);
  await expect(page.getByText('会员都已按新的等级调整')).toBeVisible();
  await page.getByRole('button', { name: '撤回' }).click();
  const dialog = page.getByRole('dialog', { name: '撤回这次调整？' });
  await expect(dialog).toContainText('所有会员不再有等级');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '撤回调整' }).click();
  await expect(page.getByRole('heading', { name: '还没有等级' })).toBeVisible();
  await expect(page.getByRole('list', { name: '调整记录' })).toContainText('已撤回');
  await settled(page);
  await expectAccessible(page);
  await page.goto(`/${brand}/members/${lin}?tab=tier`);
  await expect(page.getByRole('heading', { name: '还没有等级' })).toBeVisible();
  await expect(page.getByRole('region', { name: '等级变化' })).toContainText('撤回等级调整');
  await setUp(page, brand);
  await expect(step(page, '银卡会员')).toContainText('1 位会员');
});

test('a tier grants benefits, and what a member had of them is noted, counted and undone', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const brand = await inOwnBrand(page, '权益');
  const lin = await makeBuyer(page, brand, '林小满', '1200.00');
  await setUp(page, brand);
  await expect(step(page, '银卡会员')).toContainText('1 位会员');
  await page.getByRole('link', { name: '权益', exact: true }).click();
  await page.getByRole('button', { name: '为银卡会员添加权益' }).click();
  const dialog = page.getByRole('dialog', { name: '为银卡会员添加权益' });
  await dialog.getByLabel('类型').selectOption({ label: '免运费' });
  await expect(dialog.getByLabel('名称')).toHaveValue('免运费');
  await dialog.getByLabel('次数').fill('0');
  await dialog.getByRole('button', { name: '添加' }).click();
  await expect(dialog.getByText('须为 1 至 10,000 的整数。')).toBeVisible();
  await dialog.getByLabel('次数').fill('2');
  await dialog.getByLabel('每人每年成本').fill('24');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '添加' }).click();
  const silver = page.getByRole('region', { name: '银卡会员' });
  await expect(silver).toContainText('每月免运费 2 次');
  await expect(silver).toContainText('权益成本每年 ¥24.00');
  await page.getByRole('button', { name: '修改“免运费”' }).click();
  await page.getByRole('dialog').getByLabel('次数').fill('1');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(silver).toContainText('每月免运费 1 次');
  await settled(page);
  await expectAccessible(page);

  await page.goto(`/${brand}/members/${lin}?tab=tier`);
  await expect(page.getByText('成长值 1,200，再得 3,800 升为金卡会员（5,000）。')).toBeVisible();
  await expect(page.getByLabel('成长值的来源')).toContainText('消费1,200');
  await expectAccessible(page);
  await page.getByRole('button', { name: '记一次使用：免运费' }).click();
  const use = page.getByRole('dialog', { name: '记一次使用：免运费' });
  await expect(use).toContainText('本月还可用 1 次');
  await use.getByLabel('备注').fill('T-9');
  await use.getByRole('button', { name: '记一次使用' }).dblclick();
  await expect(page.getByText('本月还可用 0 次')).toBeVisible();
  await expect(page.getByRole('button', { name: '记一次使用：免运费' })).toBeDisabled();
  await page.getByText('使用记录（1）').click();
  await expect(page.getByRole('list', { name: '使用记录' })).toContainText('T-9');
  await page.getByRole('button', { name: /撤回.*免运费/ }).click();
  await expect(page.getByText('本月还可用 1 次')).toBeVisible();
  await expect(page.getByRole('region', { name: '等级变化' })).toContainText('银卡会员');

  await page.goto(`/${brand}/tiers/benefits`);
  await page.getByRole('button', { name: '删除“免运费”' }).click();
  const remove = page.getByRole('dialog', { name: '删除权益“免运费”？' });
  await remove.getByRole('button', { name: '删除' }).click();
  await expect(remove.getByRole('alert')).toBeVisible();

  const viewer = await colleague(page, browser, brand, 'VIEWER');
  await viewer.goto('/tiers');
  await expect(step(viewer, '银卡会员')).toBeVisible();
  await expect(viewer.getByRole('link', { name: '调整等级' })).toHaveCount(0);
  await viewer.goto('/tiers/benefits');
  await expect(viewer.getByRole('region', { name: '银卡会员' })).toContainText('免运费');
  await expect(viewer.getByRole('button', { name: /添加权益/ })).toHaveCount(0);
});
