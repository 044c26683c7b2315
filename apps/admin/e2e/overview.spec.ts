import { api, expect, settled, test } from './console.ts';

test('shows the figures of real orders, with the period before and a definition', async ({
  console: page,
}) => {
  // Other tests make members at the same time: the page is right as soon as nobody came in between.
  await expect(async () => {
    const { members } = await api<{ members: { totalCount: number } }>(
      page.context().request,
      '{ members(first: 1) { totalCount } }',
    );
    await page.goto('/');
    await settled(page);
    const tile = page.locator('dl > div', { hasText: '会员总数' });
    const shown = new Intl.NumberFormat('zh-CN').format(members.totalCount);
    await expect(tile.locator('dd')).toContainText(shown, { timeout: 100 });
  }).toPass();
  await page.getByText('客单价', { exact: true }).hover();
  await expect(page.getByRole('tooltip')).toHaveText('GMV 除以订单数。');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expect(page.getByText(/上期 ¥/).first()).toBeVisible();
});

test('has a table behind each chart that adds up to the figure above it', async ({ console: page }) => {
  await page.goto('/?days=90');
  await expect(page.getByText('一年')).toBeVisible();
  await settled(page);
  const tile = page.locator('dl > div', { has: page.getByText('订单', { exact: true }) });
  const shown = await tile.locator('dd > div').first().innerText();
  await page.getByRole('button', { name: '表格: 订单' }).click();
  const cells = await page
    .getByRole('table', { name: '订单' })
    .locator('tbody td:nth-child(2)')
    .allInnerTexts();
  const sum = cells.reduce((total, cell) => total + Number(cell.replaceAll(',', '')), 0);
  expect(sum).toBeGreaterThan(0);
  expect(new Intl.NumberFormat('zh-CN').format(sum)).toBe(shown);
});

test('reads its charts to the keyboard', async ({ console: page }) => {
  await page.goto('/');
  const chart = page.getByRole('slider', { name: 'GMV', exact: true });
  await chart.focus();
  await page.keyboard.press('Home');
  const value = 'aria-valuetext';
  await expect(chart).toHaveAttribute(value, /^\d{4}-\d{2}-\d{2}, GMV ¥[\d,.]+, 实收 GMV ¥[\d,.]+, 上期 ¥/);
  const first = (await chart.getAttribute(value)) ?? '';
  await page.keyboard.press('ArrowRight');
  await expect(chart).not.toHaveAttribute(value, first);
});

test('keeps the period and the steps in the address', async ({ console: page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: '90 天' }).click();
  await expect(page).toHaveURL(/days=90/);
  await page.getByRole('button', { name: '月', exact: true }).click();
  await expect(page).toHaveURL(/interval=MONTH/);
  await page.reload();
  await expect(page.getByRole('button', { name: '90 天' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: '月', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: '自选日期' }).click();
  await page.getByLabel('从').fill('2026-01-01');
  await page.getByLabel('至').fill('2026-01-31');
  await page.getByRole('button', { name: '应用' }).click();
  await expect(page.getByText('2026-01-01 至 2026-01-31')).toBeVisible();
});
