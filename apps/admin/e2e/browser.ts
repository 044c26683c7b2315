import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { chromium, type LaunchOptions } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApps = ['Google Chrome', 'Chromium'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/**
 * The Chromium to test with: the one that KOLONY_CHROMIUM names, one that is installed, or Playwright's own.
 * Undefined when there is none.
 * @throws Error when KOLONY_CHROMIUM names something that doesn't run
 */
export function findBrowser(): string | undefined {
  const named = process.env.KOLONY_CHROMIUM;
  if (named && !runs(named)) throw new Error(`KOLONY_CHROMIUM is ${named}, which doesn't run as a browser.`);
  if (named) return named;
  const own = chromium.executablePath();
  return [...names, ...macApps, ...(existsSync(own) ? [own] : [])]
    .map(located)
    .find((path) => path && runs(path));
}

/** How Playwright starts that browser, quiet towards the network. */
export function browserLaunch(): LaunchOptions {
  return {
    executablePath: findBrowser(),
    args: [
      // Chromium's sandbox doesn't work as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

/** An absolute path stays; a name is looked for on the PATH. */
function located(name: string): string | undefined {
  if (isAbsolute(name)) return existsSync(name) ? name : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Some distributions have a `chromium-browser` that only says where to get one. */
function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
