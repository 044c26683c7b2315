import { expect, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** The smallest PNG: one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a brand is described, saved, and read back after a reload', async ({ page }) => {
  const id = await inOwnBrand(page, '晨光面包');
  await page.goto(`/${id}/brand`);
  await page.getByLabel('定位').fill('清晨第一炉，给早起的人。');
  await page.setInputFiles('input[type=file]', { name: 'logo.png', mimeType: 'image/png', buffer: pixel });
  await expect(page.getByText('已上传的图片')).toBeVisible();
  await page.getByLabel('主色', { exact: true }).fill('#aa5500');
  await page.getByLabel('时区').fill('New York');
  await page.getByRole('option', { name: /America\/New_York/ }).click();
  for (const [index, account] of ['晨光面包', '晨光会员'].entries()) {
    await page.getByRole('button', { name: '添加渠道' }).click();
    await page.getByLabel('账号名称').nth(index).fill(account);
  }
  await page.getByRole('button', { name: '上移第 2 个渠道' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('定位')).toHaveValue('清晨第一炉，给早起的人。');
  await expect(page.getByText('已上传的图片')).toBeVisible();
  await expect(page.getByLabel('主色', { exact: true })).toHaveValue('#aa5500');
  await expect(page.getByLabel('时区')).toHaveValue('America/New_York');
  await expect(page.getByLabel('账号名称').first()).toHaveValue('晨光会员');
});

test('what is wrong stands at its field, and nothing is saved', async ({ page }) => {
  const id = await inOwnBrand(page, '错字测试');
  await page.goto(`/${id}/brand`);
  await page.getByLabel('品牌名称').fill('');
  await page.getByLabel('主色', { exact: true }).fill('red');
  await page.getByRole('button', { name: '添加渠道' }).click();
  await page.getByRole('button', { name: '添加渠道' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('请填写 #RRGGBB 形式的颜色。')).toBeVisible();
  await expect(page.getByText('此项必填。')).toHaveCount(3);

  await page.getByLabel('品牌名称').fill('错字测试');
  await page.getByLabel('主色', { exact: true }).fill('');
  await page.getByLabel('账号名称').nth(0).fill('同名');
  await page.getByLabel('账号名称').nth(1).fill('同名');
  await page.getByRole('button', { name: '保存' }).click();
  const second = page.getByRole('listitem', { name: '第 2 个渠道' });
  await expect(second.getByRole('alert')).toContainText('已在列表中');
  await page.reload();
  await expect(page.getByText('已恢复上次未保存的内容')).toBeVisible();
  await page.getByRole('button', { name: '放弃这些内容' }).click();
  await expect(page.getByText('还没有渠道。')).toBeVisible();
});

test('two who change the same field are shown side by side; the rest is joined', async ({
  page,
  context,
}) => {
  const id = await inOwnBrand(page, '两人同改');
  const other = await context.newPage();
  await Promise.all([page.goto(`/${id}/brand`), other.goto(`/${id}/brand`)]);
  await page.getByLabel('定位').fill('我的定位');
  await page.getByLabel('语气').fill('我的语气');
  await other.getByLabel('定位').fill('同事的定位');
  await other.getByLabel('品牌故事').fill('同事的故事');
  await other.getByRole('button', { name: '保存' }).click();
  await expect(other.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();

  await page.getByRole('button', { name: '保存' }).click();
  const dialog = page.getByRole('dialog', { name: '您编辑期间，别人也改了' });
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await dialog.getByLabel('同事的定位').check();
  await dialog.getByRole('button', { name: '按所选保存' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();
  await expect(page.getByLabel('定位')).toHaveValue('同事的定位');
  await expect(page.getByLabel('语气')).toHaveValue('我的语气');
  await expect(page.getByLabel('品牌故事')).toHaveValue('同事的故事');
});

test('a further brand is made and switched to', async ({ page }) => {
  const id = await inOwnBrand(page, '第一家');
  await page.goto(`/${id}/brand`);
  await page.getByRole('button', { name: '新建品牌' }).click();
  const dialog = page.getByRole('dialog', { name: '新建品牌' });
  await dialog.getByLabel('品牌名称').fill('第二家');
  await dialog.getByRole('button', { name: '新建并切换' }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page).toHaveURL(/\/brand_[^/]+\/brand$/);
  await expect(page.getByLabel('品牌名称')).toHaveValue('第二家');
});

test('a mini program is registered, given a new secret and removed; its secret is shown nowhere', async ({
  page,
}) => {
  const id = await inOwnBrand(page, '会员端测试');
  await page.goto(`/${id}/brand`);
  await page.getByRole('button', { name: '添加会员端' }).click();
  const dialog = page.getByRole('dialog', { name: '添加会员端' });
  await dialog.getByLabel('名称').fill('茶馆小程序');
  await dialog.getByLabel('AppID').fill('wx12');
  await dialog.getByRole('button', { name: '添加', exact: true }).click();
  await expect(dialog.getByText('不是有效的小程序 AppID')).toBeVisible();
  await expect(dialog.getByText('不是有效的小程序密钥')).toBeVisible();
  const appId = `wx${Date.now().toString(16).padStart(16, '0')}`;
  const secret = 'abcdef0123456789abcdef0123456789';
  await dialog.getByLabel('AppID').fill(appId);
  await dialog.getByLabel('AppSecret').fill(secret);
  await dialog.getByRole('button', { name: '添加', exact: true }).click();
  const panel = page.getByRole('region', { name: '会员端' });
  await expect(panel.getByText(appId)).toBeVisible();

  await panel.getByRole('button', { name: '编辑茶馆小程序' }).click();
  const editing = page.getByRole('dialog', { name: '编辑茶馆小程序' });
  await expect(editing.getByLabel('新的 AppSecret')).toHaveValue('');
  await editing.getByLabel('新的 AppSecret').fill(secret.toUpperCase());
  await editing.getByLabel('名称').fill('茶馆');
  await editing.getByRole('button', { name: '保存' }).click();
  await expect(panel.getByText('茶馆', { exact: true })).toBeVisible();
  await page.reload();
  await expect(panel.getByText(appId)).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  await panel.getByRole('button', { name: '移除茶馆' }).click();
  await page.getByRole('dialog', { name: '移除茶馆？' }).getByRole('button', { name: '移除' }).click();
  await expect(panel.getByText('还没有会员端')).toBeVisible();
});
