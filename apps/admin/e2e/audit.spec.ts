import { expect, pressEscape, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

test('a change is found in the log, read as a comparison, and its address can be shared', async ({
  page,
}) => {
  const id = await inOwnBrand(page, '审计测试');
  await page.goto(`/${id}/brand`);
  await page.getByLabel('定位').fill('改过的定位');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();

  await page.goto(`/${id}/audit`);
  await expect(page.getByText('共 3 条')).toBeVisible();
  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByRole('menuitem', { name: '操作', exact: true }).click();
  await page.getByRole('dialog', { name: '操作' }).getByLabel('搜索').fill('修改品牌');
  await page.getByRole('checkbox', { name: '修改品牌', exact: true }).click();
  await pressEscape(page);
  await expect(page.getByText('共 1 条')).toBeVisible();
  await page.getByRole('link', { name: '修改品牌' }).click();

  const event = page.getByRole('dialog', { name: '修改品牌' });
  const row = event.getByRole('row', { name: /定位/ });
  await expect(row).toContainText('（空）');
  await expect(row.getByRole('insertion')).toHaveText('改过的定位');
  await expect(event.getByText('brand.update')).toBeVisible();
  await page.reload();
  await expect(event.getByRole('insertion')).toHaveText('改过的定位');
  await event.getByRole('link', { name: id }).click();
  await expect(page.getByLabel('品牌名称')).toHaveValue('审计测试');
  await page.goBack();
  await expect(event).toBeVisible();
});

test('the chain is checked, and every event counted', async ({ page }) => {
  const id = await inOwnBrand(page, '校验测试');
  await page.goto(`/${id}/audit`);
  await page.getByRole('button', { name: '校验审计链' }).click();
  const dialog = page.getByRole('dialog', { name: '校验审计链' });
  await expect(dialog.getByRole('heading', { name: '审计链完整' })).toBeVisible();
  await expect(dialog).toContainText('已核对 2 条记录');
});

test('what is chosen from a list is told in the words of its page', async ({ page }) => {
  const id = await inOwnBrand(page, '审计用词');
  const made = await page.request.post('/graphql', {
    headers: { 'kolony-csrf': '1', 'kolony-brand': id },
    data: {
      query: 'mutation ($input: BadgeInput!) { badgeCreate(input: $input) { userErrors { code } } }',
      variables: {
        input: {
          name: '常客',
          icon: 'HEART',
          color: '#c2410c',
          criterion: 'ORDERS',
          target: 6,
          period: 'YEAR',
        },
      },
    },
  });
  expect(await made.json()).toMatchObject({ data: { badgeCreate: { userErrors: [] } } });
  await page.goto(`/${id}/audit`);
  await page.getByRole('link', { name: '新建徽章' }).click();
  const event = page.getByRole('dialog', { name: '新建徽章' });
  await expect(event.getByRole('row', { name: /付款订单数/ })).toBeVisible();
  await expect(event.getByRole('row', { name: /每年一次/ })).toBeVisible();
});
