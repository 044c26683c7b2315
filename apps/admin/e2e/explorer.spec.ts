import AxeBuilder from '@axe-core/playwright';
import { api, demo, expect, gatewayUrl, look, test } from './console.ts';
import { answerIn, ask } from './explorer.ts';

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
  await ask(page, 'WhoAmI');
  await expect(answerIn(page)).toContainText(demo.email);

  await page.getByRole('tab', { name: 'Members' }).click();
  await ask(page, 'Members');
  await expect(answerIn(page)).toContainText('"totalCount"');
  expect(brandsSent).toEqual([viewer.brand.id]);

  await page.getByRole('tab', { name: 'Jobs' }).click();
  await ask(page, 'Jobs');
  await expect(answerIn(page)).toContainText('"cursor"');
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
