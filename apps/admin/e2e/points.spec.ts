import type { Page } from '@playwright/test';
import { expect, expectAccessible, settled, signIn, test } from './console.ts';
import { colleague, inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** What the API answers in a brand. */
async function ask<Data>(page: Page, brand: string, query: string, variables: object = {}): Promise<Data> {
  const response = await page.request.post('/graphql', {
    headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
    data: { query, variables },
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function makeMember(page: Page, brand: string, displayName: string): Promise<string> {
  const { memberCreate } = await ask<{ memberCreate: { member: { id: string } } }>(
    page,
    brand,
    'mutation ($name: String!) { memberCreate(input: { displayName: $name }) { member { id } } }',
    { name: displayName },
  );
  return memberCreate.member.id;
}

/** Points for nothing that is recorded, pending as a new brand has it. */
async function earn(page: Page, brand: string, memberId: string, points: number): Promise<void> {
  await ask(
    page,
    brand,
    `mutation ($input: PointsEarnInput!, $key: String!) {
       pointsEarn(input: $input) @idempotent(key: $key) { entry { id } userErrors { code } } }`,
    { input: { memberId, points, reason: '开卡礼' }, key: `${memberId}-${points}` },
  );
}

const available = (page: Page) =>
  page.getByRole('tabpanel').locator('dl > div').filter({ hasText: '可用积分' }).locator('dd');
const entry = (page: Page, text: string | RegExp) =>
  page.getByRole('table', { name: '积分明细' }).getByRole('row').filter({ hasText: text });

/** Opens a row of the statement, and does what it offers. */
async function act(page: Page, text: string, action: string): Promise<void> {
  await entry(page, text).first().getByRole('button').click();
  await page.getByRole('button', { name: action, exact: true }).click();
}

async function adjust(page: Page, input: { direction?: string; points: string; reason: string }) {
  await page.getByRole('button', { name: '调整积分' }).click();
  const dialog = page.getByRole('dialog', { name: '调整积分' });
  if (input.direction) await dialog.getByLabel('方式').selectOption(input.direction);
  await dialog.getByLabel('积分').fill(input.points);
  await dialog.getByLabel('原因').fill(input.reason);
  return dialog;
}

test('points are given by hand, spent, given back, released and taken back; the statement tells it all', async ({
  page,
}) => {
  const brand = await inOwnBrand(page, '积分明细测试');
  const id = await makeMember(page, brand, '林小满');
  await page.goto(`/${brand}/members/${id}?tab=points`);
  await expect(page.getByText('还没有积分记录')).toBeVisible();

  let dialog = await adjust(page, { points: '0.5', reason: '' });
  await dialog.getByRole('button', { name: '调整' }).click();
  await expect(dialog.getByText('请填写 1 至 1,000,000,000 的整数。')).toBeVisible();
  await expect(dialog.getByLabel('原因')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('积分').fill('300');
  await dialog.getByLabel('原因').fill('物流补偿');
  await expect(dialog.getByText(/发放的积分立即可用，有效期至/)).toBeVisible();
  await dialog.getByRole('button', { name: '调整' }).dblclick();
  await expect(dialog).toHaveCount(0);
  await expect(available(page)).toHaveText('300');
  await expect(page.locator('main dl').first()).toContainText('可用积分300');
  await expect(entry(page, '人工发放：物流补偿')).toHaveCount(1);

  await page.getByRole('button', { name: '兑换', exact: true }).click();
  dialog = page.getByRole('dialog', { name: '兑换积分' });
  await dialog.getByLabel('积分').fill('301');
  await dialog.getByRole('button', { name: '兑换' }).click();
  await expect(dialog.getByText('需要 301 积分，现有 300。')).toBeVisible();
  await dialog.getByLabel('积分').fill('120');
  await dialog.getByLabel('兑换了什么').fill('冷泡茶包');
  await expect(dialog.getByText('可用积分：300 → 180')).toBeVisible();
  await dialog.getByRole('button', { name: '兑换' }).click();
  await expect(entry(page, '兑换：冷泡茶包')).toContainText('−120');
  await expect(entry(page, '兑换：冷泡茶包')).toContainText('180');

  await act(page, '兑换：冷泡茶包', '退还');
  dialog = page.getByRole('dialog', { name: '退还这次兑换？' });
  await expect(dialog).toContainText('把 120 积分整笔退还');
  await dialog.getByRole('button', { name: '退还积分' }).click();
  await expect(entry(page, '退还兑换：冷泡茶包')).toContainText('+120');
  await expect(available(page)).toHaveText('300');
  // Once is enough.
  await expect(page.getByRole('button', { name: '退还', exact: true })).toHaveCount(0);

  await earn(page, brand, id, 500);
  await page.reload();
  await expect(entry(page, '获得：开卡礼')).toContainText('另有 500 待生效');
  await act(page, '获得：开卡礼', '放行');
  await page.getByRole('dialog').getByRole('button', { name: '放行积分' }).click();
  await expect(available(page)).toHaveText('800');
  await expect(entry(page, '待生效积分转为可用')).toContainText('500 可用');
  await page.getByRole('button', { name: '收回', exact: true }).click();
  dialog = page.getByRole('dialog', { name: '收回获得的积分' });
  await expect(dialog.getByLabel('积分')).toHaveValue('500');
  await dialog.getByLabel('积分').fill('501');
  await dialog.getByRole('button', { name: '收回积分' }).click();
  await expect(dialog.getByText('最多还可收回 500', { exact: false })).toBeVisible();
  await dialog.getByLabel('积分').fill('200');
  await dialog.getByLabel('原因').fill('部分退款');
  await dialog.getByRole('button', { name: '收回积分' }).click();
  await expect(entry(page, '收回：部分退款')).toContainText('−200');
  await expect(available(page)).toHaveText('600');

  await page.getByLabel('类型').selectOption('REDEEM');
  await expect(page).toHaveURL(/kind=REDEEM/);
  await expect(entry(page, '人工发放')).toHaveCount(0);
  await expect(entry(page, '兑换：冷泡茶包')).toHaveCount(1);
  await page.getByText('积分批次（2）').click();
  await expect(page.getByRole('table', { name: '积分批次' }).getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
});

test('many points wait for a second operator, who approves or rejects; who asked withdraws', async ({
  page,
  browser,
}) => {
  const brand = await inOwnBrand(page, '积分审批测试');
  const id = await makeMember(page, brand, '陈一诺');
  const other = await colleague(page, browser, brand, 'FINANCE');
  await page.goto(`/${brand}/members/${id}?tab=points`);
  for (const [points, reason] of [
    ['5000', '周年回馈'],
    ['6000', '说不清'],
    ['7000', '写错了'],
  ] as const) {
    const dialog = await adjust(page, { points, reason });
    await expect(dialog.getByText('超过 1,000 积分，须由另一位运营人员审批后才生效。')).toBeVisible();
    await dialog.getByRole('button', { name: '提交审批' }).click();
    await expect(dialog).toHaveCount(0);
  }
  await expect(available(page)).toHaveText('0');

  await page.getByRole('button', { name: '查看' }).last().click();
  await expect(page).toHaveURL(/\/points\/adjustments$/);
  await expect(page.getByRole('link', { name: '积分 3 项待审批' })).toBeVisible();
  const rows = page.getByRole('table', { name: '待审批' }).locator('tbody tr[data-index]');
  await expect(rows).toHaveCount(3);
  // Nobody approves what they asked for themselves.
  await expect(page.getByRole('button', { name: /^批准/ })).toHaveCount(0);
  await rows.filter({ hasText: '写错了' }).getByRole('button', { name: '撤回：陈一诺' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await expect(rows).toHaveCount(2);

  await other.goto(`/${brand}/points/adjustments`);
  const waiting = other.getByRole('table', { name: '待审批' }).locator('tbody tr[data-index]');
  await expect(waiting).toHaveCount(2);
  await expectAccessible(other);
  await waiting.filter({ hasText: '说不清' }).getByRole('button', { name: '驳回：陈一诺' }).click();
  let dialog = other.getByRole('dialog', { name: '驳回这次调整？' });
  await dialog.getByLabel('备注').fill('请补充依据');
  await dialog.getByRole('button', { name: '驳回' }).click();
  await expect(waiting).toHaveCount(1);
  await waiting.getByRole('link').first().click();
  const drawer = other.getByRole('dialog', { name: '积分调整' });
  await expect(drawer).toContainText('周年回馈');
  await expectAccessible(other);
  await drawer.getByRole('button', { name: '批准' }).click();
  dialog = other.getByRole('dialog', { name: '批准这次调整？' });
  await expect(dialog).toContainText('陈一诺 的积分立即变动 +5,000。');
  await dialog.getByRole('button', { name: '批准' }).click();
  await expect(drawer).toContainText('已生效');
  await other.goto(`/${brand}/points/adjustments?status=REJECTED`);
  await expect(other.getByRole('table', { name: '已驳回' })).toContainText('请补充依据');

  // Both stand in the member's statement: who asked and who approved.
  await page.goto(`/${brand}/members/${id}?tab=points`);
  await expect(available(page)).toHaveText('5,000');
  await expect(entry(page, '人工发放：周年回馈')).toContainText('周可 审批');
  await page.goto(`/${brand}/audit`);
  await expect(page.getByText('批准积分调整')).toBeVisible();
  await expect(page.getByText('撤回积分调整')).toBeVisible();
  await other.context().close();
});

test('the settings say what they mean while they are changed, and keep two people apart', async ({
  page,
  context,
}) => {
  const brand = await inOwnBrand(page, '积分设置测试');
  await page.goto(`/${brand}/points/programme`);
  await expect(page.getByText('积分在获得 12 个月后的当天结束时到期。')).toBeVisible();
  await page.getByLabel('何时到期').selectOption('END_OF_YEAR');
  await expect(page.getByText('积分在获得 12 个月后的那一年年末到期。')).toBeVisible();
  const year = new Date().getFullYear() + 1;
  await expect(page.getByText(`今天获得的积分，${year}-12-31 结束时到期。`)).toBeVisible();
  await page.getByLabel('月数').fill('121');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('须为 1 至 120 的整数。')).toBeVisible();
  await page.getByLabel('月数').fill('24');
  await expect(page.getByText(`今天获得的积分，${year + 1}-12-31 结束时到期。`)).toBeVisible();

  const other = await context.newPage();
  await other.goto(`/${brand}/points/programme`);
  await other.getByLabel('何时到期').selectOption('NEVER');
  await expect(other.getByText('今天获得的积分长期有效。')).toBeVisible();
  await other.getByLabel('待生效天数').fill('0');
  await other.getByRole('button', { name: '保存' }).click();
  await expect(other.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();

  await page.getByRole('button', { name: '保存' }).click();
  const dialog = page.getByRole('dialog', { name: '您编辑期间，别人也改了' });
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await dialog.getByLabel('积分不会到期。').check();
  await dialog.getByRole('button', { name: '按所选保存' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();
  await expect(page.getByLabel('何时到期')).toHaveValue('NEVER');
  await expect(page.getByLabel('待生效天数')).toHaveValue('0');
  await expectAccessible(page);
});

test('a marketer changes the settings, but not which adjustments wait for approval', async ({
  page,
  browser,
}) => {
  const brand = await inOwnBrand(page, '审批额度测试');
  const marketer = await colleague(page, browser, brand, 'MARKETER');
  await marketer.goto(`/${brand}/points/programme`);
  await expect(marketer.getByText('只有可审批的角色可以修改。')).toBeVisible();
  await expect(marketer.getByLabel('大额调整须审批')).toBeDisabled();
  await expect(marketer.getByLabel('审批额度')).toBeDisabled();
  await marketer.getByLabel('待生效天数').fill('0');
  await marketer.getByRole('button', { name: '保存' }).click();
  await expect(marketer.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();
  await expectAccessible(marketer);
  await marketer.context().close();
});

test('an analyst sees the settings and the points, and can change nothing', async ({ page, browser }) => {
  const brand = await inOwnBrand(page, '积分只读测试');
  const id = await makeMember(page, brand, '许文博');
  await earn(page, brand, id, 100);
  const analyst = await colleague(page, browser, brand, 'ANALYST');
  await analyst.goto(`/${brand}/points/programme`);
  await expect(analyst.getByText('您的角色可以查看积分设置，但不能修改。')).toBeVisible();
  await expect(analyst.getByText(/今天获得的积分，.*结束时到期。/)).toBeVisible();
  await expect(analyst.getByRole('textbox')).toHaveCount(0);
  await expectAccessible(analyst);
  await analyst.goto(`/${brand}/members/${id}?tab=points`);
  await entry(analyst, '获得：开卡礼').getByRole('button').click();
  await expect(analyst.getByRole('list', { name: '分录' })).toContainText('发行 → 待生效');
  await expect(analyst.getByRole('button', { name: /^(兑换|调整积分|放行|收回)$/ })).toHaveCount(0);
  await analyst.context().close();
});

test('the liability has figures, charts and the tables behind them', async ({ page }) => {
  await signIn(page);
  await page.goto('/points');
  await expect(page.getByRole('slider', { name: '将要到期' })).toBeVisible();
  await page.getByRole('button', { name: '表格: 将要到期' }).click();
  await page.getByRole('button', { name: '表格: 积分收支' }).click();
  await expect(page.getByRole('table', { name: '将要到期' }).getByRole('row')).toHaveCount(13);
  const flow = page.getByRole('table', { name: '积分收支' });
  await expect(flow.getByRole('row')).toHaveCount(13);
  await expect(flow.getByRole('columnheader')).toHaveText([
    '月份',
    '获得',
    '兑换',
    '退还',
    '收回',
    '过期',
    '人工调整（净额）',
  ]);
  await expect(flow.getByRole('row').last().getByRole('cell').nth(1)).toHaveText(/[1-9]/);
  await settled(page);
  await expectAccessible(page);
});

test('points stand in the list of members for who chooses the column', async ({ console: page }) => {
  await page.goto('/members?columns=name,points&sort=SPENT_DESC');
  const head = page.getByRole('columnheader', { name: '积分' });
  await expect(head).toBeVisible();
  await expect(head.getByRole('button')).toHaveCount(0);
  const first = page.getByRole('table', { name: '会员' }).locator('tbody tr[data-index]').first();
  await expect(first).toContainText(/[1-9]/);
});
