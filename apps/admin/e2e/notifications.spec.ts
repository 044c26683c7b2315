import type { Page } from '@playwright/test';
import { expect, expectAccessible, look, pressEscape, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

const bell = (page: Page, unread: number) =>
  page.getByRole('button', { name: unread === 0 ? '通知' : `通知：${unread} 条未读`, exact: true });

/** Has a file checked by a job that the operator started; its end is told. */
async function check(page: Page, brand: string, name: string, rows = 3): Promise<string> {
  const lines = Array.from(
    { length: rows },
    (_, at) => `N${at},1380013${8000 + (at % 900)},2025-03-05,${at + 1}`,
  );
  const headers = { 'kolony-csrf': '1', 'kolony-brand': brand, 'accept-language': 'zh-CN' };
  const upload = await page.request.post(`/imports?kind=orders&name=${name}`, {
    headers: { ...headers, 'content-type': 'text/csv' },
    data: Buffer.from(['订单号,手机号,下单时间,实付金额', ...lines].join('\n')),
  });
  const { importId } = await upload.json();
  await ask(page, brand, 'mutation ($id: ID!) { importCheck(input: { id: $id }) { userErrors { code } } }', {
    id: importId,
  });
  return importId;
}

async function ask(page: Page, brand: string, query: string, variables = {}) {
  const response = await page.request.post('/graphql', {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: { query, variables },
  });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  return data;
}

/** Waits until as many are unread, as the API says. */
async function told(page: Page, brand: string, unread: number): Promise<void> {
  await expect
    .poll(
      async () =>
        (await ask(page, brand, '{ viewer { unreadNotificationCount } }')).viewer.unreadNotificationCount,
    )
    .toBe(unread);
}

test('says that there is nothing yet', async ({ page }) => {
  const brand = await inOwnBrand(page, '通知为空');
  await page.goto(`/${brand}/jobs`);
  await bell(page, 0).click();
  const panel = page.getByRole('dialog', { name: '通知' });
  await expect(panel.getByRole('heading', { name: '没有通知' })).toBeVisible();
  await expectAccessible(page);
  await pressEscape(page);
  await expect(panel).toHaveCount(0);
  await expect(bell(page, 0)).toBeFocused();
});

test('tells of a job that ended, without a reload, and leads to what it was about', async ({ page }) => {
  const brand = await inOwnBrand(page, '通知任务');
  const importId = await check(page, brand, 'big.csv', 20_000);
  await page.goto(`/${brand}/jobs`);
  await bell(page, 1).click();
  const panel = page.getByRole('dialog', { name: '通知' });
  await expect(panel.getByRole('region', { name: '今天' })).toBeVisible();
  const item = panel.getByRole('link', { name: /未读.*“big.csv”检查完成/ });
  await expect(item).toContainText('20,000');
  await item.click();
  await expect(page).toHaveURL(new RegExp(`/imports/${importId}`));
  await expect(panel).toHaveCount(0);
  await expect(bell(page, 0)).toBeVisible();
});

test('marks one and all as read, and goes from one to the next by keys', async ({ page }) => {
  const brand = await inOwnBrand(page, '通知已读');
  for (const [at, name] of ['a.csv', 'b.csv', 'c.csv'].entries()) {
    await check(page, brand, name);
    await told(page, brand, at + 1);
  }
  await page.goto(`/${brand}/jobs`);
  await bell(page, 3).click();
  const panel = page.getByRole('dialog', { name: '通知' });
  await expect(panel.getByRole('link')).toHaveCount(3);
  await expectAccessible(page);

  await page.keyboard.press('ArrowDown');
  await expect(panel.getByRole('link', { name: /c\.csv/ })).toBeFocused();
  await page.keyboard.press('End');
  await expect(panel.getByRole('link', { name: /a\.csv/ })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(panel.getByRole('link', { name: /b\.csv/ })).toBeFocused();

  await panel.getByRole('button', { name: /^标为已读.*b\.csv/ }).click();
  await expect(panel.getByRole('button', { name: /^标为已读/ })).toHaveCount(2);
  await told(page, brand, 2);
  await panel.getByRole('button', { name: '全部标为已读' }).click();
  await expect(panel.getByRole('button', { name: /^标为已读/ })).toHaveCount(0);
  await told(page, brand, 0);
  await expect(panel.getByRole('link')).toHaveCount(3);
  await pressEscape(page);
  await expect(bell(page, 0)).toBeFocused();
  await page.reload();
  await expect(bell(page, 0)).toBeVisible();
});

test('leaves unread what could not be marked, and says why', async ({ page }) => {
  const brand = await inOwnBrand(page, '通知拒绝');
  await check(page, brand, 'a.csv');
  await told(page, brand, 1);
  await page.goto(`/${brand}/jobs`);
  await page.route('**/graphql', (route) => {
    if (route.request().postDataJSON().operationName !== 'NotificationsMarkRead') return route.continue();
    const userErrors = [{ __typename: 'UserError', code: 'INVALID_ID', field: 'ids', message: '不是通知' }];
    const payload = { __typename: 'NotificationsMarkReadPayload', viewer: null, userErrors };
    return route.fulfill({ json: { data: { notificationsMarkRead: payload } } });
  });
  await bell(page, 1).click();
  const panel = page.getByRole('dialog', { name: '通知' });
  await panel.getByRole('button', { name: /^标为已读/ }).click();
  await expect(page.getByText('不是通知')).toBeVisible();
  await expect(panel.getByRole('button', { name: /^标为已读/ })).toHaveCount(1);
  await expect(panel.getByRole('link', { name: /未读/ })).toBeVisible();
});

test('is at hand on a telephone, in the dark, in English', async ({ page }) => {
  await look(page, { theme: 'dark', locale: 'en' });
  await page.setViewportSize({ width: 390, height: 844 });
  const brand = await inOwnBrand(page, '通知手机');
  await check(page, brand, 'phone.csv');
  await told(page, brand, 1);
  await page.goto(`/${brand}/jobs`);
  await page.getByRole('button', { name: 'Notifications: 1 unread' }).click();
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  await expect(panel.getByRole('link', { name: /“phone.csv” is checked/ })).toBeVisible();
  await expectAccessible(page);
  const box = await panel.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
});
