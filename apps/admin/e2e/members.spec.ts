import type { Page } from '@playwright/test';
import { api, expect, expectAccessible, look, pressEscape, settled, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

const rows = (page: Page) => page.getByRole('table', { name: '会员' }).locator('tbody tr[data-index]');

async function makeMember(page: Page, input: Record<string, unknown>): Promise<string> {
  const { memberCreate } = await api<{
    memberCreate: { member: { id: string } | null; userErrors: unknown[] };
  }>(
    page.context().request,
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } userErrors { code field message } } }',
    { input },
  );
  expect(memberCreate.userErrors).toEqual([]);
  return memberCreate.member?.id ?? '';
}

/** A number that no other test and no demo member has. */
let counter = 0;
function freshPhone(): string {
  counter += 1;
  return `1${37}${String(Date.now() % 10_000_000).padStart(7, '0')}${counter % 10}`;
}

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

test('makes a member, with what is wrong at its field', async ({ console: page }) => {
  const phone = freshPhone();
  await page.goto('/members');
  await page.getByRole('button', { name: '新建会员' }).click();
  const dialog = page.getByRole('dialog', { name: '新建会员' });
  await expect(dialog.getByLabel('手机号')).toBeFocused();
  await dialog.getByLabel('手机号').fill('12');
  await dialog.getByLabel('昵称').fill('新来的客人');
  await dialog.getByRole('button', { name: '新建会员' }).click();
  await expect(dialog.getByLabel('手机号')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('dialog', { name: '有未保存的修改' })).toBeVisible();
  await page.getByRole('button', { name: '继续编辑' }).click();
  await dialog.getByLabel('手机号').fill(phone);
  await dialog.getByRole('button', { name: '新建会员' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '新来的客人' })).toBeVisible();
  const identities = page.getByRole('region', { name: '身份标识' });
  await expect(identities.getByText(`${phone.slice(0, 3)}****${phone.slice(-4)}`)).toBeVisible();
});

test('shows personal data only when asked, and records that it was asked', async ({ console: page }) => {
  const phone = freshPhone();
  const id = await makeMember(page, {
    displayName: '隐私',
    realName: '欧阳静怡',
    identities: [{ kind: 'PHONE', value: phone }],
  });
  await page.goto(`/members/${id}`);
  await expect(page.getByText('欧阳静怡')).toHaveCount(0);
  await page.getByRole('button', { name: '查看: 真实姓名' }).click();
  await expect(page.getByText('欧阳静怡')).toBeVisible();
  await page.getByRole('button', { name: '隐藏: 真实姓名' }).click();
  await expect(page.getByText('欧阳静怡')).toHaveCount(0);
  await page.getByRole('button', { name: '查看: 手机号' }).click();
  await expect(page.getByText(new RegExp(`${phone}$`))).toBeVisible();
  await page.reload();
  await expect(page.getByText(/林晓 · 查看个人信息/).first()).toBeVisible();
});

test('adds and takes away what belongs to a member', async ({ console: page }) => {
  const id = await makeMember(page, { displayName: '多面手' });
  await page.goto(`/members/${id}`);

  await page.getByLabel('备注').fill('喜欢清淡的茶，周末来电。');
  await page.getByRole('button', { name: '添加备注' }).click();
  await expect(page.getByText('林晓 写了备注')).toBeVisible();

  await page.getByLabel('添加标签').fill('老茶客');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '移除: 老茶客' }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByRole('button', { name: '移除: 老茶客' })).toBeVisible();

  const identities = page.getByRole('region', { name: '身份标识' });
  await identities.getByRole('button', { name: '添加' }).click();
  const dialog = page.getByRole('dialog', { name: '添加身份标识' });
  await dialog.getByLabel('类型').selectOption('EMAIL');
  await dialog.getByLabel('内容').fill('not-an-address');
  await dialog.getByRole('button', { name: '添加' }).click();
  await expect(dialog.getByLabel('内容')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('内容').fill(`someone-${Date.now()}@mail.example`);
  await dialog.getByRole('button', { name: '添加' }).click();
  await expect(identities.getByText(/@mail\.example/)).toBeVisible();
  await identities.getByRole('button', { name: /^移除: 邮箱/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '移除' }).click();
  await expect(identities.getByText('没有身份标识')).toBeVisible();

  await page.getByRole('tab', { selected: true }).press('ArrowLeft');
  await expect(page.getByRole('tab', { name: '合并' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tab=consents/);
  await page.getByRole('button', { name: '记录授权同意' }).click();
  const consent = page.getByRole('dialog', { name: '记录授权同意' });
  await consent.getByLabel('用途').selectOption('MARKETING_SMS');
  await consent.getByLabel('条款版本').fill('2026-01');
  await consent.getByLabel('取得途径').fill('门店');
  await consent.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('row', { name: /短信营销 已同意 2026-01 门店/ })).toBeVisible();
  await expectAccessible(page);
});

test('sets two versions side by side when someone else was faster', async ({ console: page }) => {
  const id = await makeMember(page, { displayName: '原名', city: '杭州' });
  await page.goto(`/members/${id}`);
  await page.getByRole('button', { name: '编辑' }).click();
  const dialog = page.getByRole('dialog', { name: '编辑资料' });
  await dialog.getByLabel('昵称').fill('我改的名');
  await dialog.getByLabel('城市').fill('苏州');
  const { member } = await api<{ member: { version: number } }>(
    page.context().request,
    'query ($id: ID!) { member(id: $id) { version } }',
    { id },
  );
  await api(
    page.context().request,
    'mutation ($input: MemberUpdateInput!) { memberUpdate(input: $input) { userErrors { code } } }',
    { input: { id, version: member.version, displayName: '别人改的名', province: '江苏' } },
  );
  await dialog.getByRole('button', { name: '保存' }).click();
  const conflict = page.getByRole('dialog', { name: '您编辑期间，别人也改了' });
  await expect(conflict.getByRole('row', { name: /昵称 我改的名 别人改的名/ })).toBeVisible();
  await expect(conflict.getByRole('row')).toHaveCount(2);
  await conflict.getByLabel('别人改的名').check();
  await expectAccessible(page);
  await conflict.getByRole('button', { name: '按所选保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '别人改的名' })).toBeVisible();
  await expect(page.getByRole('region', { name: '资料' })).toContainText('江苏 苏州');
});

test('keeps what was typed through a reload, until it is given up or someone signs out', async ({
  console: page,
}) => {
  const id = await makeMember(page, { displayName: '草稿' });
  await page.goto(`/members/${id}`);
  await page.getByRole('button', { name: '编辑' }).click();
  const dialog = page.getByRole('dialog', { name: '编辑资料' });
  await dialog.getByLabel('城市').fill('绍兴');
  await page.reload();
  await expect(dialog.getByText('已恢复上次未保存的内容')).toBeVisible();
  await expect(dialog.getByLabel('城市')).toHaveValue('绍兴');
  await dialog.getByRole('button', { name: '放弃这些内容' }).click();
  await expect(dialog.getByLabel('城市')).toHaveValue('');
  await page.reload();
  await expect(dialog.getByLabel('城市')).toHaveValue('');
  await dialog.getByLabel('城市').fill('宁波');
  const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));
  await expect.poll(kept).toContain('宁波');

  // Signing out in another tab leaves nothing in this one.
  const other = await page.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: /^账号/ }).click();
  await other.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect.poll(kept).not.toContain('宁波');
});

test('leaves after a sign-out whatever is not saved, without asking', async ({ console: page }) => {
  const id = await makeMember(page, { displayName: '未保存' });
  const asked: string[] = [];
  const typing = async (tab: Page) => {
    // Who is asked stays.
    tab.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await tab.goto(`/members/${id}`);
    await tab.getByRole('button', { name: '编辑' }).click();
    await tab.getByRole('dialog', { name: '编辑资料' }).getByLabel('城市').fill('宁波');
  };
  await typing(page);
  const other = await page.context().newPage();
  await other.goto('/orders');
  await other.getByRole('button', { name: /^账号/ }).click();
  await other.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(other).toHaveURL(/\/sign-in$/);
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByText('宁波')).toHaveCount(0);
  expect(asked).toEqual([]);
});

test('joins what two changed in different places without asking', async ({ console: page }) => {
  const id = await makeMember(page, { displayName: '两处', city: '杭州' });
  await page.goto(`/members/${id}?edit=1`);
  const dialog = page.getByRole('dialog', { name: '编辑资料' });
  await dialog.getByLabel('城市').fill('苏州');
  const { member } = await api<{ member: { version: number } }>(
    page.context().request,
    'query ($id: ID!) { member(id: $id) { version } }',
    { id },
  );
  await api(
    page.context().request,
    'mutation ($input: MemberUpdateInput!) { memberUpdate(input: $input) { userErrors { code } } }',
    { input: { id, version: member.version, displayName: '别人改的名' } },
  );
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '别人改的名' })).toBeVisible();
  await expect(page.getByRole('region', { name: '资料' })).toContainText('苏州');
});

test('merges two members into one, and takes it back', async ({ console: page }) => {
  const [first, second] = [freshPhone(), freshPhone()];
  const kept = await makeMember(page, {
    displayName: '留下的',
    identities: [{ kind: 'PHONE', value: first }],
  });
  await makeMember(page, { displayName: '并入的', identities: [{ kind: 'PHONE', value: second }] });
  await page.goto(`/members/${kept}`);
  await page.getByRole('button', { name: '与其他会员合并' }).click();
  await page.getByLabel('姓名、昵称，或完整的手机号、邮箱').fill(second);
  await page.getByRole('button', { name: /并入的/ }).click();
  const dialog = page.getByRole('dialog', { name: '合并两位会员' });
  await expect(dialog.getByLabel(/留下的/)).toBeChecked();
  await dialog.getByRole('button', { name: '合并' }).click();
  await expect(page).toHaveURL(/tab=merges/);
  const identities = page.getByRole('region', { name: '身份标识' });
  await expect(identities.getByText(`${second.slice(0, 3)}****${second.slice(-4)}`)).toBeVisible();
  await page.getByRole('button', { name: '撤销合并' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销合并' }).click();
  await expect(page.getByText(/已于 .* 撤销/)).toBeVisible();
  await expect(identities.getByText(`${second.slice(0, 3)}****${second.slice(-4)}`)).toHaveCount(0);
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
