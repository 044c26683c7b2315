import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from './console.ts';

const kilobyte = 1000;

/** JavaScript that a page fetches until it shows what it is for, as gzip would send it, in bytes. */
async function weigh(page: Page, path: string, shown: () => Promise<void>): Promise<number> {
  await page.goto(path);
  await shown();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js')),
  );
  const sizes = await Promise.all(
    [...new Set(scripts)].map(async (url) => {
      const response = await page.request.get(url);
      return gzipSync(await response.body(), { level: 9 }).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('sign-in needs at most 150 kB of JavaScript', async ({ page }) => {
  const weight = await weigh(page, '/sign-in', () => expect(page.getByLabel('邮箱')).toBeVisible());
  test.info().annotations.push({ type: 'weight', description: `${(weight / kilobyte).toFixed(1)} kB` });
  expect(weight).toBeGreaterThan(20 * kilobyte);
  expect(weight).toBeLessThanOrEqual(150 * kilobyte);
});

test('the first list page needs at most 350 kB of JavaScript in all', async ({ console: page }) => {
  const weight = await weigh(page, '/members', () =>
    expect(page.getByRole('table', { name: '会员' }).locator('tbody tr[data-index]').first()).toBeVisible(),
  );
  test.info().annotations.push({ type: 'weight', description: `${(weight / kilobyte).toFixed(1)} kB` });
  expect(weight).toBeGreaterThan(100 * kilobyte);
  expect(weight).toBeLessThanOrEqual(350 * kilobyte);
});

test('a list waits for nothing that opens above it, which opens as soon as it has come', async ({
  console: page,
}) => {
  const held: (() => void)[] = [];
  await page.route('**/assets/overlays-*.js', (route) => {
    held.push(() => void route.continue());
  });
  await page.goto('/members');
  await expect(page.locator('tbody tr[data-index]').first()).toBeVisible();
  await page.getByRole('button', { name: '筛选' }).click();
  await expect.poll(() => held.length).toBe(1);
  await expect(page.getByRole('menu')).toHaveCount(0);
  for (const release of held) release();
  await expect(page.getByRole('menuitem', { name: '性别' })).toBeVisible();
});

test('scripts are kept for ever by their name, and come compressed', async ({ page, request }) => {
  const script = page.waitForResponse((response) => /\/assets\/.*\.js$/.test(response.url()));
  await page.goto('/sign-in');
  const { headers } = await request
    .get((await script).url(), { headers: { 'accept-encoding': 'br' } })
    .then((response) => ({ headers: response.headers() }));
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['content-encoding']).toBe('br');
});
