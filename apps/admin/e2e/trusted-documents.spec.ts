import { demo, expect, settled, test } from './console.ts';
import { answerIn, ask } from './explorer.ts';
import { type RunningGateway, startGateway } from './gateway.ts';

let gateway: RunningGateway;
test.beforeAll(async () => {
  gateway = await startGateway({ KOLONY_TRUSTED_DOCUMENTS: 'on' });
});
test.afterAll(() => gateway.stop());

const pages = [
  '/members',
  '/orders',
  '/imports',
  '/imports/new',
  '/jobs',
  '/audit',
  '/operators',
  '/roles',
  '/brand',
  '/security',
  '/',
];

/** That a page logs nothing, a policy that is broken above all, is what `test` itself holds. */
test('the console sends the names of its documents, and nothing else is taken from it', async ({ page }) => {
  const sent: { query?: string; extensions?: { persistedQuery?: { sha256Hash?: string } } }[] = [];
  const refused: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql' && request.method() === 'POST')
      sent.push(request.postDataJSON());
  });
  page.on('response', async (response) => {
    if (new URL(response.url()).pathname !== '/graphql') return;
    const text = await response.text().catch(() => '');
    if (text.includes('"errors":')) refused.push(text);
  });
  // Subscriptions, which come over a WebSocket as texts.
  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
  await page.goto(`${gateway.url}/sign-in`);
  await page.getByLabel('邮箱').fill(demo.email);
  await page.getByLabel('密码', { exact: true }).fill(demo.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { name: '概览', level: 1 })).toBeVisible();
  for (const path of pages) {
    await page.goto(`${gateway.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
  }
  await page.goto(`${gateway.url}/members`);
  await page.locator('tbody tr[data-index]').first().click();
  await expect(page).toHaveURL(/\/members\/member_/);
  await settled(page);

  await expect
    .poll(() => frames.filter((frame) => frame.includes('"type":"next"')).length)
    .toBeGreaterThan(0);
  expect(frames.filter((frame) => frame.includes('"type":"error"'))).toEqual([]);
  expect(refused).toEqual([]);
  expect(sent.length).toBeGreaterThan(pages.length);
  for (const { query, extensions } of sent) {
    expect(query).toBeUndefined();
    expect(extensions?.persistedQuery?.sha256Hash).toMatch(/^[0-9a-f]{64}$/);
  }

  // What else came with the operator's session is refused.
  const answer = await page.request.post(`${gateway.url}/graphql`, {
    headers: { 'kolony-csrf': '1' },
    data: { query: '{ members { nodes { realName(reveal: true) } } }' },
  });
  expect([answer.status(), (await answer.json()).errors[0].extensions.code]).toEqual([
    403,
    'DOCUMENT_NOT_TRUSTED',
  ]);
});

// The browser itself logs the refusal, as of any status of 400 and above: so without the page that takes none.
test('the explorer says how to get a token, and asks with it', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: gateway.url });
  try {
    const page = await context.newPage();
    await page.goto('/sign-in?next=/explorer');
    await page.getByLabel('邮箱').fill(demo.email);
    await page.getByLabel('密码', { exact: true }).fill(demo.password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'API 调试台', level: 1 })).toBeVisible();
    await ask(page, 'WhoAmI');
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
    await ask(page, 'WhoAmI');
    await expect(answerIn(page)).toContainText(demo.email);
    await expect(page.getByRole('alert')).toHaveCount(0);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain(data.signIn.token);
  } finally {
    await context.close();
  }
});
