/**
 * Time and memory from the command to readiness, with an empty data folder and with one that is there, of the gateway
 * with its embedded PostgreSQL. `pnpm bench start [rounds]`, 5 unless told.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Memory, memoryOf, processTree } from './memory.ts';
import { median, publish } from './report.ts';

const rounds = Number(process.argv[2] ?? 5);
const root = join(import.meta.dirname, '../../../../..');
/** Long enough for what runs once after the start to have ended. */
const settleMs = 5_000;
const port = 4990;

interface Start {
  seconds: number;
  idle: Memory;
}

/** Starts with a data folder, waits until /readyz answers, measures, and stops in good order. */
async function start(command: string[], dataDir: string): Promise<Start> {
  const own = { PORT: String(port), KOLONY_DATA_DIR: dataDir, LOG_LEVEL: 'warn', DATABASE_URL: '' };
  const env = { ...process.env, ...own };
  const begun = performance.now();
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  await ready(child);
  const seconds = (performance.now() - begun) / 1000;
  await sleep(settleMs);
  const idle = memoryOf(processTree(child.pid ?? 0));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // To the group: under a package manager's shell the gateway isn't the child itself.
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  return { seconds, idle };
}

async function ready(child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(5);
  }
}

const built = spawnSync('pnpm', ['run', 'build', '--output-logs=errors-only'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'kolony-bench-'));
const gateway = [process.execPath, 'apps/gateway/dist/main.js'];
const found = new Map<string, Start[]>();
const note = (name: string, one: Start) => {
  found.set(name, [...(found.get(name) ?? []), one]);
  process.stderr.write(`${name}: ${one.seconds.toFixed(2)} s, ${Math.round(one.idle.pss)} MiB\n`);
};
try {
  for (let round = 0; round < rounds; round++) {
    const dataDir = join(folder, String(round));
    note('gateway, empty folder (demo data put in)', await start(gateway, dataDir));
    note('gateway, folder there', await start(gateway, dataDir));
    note('pnpm start, built, folder there', await start(['pnpm', 'start'], dataDir));
    rmSync(dataDir, { recursive: true, force: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const rows = [...found].map(([name, starts]) => {
  const seconds = starts.map((one) => one.seconds);
  const of = (pick: (idle: Memory) => number) => Math.round(median(starts.map(({ idle }) => pick(idle))));
  return [
    name,
    median(seconds).toFixed(2),
    Math.min(...seconds).toFixed(2),
    Math.max(...seconds).toFixed(2),
    of(({ rss }) => rss),
    of(({ pss }) => pss),
    of(({ processes }) => processes),
  ];
});
const [, warm] = rows;
publish({
  name: 'start',
  explanation: `Median of ${rounds} rounds. Seconds until /readyz answers 200; memory ${settleMs / 1000} s later, of the started process and all below it, PostgreSQL included: RSS counts shared pages once for each process, PSS once in all.`,
  columns: ['start', 'seconds', 'least', 'most', 'RSS MiB', 'PSS MiB', 'processes'],
  rows,
  aims: [
    {
      aim: 'ready within 2 s of the gateway’s own start',
      found: `${warm?.[1]} s`,
      met: Number(warm?.[1]) <= 2,
    },
    { aim: 'under 200 MB (RSS) idle', found: `${warm?.[4]} MiB`, met: Number(warm?.[4]) * 1.048576 < 200 },
  ],
});
