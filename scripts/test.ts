import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** All tests, one package after another, and a table at the end that counts them. */
const report = 'node_modules/.cache/tests.json';
const browserReport = 'node_modules/.cache/browser-tests.json';

interface Manifest {
  scripts?: Record<string, string>;
}

interface Counts {
  name: string;
  files: number;
  passed: number;
  failed: number;
  skipped: number;
  /** What the tool itself says: also false when a file couldn't be loaded. */
  held: boolean;
}

function runs(folder: string, script: string): boolean {
  const manifest: Manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return manifest.scripts?.[script] !== undefined;
}

/**
 * A folder for what the tests write: in memory where there is plenty, for they make and remove hundreds of databases, and a
 * disk takes several times as long for each.
 */
function temporaryFolder(): string {
  const memory = '/dev/shm';
  const enough = 4 * 2 ** 30;
  const free = existsSync(memory) ? statfsSync(memory) : undefined;
  const fits = free !== undefined && free.bavail * free.bsize > enough && process.availableMemory() > enough;
  const folder = mkdtempSync(join(fits ? memory : tmpdir(), 'kolony-'));
  // As root, PostgreSQL runs as another account, which must be able to enter.
  chmodSync(folder, 0o711);
  return folder;
}

/** What it prints is the tests' own output. */
function turbo(
  tasks: string[],
  options: string[],
  toolArguments: string[],
  env: Record<string, string> = {},
): boolean {
  const { status } = spawnSync('turbo', ['run', ...tasks, '--continue', ...options, '--', ...toolArguments], {
    stdio: 'inherit',
    env: {
      ...process.env,
      DO_NOT_TRACK: '1',
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
      TMPDIR,
      ...env,
    },
  });
  return status === 0;
}

function readVitest(folder: string): Counts {
  const name = folder === '.' ? 'repository' : folder;
  if (!existsSync(`${folder}/${report}`))
    return { name, files: 0, passed: 0, failed: 0, skipped: 0, held: false };
  const found: {
    success: boolean;
    testResults: unknown[];
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  } = JSON.parse(readFileSync(`${folder}/${report}`, 'utf8'));
  return {
    name,
    files: found.testResults.length,
    passed: found.numPassedTests,
    failed: found.numFailedTests,
    skipped: found.numPendingTests + found.numTodoTests,
    held: found.success,
  };
}

function readPlaywright(folder: string): Counts {
  const name = `${folder}, browser`;
  const path = `${folder}/${browserReport}`;
  if (!existsSync(path)) return { name, files: 0, passed: 0, failed: 0, skipped: 0, held: false };
  const found: {
    suites: unknown[];
    errors: unknown[];
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  } = JSON.parse(readFileSync(path, 'utf8'));
  const { expected, unexpected, flaky, skipped } = found.stats;
  return {
    name,
    files: found.suites.length,
    passed: expected + flaky,
    failed: unexpected,
    skipped,
    held: unexpected === 0 && found.errors.length === 0,
  };
}

const folders = ['.', ...globSync('{apps,packages}/*').sort()];
const tested = folders.filter((folder) => runs(folder, folder === '.' ? 'test:repository' : 'test'));
const browsed = folders.filter((folder) => runs(folder, 'test:browser'));
for (const folder of tested) rmSync(`${folder}/${report}`, { force: true });
for (const folder of browsed) rmSync(`${folder}/${browserReport}`, { force: true });

const begun = Date.now();
const TMPDIR = temporaryFolder();
process.once('exit', () => rmSync(TMPDIR, { recursive: true, force: true }));
const toolsHeld = [
  turbo(
    ['test', 'test:repository'],
    // One package waits for processes while another computes.
    ['--concurrency=2'],
    ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, '--slowTestThreshold=10000'],
  ),
  turbo(['test:browser'], ['--log-prefix=none'], ['--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: resolve('apps/admin', browserReport),
  }),
];

const rows = [...tested.map(readVitest), ...browsed.map(readPlaywright)];
const sum = (of: (row: Counts) => number) => rows.reduce((total, row) => total + of(row), 0);
const width = Math.max(...rows.map(({ name }) => name.length));
process.stdout.write('\n');
for (const { name, files, passed, failed, skipped, held } of rows) {
  const problems = `${failed > 0 ? `, ${failed} failed` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  process.stdout.write(
    `${held ? '✓' : '✗'} ${name.padEnd(width)}  ${passed} passed in ${files} files${problems}\n`,
  );
}
const allHeld = rows.every(({ held }) => held) && toolsHeld.every(Boolean);
const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
process.stdout.write(
  `Tests: ${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${sum(({ skipped }) => skipped)} skipped, in ${sum(({ files }) => files)} files and ${minutes} minutes\n`,
);
process.exitCode = allHeld ? 0 : 1;
