import AxeBuilder from '@axe-core/playwright';
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test';

export { expect };

export const demo = { email: 'demo@kolony.example', password: 'Kolony-demo-2026' };

export function gatewayUrl(): string {
  const url = process.env.KOLONY_TEST_URL;
  if (!url) throw new Error('the gateway of the tests was not started');
  return url;
}

/** What the API answers to an operator's request, outside of the page: for preparing and for checking. */
export async function api<Data>(
  request: APIRequestContext,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const response = await request.post(`${gatewayUrl()}/graphql`, {
    headers: { 'kolony-csrf': '1', 'accept-language': 'zh-CN' },
    data: { query, variables },
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

export async function signIn(page: Page, operator = demo): Promise<void> {
  const { signIn: answer } = await api<{ signIn: { userErrors: { message: string }[] } }>(
    page.context().request,
    'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { message } } }',
    { input: operator },
  );
  expect(answer.userErrors).toEqual([]);
}

export interface Look {
  theme?: 'light' | 'dark';
  locale?: 'zh-CN' | 'en';
  density?: 'compact' | 'comfortable';
}

/** How the console looks on this device, set before the page is there. */
export async function look(page: Page, wanted: Look): Promise<void> {
  await page.addInitScript(
    (chosen: Record<string, string | undefined>) => {
      for (const [key, value] of Object.entries(chosen))
        if (value) localStorage.setItem(`kolony.${key}`, value);
    },
    wanted as Record<string, string>,
  );
}

/** Waits until nothing of the page is on its way any more: no skeleton, no part that says it is busy. Ends transitions. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"], .k-skeleton')).toHaveCount(0);
  // Not waited for: one of an element that isn't painted never comes to its end.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getTiming().iterations === 1) animation.finish();
  });
}

/** Closes what lies above the page by its key, once it has taken the focus: before that the key doesn't reach it. */
export async function pressEscape(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.closest('.MuiModal-root'));
  await page.keyboard.press('Escape');
}

/**
 * What speaks against the page by every rule of WCAG 2.2 A and AA that a machine can check, and axe's own good practice.
 * @param options.menu a menu is open, which by nature stands outside of the page's landmarks
 * @param options.colours only the rules that look at colours
 */
export async function accessibilityFindings(page: Page, { menu = false, colours = false } = {}) {
  await settled(page);
  // Of what a page does right only the count comes back: all of it is as much as the page itself, many times over.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  if (colours) builder.withRules(['color-contrast', 'link-in-text-block']);
  else builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  if (menu) builder.disableRules('region');
  const { violations } = await builder.analyze();
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 300)}\n${failureSummary}`),
  }));
}

/** That nothing speaks against it. */
export async function expectAccessible(page: Page, options?: { menu?: boolean }): Promise<void> {
  expect(await accessibilityFindings(page, options)).toEqual([]);
}

/** A test that fails when the page logs an error or throws one, whatever else it proves. */
export const test = base.extend<{ console: Page }>({
  baseURL: async ({}, use) => use(gatewayUrl()),
  page: async ({ page }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
    });
    await use(page);
    expect(problems, 'errors in the browser').toEqual([]);
  },
  /** A page of a signed-in operator. */
  console: async ({ page }, use) => {
    await signIn(page);
    await use(page);
  },
});
