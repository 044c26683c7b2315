import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Location } from './location.ts';
import { processCommand } from './postmaster.ts';

const NAME = 'kolony-postgres-guard';
// Ends when its standard input does: the kernel closes the other end when the owner dies, `kill -9` included. The server
// may have ended before, and its number have gone to some other program: its own note tells whether it is still there.
const SCRIPT =
  'trap "" INT TERM HUP; read -r _; read -r pid < "$2/postmaster.pid" && [ "$pid" = "$1" ] && kill -INT "$1"';

/**
 * Starts a small shell that shuts the server down properly when this process dies. Where there is no shell the
 * server outlives us instead, and the next start adopts it.
 */
export function startGuard({ account, cluster }: Location, postmasterPid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', SCRIPT, NAME, String(postmasterPid), cluster], {
    ...account,
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.stdin?.on('error', () => undefined);
  guard.unref();
  return guard;
}

/**
 * Waits until the guard of a dead owner has done its work, so that no server is adopted that is about to be told to
 * stop. It acts at once; one that can't is ended after a second.
 */
export async function waitForGuard(pid: number | undefined, cluster: string): Promise<void> {
  const deadline = Date.now() + 1000;
  while (pid !== undefined && pid > 0) {
    const command = await processCommand(pid);
    if (command === undefined || !command.includes(` ${NAME} `) || !command.includes(` ${cluster} `)) return;
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await sleep(5);
  }
}
