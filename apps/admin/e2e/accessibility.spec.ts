import type { Page } from '@playwright/test';
import { accessibilityFindings, api, expect, look, settled, test } from './console.ts';

/** Every page of the console: what is added to the router is added here. */
const pages = [
  '/',
  '/members',
  '/rfm',
  '/rfm/settings',
  '/lifecycle',
  '/orders',
  '/earning',
  '/earning/new?first=1',
  '/rewards',
  '/rewards/new',
  '/rewards/redemptions',
  '/tiers',
  '/tiers/benefits',
  '/tiers/ladder',
  '/badges',
  '/leaderboards',
  '/birthdays',
  '/coupons',
  '/coupons/new',
  '/imports',
  '/imports/new',
  '/brand',
  '/operators',
  '/roles',
  '/audit',
  '/jobs',
  '/security',
];
/** Addresses that open a dialog, which hides the page behind it. */
const dialogs = {
  '/members?new=1': '新建会员',
  '/earning?try=1': '试算积分',
  '/badges?new=1': '新建徽章',
  '/coupons?redeem=1': '核销优惠券',
  '/brand?new=1': '新建品牌',
  '/brand?client=new': '添加会员端',
  '/operators?invite=1': '邀请运营人员',
};
const before = [
  '/sign-in',
  '/password-reset',
  '/password-reset?token=x',
  '/invitation?token=x',
  '/setup?token=x',
];

// Each walks many pages; how many there are says nothing about how long one may take.
test.setTimeout(600_000);

const themes = ['light', 'dark'] as const;

/** Has the page show the theme of the device, which it does as long as nobody chose one. */
async function shownIn(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** All that is found is said, with its page and theme, at the end of the test. */
async function findNothing(page: Page, path: string, theme: string, options = {}): Promise<void> {
  expect.soft(await accessibilityFindings(page, options), `${path} in ${theme}`).toEqual([]);
}

/** The page but for how it is painted: its markup, and what of it is there for assistive technology. */
async function whatStandsOn(page: Page): Promise<string> {
  await settled(page);
  const body = page.locator('body');
  return `${await body.innerHTML()}${await body.ariaSnapshot()}`;
}

/**
 * Holds what stands on the page against the rules, in one theme and then in the other. Where nothing else has changed
 * with the theme, only colours can have become a finding.
 */
async function findNothingInBothThemes(page: Page, path: string): Promise<void> {
  await shownIn(page, 'light');
  await findNothing(page, path, 'light');
  const before = await whatStandsOn(page);
  await shownIn(page, 'dark');
  const colours = (await whatStandsOn(page)) === before;
  await findNothing(page, path, 'dark', { colours });
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('no page has a finding', async ({ console: page }) => {
  for (const path of pages) {
    await open(page, path);
    await findNothingInBothThemes(page, path);
  }
});

test('no dialog has a finding', async ({ console: page }) => {
  for (const [path, name] of Object.entries(dialogs)) {
    await page.goto(path);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await findNothingInBothThemes(page, path);
  }
});

test('a member, an order, a reward and a coupon have no finding', async ({ console: page }) => {
  await look(page, { locale: 'en' });
  const { members, orders, rewards, couponTemplates } = await api<
    Record<'members' | 'orders' | 'rewards' | 'couponTemplates', { nodes: { id: string }[] }>
  >(
    page.context().request,
    '{ members(first: 1, orderBy: [SPENT_DESC]) { nodes { id } } orders(first: 1) { nodes { id } } rewards(first: 1) { nodes { id } } couponTemplates(first: 1) { nodes { id } } }',
  );
  const coupon = `/coupons/${couponTemplates.nodes[0]?.id}`;
  const member = `/members/${members.nodes[0]?.id}`;
  for (const path of [
    member,
    `${member}?tab=orders`,
    `${member}?tab=points`,
    `${member}?tab=tier`,
    `${member}?tab=badges`,
    `${member}?tab=stages`,
    `${member}?tab=consents`,
    `${member}?tab=coupons`,
    coupon,
    `${coupon}?tab=redemptions`,
    `${coupon}/edit`,
    `/orders/${orders.nodes[0]?.id}`,
    `/rewards/${rewards.nodes[0]?.id}`,
    `/rewards/${rewards.nodes[0]?.id}/edit`,
  ]) {
    await open(page, path);
    await findNothingInBothThemes(page, path);
  }
});

test('pages before sign-in have no finding', async ({ page }) => {
  // They look at the device only when they are opened.
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    for (const path of before) {
      await open(page, path);
      await shownIn(page, theme);
      await findNothing(page, path, theme);
    }
  }
});
