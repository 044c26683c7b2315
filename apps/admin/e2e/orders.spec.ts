import type { Page } from '@playwright/test';
import { api, expect, expectAccessible, pressEscape, test } from './console.ts';

const rows = (page: Page) => page.getByRole('table', { name: '订单' }).locator('tbody tr[data-index]');

async function recordOrder(page: Page, orderNo: string): Promise<string> {
  const { orderRecord } = await api<{ orderRecord: { order: { id: string } | null; userErrors: unknown[] } }>(
    page.context().request,
    'mutation ($input: OrderRecordInput!) { orderRecord(input: $input) { order { id } userErrors { code field message } } }',
    {
      input: {
        orderNo,
        channel: '门店',
        total: '128.00',
        status: 'PAID',
        placedAt: new Date(Date.now() - 3_600_000).toISOString(),
        paidAt: new Date(Date.now() - 3_500_000).toISOString(),
        identities: [{ kind: 'EXTERNAL_ID', value: `guest-${orderNo}` }],
        lines: [{ productName: '白毫银针 50g', quantity: 1, unitPrice: '128.00' }],
      },
    },
  );
  expect(orderRecord.userErrors).toEqual([]);
  return orderRecord.order?.id ?? '';
}

test('opens an order beside the list, by an address that can be shared', async ({ console: page }) => {
  await page.goto('/orders');
  await rows(page).nth(1).getByRole('link').first().click();
  await expect(page).toHaveURL(/open=order_/);
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('table', { name: '商品' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(drawer.getByRole('table', { name: '商品' })).toBeVisible();
  await pressEscape(page);
  await expect(drawer).toHaveCount(0);
  await page.goBack();
  await expect(drawer.getByRole('table', { name: '商品' })).toBeVisible();
});

test('narrows by status, and finds an order by its number', async ({ console: page }) => {
  await page.goto('/orders?status=REFUNDED');
  await expect(rows(page).first()).toContainText('已退款');
  const number = await rows(page).first().getByRole('link').first().innerText();
  await page.goto('/orders');
  await page.getByLabel('订单号').fill(number);
  await expect(page.getByText('共 1 条')).toBeVisible();
  await expect(rows(page).first()).toContainText(number);
});

test('records a refund, with what is wrong at its field', async ({ console: page }) => {
  const id = await recordOrder(page, `refund-${Date.now()}`);
  await page.goto(`/orders/${id}`);
  await page.getByRole('button', { name: '退款', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/退款金额/).fill('9999');
  await dialog.getByLabel('退款单号').fill('R-1');
  await dialog.getByRole('button', { name: '退款' }).click();
  await expect(dialog.getByLabel(/退款金额/)).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel(/退款金额/).fill('28');
  await dialog.getByRole('button', { name: '退款' }).click();
  await expect(page.getByRole('main').getByText('部分退款')).toBeVisible();
  await expect(page.getByRole('row', { name: '实收 ¥100.00' })).toBeVisible();
  await expect(page.getByRole('table', { name: '退款' })).toContainText('R-1');
});

test('offers only what can be done with an order now', async ({ console: page }) => {
  const { orders } = await api<{ orders: { nodes: { id: string }[] } }>(
    page.context().request,
    '{ orders(first: 1, filter: { status: [CANCELLED] }) { nodes { id } } }',
  );
  await page.goto(`/orders/${orders.nodes[0]?.id}`);
  await expect(page.getByRole('main').getByText('已取消')).toBeVisible();
  await expect(page.getByRole('button', { name: '退款', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: '取消订单' })).toHaveCount(0);
});

test('exports the orders that the list is narrowed to', async ({ console: page }) => {
  await page.goto('/orders?status=REFUNDED');
  await expect(rows(page).first()).toContainText('已退款');
  const total = Number((await page.getByText(/^共 [\d,]+ 条$/).innerText()).replace(/\D/g, ''));
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  const download = await waiting;
  const lines = (await (await download.createReadStream()).toArray()).join('').trimEnd().split('\r\n');
  expect(lines).toHaveLength(total + 1);
  expect(lines[0]).toBe('\uFEFF订单号,下单时间,会员,渠道,状态,订单金额（CNY）,实收（CNY）');
  expect(lines[1]).toMatch(/,已退款,\d+\.\d\d,0\.00$/);
});
