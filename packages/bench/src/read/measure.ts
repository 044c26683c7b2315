import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { postgresProcesses, processorSeconds } from '../processor.ts';
import { ask, at, type Caller, normalised } from './callers.ts';
import type { Driver } from './driver.ts';
import type { QuestionName } from './questions.ts';
import type { Host, ServerName } from './servers.ts';

/** What one round of one question found of one server. */
export interface Finding {
  perSecond: number;
  p50: number;
  p99: number;
  /** Processor time a request, in milliseconds: of the server's processes, and of PostgreSQL's. */
  serverCpu: number;
  databaseCpu: number;
  /** The most that the largest process of the server held resident meanwhile, in MiB. */
  peakMiB: number;
  bytesEach: number;
}

export interface Run {
  driver: Driver;
  host: Host;
  caller: Caller;
  connections: number;
}

/**
 * Asks each variation once, so that what they read lies in memory before anyone's turn: a machine may have taken the pages
 * for others meanwhile, and who comes first would read them from the disk.
 */
export async function readThrough({ host, caller, connections }: Run): Promise<void> {
  const { path, headers } = caller;
  const bodies = caller.bodies.values();
  const lane = async () => {
    for (const body of bodies) await ask(host.url, path, headers, body);
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

/** Asks for a while without looking, so that what is compiled and cached is. */
export async function warmUp({ driver, host, caller, connections }: Run, seconds: number): Promise<void> {
  await driver.drive({ ...caller, url: host.url, connections, seconds });
}

/** Asks for some seconds. `profile`: the file that the server's profile is written to. */
export async function measure(run: Run, seconds: number, profile?: string): Promise<Finding> {
  const { driver, host, caller, connections } = run;
  const database = postgresProcesses();
  const before = { server: processorSeconds(host.pids), database: processorSeconds(database, true) };
  host.forgetPeak();
  if (profile) await host.profiler?.begin();
  const measured = await driver.drive({ ...caller, url: host.url, connections, seconds });
  if (profile) await host.profiler?.end(profile);
  const each = (cpu: number) => (1000 * cpu) / measured.requests;
  const { perSecond, p50, p99, bytesEach } = measured;
  return {
    perSecond,
    p50,
    p99,
    bytesEach,
    serverCpu: each(processorSeconds(host.pids) - before.server),
    databaseCpu: each(processorSeconds(database, true) - before.database),
    peakMiB: host.peakMiB(),
  };
}

/** Where the profile of a question is written. */
export function profilePath(folder: string, question: QuestionName, server: ServerName): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, `${question}-${server}.cpuprofile`);
}

/** Asks all servers some variations of a question. @throws when two of them answer differently */
export async function checkSameAnswers(
  question: QuestionName,
  callers: ReadonlyMap<ServerName, Caller>,
  hosts: ReadonlyMap<ServerName, Host>,
  variations = 12,
): Promise<void> {
  for (let n = 0; n < variations; n++) {
    const answers: [ServerName, string][] = [];
    for (const [name, { path, headers, bodies }] of callers) {
      const answer = await ask(hosts.get(name)?.url ?? '', path, headers, bodies[n] ?? '');
      answers.push([
        name,
        JSON.stringify(normalised(name === 'bare' ? answer : at(answer, 'data')), null, 1),
      ]);
    }
    const [first, ...others] = answers;
    const other = others.find(([, text]) => text !== first?.[1]);
    if (first && other)
      throw new Error(`${question}: ${first[0]} and ${other[0]} differ: ${unlike(first[1], other[1])}`);
  }
}

/** The first lines that two texts don't share. */
function unlike(one: string, other: string): string {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const at = lines.findIndex((line, n) => line !== others[n]);
  return `${lines.slice(Math.max(0, at - 2), at + 3).join(' ')} | ${others.slice(Math.max(0, at - 2), at + 3).join(' ')}`;
}
