import type { Page } from '@playwright/test';
import { expect, expectAccessible, look, pressEscape, settled, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

const rows = (page: Page) => page.getByRole('table', { name: '会员' }).locator('tbody tr[data-index]');

/** Many members at once, by a file. */
async function importMembers(page: Page, brand: string, count: number): Promise<void> {
  const headers = { 'kolony-csrf': '1', 'kolony-brand': brand };
  const lines = Array.from({ length: count }, (_, at) => `${13_900_000_000 + at},客人${at},2024-03-05`);
  const upload = await page.request.post('/imports?kind=members&name=members.csv', {
    headers: { ...headers, 'content-type': 'text/csv' },
    data: Buffer.from(['手机号,昵称,注册时间', ...lines].join('\n')),
  });
  const { importId: id } = await upload.json();
  const ask = async (query: string) => {
    const response = await page.request.post('/graphql', { headers, data: { query, variables: { id } } });
    return (await response.json()).data;
  };
  const status = async () => (await ask('query ($id: ID!) { import(id: $id) { status } }')).import.status;
  for (const [act, end] of [
    ['importCheck', 'CHECKED'],
    ['importRun', 'COMPLETED'],
  ]) {
    await ask(`mutation ($id: ID!) { ${act}(input: { id: $id }) { userErrors { code } } }`);
    await expect.poll(status, { timeout: 60_000 }).toBe(end);
  }
}

test('lists members, and finds them by one character of their name', async ({ console: page }) => {
  await page.goto('/members');
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByText(/^共 [\d,]+ 条$/)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('王');
  await expect(page).toHaveURL(/[?&]q=%E7%8E%8B/);
  await expect(rows(page).first()).toContainText(/王/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('没有这样的人');
  await expect(page.getByRole('heading', { name: '没有符合条件的内容' })).toBeVisible();
  await page.getByRole('link', { name: '清除筛选' }).click();
  await expect(page).toHaveURL(/\/members$/);
  await expect(rows(page).first()).toBeVisible();
});

test('keeps filters, sorting and columns in the address, through reload and back', async ({
  console: page,
}) => {
  await page.goto('/members');
  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByRole('menuitem', { name: '性别' }).click();
  await page.getByLabel('女', { exact: true }).check();
  await pressEscape(page);
  await page.getByRole('button', { name: '累计消费' }).click();
  await page.getByRole('button', { name: '列', exact: true }).click();
  await page.getByLabel('性别', { exact: true }).check();
  await pressEscape(page);
  await expect(page).toHaveURL(/gender=FEMALE/);
  await expect(page).toHaveURL(/sort=SPENT_DESC/);
  // The address is ahead of the page.
  await expect(page.getByRole('columnheader', { name: '累计消费' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(page.getByRole('columnheader', { name: '性别' })).toBeVisible();
  await settled(page);
  const address = page.url();
  const firstId = await rows(page).first().getByRole('link').first().getAttribute('href');
  await page.reload();
  await expect(page.getByRole('columnheader', { name: '累计消费' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(page.getByRole('columnheader', { name: '性别' })).toBeVisible();
  await expect(rows(page).first().getByRole('link').first()).toHaveAttribute('href', firstId ?? '');
  await rows(page).first().getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`${firstId}$`));
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(rows(page).first().getByRole('link').first()).toHaveAttribute('href', firstId ?? '');
});

test('scrolls through all members with few rows in the document, and comes back to the same place', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '长名单');
  await importMembers(page, brand, 900);
  await page.goto(`/${brand}/members`);
  await expect(page.getByText('共 900 条')).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  const first = (await rows(page).first().getByRole('link').first().getAttribute('href')) ?? '';
  const scroller = page.getByRole('table', { name: '会员' }).locator('xpath=..');
  await expect
    .poll(async () => {
      await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return rows(page).last().getAttribute('data-index');
    })
    .toBe('899');
  expect(await rows(page).count()).toBeLessThan(90);

  const place = await scroller.evaluate((element) => {
    element.scrollTo(0, 260 * 37);
    return element.scrollTop;
  });
  const link = page.locator('tr[data-index="262"] a').first();
  await expect(link).toBeVisible();
  await expect(page).toHaveURL(/after=/);
  const to = (await link.getAttribute('href')) ?? '';
  const name = await link.innerText();
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  // What is changed there stands in the list.
  await page.getByRole('button', { name: '编辑' }).click();
  await page.getByRole('dialog', { name: '编辑资料' }).getByLabel('昵称').fill('改了名的人');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '改了名的人' })).toBeVisible();
  await page.goBack();
  await expect(page.locator(`tr[data-index="262"] a[href="${to}"]`).first()).toHaveText('改了名的人');
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(place);

  // After a reload the list starts near there, and the rows before come when one scrolls up.
  await page.reload();
  await expect
    .poll(async () => {
      await scroller.evaluate((element) => element.scrollTo(0, 0));
      return page.url();
    })
    .not.toContain('after=');
  await expect(rows(page).first().getByRole('link').first()).toHaveAttribute('href', first);
});

test('asks for the first members without waiting for who is signed in, and only once', async ({
  console: page,
}) => {
  const asked: object[] = [];
  let seen = () => {};
  const membersAsked = new Promise<void>((resolve) => {
    seen = resolve;
  });
  await page.route('**/graphql', async (route) => {
    const { variables } = route.request().postDataJSON();
    if (variables && 'withIdentities' in variables) {
      asked.push(variables);
      seen();
    }
    // Who is signed in is told only after the members were asked for.
    if (variables && Object.keys(variables).length === 0) await membersAsked;
    await route.continue();
  });
  await page.goto('/members?gender=FEMALE&sort=SPENT_DESC');
  await expect(rows(page).first()).toBeVisible();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ filter: { gender: ['FEMALE'] }, orderBy: ['SPENT_DESC'], first: 100 });
});

test('forgets what is ticked when the list becomes another, and ticks again what the address says', async ({
  console: page,
}) => {
  await page.goto('/members');
  const box = (index: number) => rows(page).nth(index).getByRole('checkbox');
  const bar = page.getByRole('region', { name: /^已选/ });
  await box(0).check();
  await box(1).check();
  await expect(bar).toContainText('已选 2 条');
  await expect(page).toHaveURL(/selected=member_\w+%2Cmember_\w+/);
  // Another entry of the history, and back: the address leads, though it was written by the ticks themselves.
  await page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: '会员' }).click();
  await expect(page).not.toHaveURL(/selected=/);
  await expect(bar).toHaveCount(0);
  await page.goBack();
  await expect(bar).toContainText('已选 2 条');
  await expect(box(0)).toBeChecked();
  // Another order is another list, also when more is ticked than an address holds.
  await page.getByRole('checkbox', { name: '选择已加载的全部行' }).check();
  await expect(page).toHaveURL(/selected=many/);
  await page.getByRole('columnheader', { name: '累计消费' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=SPENT_DESC/);
  await expect(page).not.toHaveURL(/selected=/);
  await expect(bar).toHaveCount(0);
  await expect(box(0)).not.toBeChecked();
});

test('is worked by keyboard', async ({ console: page }) => {
  await page.goto('/members');
  await rows(page).first().getByRole('link').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).nth(1).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).nth(2).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('x');
  await expect(page).toHaveURL(/selected=member_/);
  await expect(page.getByText('已选 1 条')).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByText('已选 1 条')).toHaveCount(0);
  const to = await rows(page).nth(2).getByRole('link').first().getAttribute('href');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${to}$`));
});

test('saves a view, offers it, and deletes it', async ({ console: page }) => {
  const name = `有订单 ${Date.now()}`;
  await page.goto('/members?orders=1..');
  await page.getByRole('button', { name: '保存当前视图' }).click();
  await page.getByLabel('视图名称').fill(name);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: '全部', exact: true }).click();
  await expect(page).toHaveURL(/\/members$/);
  await page.getByRole('link', { name }).click();
  await expect(page).toHaveURL(/orders=1\.\./);
  await page.getByRole('button', { name: `删除视图“${name}”` }).click();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('tags many members at once, says how it went, also after a reload and among the jobs', async ({
  console: page,
}) => {
  // Sorted so that no member who is made meanwhile comes between.
  await page.goto('/members?sort=SPENT_DESC');
  await rows(page).nth(0).getByRole('checkbox').check();
  await rows(page).nth(1).getByRole('checkbox').check();
  await page.getByRole('button', { name: '加标签' }).click();
  await page.getByRole('dialog').getByLabel('加标签').fill('批量试用');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 条成功')).toBeVisible();
  await expect(rows(page).nth(0)).toContainText('批量试用');
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText('2 条成功')).toBeVisible();
  await page.getByRole('link', { name: '查看任务' }).click();
  const job = page.getByRole('dialog', { name: '批量修改标签' });
  await expect(job).toContainText('2 条成功');
  await page.goBack();
  await page.getByRole('region', { name: '批量操作' }).getByRole('button', { name: '关闭' }).click();
  await expect(page.getByText('2 条成功')).toHaveCount(0);
});

test('does with all that match what it does with those that are ticked', async ({ page }) => {
  const brand = await inOwnBrand(page, '全部符合');
  await importMembers(page, brand, 260);
  await page.goto(`/${brand}/members?q=客人`);
  await expect(page.getByText('共 260 条')).toBeVisible();
  await rows(page).nth(3).getByRole('checkbox').check();
  await page.getByRole('button', { name: '选择符合条件的全部 260 条' }).click();
  await expect(page.getByText('已选符合条件的全部 260 条')).toBeVisible();
  await expect(rows(page).nth(0).getByRole('checkbox')).toBeChecked();
  await page.getByRole('button', { name: '加标签' }).click();
  await page.getByRole('dialog').getByLabel('加标签').fill('全部');
  await page.keyboard.press('Enter');
  await expect(page.getByText('260 条成功')).toBeVisible();
  await page.getByRole('region', { name: '批量操作' }).getByRole('button', { name: '关闭' }).click();
  // Whoever unticks one is back at single rows.
  await rows(page).nth(0).getByRole('checkbox').uncheck();
  await expect(page.getByText('已选符合条件的全部 260 条')).toHaveCount(0);
  await page.getByRole('button', { name: '取消选择' }).click();
  await page.goto(`/${brand}/members?q=客人25`);
  await expect(rows(page).first()).toContainText('全部');
});

test('exports what the list shows, masked as it is', async ({ console: page }) => {
  await page.goto('/members?orders=10..&sort=SPENT_DESC');
  await expect(rows(page).first()).toBeVisible();
  const total = Number((await page.getByText(/^共 [\d,]+ 条$/).innerText()).replace(/\D/g, ''));
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^会员-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await (await download.createReadStream()).toArray()).join('').trimEnd().split('\r\n');
  expect(lines).toHaveLength(total + 1);
  expect(lines[0]).toBe('\uFEFF会员,手机号,省份,城市,标签,订单数,累计消费（CNY）,最近下单,加入时间');
  expect(lines[1]).toMatch(/\d{3}\*{4}\d{4}/);
  await expect(page.getByText(`已导出 ${total} 条`)).toBeVisible();
  await rows(page).nth(0).getByRole('checkbox').check();
  await rows(page).nth(1).getByRole('checkbox').check();
  const next = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出所选 2 条' }).click();
  const text = (await (await (await next).createReadStream()).toArray()).join('');
  expect(text.trimEnd().split('\r\n')).toEqual(lines.slice(0, 3));
});

test('works on a telephone', async ({ console: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, { locale: 'en' });
  await page.goto('/members');
  await page.getByRole('listitem').first().getByRole('link').click();
  await expect(page.getByRole('tab', { name: 'Timeline' })).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide, 'scrolls sideways').toBe(false);
});
