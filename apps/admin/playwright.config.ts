import { defineConfig } from '@playwright/test';
import { browserLaunch } from './e2e/browser.ts';

export default defineConfig({
  testDir: './e2e',
  outputDir: './node_modules/.cache/playwright',
  globalSetup: './e2e/global-setup.ts',
  // All tests share one gateway with its demo data; files side by side, tests of a file one after another.
  workers: 2,
  // Long enough for a machine that does much else: only a test that fails waits for it.
  timeout: 150_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    launchOptions: browserLaunch(),
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    // What fades has the wrong contrast until it is there.
    contextOptions: { reducedMotion: 'reduce' },
    // What a failure leaves: this, and the page as texts. A trace of each test would cost a fifth of the time of all.
    screenshot: 'only-on-failure',
  },
});
