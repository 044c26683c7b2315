/**
 * One, two and four gateway processes on one port and one PostgreSQL, asked for the flat and the nested list of the
 * reading bench. What it finds is bounded by the machine: the gateways, PostgreSQL and the client share its cores.
 * `pnpm bench scale [--rounds 3] [--seconds 8] [--warm-up 4] [--connections 16] [--processes 1,2,4]
 * [--questions flat,nested] [--no-build]`
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { buildGateway } from './gateway-build.ts';
import { callersOf } from './read/callers.ts';
import { openDataset } from './read/dataset.ts';
import { Driver } from './read/driver.ts';
import { type Finding, measure, warmUp } from './read/measure.ts';
import { questionNames } from './read/questions.ts';
import { startKolony } from './read/servers.ts';
import { median, publish } from './report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    'warm-up': { type: 'string', default: '4' },
    connections: { type: 'string', default: '16' },
    processes: { type: 'string', default: '1,2,4' },
    questions: { type: 'string', default: 'flat,nested' },
    'no-build': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const counts = values.processes.split(',').map(Number);
const asked = questionNames.filter((name) => values.questions.split(',').includes(name));

if (!values['no-build']) buildGateway();
const data = await openDataset();
const driver = new Driver();
const findings = new Map<string, Finding[]>();
try {
  for (let round = 0; round < rounds; round++) {
    for (const processes of round % 2 === 0 ? counts : counts.toReversed()) {
      const host = await startKolony(data, { processes });
      try {
        for (const [question, by] of await callersOf(new Map([['kolony', host]]), data, asked)) {
          const caller = by.get('kolony');
          if (!caller) continue;
          const run = { driver, host, caller, connections: Number(values.connections) };
          await warmUp(run, Number(values['warm-up']) * processes);
          const found = await measure(run, seconds);
          const key = `${question} ${processes}`;
          findings.set(key, [...(findings.get(key) ?? []), found]);
          process.stderr.write(`round ${round + 1} ${key}: ${found.perSecond.toFixed(0)}/s\n`);
        }
      } finally {
        await host.stop();
      }
    }
  }
} finally {
  driver.stop();
  await data.close();
}

const [least = 1] = counts;
const rows = asked.flatMap((question) =>
  counts.map((processes) => {
    const found = findings.get(`${question} ${processes}`) ?? [];
    const single = findings.get(`${question} ${least}`) ?? [];
    const middle = (pick: (finding: Finding) => number) => median(found.map(pick));
    const ratios = found.map(({ perSecond }, n) => perSecond / (single[n]?.perSecond ?? Number.NaN));
    return [
      `${question}, ${processes}`,
      middle(({ perSecond }) => perSecond).toFixed(0),
      middle(({ p50 }) => p50).toFixed(1),
      middle(({ p99 }) => p99).toFixed(1),
      middle(({ serverCpu }) => serverCpu).toFixed(2),
      Math.max(...found.map(({ peakMiB }) => peakMiB)).toFixed(0),
      median(ratios).toFixed(2),
    ];
  }),
);
publish({
  name: 'scale',
  explanation: `Medians of ${rounds} rounds of ${seconds} s over ${values.connections} connections. p50 and p99 in ms; processor time a request of all gateways in ms; the peak of the largest gateway's resident memory in MiB; requests/s as a ratio to ${least} process. The gateways, PostgreSQL and the client share ${availableParallelism()} cores: more processes than those leave room for bring nothing here, and say nothing of machines with more.`,
  columns: ['question, processes', 'requests/s', 'p50', 'p99', 'gateways', 'MiB', `× ${least}`],
  rows,
  details: Object.fromEntries(findings),
});
