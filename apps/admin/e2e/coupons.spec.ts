import type { Page } from '@playwright/test';
import { expect, expectAccessible, gatewayUrl, test } from './console.ts';
import { colleague, inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** What the API answers in the brand that only this test works in. */
async function ask<Data>(
  page: Page,
  brand: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const response = await page.context().request.post(`${gatewayUrl()}/graphql`, {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: { query, variables },
  });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  return data;
}

async function makeMember(page: Page, brand: string, displayName: string): Promise<string> {
  const { memberCreate } = await ask<{ memberCreate: { member: { id: string } } }>(
    page,
    brand,
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } } }',
    { input: { displayName } },
  );
  return memberCreate.member.id;
}

test('a coupon is made with a sentence that says what it is, issued, redeemed, given back and revoked', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '优惠券一');
  const member = await makeMember(page, brand, '林一');
  await page.goto(`/${brand}/coupons`);
  await expect(page.getByRole('heading', { name: '还没有优惠券' })).toBeVisible();
  await page.getByRole('link', { name: '新建优惠券' }).first().click();

  const says = page.getByRole('region', { name: '优惠内容' });
  await expect(says).toContainText('填写优惠后');
  await page.getByRole('textbox', { name: '名称' }).fill('老客九折');
  await page.getByRole('radio', { name: /打折/ }).check();
  await page.getByLabel('优惠百分比').fill('15');
  await page.getByLabel('最多优惠（CNY）').fill('30');
  await page.getByLabel('最低消费（CNY）').fill('99');
  await page.getByLabel('预算（CNY）').fill('100');
  await expect(says).toContainText('满 ¥99.00 打 8.5 折（15%），最多优惠 ¥30.00');
  await expect(says).toContainText('领取后 30 天内有效；不与其他优惠券同时使用，每人最多 1 张');
  await expect(says).toContainText('预算最多可发 3 张');
  await page.getByLabel('最多优惠（CNY）').fill('');
  await page.getByRole('button', { name: '新建优惠券' }).click();
  await expect(page.getByLabel('最多优惠（CNY）')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('最多优惠（CNY）').fill('30');
  await page.getByRole('button', { name: '新建优惠券' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '老客九折' })).toBeVisible();

  await page.getByRole('button', { name: '发放优惠券' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('会员').fill('林一');
  await dialog.getByRole('button', { name: /林一/ }).click();
  await dialog.getByRole('button', { name: '发放', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '已发放' }).first()).toBeVisible();
  const recipients = page.getByRole('table', { name: '领取记录' });
  await expect(recipients.getByRole('row', { name: /林一.*未使用/ })).toBeVisible();
  await expectAccessible(page);

  await recipients.getByRole('button', { name: '核销' }).press('Enter');
  await expect(dialog).toHaveAccessibleName('核销“老客九折”');
  await dialog.getByLabel('订单金额（CNY）').fill('98');
  await expect(dialog.getByText('未达到最低消费')).toBeVisible();
  await dialog.getByLabel('订单金额（CNY）').fill('199.99');
  await dialog.getByLabel('订单号').fill('T-1');
  await expect(dialog.getByRole('row', { name: /应付/ })).toContainText('¥170.00');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '核销' }).click();
  await expect(recipients.getByRole('row', { name: /林一.*已使用/ })).toContainText('¥29.99');
  // The button is gone; what is left of its row has the focus.
  await expect(recipients.getByRole('link', { name: '林一' })).toBeFocused();
  await expect(page.getByLabel('老客九折').getByText('使用率 100%')).toBeVisible();

  await page.getByRole('tab', { name: '使用记录' }).click();
  const uses = page.getByRole('table', { name: '使用记录' });
  await expect(uses.getByRole('row', { name: /T-1/ })).toContainText('¥170.00');
  await uses.getByRole('button', { name: '退回' }).click();
  await dialog.getByRole('button', { name: '退回' }).click();
  await expect(uses.getByRole('row', { name: /T-1/ })).toContainText('已退回');

  // What was promised stays; what isn't part of it may change.
  await page.getByRole('link', { name: '编辑' }).click();
  await expect(page.getByText('已有会员领到，优惠内容和适用范围不能再改')).toBeVisible();
  await expect(page.getByLabel('优惠百分比')).toBeDisabled();
  await page.getByLabel('预算（CNY）').fill('20');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('预算不足一张优惠券的最高优惠')).toBeVisible();
  await page.getByLabel('预算（CNY）').fill('60');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '老客九折' })).toBeVisible();

  await page.goto(`/${brand}/members/${member}?tab=coupons`);
  const own = page.getByRole('table', { name: '优惠券' });
  await page.setViewportSize({ width: 390, height: 844 });
  const revoke = own.getByRole('button', { name: '作废' });
  await revoke.scrollIntoViewIfNeeded();
  await expect(revoke).toBeInViewport({ ratio: 1 });
  await expect(own.getByText(/^有效至.*…/)).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await own
    .getByRole('row', { name: /老客九折/ })
    .getByRole('button', { name: '作废' })
    .click();
  await dialog.getByRole('button', { name: '作废' }).click();
  await expect(own.getByRole('row', { name: /老客九折.*已作废/ })).toBeVisible();
  await expectAccessible(page);
});

test('a coupon goes to all who are ticked in the list of members; the job says how many got it and why it stopped', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '优惠券二');
  for (const name of ['甲', '乙', '丙']) await makeMember(page, brand, `会员${name}`);
  const { couponTemplateCreate } = await ask<{ couponTemplateCreate: { template: { id: string } } }>(
    page,
    brand,
    'mutation { couponTemplateCreate(input: { name: "满减", kind: AMOUNT, amount: "20", validDays: 30, issueLimit: 2 }) { template { id } userErrors { code } } }',
  );
  await page.goto(`/${brand}/members`);
  await page.getByRole('checkbox', { name: '选择已加载的全部行' }).check();
  await page.getByRole('button', { name: '发放优惠券' }).click();
  const dialog = page.getByRole('dialog', { name: '给 3 位会员发放优惠券' });
  await dialog.getByRole('radio', { name: /满减/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '发放', exact: true }).click();
  await expect(page.getByText(/该优惠券已全部发完/).first()).toBeVisible({ timeout: 60_000 });
  await page.goto(`/${brand}/coupons/${couponTemplateCreate.template.id}`);
  await expect(page.getByRole('table', { name: '领取记录' }).getByRole('row')).toHaveCount(3);
  await expect(page.getByText('已发完')).toBeVisible();
});

test('who may only read sees coupons, and nothing to do with them', async ({ page, browser }) => {
  const brand = await inOwnBrand(page, '优惠券三');
  const { couponTemplateCreate } = await ask<{ couponTemplateCreate: { template: { id: string } } }>(
    page,
    brand,
    'mutation { couponTemplateCreate(input: { name: "满减", kind: AMOUNT, amount: "20", validDays: 30 }) { template { id } } }',
  );
  const viewer = await colleague(page, browser, brand, 'VIEWER');
  await viewer.goto('/coupons');
  await viewer.getByRole('link', { name: '满减' }).click();
  await expect(viewer.getByRole('heading', { level: 1, name: '满减' })).toBeVisible();
  await expect(viewer.getByText('立减 ¥20.00')).toBeVisible();
  for (const name of ['发放优惠券', '停止发放', '编辑'])
    await expect(viewer.getByRole('button', { name }).or(viewer.getByRole('link', { name }))).toHaveCount(0);
  await viewer.goto(`/coupons/${couponTemplateCreate.template.id}/edit`);
  await expect(viewer.getByRole('button', { name: '保存' })).toHaveCount(0);
  await viewer.context().close();
});
