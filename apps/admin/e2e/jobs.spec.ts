import type { Page } from '@playwright/test';
import { expect, expectAccessible, pressEscape, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** Uploads orders and has them checked by a job, without the pages that this test isn't about. */
async function check(page: Page, brand: string, rows: number): Promise<string> {
  const lines = Array.from(
    { length: rows },
    (_, at) => `J${at},1380013${8000 + (at % 900)},2025-03-05,${at + 1}`,
  );
  const headers = { 'kolony-csrf': '1', 'kolony-brand': brand, 'accept-language': 'zh-CN' };
  const upload = await page.request.post('/imports?kind=orders&name=jobs.csv', {
    headers: { ...headers, 'content-type': 'text/csv' },
    data: Buffer.from(['订单号,手机号,下单时间,实付金额', ...lines].join('\n')),
  });
  const { importId } = await upload.json();
  await act(page, brand, 'importCheck', importId);
  return importId;
}

async function act(
  page: Page,
  brand: string,
  name: 'importCheck' | 'importCancel',
  id: string,
): Promise<void> {
  const response = await page.request.post('/graphql', {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: {
      query: `mutation ($id: ID!) { ${name}(input: { id: $id }) { userErrors { code } } }`,
      variables: { id },
    },
  });
  expect(await response.json()).toMatchObject({ data: { [name]: { userErrors: [] } } });
}

/** Has a job cancelled; another one when it was done before it could be. */
async function cancelled(page: Page, brand: string): Promise<void> {
  await expect(async () => {
    const importId = await check(page, brand, 20_000);
    await act(page, brand, 'importCancel', importId);
    await expect.poll(() => jobsCancelled(page, brand), { timeout: 5000 }).toBe(1);
  }).toPass();
}

async function jobsCancelled(page: Page, brand: string): Promise<number> {
  const response = await page.request.post('/graphql', {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: { query: '{ jobs(filter: { status: [CANCELLED] }) { totalCount } }' },
  });
  return (await response.json()).data.jobs.totalCount;
}

test('a job is followed to its end, and leads to its import', async ({ page }) => {
  const brand = await inOwnBrand(page, '任务测试');
  await page.goto(`/${brand}/jobs`);
  await expect(page.getByRole('heading', { name: '还没有后台任务' })).toBeVisible();
  const importId = await check(page, brand, 40);
  await page.reload();
  const row = page.getByRole('row', { name: /检查导入文件/ });
  await expect(row).toContainText('已完成');
  await expect(row).toContainText('40 / 40');
  await expectAccessible(page);

  await row.getByRole('link', { name: '检查导入文件' }).click();
  await expect(page).toHaveURL(/open=job_/);
  const drawer = page.getByRole('dialog', { name: '检查导入文件' });
  await expect(drawer).toContainText('40 / 40');
  await page.reload();
  await expect(drawer).toContainText('已完成');
  await pressEscape(page);
  await expect(drawer).toHaveCount(0);
  await row.getByRole('link', { name: '查看导入' }).click();
  await expect(page).toHaveURL(new RegExp(`/imports/${importId}$`));
});

test('a job that was cancelled is found by its status, and can be run again', async ({ page }) => {
  const brand = await inOwnBrand(page, '任务取消测试');
  await cancelled(page, brand);
  await page.goto(`/${brand}/jobs?status=CANCELLED`);
  const row = page.getByRole('row', { name: /检查导入文件/ });
  await expect(row).toContainText('已取消');
  await row.getByRole('button', { name: '再次运行' }).click();
  await expect(page.getByText('任务已重新开始')).toBeVisible();
  // It isn't cancelled any more.
  await expect(page.getByRole('heading', { name: '没有符合条件的内容' })).toBeVisible();
  await page.getByRole('link', { name: '清除筛选' }).click();
  await expect(row.first()).toContainText('已完成', { timeout: 60_000 });
});

test('a job on many members leaves its counts and a file of those that failed', async ({ page }) => {
  const brand = await inOwnBrand(page, '任务结果测试');
  const ask = async (query: string) => {
    const headers = { 'kolony-csrf': '1', 'kolony-brand': brand };
    return (await (await page.request.post('/graphql', { headers, data: { query } })).json()).data;
  };
  const { memberCreate } = await ask(
    'mutation { memberCreate(input: { displayName: "在册" }) { member { id } } }',
  );
  const gone = `${memberCreate.member.id.slice(0, -4)}zzzz`;
  await ask(
    `mutation { memberBulkTag(input: { selection: { ids: ["${memberCreate.member.id}", "${gone}"] }, add: ["在册"] }) { job { id } } }`,
  );
  await page.goto(`/${brand}/jobs`);
  const row = page.getByRole('row', { name: /批量修改标签/ });
  await expect(row).toContainText('已完成');
  await expect(row).toContainText('1 条成功 · 1 条失败');
  const waiting = page.waitForEvent('download');
  await row.getByRole('link', { name: '下载失败明细' }).click();
  const download = await waiting;
  const text = (await (await download.createReadStream()).toArray()).join('');
  expect(text).toContain(`${gone},该记录已不存在。,RECORD_GONE`);
  await expectAccessible(page);
});
