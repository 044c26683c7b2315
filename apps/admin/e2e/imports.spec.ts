import { readFile } from 'node:fs/promises';
import { test as plain } from '@playwright/test';
import { api, expect, expectAccessible, gatewayUrl, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });
plain.use({ locale: 'zh-CN' });

const orders = 60;

/** Orders of made-up people; the amount of one of them is written in words. */
function csv(): string {
  const rows = Array.from({ length: orders }, (_, at) => {
    const amount = at === 7 ? '一百二十' : `${20 + at}.50`;
    return `E${1000 + at},1380013${String(8000 + (at % 25))},2025-0${1 + (at % 9)}-1${at % 9} 10:30,桂花乌龙,1,${amount},已付款,${at}`;
  });
  return ['订单编号,买家手机,下单时间,商品名称,数量,实付金额,订单状态,内部序号', ...rows].join('\r\n');
}

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a file comes in: matched, checked, mended, run, counted, and taken back', async ({ page }) => {
  test.slow();
  const brand = await inOwnBrand(page, '导入测试');
  await page.goto(`/${brand}/imports`);
  await expect(page.getByRole('heading', { name: '还没有导入过文件' })).toBeVisible();
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载订单示例' }).click();
  const sample = await readFile(await (await downloading).path(), 'utf8');
  expect(sample).toContain('订单号,会员编号,手机号');

  await page.getByRole('link', { name: '导入文件' }).first().click();
  await page.getByLabel('要导入的文件').setInputFiles(file('orders.csv', csv()));
  await expect(page).toHaveURL(/\/imports\/import_/);

  // Every column is matched but the one that means nothing; without an amount it doesn't go on.
  await expect(page.getByLabel('“买家手机”导入为')).toHaveValue('memberPhone');
  await expect(page.getByLabel('“内部序号”导入为')).toHaveValue('');
  await page.getByLabel('“实付金额”导入为').selectOption({ label: '不导入' });
  await expect(page.getByText('至少一列：实付金额、单价')).toBeVisible();
  await expect(page.getByRole('button', { name: '检查文件' })).toBeDisabled();
  await page.reload();
  await expect(page.getByText('已恢复上次未保存的内容')).toBeVisible();
  await page.getByRole('button', { name: '采用建议：实付金额' }).click();
  await page.getByLabel('“内部序号”导入为').selectOption({ label: '实付金额' });
  await expect(page.getByText('另有一列已导入为此项')).toHaveCount(2);
  await page.getByLabel('“内部序号”导入为').selectOption({ label: '不导入' });
  await expectAccessible(page);
  await page.getByRole('button', { name: '检查文件' }).click();

  // The bad cell is told at its place, and mended there.
  await expect(page.getByRole('button', { name: '导入 59 行' })).toBeVisible();
  const cell = page.getByLabel('第 9 行，实付金额');
  await expect(cell).toHaveValue('一百二十');
  await expect(page.getByRole('row', { name: /9 实付金额/ })).toContainText('不是金额');
  await cell.fill('120.00');
  await expect(page.getByRole('button', { name: /^导入 / })).toHaveCount(0);
  await cell.press('Control+Enter');
  const run = page.getByRole('button', { name: '导入 60 行' });
  await expect(run).toBeVisible();
  await expect(page.getByRole('table', { name: '问题' })).toHaveCount(0);

  await run.click();
  await expect(page.getByText('全部导入完成')).toBeVisible({ timeout: 30_000 });
  const counts = page.getByLabel('导入结果');
  await expect(counts).toContainText(/新建\s*60/);
  await expect(counts).toContainText(/失败\s*0/);
  await page.reload();
  await expect(counts).toContainText(/新建\s*60/);
  await page.getByRole('link', { name: '查看订单' }).click();
  await expect(page.getByText('共 60 条')).toBeVisible();
  await page.goto(`/${brand}/imports`);
  await expect(page.getByRole('row', { name: /orders\.csv 已完成/ })).toBeVisible();

  await page.getByRole('link', { name: 'orders.csv' }).click();
  await page.getByRole('button', { name: '撤销导入' }).click();
  const dialog = page.getByRole('dialog', { name: '撤销这次导入？' });
  await expect(dialog).toContainText('删除新建的 60 条记录');
  await dialog.getByRole('button', { name: '撤销导入' }).click();
  await expect(page.getByText(/已撤销：这次导入写入的内容都已收回/)).toBeVisible({ timeout: 30_000 });
  await page.goto(`/${brand}/orders`);
  await expect(page.getByRole('heading', { name: '还没有订单' })).toBeVisible();

  await page.goBack();
  await page.getByRole('button', { name: '放弃' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '放弃' }).click();
  await expect(page.getByRole('heading', { name: '还没有导入过文件' })).toBeVisible();
});

test('rows that can’t be taken are left out, and come back in a file with the reason', async ({ page }) => {
  const brand = await inOwnBrand(page, '失败行测试');
  await page.goto(`/${brand}/imports/new`);
  await page.getByLabel('要导入的文件').setInputFiles(file('orders.csv', csv()));
  await page.getByRole('button', { name: '检查文件' }).click();
  await page.getByRole('button', { name: '导入 59 行' }).click();
  await expect(page.getByText('有 1 条没有写入')).toBeVisible({ timeout: 30_000 });
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载失败的行' }).click();
  const failed = await readFile(await (await downloading).path(), 'utf8');
  expect(failed.trim().split(/\r?\n/)).toHaveLength(2);
  expect(failed).toContain('一百二十');
  expect(failed).toContain('不是金额');
});

test('a file of unknown encoding is read as its uploader says, and the page follows at once', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '编码测试');
  await page.goto(`/${brand}/imports/new`);
  // Big5: 訂單編號,會員編號,下單時間,實付金額.
  const header = 'ad71b3e6bd73b8b92cb77cadfbbd73b8b92ca455b3e6aec9b6a12cb9eaa549aaf7c3420a';
  const rows = 'N1,C1,2024-03-01,12.50\nN2,C1,2024-03-02,x\n';
  const buffer = Buffer.concat([Buffer.from(header, 'hex'), Buffer.from(rows)]);
  await page.getByLabel('要导入的文件').setInputFiles({ name: 'big5.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByRole('alert')).toContainText('认不出文件的文字编码');
  await expect(page.getByRole('alert')).toContainText('不用再传');
  await expect(page.getByRole('button', { name: '检查文件' })).toHaveCount(0);
  await expectAccessible(page);

  const encoding = page.getByLabel('文字编码');
  await encoding.selectOption({ label: 'UTF-8' });
  await expect(page.getByText('按 UTF-8 读不通这个文件')).toBeVisible();
  await encoding.selectOption({ label: 'Big5（繁体）' });
  await expect(page.getByLabel('“訂單編號”导入为')).toBeVisible();
  await expect(page.getByText('按 UTF-8 读不通这个文件')).toHaveCount(0);
  await expect(encoding).toHaveValue('BIG5');
  await expect(page.getByLabel('分隔符')).toContainText('自动识别：逗号');

  await page.getByLabel('分隔符').selectOption({ label: '分号 ;' });
  await expect(page.getByText('不是用“;”隔开的')).toBeVisible();
  await page.getByLabel('分隔符').selectOption({ label: '逗号 ,' });
  await expect(page.getByText('不是用“;”隔开的')).toHaveCount(0);
  await expectAccessible(page);

  for (const [column, field] of [
    ['訂單編號', '订单号'],
    ['會員編號', '会员编号'],
    ['下單時間', '下单时间'],
    ['實付金額', '实付金额'],
  ]) {
    await page.getByLabel(`“${column}”导入为`).selectOption({ label: field ?? '' });
  }
  await page.getByRole('button', { name: '检查文件' }).click();
  const cell = page.getByLabel('第 3 行，實付金額');
  await expect(cell).toHaveValue('x');
  await cell.fill('y');
  await cell.press('Control+Enter');
  await expect(page.getByText('文件中是“x”，已改过，仍有问题。')).toBeVisible();
  await expect(cell).toHaveValue('y');
});

plain('a file that is no table is refused, and what helps is said', async ({ page }) => {
  await api(
    page.request,
    'mutation { signIn(input: { email: "demo@kolony.example", password: "Kolony-demo-2026" }) { userErrors { code } } }',
  );
  await page.goto(`${gatewayUrl()}/imports/new`);
  const input = page.getByLabel('要导入的文件');
  const alert = page.getByRole('alert');
  await input.setInputFiles(file('empty.csv', ''));
  await expect(alert).toContainText('不能导入“empty.csv”');
  await expect(alert).toContainText('文件是空的');
  await input.setInputFiles({
    name: 'a.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\n%âãÏÓ'),
  });
  await expect(alert).toContainText('请另存为 CSV 或 XLSX');
  await input.setInputFiles(file('head.csv', '订单号,手机号,金额\n'));
  await expect(alert).toContainText('只有表头');
});
