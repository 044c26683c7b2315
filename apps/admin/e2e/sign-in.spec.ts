import { createHmac } from 'node:crypto';
import { api, demo, expect, expectAccessible, gatewayUrl, signIn, test } from './console.ts';

test.describe.configure({ mode: 'serial' });

test('refuses a wrong password, and says so where it can be heard', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('邮箱').fill('nobody@kolony.example');
  await page.getByLabel('密码', { exact: true }).fill('Not-the-password-1');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('不正确');
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('asks for what is missing at its field', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByLabel('邮箱')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('邮箱')).toBeFocused();
});

test('signs in by keyboard alone, and leads to where one wanted to go', async ({ page }) => {
  await page.goto('/orders?status=REFUNDED');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('邮箱').focus();
  await page.keyboard.type(demo.email);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(demo.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/brand_[0-9a-z]+\/orders\?status=REFUNDED$/);
});

test('signs in with the demo account in one step, and out again', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByText(demo.password)).toBeVisible();
  await page.getByRole('button', { name: '用演示账号登录' }).click();
  await expect(page.getByRole('heading', { name: '概览', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/members');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('speaks the language of the browser, and the one that is chosen', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB', baseURL: gatewayUrl() });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await context.close();
});

test('never says whether an address has an account', async ({ page }) => {
  await page.goto('/password-reset');
  await page.getByLabel('邮箱').fill('nobody@kolony.example');
  await page.getByRole('button', { name: '发送链接' }).click();
  await expect(page.getByRole('status')).toContainText('nobody@kolony.example');
});

test('says that an invitation or a set-up link is not valid', async ({ page }) => {
  await page.goto('/invitation?token=wrong');
  await expect(page.getByRole('heading', { name: '邀请无效' })).toBeVisible();
  await page.goto('/setup');
  await expect(page.getByRole('alert')).toBeVisible();
});

test('joins a brand by an invitation link, and from then on asks for the second factor', async ({
  page,
  browser,
}) => {
  await signIn(page);
  const email = `marketer-${Date.now()}@kolony.example`;
  const { invitationCreate } = await api<{ invitationCreate: { url: string } }>(
    page.context().request,
    'mutation ($input: InvitationCreateInput!) { invitationCreate(input: $input) { url userErrors { message } } }',
    { input: { email, role: 'MARKETER' } },
  );
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: gatewayUrl() });
  const guest = await context.newPage();
  await guest.goto(new URL(invitationCreate.url).pathname + new URL(invitationCreate.url).search);
  await expect(guest.getByText(email)).toBeVisible();
  await guest.getByLabel('姓名').fill('周宁');
  await guest.getByLabel('设置密码').fill('password');
  await guest.getByRole('button', { name: '接受邀请' }).click();
  await expect(guest.getByLabel('设置密码')).toHaveAttribute('aria-invalid', 'true');
  const password = 'Linden-harbour-47-tea';
  await guest.getByLabel('设置密码').fill(password);
  await guest.getByRole('button', { name: '接受邀请' }).click();
  await expect(guest.getByRole('button', { name: /^账号: 周宁/ })).toBeVisible();
  // What the role doesn't include isn't offered.
  await expect(guest.getByRole('link', { name: '审计记录' })).toHaveCount(0);

  await guest.goto('/security');
  await guest.getByRole('button', { name: '开启两步验证' }).click();
  const asked = guest.getByRole('dialog', { name: '开启两步验证' });
  await asked.getByLabel('密码').fill('not the password');
  await asked.getByRole('button', { name: '下一步' }).click();
  await expect(asked.getByLabel('密码')).toHaveAttribute('aria-invalid', 'true');
  await asked.getByLabel('密码').fill(password);
  await asked.getByRole('button', { name: '下一步' }).click();
  const secret = (await guest.locator('main code').innerText()).replaceAll(' ', '');
  await expect(guest.getByRole('img', { name: '用验证器应用扫描的二维码' })).toBeVisible();
  await guest.getByLabel('动态码').fill('000000');
  await guest.getByRole('button', { name: '确认开启' }).click();
  await expect(guest.getByLabel('动态码')).toHaveAttribute('aria-invalid', 'true');
  await guest.getByLabel('动态码').fill(totp(secret));
  await guest.getByRole('button', { name: '确认开启' }).click();
  await expect(guest.locator('main li code')).toHaveCount(10);
  const codes = await guest.locator('main li code').allInnerTexts();
  await guest.getByRole('button', { name: '我已保存' }).click();
  await expect(guest.getByText('还剩 10 个恢复码。')).toBeVisible();
  await expectAccessible(guest);

  await context.clearCookies();
  await guest.goto('/sign-in');
  await guest.getByLabel('邮箱').fill(email);
  await guest.getByLabel('密码', { exact: true }).fill(password);
  await guest.getByRole('button', { name: '登录', exact: true }).click();
  await expect(guest.getByRole('heading', { name: '两步验证' })).toBeVisible();
  await expect(guest.getByLabel('动态码')).toBeFocused();
  await guest.getByLabel('动态码').fill(codes[0] ?? '');
  await guest.getByRole('button', { name: '登录', exact: true }).click();
  await expect(guest.getByRole('button', { name: /^账号: 周宁/ })).toBeVisible();
  await context.close();
});

test('shows where one is signed in, and ends what is not wanted', async ({ console: page, playwright }) => {
  const other = await playwright.request.newContext({ baseURL: gatewayUrl(), userAgent: 'curl/8.5.0' });
  await api(other, 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { message } } }', {
    input: demo,
  });
  await page.goto('/security');
  const panel = page.getByRole('region', { name: '登录的设备' });
  await expect(panel.getByText('本次登录')).toHaveCount(1);
  await panel.getByRole('button', { name: '退出: 未知设备' }).first().click();
  await expect(page.getByRole('status').getByText('已退出')).toBeVisible();
  await expect
    .poll(async () => {
      const { viewer } = await api<{ viewer: unknown }>(other, '{ viewer { sessionId } }');
      return viewer;
    })
    .toBeNull();
  await other.dispose();
});

/** The code that an authenticator shows now (RFC 6238). */
function totp(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
