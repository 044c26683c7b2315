import type { Page } from '@playwright/test';
import { expect, expectAccessible, gatewayUrl, pressEscape, test } from './console.ts';
import { colleague, inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** What the API answers in the brand that only this test works in. */
async function ask<Data>(
  page: Page,
  brand: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<Data> {
  const response = await page.context().request.post(`${gatewayUrl()}/graphql`, {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: { query, variables },
  });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  return data;
}

async function recordOrder(page: Page, brand: string, orderNo: string, channel: string, total: string) {
  const { orderRecord } = await ask<{ orderRecord: { order: { id: string } | null; userErrors: unknown[] } }>(
    page,
    brand,
    'mutation ($input: OrderRecordInput!) { orderRecord(input: $input) { order { id } userErrors { code field } } }',
    {
      input: {
        orderNo,
        channel,
        total,
        status: 'PAID',
        placedAt: new Date().toISOString(),
        identities: [{ kind: 'EXTERNAL_ID', value: `buyer-${orderNo}` }],
        lines: [{ sku: 'QH-1', productName: '白毫银针 50g', quantity: 1, unitPrice: total }],
      },
    },
  );
  expect(orderRecord.userErrors).toEqual([]);
  return orderRecord.order?.id ?? '';
}

async function makeRule(page: Page, brand: string, over: object = {}): Promise<void> {
  const { earningRuleCreate } = await ask<{ earningRuleCreate: { userErrors: unknown[] } }>(
    page,
    brand,
    'mutation ($input: EarningRuleInput!) { earningRuleCreate(input: $input) { userErrors { code field } } }',
    { input: { name: '消费得积分', event: 'ORDER_PAID', effect: 'BASE', points: 1, per: '1', ...over } },
  );
  expect(earningRuleCreate.userErrors).toEqual([]);
}

/** A member who checked in today, which gives points once a day. */
async function checkIn(page: Page, brand: string, displayName: string): Promise<void> {
  await makeRule(page, brand, { name: '签到', event: 'CHECK_IN', points: 5, per: null, dailyTimes: 1 });
  const { memberCreate } = await ask<{ memberCreate: { member: { id: string } } }>(
    page,
    brand,
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } } }',
    { input: { displayName } },
  );
  const { memberEventRecord } = await ask<{ memberEventRecord: { entry: { points: number } | null } }>(
    page,
    brand,
    `mutation ($input: MemberEventRecordInput!, $key: String!) {
      memberEventRecord(input: $input) @idempotent(key: $key) { entry { points } } }`,
    { input: { memberId: memberCreate.member.id, event: 'CHECK_IN' }, key: crypto.randomUUID() },
  );
  expect(memberEventRecord.entry?.points).toBe(5);
}

const preview = (page: Page) => page.getByRole('region', { name: '过去 30 天会花多少' });

test('rules are made with what they would have cost, tried, switched off and deleted; orders tell what they earned', async ({
  page,
}) => {
  // Orders are given their points once a minute.
  test.setTimeout(300_000);
  const brand = await inOwnBrand(page, '积分规则');
  await recordOrder(page, brand, 'E-1', '天猫', '128.00');
  await recordOrder(page, brand, 'E-2', '门店', '35.50');
  await page.goto(`/${brand}/earning`);
  await expect(page.getByRole('heading', { name: '还没有积分规则' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: '每满 ¥1.00 得 1 积分' }).click();
  await expect(
    page.getByRole('region', { name: '这条规则' }).getByText('每满 ¥1.00 得 1 积分'),
  ).toBeVisible();
  await expect(preview(page)).toContainText('0 → 163');
  await expect(preview(page)).toContainText('2 人得到更多');
  await expect(preview(page)).toContainText('多花 ¥1.63');
  await page.getByRole('button', { name: '新建规则' }).click();
  const rules = page.getByRole('list', { name: '订单付款的规则' });
  await expect(rules.getByRole('listitem').filter({ hasText: '消费得积分' })).toContainText('生效中');
  const earning = await recordOrder(page, brand, 'E-3', '门店', '88.00');
  await checkIn(page, brand, '小叶');

  await page.getByRole('link', { name: '新建规则', exact: true }).click();
  await page.getByLabel('名称').fill('天猫双倍');
  await page.getByRole('radio', { name: '倍数' }).check();
  await page.getByLabel('倍数', { exact: true }).fill('2');
  await page.getByLabel('渠道').fill('天猫');
  await page.getByLabel('渠道').press('Enter');
  await page.getByLabel('开始').fill('2026-01-01T00:00');
  await page.getByLabel('结束').fill('2099-01-01T00:00');
  await page.getByLabel('最多积分').fill('500');
  await expect(page.getByRole('region', { name: '这条规则' })).toContainText(
    '2026-01-01 至 2098-12-31，天猫的订单，基础积分 ×2，每人每天最多 500 积分',
  );
  await expect(preview(page)).toContainText('251 → 379');
  await expectAccessible(page);
  await page.getByRole('button', { name: '新建规则' }).click();
  await expect(rules.getByRole('listitem')).toHaveText([/基础消费得积分/, /倍数天猫双倍/]);
  await expectAccessible(page);

  await page.getByRole('button', { name: '试算' }).click();
  const trial = page.getByRole('dialog', { name: '试算积分' });
  await trial.getByLabel('实付金额').fill('35.5');
  await trial.getByLabel('渠道').fill('天猫');
  await expect(trial.getByLabel('结果')).toContainText('70 积分');
  await trial.getByLabel('渠道').fill('门店');
  await expect(trial.getByLabel('结果')).toContainText('35 积分');
  await expect(trial.getByRole('row', { name: /天猫双倍/ })).toContainText('不适用于这个渠道');
  await expectAccessible(page);
  await trial.getByLabel('事件').selectOption({ label: '签到' });
  await expect(trial.getByLabel('结果')).toContainText('5 积分');
  await trial.getByLabel('会员').fill('小叶');
  await trial.getByRole('button', { name: /小叶/ }).click();
  await expect(trial.getByLabel('结果')).toContainText('当天次数已用完');
  await pressEscape(page);

  const toggle = page.getByRole('switch', { name: '启用“天猫双倍”' });
  await toggle.click();
  await expect(toggle).not.toBeChecked();
  await expect(rules.getByRole('listitem').nth(1)).toContainText('已停用');
  await page.reload();
  await expect(toggle).not.toBeChecked();

  await page.getByRole('button', { name: '删除“天猫双倍”' }).click();
  const dialog = page.getByRole('dialog', { name: '删除规则“天猫双倍”？' });
  await expect(dialog).toContainText('已经给出的积分不变');
  await dialog.getByRole('button', { name: '删除' }).click();
  await expect(rules.getByRole('listitem')).toHaveText([/消费得积分/]);

  await expect
    .poll(
      async () => {
        const { order } = await ask<{ order: { earning: { points: number } | null } }>(
          page,
          brand,
          'query ($id: ID!) { order(id: $id) { earning { points } } }',
          { id: earning },
        );
        return order.earning?.points;
      },
      { timeout: 120_000 },
    )
    .toBe(88);
  await page.goto(`/${brand}/orders/${earning}`);
  await expect(
    page.getByRole('table', { name: '各规则的积分' }).getByRole('row', { name: /消费得积分/ }),
  ).toContainText('+88');
  await expectAccessible(page);
});

test('a rule is changed beside what that would have cost; what is wrong stands at its field', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '改规则');
  await recordOrder(page, brand, 'C-1', '门店', '100.00');
  await makeRule(page, brand);
  await makeRule(page, brand, { name: '签到', event: 'CHECK_IN', points: 5, per: null, dailyTimes: 1 });
  await page.goto(`/${brand}/earning`);
  await expect(page.getByRole('list', { name: '签到的规则' })).toContainText(
    '每次得 5 积分，每人每天最多 1 次',
  );
  await page.getByRole('link', { name: '消费得积分', exact: true }).click();
  await page.getByLabel('每满金额').fill('2');
  await expect(preview(page)).toContainText('100 → 50');
  await expect(preview(page)).toContainText('1 人得到更少');
  await expect(preview(page)).toContainText('省下 ¥0.50');
  await page.getByLabel('每满金额').fill('1');
  await page.getByLabel('积分', { exact: true }).fill('3');
  await expect(preview(page)).toContainText('100 → 300');
  await page.getByLabel('名称').fill('签到');
  await page.getByLabel('开始').fill('2030-01-01T00:00');
  await page.getByLabel('结束').fill('2029-01-01T00:00');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('结束时间须晚于开始时间。')).toBeVisible();
  await page.getByLabel('结束').fill('');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已有同名规则。')).toBeVisible();
  await expect(page.getByLabel('名称')).toBeFocused();

  await page.reload();
  await expect(page.getByText('已恢复上次未保存的内容')).toBeVisible();
  await expect(page.getByLabel('积分', { exact: true })).toHaveValue('3');
  await page.getByLabel('名称').fill('三倍积分');
  await page.getByRole('link', { name: '取消' }).click();
  await page
    .getByRole('dialog', { name: '有未保存的修改' })
    .getByRole('button', { name: '继续编辑' })
    .click();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '三倍积分' })).toContainText('未开始');
  await expect(page.getByRole('listitem').filter({ hasText: '三倍积分' })).toContainText(
    '2030-01-01 起，每满 ¥1.00 得 3 积分',
  );
});

test('two who change the same rule are shown side by side; the rest is joined', async ({ page, context }) => {
  const brand = await inOwnBrand(page, '两人改规则');
  await makeRule(page, brand);
  await page.goto(`/${brand}/earning`);
  const other = await context.newPage();
  await other.goto(`/${brand}/earning`);
  for (const one of [page, other]) await one.getByRole('link', { name: '消费得积分', exact: true }).click();
  await page.getByLabel('积分', { exact: true }).fill('2');
  await page.getByLabel('最多积分').fill('900');
  await other.getByLabel('积分', { exact: true }).fill('5');
  await other.getByLabel('最多次数').fill('3');
  await other.getByRole('button', { name: '保存' }).click();
  await expect(other.getByText('每满 ¥1.00 得 5 积分，每人每天最多 3 次')).toBeVisible();

  await page.getByRole('button', { name: '保存' }).click();
  const dialog = page.getByRole('dialog', { name: '您编辑期间，别人也改了' });
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await dialog.getByLabel('5', { exact: true }).check();
  await dialog.getByRole('button', { name: '按所选保存' }).click();
  await expect(page.getByText('每满 ¥1.00 得 5 积分，每人每天最多 3 次、900 积分')).toBeVisible();
});

test('who may not change rules reads them in words, and tries them', async ({ page, browser }) => {
  const brand = await inOwnBrand(page, '只看规则');
  await makeRule(page, brand);
  const viewer = await colleague(page, browser, brand, 'VIEWER');
  await viewer.goto('/earning');
  await expect(viewer.getByRole('list', { name: '订单付款的规则' })).toContainText('每满 ¥1.00 得 1 积分');
  await expect(viewer.getByRole('switch')).toHaveCount(0);
  await expect(viewer.getByRole('button', { name: /删除/ })).toHaveCount(0);
  await expect(viewer.getByRole('link', { name: '新建规则' })).toHaveCount(0);
  await viewer.getByRole('button', { name: '试算' }).click();
  await expect(viewer.getByRole('dialog').getByLabel('结果')).toContainText('100 积分');
  await viewer.goto('/earning/new');
  await expect(viewer.getByRole('heading', { name: '没有权限' })).toBeVisible();
});
