import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../gateway/dist/main.js', import.meta.url));
const patience = 180_000;

export interface RunningGateway {
  url: string;
  stop: () => Promise<void>;
}

/** Starts the built gateway, with an embedded database and demo data of its own, on a free port. */
export async function startGateway(settings: Record<string, string> = {}): Promise<RunningGateway> {
  const data = await mkdtemp(join(tmpdir(), 'kolony-browser-test-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      KOLONY_DATA_DIR: data,
      KOLONY_DEMO: 'on',
      DATABASE_URL: '',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout?.on('data', (part) => {
    said = (said + part).slice(-4000);
  });
  child.stderr?.on('data', (part) => {
    said = (said + part).slice(-4000);
  });
  const stop = async () => {
    await end(child);
    await rm(data, { recursive: true, force: true });
  };
  try {
    await ready(url, child);
    return { url, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${said}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < patience; ) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}:`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error('the gateway did not become ready:');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 25_000);
  await ended;
  clearTimeout(late);
}
