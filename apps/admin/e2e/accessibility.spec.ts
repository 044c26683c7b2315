import { api, expect, expectAccessible, look, test } from './console.ts';

/** Every page of the console: what is added to the router is added here. */
const pages = [
  '/',
  '/members',
  '/members?new=1',
  '/orders',
  '/imports',
  '/imports/new',
  '/brand',
  '/operators',
  '/roles',
  '/audit',
  '/jobs',
  '/security',
];
const before = [
  '/sign-in',
  '/password-reset',
  '/password-reset?token=x',
  '/invitation?token=x',
  '/setup?token=x',
];

for (const theme of ['light', 'dark'] as const) {
  for (const path of pages) {
    test(`${path} has no finding in ${theme}`, async ({ console: page }) => {
      await look(page, { theme });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
    });
  }

  test(`a member and an order have no finding in ${theme}`, async ({ console: page }) => {
    await look(page, { theme, locale: 'en' });
    const { members, orders } = await api<Record<'members' | 'orders', { nodes: { id: string }[] }>>(
      page.context().request,
      '{ members(first: 1, orderBy: [SPENT_DESC]) { nodes { id } } orders(first: 1) { nodes { id } } }',
    );
    const member = `/members/${members.nodes[0]?.id}`;
    for (const path of [
      member,
      `${member}?tab=orders`,
      `${member}?tab=consents`,
      `/orders/${orders.nodes[0]?.id}`,
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
    }
  });

  test(`pages before sign-in have no finding in ${theme}`, async ({ page }) => {
    await look(page, { theme });
    for (const path of before) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
    }
  });
}
