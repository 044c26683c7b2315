import { median, type Report } from '../report.ts';
import type { Finding } from './measure.ts';
import { type QuestionName, questions } from './questions.ts';
import type { ServerName } from './servers.ts';

const megabyte = 1.048576;

interface Conditions {
  rounds: number;
  seconds: number;
  connections: number;
}

/** The table and the aims. Ratios are medians of those of single rounds, in which all servers met the same machine. */
export function reportOf(
  findings: ReadonlyMap<string, Finding[]>,
  asked: readonly QuestionName[],
  servers: readonly ServerName[],
  { rounds, seconds, connections }: Conditions,
): Report {
  const of = (question: QuestionName, server: ServerName, pick: (finding: Finding) => number) =>
    (findings.get(`${question} ${server}`) ?? []).map(pick);
  const middle = (question: QuestionName, server: ServerName, pick: (finding: Finding) => number) =>
    median(of(question, server, pick));
  const ratio = (question: QuestionName, server: ServerName, to: ServerName) => {
    const others = of(question, to, ({ perSecond }) => perSecond);
    return median(
      of(question, server, ({ perSecond }) => perSecond).map((one, n) => one / (others[n] ?? Number.NaN)),
    );
  };
  const shown = (value: number, digits = 2) => (Number.isNaN(value) ? '' : value.toFixed(digits));

  const rows = asked.flatMap((question) =>
    servers.map((server) => [
      `${question}, ${server}`,
      shown(
        middle(question, server, ({ perSecond }) => perSecond),
        0,
      ),
      shown(
        middle(question, server, ({ p50 }) => p50),
        1,
      ),
      shown(
        middle(question, server, ({ p99 }) => p99),
        1,
      ),
      shown(middle(question, server, ({ serverCpu }) => serverCpu)),
      shown(middle(question, server, ({ databaseCpu }) => databaseCpu)),
      shown(Math.max(...of(question, server, ({ peakMiB }) => peakMiB)), 0),
      shown(
        middle(question, server, ({ bytesEach }) => bytesEach / 1024),
        1,
      ),
      shown(ratio(question, server, 'postgraphile')),
      shown(ratio(question, server, 'bare')),
    ]),
  );

  const aims = asked.flatMap((question) => {
    const p99 = (server: ServerName) => middle(question, server, (finding) => finding.p99);
    const [toOther, toBare] = [ratio(question, 'kolony', 'postgraphile'), ratio(question, 'kolony', 'bare')];
    return [
      { aim: `${question}: at least 1.5 times PostGraphile`, found: shown(toOther), met: toOther >= 1.5 },
      { aim: `${question}: at least 0.5 of the bare server`, found: shown(toBare), met: toBare >= 0.5 },
      {
        aim: `${question}: p99 no worse than PostGraphile’s`,
        found: `${shown(p99('kolony'), 1)} ms, ${shown(p99('postgraphile'), 1)} ms`,
        met: p99('kolony') <= p99('postgraphile'),
      },
    ];
  });
  const peak = Math.max(...asked.flatMap((question) => of(question, 'kolony', ({ peakMiB }) => peakMiB)));
  const memory = {
    aim: 'under 350 MB a process under load',
    found: `${shown(peak * megabyte, 0)} MB`,
    met: peak * megabyte < 350,
  };
  const titles = questions
    .filter(({ name }) => asked.includes(name))
    .map(({ name, title }) => `${name}: ${title}`);
  return {
    name: 'read',
    explanation: `${titles.join('; ')}. Medians of ${rounds} rounds of ${seconds} s over ${connections} connections. p50 and p99 in ms as the client sees them; processor time a request in ms, of the server's process and of PostgreSQL's; the peak of the server's resident memory under load in MiB; KiB an answer; and requests/s as ratios to PostGraphile's and to the bare server's. All of it, the client too, shared one machine.`,
    columns: [
      'question, server',
      'requests/s',
      'p50',
      'p99',
      'server',
      'database',
      'MiB',
      'KiB',
      '× PostGraphile',
      'of bare',
    ],
    rows,
    // What Kolony is compared with has to be there.
    aims: servers.length === 3 ? [...aims, memory] : servers.includes('kolony') ? [memory] : [],
    details: Object.fromEntries(findings),
  };
}
