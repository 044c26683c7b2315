import { api, expect, look, settled, signIn, test } from './console.ts';

test.setTimeout(600_000);
const wanted = (process.env.PICTURES ?? '').split(' ').filter(Boolean);
for (const [locale, theme, width] of [
  ['zh-CN', 'light', 1440],
  ['en', 'dark', 1440],
  ['zh-CN', 'dark', 390],
  ['en', 'light', 390],
] as const)
  test(`${locale} ${theme} ${width}`, async ({ page }) => {
    await signIn(page);
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await look(page, { locale, theme });
    const { rewards, members } = await api<any>(
      page.context().request,
      '{ rewards(first: 10) { nodes { id name } } members(first: 1, orderBy: [SPENT_DESC]) { nodes { id } } }',
    );
    const ids: Record<string, string> = { R: rewards.nodes.at(-3)?.id ?? '', M: members.nodes[0].id };
    for (const one of wanted) {
      const [name = '', path = '', act] = one.split('=>');
      await page.goto(path.replace(/[$]([A-Z])/g, (_, key) => ids[key] ?? ''));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await settled(page);
      if (act) await page.locator(act.replaceAll('_', ' ')).first().click();
      await page.waitForTimeout(300);
      await page.screenshot({ path: `/tmp/s7/pics/${name}-${locale}-${theme}-${width}.png`, fullPage: true });
    }
  });
