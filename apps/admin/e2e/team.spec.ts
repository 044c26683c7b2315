import type { Page } from '@playwright/test';
import { expect, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** Invites someone from the page of operators; returns the link, which is shown this once. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole('button', { name: '邀请运营人员' }).click();
  const dialog = page.getByRole('dialog', { name: '邀请运营人员' });
  await dialog.getByLabel('邮箱').fill(email);
  await dialog.getByRole('radio', { name: role }).check();
  await dialog.getByRole('button', { name: '发出邀请' }).click();
  const shown = page.getByRole('dialog', { name: '邀请已发出' });
  const link = await shown.getByLabel('邀请链接').inputValue();
  await shown.getByRole('button', { name: '完成' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: email })).toContainText(role);
  return new URL(link).pathname + new URL(link).search;
}

test('someone invited joins with the role, and sees what it allows and nothing else', async ({
  page,
  browser,
}) => {
  const id = await inOwnBrand(page, '邀请测试');
  const email = `guest-${Date.now()}@kolony.example`;
  await page.goto(`/${id}/operators`);
  const link = await invite(page, email, '数据分析');

  const guestContext = await browser.newContext({ locale: 'zh-CN' });
  const guest = await guestContext.newPage();
  await guest.goto(link);
  await guest.getByLabel('姓名').fill('周可');
  await guest.getByLabel('设置密码').fill('Quiet-harbour-41-lanterns');
  await guest.getByRole('button', { name: '接受邀请' }).click();
  await expect(guest.getByRole('navigation').getByRole('link', { name: '会员' })).toBeVisible();
  await expect(guest.getByRole('link', { name: '审计记录' })).toHaveCount(0);

  await guest.goto(`/${id}/operators`);
  await expect(guest.getByRole('listitem').filter({ hasText: '周可' })).toContainText('数据分析');
  await expect(guest.getByRole('button', { name: '离开品牌' })).toHaveCount(1);
  await expect(guest.getByRole('button', { name: /邀请运营人员|修改角色|^移除/ })).toHaveCount(0);
  await guest.goto(`/${id}/brand`);
  await expect(guest.getByText('您的角色可以查看品牌，但不能修改。')).toBeVisible();
  await expect(guest.getByRole('textbox')).toHaveCount(0);
  await guest.goto(`/${id}/roles`);
  await expect(guest.getByRole('columnheader', { name: '数据分析 您的角色' })).toBeVisible();

  // The owner gives another role: from then on the log may be read.
  await page.reload();
  await expect(page.getByText('没有等待接受的邀请。')).toBeVisible();
  await page.getByRole('button', { name: '修改角色：周可' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: '合规' }).check();
  await page.getByRole('dialog').getByRole('button', { name: '修改角色' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '周可' })).toContainText('合规');
  await guest.reload();
  await expect(guest.getByRole('link', { name: '审计记录' })).toBeVisible();

  // Removed, the brand is gone for them.
  await page.getByRole('button', { name: '移除周可' }).click();
  await expect(page.getByRole('dialog')).toContainText('立即失去对“邀请测试”的访问');
  await page.getByRole('dialog').getByRole('button', { name: '移除' }).click();
  // What is behind a dialog isn't there for who asks by role: it must have closed first.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: '周可' })).toHaveCount(0);
  await guest.goto(`/${id}/operators`);
  await expect(guest.getByText('您还没有加入任何品牌')).toBeVisible();
  await guestContext.close();
});

test('who is in the brand isn’t invited again; a link that was taken back serves no more', async ({
  page,
}) => {
  const id = await inOwnBrand(page, '撤回测试');
  await page.goto(`/${id}/operators?invite=1`);
  const dialog = page.getByRole('dialog', { name: '邀请运营人员' });
  await dialog.getByLabel('邮箱').fill('demo@kolony.example');
  await dialog.getByRole('button', { name: '发出邀请' }).click();
  await expect(dialog.getByText('此人已在该品牌中。')).toBeVisible();
  await page.goto(`/${id}/operators`);

  const email = `late-${Date.now()}@kolony.example`;
  const link = await invite(page, email, '只读');
  await page.getByRole('button', { name: `撤回对 ${email} 的邀请` }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await expect(page.getByText('没有等待接受的邀请。')).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: '邀请无效' })).toBeVisible();
});

test('the last owner stays, and is told why', async ({ page }) => {
  const id = await inOwnBrand(page, '最后的所有者');
  await page.goto(`/${id}/operators`);
  await page.getByRole('button', { name: '离开品牌' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '离开' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('至少需要一位所有者');
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: /^修改角色/ }).click();
  await page.getByRole('dialog').getByRole('radio', { name: '只读' }).check();
  await page.getByRole('dialog').getByRole('button', { name: '修改角色' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('至少需要一位所有者');
});
