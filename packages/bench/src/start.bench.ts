/**
 * Time and memory from the command to readiness, with an empty data folder and with one that is there, of the gateway
 * with its embedded PostgreSQL. `pnpm bench start --rounds 5`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildGateway } from './gateway-build.ts';
import { type Memory, memoryOf, processTree } from './memory.ts';
import { numbers } from './numbers.ts';
import { median, publish } from './report.ts';

const rounds = numbers({ rounds: 5 })('rounds');
const root = join(import.meta.dirname, '../../../../..');
/** Long enough for what runs once after the start to have ended, and for idle connections to be let go. */
const settleMs = 20_000;
const port = 4990;

interface Start {
  seconds: number;
  idle: Memory;
  /** The largest process of all: the gateway. */
  gateway: Memory;
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
  const tree = processTree(child.pid ?? 0);
  const idle = memoryOf(tree);
  const gateway = tree.map((pid) => memoryOf([pid])).reduce((a, b) => (b.rss > a.rss ? b : a));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // To the group: under a package manager's shell the gateway isn't the child itself.
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await ended;
  return { seconds, idle, gateway };
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

buildGateway();

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

const mebibytes = (value: number) => Math.round(value);
const summaries = [...found].map(([name, starts]) => {
  const of = (pick: (one: Start) => number) => median(starts.map(pick));
  const seconds = starts.map((one) => one.seconds);
  return {
    name,
    seconds: median(seconds),
    least: Math.min(...seconds),
    most: Math.max(...seconds),
    gateway: mebibytes(of(({ gateway }) => gateway.rss)),
    rss: mebibytes(of(({ idle }) => idle.rss)),
    pss: mebibytes(of(({ idle }) => idle.pss)),
    processes: of(({ idle }) => idle.processes),
  };
});
const [, warm] = summaries;
publish({
  name: 'start',
  explanation: `Median of ${rounds} rounds. Seconds until /readyz answers 200; memory in MiB ${settleMs / 1000} s later: the gateway's own RSS; then the started process and all below it, PostgreSQL included, where RSS counts shared pages once for each process and PSS once in all.`,
  columns: ['start', 'seconds', 'least', 'most', 'gateway', 'all, RSS', 'all, PSS', 'processes'],
  rows: summaries.map((one) => [
    one.name,
    one.seconds.toFixed(2),
    one.least.toFixed(2),
    one.most.toFixed(2),
    one.gateway,
    one.rss,
    one.pss,
    one.processes,
  ]),
  aims: warm && [
    {
      aim: 'ready within 2 s of the gateway’s own start',
      found: `${warm.seconds.toFixed(2)} s`,
      met: warm.seconds <= 2,
    },
    {
      aim: 'under 200 MB idle, PostgreSQL included, shared pages counted once',
      found: `${Math.round(warm.pss * 1.048576)} MB`,
      met: warm.pss * 1.048576 < 200,
    },
  ],
});
