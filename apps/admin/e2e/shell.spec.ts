import { api, expect, expectAccessible, look, pressEscape, test } from './console.ts';

test('says that it runs with demo data', async ({ console: page }) => {
  await page.goto('/');
  await expect(page.getByRole('complementary', { name: '演示数据' })).toContainText('演示数据');
});

test('goes anywhere from the command palette, by keyboard', async ({ console: page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '概览' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('订单');
  await expect(page.getByRole('option', { name: '订单' })).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible();
});

test('finds a member from the command palette by a whole phone number', async ({ console: page }) => {
  const phone = `138${String(Date.now() % 100_000_000).padStart(8, '0')}`;
  await api(
    page.context().request,
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } userErrors { message } } }',
    { input: { displayName: '面板里的人', identities: [{ kind: 'PHONE', value: phone }] } },
  );
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '概览' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(phone);
  await page.getByRole('option', { name: '面板里的人' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '面板里的人' })).toBeVisible();
});

test('changes its appearance, and keeps it', async ({ console: page }) => {
  await page.goto('/');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: /^账号/ }).click();
  await expectAccessible(page, { menu: true });
  await page.getByRole('menuitemradio', { name: '深色' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitemradio', { name: '宽松' }).click();
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect(html).toHaveAttribute('data-density', 'comfortable');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitemradio', { name: '跟随系统' }).click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(html).toHaveAttribute('data-theme', 'dark');
});

test('switches its language for good', async ({ console: page }) => {
  await page.goto('/orders');
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitemradio', { name: '中文' }).click();
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible();
});

test('is reached past the navigation by the first key', async ({ console: page }) => {
  await page.goto('/orders');
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test('says so when a sign-out was not heard, and stays', async ({ console: page }) => {
  await page.goto('/orders');
  await page.route('**/graphql', (route) =>
    route.request().postDataJSON().operationName === 'SignOut'
      ? route.fulfill({ json: { errors: [{ message: '', extensions: { code: 'INTERNAL' } }] } })
      : route.continue(),
  );
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByText('没能退出，您仍处于登录状态')).toBeVisible();
  await expect(page).toHaveURL(/\/orders$/);
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('shows its shortcuts', async ({ console: page }) => {
  await page.goto('/orders');
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible();
  await pressEscape(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('says where there is nothing, and the way back', async ({ console: page }) => {
  await page.goto('/nowhere/at/all');
  await expect(page.getByRole('heading', { level: 1, name: '没有这个页面' })).toBeVisible();
  await page.getByRole('link', { name: '回到概览' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '概览' })).toBeVisible();
  await page.goto('/members/member_01h455vb4pex5vsknk084sn02q');
  await expect(page.getByRole('heading', { name: '没有找到' })).toBeVisible();
});

test('opens its navigation on a telephone', async ({ console: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, { locale: 'en' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Open navigation' }).click();
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('keeps the brands apart: another brand is another address', async ({ console: page }) => {
  const { viewer } = await api<{ viewer: { seats: { brand: { id: string; name: string } }[] } }>(
    page.context().request,
    '{ viewer { seats { brand { id name } } } }',
  );
  const [first] = viewer.seats;
  const { brandCreate } = await api<{ brandCreate: { brand: { id: string } } }>(
    page.context().request,
    'mutation ($input: BrandCreateInput!) { brandCreate(input: $input) { brand { id } userErrors { message } } }',
    { input: { name: `分店 ${Date.now()}`, timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  );
  await page.goto(`/${brandCreate.brand.id}/members`);
  await expect(page.getByRole('heading', { name: '还没有会员' })).toBeVisible();
  await page.goto(`/${brandCreate.brand.id}/`);
  await expect(page.getByRole('heading', { name: '从一份订单文件开始' })).toBeVisible();
  await page.getByRole('button', { name: /^切换品牌/ }).click();
  await page.getByRole('menuitem', { name: first?.brand.name ?? '' }).click();
  await expect(page).toHaveURL(new RegExp(`/${first?.brand.id}/`));
  await expect(page.locator('dl > div', { hasText: '会员总数' })).toBeVisible();
});
