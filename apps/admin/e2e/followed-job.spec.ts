import type { Page } from '@playwright/test';
import { expect, test } from './console.ts';

test.use({ locale: 'zh-CN' });

/** Has nothing come to the page by itself, as behind a proxy that lets no connection through: what it knows it asked for. */
async function withoutLive(page: Page): Promise<void> {
  await page.routeWebSocket(/\/graphql$/, () => undefined);
}

const exported = /^已导出 \d+ 条$/;

test('a job whose first questions fail is followed all the same', async ({ console: page }) => {
  await withoutLive(page);
  let asked = 0;
  await page.route('**/graphql', (route) => {
    if (route.request().postDataJSON()?.operationName !== 'FollowedJob') return route.continue();
    asked += 1;
    if (asked > 2) return route.continue();
    return route.fulfill({ json: { errors: [{ message: '', extensions: { code: 'INTERNAL' } }] } });
  });
  await page.goto('/orders?status=REFUNDED');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  expect((await waiting).suggestedFilename()).toMatch(/^订单-.*\.csv$/);
  await expect(page.getByText(exported)).toBeVisible();
  expect(asked).toBeGreaterThan(2);
});

test('a stop that is refused says why, and the job is looked at once more', async ({ console: page }) => {
  await withoutLive(page);
  let ended = false;
  await page.route('**/graphql', async (route) => {
    const { operationName, variables } = route.request().postDataJSON() ?? {};
    if (operationName === 'FollowedJob' && !ended) {
      // It goes on, as far as the page is told.
      const response = await route.fetch();
      const { data } = await response.json();
      return route.fulfill({ json: { data: { job: { ...data.job, status: 'RUNNING', report: null } } } });
    }
    if (operationName === 'FollowedJobCancel') {
      ended = true;
      const userErrors = [{ __typename: 'UserError', code: 'CONFLICT', field: [], message: '任务已经结束' }];
      const payload = { __typename: 'JobPayload', job: null, userErrors };
      expect(variables.input.id).toMatch(/^job_/);
      return route.fulfill({ json: { data: { jobCancel: payload } } });
    }
    return route.continue();
  });
  await page.goto('/orders?status=REFUNDED');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  await page.getByRole('button', { name: /^正在导出 .*停止$/ }).click();
  await expect(page.getByText('任务已经结束')).toBeVisible();
  await waiting;
  await expect(page.getByText(exported)).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
