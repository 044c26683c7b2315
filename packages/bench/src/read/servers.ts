import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processTree } from '../memory.ts';
import { type Dataset, secret } from './dataset.ts';
import { Profiler } from './profiler.ts';

const source = join(import.meta.dirname, '../../../src/read');
const gateway = join(import.meta.dirname, '../../../../../apps/gateway/dist/main.js');
/** As many connections to the database for each server as the client has to it: none waits for one. */
const poolSize = 16;

export const serverNames = ['kolony', 'postgraphile', 'bare'] as const;
export type ServerName = (typeof serverNames)[number];

/** A server that runs in a process of its own. */
export class Host {
  constructor(
    readonly name: string,
    readonly url: string,
    private readonly child: ChildProcess,
    readonly profiler?: Profiler,
  ) {}

  /** The processes that answer: more than one where the server starts others. */
  get pids(): number[] {
    return processTree(this.child.pid ?? 0);
  }

  /** From now on `peakMiB` is of what comes. */
  forgetPeak(): void {
    for (const pid of this.pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
  }

  /** The most that the largest of its processes held resident. */
  peakMiB(): number {
    return Math.max(
      ...this.pids.map((pid) => {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
      }),
    );
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode !== null) return;
    // A process that is debugged waits for that to end.
    this.profiler?.close();
    this.child.kill('SIGINT');
    await ended;
  }
}

/** Starts a server on the data and waits until it answers. */
export async function startServer(name: ServerName, data: Dataset, profile = false): Promise<Host> {
  if (name === 'kolony') return startKolony(data, { profile });
  const child = fork(join(source, `${name}.process.ts`), {
    execArgv: profile ? ['--inspect=127.0.0.1:0'] : [],
    stdio: ['ignore', 'inherit', profile ? 'pipe' : 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      DATABASE_URL: data.url,
      DATABASE_POOL_SIZE: String(poolSize),
      BRAND_ID: data.brand.id,
      OPERATOR_ID: data.operatorId,
    },
  });
  const profiler = profile ? Profiler.of(child) : undefined;
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (address: { port: number }) => resolve(address.port));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return new Host(name, `http://127.0.0.1:${port}`, child, await profiler);
}

/** The gateway as it was built, with the flags and the settings of production. */
export async function startKolony(
  data: Pick<Dataset, 'url'>,
  { profile = false, processes = 1 } = {},
): Promise<Host> {
  const port = await freePort();
  const flags = ['--max-semi-space-size=16', '--heap-growing-percent=100', '--no-parallel-scavenge'];
  if (profile) flags.push('--inspect=127.0.0.1:0');
  const child = spawn(process.execPath, [...flags, gateway], {
    stdio: ['ignore', 'ignore', profile ? 'pipe' : 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: data.url,
      DATABASE_POOL_SIZE: String(poolSize),
      KOLONY_SECRET: secret,
      LOG_LEVEL: 'warn',
      // The limits are on, at more than one caller can spend.
      COST_BUCKET: '1000000000',
      COST_RESTORE_RATE: '100000000',
      ...(processes > 1 ? { KOLONY_PROCESSES: String(processes) } : {}),
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const profiler = profile ? Profiler.of(child) : undefined;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) break;
    await sleep(20);
  }
  return new Host('kolony', url, child, await profiler);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
