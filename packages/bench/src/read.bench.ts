/**
 * Reading: Kolony’s gateway, PostGraphile 5 and a bare node:http server on the same 200,000 members and 1,000,000
 * orders, under the same policies, asked the same four questions in turn. `pnpm bench read [--rounds 5] [--seconds 6]
 * [--warm-up 6] [--connections 16] [--servers kolony,postgraphile,bare] [--questions flat,nested,member,search]
 * [--profile folder] [--no-build] [--fresh]`
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildGateway } from './gateway-build.ts';
import { callersOf } from './read/callers.ts';
import { openDataset } from './read/dataset.ts';
import { Driver } from './read/driver.ts';
import { checkSameAnswers, type Finding, measure, profilePath, readThrough, warmUp } from './read/measure.ts';
import { questionNames } from './read/questions.ts';
import { reportOf } from './read/reading-report.ts';
import { type Host, type ServerName, serverNames, startServer } from './read/servers.ts';
import { publish } from './report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '6' },
    'warm-up': { type: 'string', default: '6' },
    connections: { type: 'string', default: '16' },
    servers: { type: 'string', default: serverNames.join(',') },
    questions: { type: 'string', default: questionNames.join(',') },
    profile: { type: 'string' },
    'no-build': { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
});
const chosen = <T extends string>(all: readonly T[], names: string): T[] =>
  all.filter((name) => names.split(',').includes(name));
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const asked = chosen(questionNames, values.questions);
// From where the command was given: the package manager changes the folder.
const profiles = values.profile && resolve(process.env.INIT_CWD ?? '.', values.profile);

if (!values['no-build']) buildGateway();
const data = await openDataset({ fresh: values.fresh });
const hosts = new Map<ServerName, Host>();
const driver = new Driver();
const findings = new Map<string, Finding[]>();
try {
  for (const name of chosen(serverNames, values.servers)) {
    hosts.set(name, await startServer(name, data, profiles !== undefined));
  }
  const callers = await callersOf(hosts, data, asked);
  for (const [question, by] of callers) await checkSameAnswers(question, by, hosts);
  for (let round = 0; round < rounds; round++) {
    for (const [question, by] of callers) {
      const turns = [...by].flatMap(([name, caller]) => {
        const host = hosts.get(name);
        return host ? [{ name, run: { driver, host, caller, connections } }] : [];
      });
      // By the bare one, which has nothing to compile: what the others do for it would warm them alone.
      const last = turns.at(-1);
      if (last) await readThrough(last.run);
      // Each has its turn before and after each other.
      for (const { name, run } of round % 2 === 0 ? turns : turns.reverse()) {
        // In each round: what was compiled for one question is compiled anew for the next, and that takes seconds.
        await warmUp(run, Number(values['warm-up']));
        const path = profiles && profilePath(profiles, question, name);
        const found = await measure(run, seconds, path);
        const key = `${question} ${name}`;
        findings.set(key, [...(findings.get(key) ?? []), found]);
        process.stderr.write(
          `round ${round + 1} ${key}: ${found.perSecond.toFixed(0)}/s, p99 ${found.p99.toFixed(0)} ms, ${found.serverCpu.toFixed(2)} + ${found.databaseCpu.toFixed(2)} ms of processor\n`,
        );
      }
    }
  }
} finally {
  driver.stop();
  for (const host of hosts.values()) await host.stop();
  await data.close();
}
publish(reportOf(findings, asked, [...hosts.keys()], { rounds, seconds, connections }));
