import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { api, demo, expect, gatewayUrl, look, test } from './console.ts';
import { startGateway } from './gateway.ts';

const answer = (page: Page) => page.locator('.graphiql-response');

/** What the open tab asks; once it stands in the editor, which comes after the page. */
async function run(page: Page, operation: string): Promise<void> {
  await expect(page.locator('.graphiql-query-editor')).toContainText(operation);
  await page.getByRole('button', { name: 'Execute query' }).click();
}

test('nobody is led to the sign-in, and comes back from there', async ({ page }) => {
  await page.goto('/explorer');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fexplorer$/);
  await page.getByLabel('邮箱').fill(demo.email);
  await page.getByLabel('密码', { exact: true }).fill(demo.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page).toHaveURL(/\/explorer$/);
  await expect(page.getByRole('heading', { name: 'API 调试台', level: 1 })).toBeVisible();
});

/** That the policy is held to shows in the console of the browser, which `test` itself looks at. */
test('asks as the operator, knows the schema, and fetches nothing from elsewhere', async ({
  console: page,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== gatewayUrl()) elsewhere.push(request.url());
  });
  const brandsSent: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.postData()?.includes('query Members(')) brandsSent.push(request.headers()['kolony-brand']);
  });
  const { viewer } = await api<{ viewer: { brand: { id: string } } }>(
    page.context().request,
    '{ viewer { brand { id } } }',
  );
  await page.goto('/explorer');
  await run(page, 'WhoAmI');
  await expect(answer(page)).toContainText(demo.email);

  await page.getByRole('tab', { name: 'Members' }).click();
  await run(page, 'Members');
  await expect(answer(page)).toContainText('"totalCount"');
  expect(brandsSent).toEqual([viewer.brand.id]);

  await page.getByRole('tab', { name: 'Jobs' }).click();
  await run(page, 'Jobs');
  await expect(answer(page)).toContainText('"cursor"');
  await page.getByRole('button', { name: 'Stop query' }).click();

  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await expect(page.getByRole('link', { name: 'Subscription' })).toBeVisible();
  // Opens above the page, which it keeps from scrolling by a style of its own.
  await page.getByRole('button', { name: 'Open settings dialog' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(elsewhere).toEqual([]);
});

for (const theme of ['light', 'dark'] as const)
  test(`its own markup has no finding in ${theme}`, async ({ console: page }) => {
    await look(page, { theme, locale: 'en' });
    await page.goto('/explorer');
    await expect(page.getByRole('heading', { name: 'API explorer', level: 1 })).toBeVisible();
    await expect(page.locator('body')).toHaveClass(`graphiql-${theme}`);
    // What lies inside of it is GraphiQL's markup, which isn't ours to change.
    const { violations } = await new AxeBuilder({ page }).exclude('.graphiql-container').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

test('is found from the command palette', async ({ console: page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '概览', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('graphql');
  await page.getByRole('option', { name: 'API 调试台' }).click();
  await expect(page).toHaveURL(/\/explorer$/);
});

test.describe('where only the documents of the console are taken from browsers', () => {
  // The browser itself logs the refusal, as of any status of 400 and above: so without the page that takes none.
  test('says how to get a token, and asks with it', async ({ browser }) => {
    const gateway = await startGateway({ KOLONY_TRUSTED_DOCUMENTS: 'on' });
    const context = await browser.newContext({ locale: 'zh-CN', baseURL: gateway.url });
    try {
      const page = await context.newPage();
      await page.goto('/sign-in?next=/explorer');
      await page.getByLabel('邮箱').fill(demo.email);
      await page.getByLabel('密码', { exact: true }).fill(demo.password);
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'API 调试台', level: 1 })).toBeVisible();
      await run(page, 'WhoAmI');
      await expect(page.getByRole('alert')).toContainText('signIn');

      const signedIn = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }',
          variables: { input: { ...demo, session: 'BEARER' } },
        }),
      });
      const { data } = await signedIn.json();
      await page.getByRole('button', { name: 'Headers' }).click();
      await page.getByLabel('Headers').locator('.CodeMirror').filter({ visible: true }).click();
      await page.keyboard.insertText(JSON.stringify({ Authorization: `Bearer ${data.signIn.token}` }));
      await run(page, 'WhoAmI');
      await expect(answer(page)).toContainText(demo.email);
      await expect(page.getByRole('alert')).toHaveCount(0);
      const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      expect(kept).not.toContain(data.signIn.token);
    } finally {
      await context.close();
      await gateway.stop();
    }
  });
});
