import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { findPostmaster, stopPostmaster } from './postmaster.ts';

/** A data folder of its own; whatever server is left on it is stopped and the folder removed after the test. */
export async function temporaryDataDir(name = 'data'): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'kolony-postgres-test-'));
  await chmod(parent, 0o755);
  const dataDir = join(parent, name);
  onTestFinished(async () => {
    const left = await findPostmaster(join(dataDir, 'cluster'));
    if (left !== undefined) await stopPostmaster(left);
    await rm(parent, { recursive: true, force: true });
  });
  return dataDir;
}

/** Runs one statement on a connection of its own and returns its rows. */
export async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  // A connection that breaks also rejects the statement that runs on it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

export interface Owner {
  child: ChildProcess;
  /** What `start.fixture.ts` reported: the started server, or the code of the refusal. */
  report: { url: string; adopted: boolean; code?: string };
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL on `dataDir` from another process. */
export async function startElsewhere(dataDir: string): Promise<Owner> {
  const child = launchElsewhere(dataDir);
  const [report] = await once(child, 'message');
  const ended = once(child, 'exit');
  return {
    child,
    report,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.send('stop');
      await ended;
    },
  };
}

export function launchElsewhere(dataDir: string): ChildProcess {
  const script = fileURLToPath(new URL('./start.fixture.ts', import.meta.url));
  const child = fork(script, [dataDir], { execArgv: [] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Ends the guard first, as if it had failed: then the server outlives its owner. */
export async function killGuard(dataDir: string): Promise<void> {
  const [, guard] = (await readFile(join(dataDir, 'owner.pid'), 'utf8')).trim().split(' ');
  process.kill(Number(guard), 'SIGKILL');
}

export async function postmasterPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'cluster/postmaster.pid'), 'utf8'), 10);
}
