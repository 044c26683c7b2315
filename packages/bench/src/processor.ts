import { readFileSync } from 'node:fs';
import { processTree } from './memory.ts';

const ticksPerSecond = 100;

/** Processor time that these processes have taken since they began, in seconds; with what they waited for if told. */
export function processorSeconds(pids: readonly number[], withEnded = false): number {
  let ticks = 0;
  for (const pid of pids) {
    const fields = statOf(pid);
    for (const at of withEnded ? [11, 12, 13, 14] : [11, 12]) ticks += Number(fields[at] ?? 0);
  }
  return ticks / ticksPerSecond;
}

/** The processes of the PostgreSQL that this process has started. */
export function postgresProcesses(): number[] {
  return processTree(process.pid).filter((pid) => nameOf(pid).startsWith('postgres'));
}

/** The fields behind the name: the state is the first. Empty when the process has ended. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    return '';
  }
}
