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

test('no page of the programme is wider than a telephone', async ({ console: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of pages) {
    await page.goto(path);
    await settled(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390);
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
