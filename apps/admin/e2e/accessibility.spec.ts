import type { Page } from '@playwright/test';
import { api, expect, expectAccessible, look, test } from './console.ts';

/** Every page of the console: what is added to the router is added here. */
const pages = [
  '/',
  '/members',
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
/** Addresses that open a dialog, which hides the page behind it. */
const dialogs = {
  '/members?new=1': '新建会员',
  '/brand?new=1': '新建品牌',
  '/operators?invite=1': '邀请运营人员',
};
const before = [
  '/sign-in',
  '/password-reset',
  '/password-reset?token=x',
  '/invitation?token=x',
  '/setup?token=x',
];

async function expectPageAccessible(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
}

for (const theme of ['light', 'dark'] as const) {
  for (const path of pages) {
    test(`${path} has no finding in ${theme}`, async ({ console: page }) => {
      await look(page, { theme });
      await expectPageAccessible(page, path);
    });
  }

  for (const [path, name] of Object.entries(dialogs)) {
    test(`${path} has no finding in ${theme}`, async ({ console: page }) => {
      await look(page, { theme });
      await page.goto(path);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
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
    ])
      await expectPageAccessible(page, path);
  });

  test(`pages before sign-in have no finding in ${theme}`, async ({ page }) => {
    await look(page, { theme });
    for (const path of before) await expectPageAccessible(page, path);
  });
}
