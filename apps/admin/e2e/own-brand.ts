import { expect, type Page } from '@playwright/test';

const demo = { email: 'demo@kolony.example', password: 'Kolony-demo-2026' };

async function ask<Data>(page: Page, query: string, variables: object): Promise<Data> {
  const response = await page.request.post('/graphql', {
    headers: { 'kolony-csrf': '1', 'accept-language': 'zh-CN' },
    data: { query, variables },
  });
  const answer: { data?: Data; errors?: unknown } = await response.json();
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** Signs the browser in as the demo's operator and makes a brand that only this test works in. Returns its id. */
export async function inOwnBrand(page: Page, name: string): Promise<string> {
  await ask(page, 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }', {
    input: demo,
  });
  const { brandCreate } = await ask<{ brandCreate: { brand: { id: string } | null } }>(
    page,
    'mutation ($input: BrandCreateInput!) { brandCreate(input: $input) { brand { id } userErrors { code } } }',
    { input: { name, timeZone: 'Asia/Shanghai', currency: 'CNY' } },
  );
  const id = brandCreate.brand?.id ?? '';
  expect(id).toMatch(/^brand_/);
  return id;
}
