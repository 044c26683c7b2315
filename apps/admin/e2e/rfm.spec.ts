import type { Page } from '@playwright/test';
import { accessibilityFindings, api, expect, gatewayUrl, look, settled, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

const number = (text: string) => Number(text.replaceAll(/[^\d]/g, ''));

test('shows who stands where, and leads from a cell to its members', async ({ console: page }) => {
  await page.goto('/rfm');
  await settled(page);
  const cell = page.getByRole('link', { name: /^最近购买 5 分、购买频次 5 分：/ });
  const count = number(await cell.locator('strong').innerText());
  expect(count).toBeGreaterThan(0);
  await cell.click();
  await expect(page).toHaveURL(/\/members\?recency=5&frequency=5/);
  await expect(page.getByText(`共 ${count} 条`)).toBeVisible();
  await expect(page.getByRole('button', { name: '修改筛选：最近购买' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'RFM 分析' })).toBeVisible();
});

test('leads from a group to its members, whose columns say so', async ({ console: page }) => {
  await page.goto('/rfm');
  await settled(page);
  const group = page.getByRole('link', { name: /^已流失/ });
  const count = number(/^已流失\s+([\d,]+)/.exec(await group.innerText())?.[1] ?? '');
  await group.hover();
  await expect(page.locator('a[data-lit="true"]')).not.toHaveCount(0);
  await group.click();
  await expect(page).toHaveURL(/\/members\?group=LOST/);
  expect(count).toBeGreaterThan(0);
  await expect(page.getByText(`共 ${count} 条`)).toBeVisible();
  await page.goto('/members?group=LOST&columns=name,rfmGroup,rfmScores,stage');
  const row = page.locator('tbody tr[data-index]').first();
  await expect(row).toContainText('已流失');
  await expect(row).toContainText('1 · ');
});

test('is walked with the arrow keys, and read as a table that adds up', async ({ console: page }) => {
  await page.goto('/rfm');
  await settled(page);
  const first = page.getByRole('link', { name: /^最近购买 5 分、购买频次 1 分/ });
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('link', { name: /^最近购买 4 分、购买频次 2 分/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/recency=4&frequency=2/);
  await page.goto('/rfm?rows=MONETARY&columns=RECENCY');
  await page.getByRole('button', { name: '表格: 消费金额 × 最近购买' }).click();
  const cells = await page.getByRole('table').locator('tbody td:nth-child(3)').allInnerTexts();
  expect(cells).toHaveLength(25);
  const header = await page.getByText(/位会员有评分/).innerText();
  expect(cells.reduce((sum, cell) => sum + number(cell), 0)).toBe(number(header.split('共')[1] ?? ''));
  await page.getByLabel('纵轴').selectOption('RECENCY');
  await expect(page).toHaveURL(/rows=RECENCY&columns=MONETARY/);
});

test('shows the lifecycle week by week, with tables, and leads to the members of a stage', async ({
  console: page,
}) => {
  await page.goto('/lifecycle?weeks=26');
  await settled(page);
  const chart = page.getByRole('slider', { name: '各阶段的会员' });
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /^\d{4}-\d{2}-\d{2} – .*新会员 \d+/);
  await page.getByRole('button', { name: '表格: 各阶段的会员' }).click();
  await expect(page.getByRole('table', { name: '各阶段的会员' }).locator('tbody tr')).toHaveCount(26);
  await page.getByLabel('时间范围').selectOption('52');
  await expect(page).toHaveURL(/weeks=52/);
  const stage = page.getByRole('navigation', { name: '现在' }).getByRole('link', { name: /沉默/ });
  const count = number(await stage.locator('strong').innerText());
  await stage.click();
  await expect(page).toHaveURL(/\/members\?stage=DORMANT/);
  await expect(page.getByText(`共 ${new Intl.NumberFormat('zh-CN').format(count)} 条`)).toBeVisible();
});

test('settings are tried before they are saved, saved, and followed by a calculation', async ({ page }) => {
  const id = await inOwnBrand(page, '评分茶馆');
  await page.goto(`/${id}/rfm`);
  await expect(page.getByText('还没有可以分析的会员')).toBeVisible();
  for (const n of [1, 2, 3]) await order(page, id, n);

  await page.goto(`/${id}/rfm/settings`);
  const preview = page.getByRole('region', { name: '预览' });
  await expect(preview.getByText('3 位会员有评分')).toBeVisible();
  await page.getByRole('radio', { name: '按固定分界值' }).check();
  const cut = (n: number) => page.getByLabel(`消费金额（CNY），第 ${n} 个分界值`);
  await cut(1).fill('9999');
  await expect(preview.getByRole('alert')).toContainText('须为四个递增的分界值');
  await page.getByRole('button', { name: '保存并重新计算' }).click();
  await expect(page.getByRole('alert').getByText('须为四个递增的分界值')).not.toHaveCount(0);
  for (const [at, amount] of ['150', '250', '1000', '2000'].entries()) await cut(at + 1).fill(amount);
  const money = preview.locator('div', { has: page.getByRole('heading', { name: '消费金额' }) }).last();
  await expect(money).toContainText(/3 分\s*1 33.3%\s*2 分\s*1 33.3%\s*1 分\s*1 33.3%/);
  await page.getByRole('button', { name: '保存并重新计算' }).click();
  await expect(page.getByText('已重新计算')).toBeVisible();
  await page.reload();
  await expect(cut(2)).toHaveValue('250');

  await page.goto(`/${id}/rfm?rows=MONETARY&columns=RECENCY`);
  await expect(page.getByRole('link', { name: /^消费金额 3 分、最近购买 5 分：\s*1/ })).toBeVisible();
  await page.getByRole('button', { name: '立即重新计算' }).click();
  await expect(page.getByText('已重新计算')).toBeVisible();
});

/** An order of 100 for the first member, 200 for the second, … */
async function order(page: Page, brand: string, n: number): Promise<void> {
  const response = await page.context().request.post(`${gatewayUrl()}/graphql`, {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: {
      query: 'mutation ($input: OrderRecordInput!) { orderRecord(input: $input) { userErrors { code } } }',
      variables: {
        input: {
          channel: '门店',
          orderNo: `${n}`,
          identities: [{ kind: 'EXTERNAL_ID', value: `M${n}` }],
          status: 'PAID',
          total: `${n}00.00`,
          placedAt: new Date().toISOString(),
        },
      },
    },
  });
  expect((await response.json()).data.orderRecord.userErrors).toEqual([]);
}

test('a member shows scores, group and stage, with their history', async ({ console: page }) => {
  const { members } = await api<{ members: { nodes: { id: string }[] } }>(
    page.context().request,
    '{ members(first: 1, orderBy: [SPENT_DESC]) { nodes { id } } }',
  );
  await page.goto(`/members/${members.nodes[0]?.id}?tab=stages`);
  await expect(page.locator('dl').getByText(/R \d · F \d · M 5/)).toBeVisible();
  await expect(page.getByRole('tabpanel').getByText('新加入')).toBeVisible();
});

test('heat map, tables, flow and settings have no finding in English and in the dark', async ({
  console: page,
}) => {
  await look(page, { locale: 'en', theme: 'dark' });
  for (const path of ['/rfm', '/lifecycle']) {
    await page.goto(path);
    await settled(page);
    await page
      .getByRole('button', { name: /^Table:/ })
      .first()
      .click();
    expect(await accessibilityFindings(page), path).toEqual([]);
  }
  await page.goto('/rfm/settings');
  await page.getByRole('radio', { name: 'By fixed cut points' }).check();
  await settled(page);
  expect(await accessibilityFindings(page)).toEqual([]);
});
