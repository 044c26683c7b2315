import type { Page } from '@playwright/test';
import { expect, expectAccessible, gatewayUrl, test } from './console.ts';
import { colleague, inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** What the API answers in the brand that only this test works in. */
async function ask<Data>(page: Page, brand: string, query: string, variables: object = {}): Promise<Data> {
  const response = await page.context().request.post(`${gatewayUrl()}/graphql`, {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: { query, variables },
  });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  return data;
}

async function makeMember(page: Page, brand: string, displayName: string): Promise<string> {
  const { memberCreate } = await ask<{ memberCreate: { member: { id: string } } }>(
    page,
    brand,
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } } }',
    { input: { displayName } },
  );
  return memberCreate.member.id;
}

async function share(page: Page, brand: string, memberId: string): Promise<void> {
  await ask(
    page,
    brand,
    `mutation ($input: MemberEventRecordInput!, $key: String!) {
      memberEventRecord(input: $input) @idempotent(key: $key) { userErrors { code } } }`,
    { input: { memberId, event: 'SHARE', reason: '朋友圈' }, key: crypto.randomUUID() },
  );
}

test('a badge is made, earned within the minute, given by hand, taken away and switched off', async ({
  page,
  browser,
}) => {
  // Badges are given once a minute.
  test.setTimeout(300_000);
  const brand = await inOwnBrand(page, '徽章');
  const lin = await makeMember(page, brand, '林夕');
  await makeMember(page, brand, '周可');
  await page.goto(`/${brand}/badges`);
  await expect(page.getByRole('heading', { name: '还没有徽章' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '新建徽章' }).click();
  const dialog = page.getByRole('dialog', { name: '新建徽章' });
  await dialog.getByLabel('名称').fill('分享达人');
  await dialog.getByRole('radio', { name: '火箭' }).check();
  await dialog.getByLabel('获得条件').selectOption('EVENTS');
  await dialog.getByLabel('事件').selectOption('SHARE');
  await dialog.getByRole('button', { name: '新建徽章' }).click();
  await expect(dialog.getByText('须为正整数')).toBeVisible();
  await dialog.getByLabel('次数').fill('2');
  await dialog.getByLabel('周期').selectOption('MONTH');
  await expect(dialog.getByText('一个月内“分享”2 次')).toBeVisible();
  await dialog.getByRole('button', { name: '新建徽章' }).click();
  await expect(page.getByText('已新建徽章“分享达人”')).toBeVisible();
  const row = page.getByRole('listitem').filter({ hasText: '分享达人' });
  await expect(row).toContainText('无人获得');

  await share(page, brand, lin);
  await share(page, brand, lin);
  await expect
    .poll(
      async () => {
        const { badges } = await ask<{ badges: { holderCount: number }[] }>(
          page,
          brand,
          '{ badges { holderCount } }',
        );
        return badges[0]?.holderCount;
      },
      { timeout: 150_000 },
    )
    .toBe(1);

  await row.getByRole('button', { name: '颁发“分享达人”' }).click();
  const award = page.getByRole('dialog', { name: '颁发“分享达人”' });
  await award.getByLabel('会员').fill('林夕');
  await award.getByRole('button', { name: '林夕' }).click();
  await award.getByRole('button', { name: '颁发', exact: true }).click();
  await expect(award.getByText('该会员在此周期内已获得该徽章')).toBeVisible();
  await award.getByRole('button', { name: '重新选择会员' }).click();
  await award.getByLabel('会员').fill('周可');
  await award.getByRole('button', { name: '周可' }).click();
  await award.getByLabel('颁发理由').fill('线下活动');
  await award.getByRole('button', { name: '颁发', exact: true }).click();
  await expect(page.getByText('已颁发“分享达人”')).toBeVisible();
  await expect(row).toContainText('2 人获得');
  await row.getByRole('button', { name: '2 人获得' }).click();
  const holders = page.getByRole('dialog', { name: '获得“分享达人”的会员' });
  await expectAccessible(page);
  await holders.getByRole('link', { name: '周可' }).click();

  await expect(page.getByRole('tab', { name: '徽章', selected: true })).toBeVisible();
  await expect(page.getByText('线下活动')).toBeVisible();
  await page.getByRole('button', { name: '收回' }).click();
  const revoke = page.getByRole('dialog', { name: '收回“分享达人”？' });
  await revoke.getByLabel('原因').fill('误发');
  await revoke.getByRole('button', { name: '收回' }).click();
  await expect(page.getByText('收回原因：误发')).toBeVisible();
  await page.getByRole('tab', { name: '动态' }).click();
  await expect(page.getByText('收回徽章')).toBeVisible();

  await page.goto(`/${brand}/members/${lin}`);
  await expect(page.getByText('朋友圈').first()).toBeVisible();

  const viewer = await colleague(page, browser, brand, 'VIEWER');
  await viewer.goto('/badges');
  await expect(viewer.getByText('分享达人')).toBeVisible();
  await expect(viewer.getByRole('button', { name: /新建|编辑|颁发|删除/ })).toHaveCount(0);
});

test('a leaderboard shows who did most, and not who left it', async ({ page }) => {
  const brand = await inOwnBrand(page, '排行榜');
  const [lin, wu] = [await makeMember(page, brand, '林夕'), await makeMember(page, brand, '吴双')];
  for (const id of [lin, wu, wu]) await share(page, brand, id);
  await page.goto(`/${brand}/leaderboards?board=ENGAGEMENT`);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('吴双');
  await page.getByRole('button', { name: '获得积分' }).click();
  await expect(page.getByRole('heading', { name: '这段时间还没有排行' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/${brand}/members/${wu}?tab=badges`);
  await page.getByRole('switch', { name: '显示在排行榜上' }).click();
  await expect(page.getByRole('switch', { name: '显示在排行榜上' })).not.toBeChecked();
  await page.goto(`/${brand}/leaderboards?board=ENGAGEMENT&period=DAY`);
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('林夕');
});
