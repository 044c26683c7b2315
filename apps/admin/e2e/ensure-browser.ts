import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.ts';

/** Sees to it that there is a browser to test with, or says how to get one: browser tests are never skipped. */
const problems: string[] = [];

function attempt(why: string, commands: string[][]): void {
  process.stdout.write(`No Chromium found: ${why} …\n`);
  for (const [command = '', ...rest] of commands) {
    const { status, stdout, stderr, error } = spawnSync(command, rest, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status === 0) continue;
    const lines = `${error?.message ?? ''}\n${stdout}\n${stderr}`.trim().split('\n');
    const said = lines.find((line) => /error|fail|unable/i.test(line)) ?? lines.at(-1);
    problems.push(`  ${[command, ...rest].join(' ')}: ${said?.trim()}`);
    return;
  }
}

const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
const ways: { why: string; commands: string[][] }[] = [
  ...(debian
    ? [
        {
          why: 'installing it from the distribution',
          commands: [
            ['apt-get', 'update'],
            ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
          ],
        },
      ]
    : []),
  { why: 'downloading Playwright’s own', commands: [['playwright', 'install', 'chromium']] },
];

function findOrInstall(): string | undefined {
  for (const { why, commands } of ways) {
    const found = findBrowser();
    if (found) return found;
    attempt(why, commands);
  }
  return findBrowser();
}

try {
  const browser = findOrInstall();
  if (browser) process.stdout.write(`Browser: ${browser}\n`);
  else {
    fail(`The browser tests need a Chromium, and none could be found or installed. Any of these helps:
  - install one: \`sudo apt-get install chromium\` (Debian), \`brew install --cask chromium\` (macOS), or Google Chrome
  - name one in the environment: KOLONY_CHROMIUM=/path/to/chromium pnpm test
What was tried:\n${problems.join('\n')}`);
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

function fail(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
