import type { Browser, Page } from '@playwright/test';
import { api, expect, signIn } from './console.ts';

/** Signs the browser in as the demo's operator and makes a brand that only this test works in. Returns its id. */
export async function inOwnBrand(page: Page, name: string): Promise<string> {
  await signIn(page);
  const { brandCreate } = await api<{ brandCreate: { brand: { id: string } | null } }>(
    page.context().request,
    'mutation ($input: BrandCreateInput!) { brandCreate(input: $input) { brand { id } userErrors { code } } }',
    { input: { name, timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  );
  const id = brandCreate.brand?.id ?? '';
  expect(id).toMatch(/^brand_/);
  return id;
}

/** A second operator of such a brand, in a browser of their own. */
export async function colleague(page: Page, browser: Browser, brand: string, role: string): Promise<Page> {
  const response = await page.request.post('/graphql', {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: {
      query: `mutation ($email: String!, $role: Role!) {
        invitationCreate(input: { email: $email, role: $role }) { url userErrors { code } } }`,
      variables: { email: `${role.toLowerCase()}-${Date.now()}@kolony.example`, role },
    },
  });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  const context = await browser.newContext({ locale: 'zh-CN' });
  const other = await context.newPage();
  const { pathname, search } = new URL(data.invitationCreate.url);
  await other.goto(pathname + search);
  await other.getByLabel('姓名').fill('周可');
  await other.getByLabel('设置密码').fill('Quiet-harbour-41-lanterns');
  await other.getByRole('button', { name: '接受邀请' }).click();
  await expect(other.getByRole('navigation').first()).toBeVisible();
  return other;
}
