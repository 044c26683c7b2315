import type { Page } from '@playwright/test';
import { api, expect, expectAccessible, test } from './console.ts';

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
