import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '..');
/** Of each process of the tests its own: they build when they need it, and would take it away from each other. */
const outDir = join(root, 'node_modules/.cache/built-for-tests', process.env.VITEST_POOL_ID ?? '1');

/** Builds the gateway as it is shipped; a second process of it can be started from files only. */
export async function buildGateway(): Promise<void> {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, sourcemap: false },
  });
}

export interface BuiltGateway {
  child: ChildProcess;
  /** All that it has printed. */
  output(): string;
  /** Its log lines. */
  log(): Record<string, unknown>[];
  /** Waits until it has printed this. */
  prints(text: string): Promise<void>;
  /** Ends it by a signal, and gives the code that it ended with. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts what `buildGateway` has built, with nothing in its environment but this; it is gone after the test. */
export async function startBuilt(env: Record<string, string>): Promise<BuiltGateway> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kolony-built-'));
  await chmod(dataDir, 0o711);
  const child = spawn(process.execPath, [join(outDir, 'main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', KOLONY_DEMO: 'off', KOLONY_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    return child.exitCode;
  };
  onTestFinished(async () => {
    await end();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    child,
    output: () => text,
    log: () =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line): Record<string, unknown> => JSON.parse(line)),
    async prints(wanted) {
      while (!text.includes(wanted)) {
        if (child.exitCode !== null) throw new Error(`it ended: ${text}`);
        await new Promise((go) => setTimeout(go, 20));
      }
    },
    end,
  };
}
