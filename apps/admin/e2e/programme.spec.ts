import type { Page } from '@playwright/test';
import { expect, expectAccessible, settled, test } from './console.ts';
import { colleague, inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

const pages = [
  '/',
  '/members',
  '/rfm',
  '/rfm/settings',
  '/lifecycle',
  '/tiers',
  '/tiers/benefits',
  '/tiers/ladder',
  '/points',
  '/points/adjustments',
  '/points/programme',
  '/earning',
  '/earning/new',
  '/rewards',
  '/rewards/new',
  '/rewards/redemptions',
  '/coupons',
  '/coupons/new',
  '/badges',
  '/leaderboards',
  '/birthdays',
];

/** How wide and how high the document is. What a page scrolls it scrolls within itself. */
function extent(page: Page): Promise<number[]> {
  return page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
}

test('no page is longer than a low window, and none of the programme wider than a telephone', async ({
  console: page,
}) => {
  await page.setViewportSize({ width: 1366, height: 640 });
  for (const path of ['/members', '/roles', '/rfm/settings']) {
    await page.goto(path);
    await settled(page);
    expect(await extent(page), path).toEqual([1366, 640]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of pages) {
    await page.goto(path);
    await settled(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await extent(page), path).toEqual([390, 844]);
  }
});

test('what is empty yet says what to do first and leads there; who may not do it is led nowhere', async ({
  page,
  browser,
}) => {
  const brand = await inOwnBrand(page, '新的计划');
  const leads = [
    ['/points', '积分规则', /\/earning$/],
    ['/leaderboards', '积分规则', /\/earning$/],
    ['/birthdays', '等级权益', /\/tiers\/benefits$/],
    ['/tiers/benefits', '设置等级', /\/tiers\/ladder$/],
    ['/lifecycle', '导入文件', /\/imports\/new$/],
  ] as const;
  for (const [path, lead, to] of leads) {
    await page.goto(`/${brand}${path}`);
    await page.locator('main').getByRole('link', { name: lead, exact: true }).click();
    await expect(page).toHaveURL(to);
  }
  await page.goto(`/${brand}/lifecycle`);
  await expectAccessible(page);

  const viewer = await colleague(page, browser, brand, 'VIEWER');
  await viewer.goto(`/${brand}/tiers/benefits`);
  await expect(viewer.getByRole('heading', { name: '还没有等级' })).toBeVisible();
  await expect(viewer.locator('main').getByRole('link', { name: '设置等级' })).toHaveCount(0);
});

test('the overview says what of the programme is still to be set up, until somebody has had enough of it', async ({
  page,
  browser,
}) => {
  const brand = await inOwnBrand(page, '从头设起');
  await page.goto(`/${brand}`);
  const steps = page.getByRole('region', { name: '设置会员计划' });
  await expect(steps.getByRole('link')).toHaveText([/^1积分规则/, /^2等级/, /^3礼品/, /^4优惠券/]);
  await expectAccessible(page);
  await steps.getByRole('link', { name: /积分规则/ }).click();
  await page.getByRole('link', { name: /每满 ¥1.00 得 1 积分/ }).click();
  await page.getByRole('button', { name: '新建规则' }).click();
  await expect(page.getByRole('link', { name: '消费得积分', exact: true })).toBeVisible();
  await page.goto(`/${brand}`);
  await expect(steps.getByRole('link').first()).toHaveText('积分规则已设置');

  const viewer = await colleague(page, browser, brand, 'VIEWER');
  await viewer.goto(`/${brand}`);
  await expect(viewer.getByRole('heading', { name: '从一份订单文件开始' })).toBeVisible();
  await expect(viewer.getByRole('region', { name: '设置会员计划' })).toHaveCount(0);

  await steps.getByRole('button', { name: '不再显示' }).click();
  await expect(steps).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: '从一份订单文件开始' })).toBeVisible();
  await settled(page);
  await expect(steps).toHaveCount(0);
});
