import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all that it started, in MiB. */
export interface Memory {
  /** Sum of the resident sizes: shared pages are counted once for each process that has touched them. */
  rss: number;
  /** Sum of the proportional sizes: shared pages are divided among those who share them. */
  pss: number;
  processes: number;
}

/** The process ids of a process and of all its descendants. Linux only: it reads /proc. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    // The name of the program, in brackets, may hold anything; the parent stands second behind it.
    const parent = Number(
      read(`/proc/${entry}/stat`)
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const tree: number[] = [];
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    tree.push(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return tree;
}

/** How much memory these processes hold now. Those that have ended meanwhile count for nothing. */
export function memoryOf(pids: readonly number[]): Memory {
  const sizes = pids.map((pid) => read(`/proc/${pid}/smaps_rollup`)).filter((text) => text !== '');
  const sum = (name: string) =>
    sizes.reduce(
      (total, text) => total + Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0),
      0,
    );
  return { rss: sum('Rss') / 1024, pss: sum('Pss') / 1024, processes: sizes.length };
}

/**
 * The kernel's own figure of the most that this program ever held resident, in MiB. (`resourceUsage().maxRSS` would
 * count the process that started it, too.) Linux only.
 */
export function peakOfThisProcess(): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(read('/proc/self/status'))?.[1] ?? 0) / 1024;
}

/** Looks at the memory of some processes until it is told to end; gives the peak of their proportional sizes. */
export function watchMemory(pids: () => readonly number[], everyMs = 100): () => Memory {
  let peak: Memory = { rss: 0, pss: 0, processes: 0 };
  const timer = setInterval(() => {
    const now = memoryOf(pids());
    if (now.pss > peak.pss) peak = now;
  }, everyMs);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
