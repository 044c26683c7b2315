import type { Page } from '@playwright/test';
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
