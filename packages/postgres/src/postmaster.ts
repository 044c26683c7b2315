import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unlessMissing } from './location.ts';

/** A PostgreSQL server process that runs on our cluster, whoever started it. */
export interface Postmaster {
  pid: number;
  /** Its command line, arguments joined by blanks. */
  command: string;
}

/**
 * The server that runs on this cluster right now. A `postmaster.pid` whose process id went to some other program
 * is removed, as PostgreSQL would refuse to start over it; one of a dead process is left to PostgreSQL, which sees
 * to it itself after looking for orphaned backends.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const pidFile = join(cluster, 'postmaster.pid');
  const text = await unlessMissing(readFile(pidFile, 'utf8'));
  const pid = Number.parseInt(text ?? '', 10);
  if (!(pid > 0)) return undefined;
  const command = await processCommand(pid);
  if (command === undefined) return undefined;
  if (command.includes(`-D ${cluster} `)) return { pid, command };
  const isPostgres = basename(command.split(' ')[0] ?? '').startsWith('postgres');
  // A server changes into its data folder, so this also knows one that was started by hand.
  const folder = isPostgres ? await workingFolder(pid) : '';
  if (folder === cluster) return { pid, command };
  if (folder !== undefined) await rm(pidFile, { force: true });
  return undefined;
}

/** Waits until the server has ended; after `patience` ms it is told to drop everything (it then recovers next time). */
async function waitForExit({ pid, command }: Postmaster, patience = 60_000): Promise<void> {
  const deadline = Date.now() + patience;
  let asked = false;
  while ((await processCommand(pid)) === command) {
    if (!asked && Date.now() > deadline) {
      asked = true;
      signal(pid, 'SIGQUIT');
    }
    await sleep(10);
  }
}

/** Fast shutdown: refuses new connections, ends the open ones, writes a checkpoint. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  signal(postmaster.pid, 'SIGINT');
  await waitForExit(postmaster);
}

/** The command line of a live process; undefined when there is none, or only its unreaped remains. */
export async function processCommand(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text.replaceAll('\0', ' ') || undefined;
  }
  return new Promise((resolve) => {
    execFile('ps', ['-ww', '-o', 'command=', '-p', String(pid)], (error, stdout) => {
      const command = stdout.trim();
      resolve(error === null && command !== '' && command !== '<defunct>' ? `${command} ` : undefined);
    });
  });
}

/** Undefined where the system does not tell. */
async function workingFolder(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone, which is what was asked for.
  }
}
