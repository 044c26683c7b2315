/**
 * Orders brought in by the import as operators use it (upload, check, run), as a ratio to a bare COPY of the same rows
 * into the same table in the same run, and the peak of memory. `pnpm bench import --orders 100000
 * --rounds 3`.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withReceivedFile } from '@kolony/domain/file/temporary-file';
import { Database, type Transaction } from '@kolony/domain/foundation/database';
import type { Outcome } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import type { JobDefinition } from '@kolony/domain/foundation/jobs';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate } from '@kolony/domain/foundation/migrate';
import { operatorScope, type Scope } from '@kolony/domain/foundation/scope';
import { checkImportJob, runImportJob } from '@kolony/domain/import/import.jobs';
import { checkImport, createImport, runImport } from '@kolony/domain/import/import.service';
import { surveyFile } from '@kolony/domain/import/import.survey';
import { startPostgres } from '@kolony/postgres';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { peakOfThisProcess, processTree, watchMemory } from './memory.ts';
import { numbers } from './numbers.ts';
import { ordersFile } from './orders-file.ts';
import { median, publish } from './report.ts';

const given = numbers({ orders: 100_000, rounds: 3 });
const orders = given('orders');
const rounds = given('rounds');
const largestUpload = 100 * 1024 * 1024;

const silent = {
  debug() {},
  info() {},
  warn() {},
  error: (fields: object, text: string) => console.error(text, fields),
};

async function carriedOut<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.errors)}`);
  return result.value;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** A brand with an owner, and the scope in which the owner acts. */
async function brandWithOwner(admin: pg.Client): Promise<Scope> {
  const [brandId, operatorId] = [newId(), newId()];
  await admin.query('insert into brand (id, name) values ($1, $2)', [brandId, 'Measured']);
  await admin.query('insert into operator (id, email, name) values ($1, $2, $3)', [
    operatorId,
    `${operatorId}@example.com`,
    'Measurer',
  ]);
  await admin.query(
    `insert into brand_operator (brand_id, id, operator_id, role) values ($1, $2, $3, 'owner')`,
    [brandId, newId(), operatorId],
  );
  return operatorScope(operatorId, { brandId, role: 'owner' });
}

/** The import, step by step; jobs run here as a worker runs them. */
function importer(database: Database, scope: Scope) {
  const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => carriedOut(database.write(scope, work));
  const runJob = async (definition: JobDefinition, id: string) => {
    const [job] = await database.read(scope, ({ query }) =>
      query<{ id: string; input: unknown }>(
        'select j.id, j.input from import i join job j on j.id = i.job_id where i.id = $1',
        [id],
      ),
    );
    if (!job) throw new Error('the import has no job');
    const signal = new AbortController().signal;
    await definition.run({
      database,
      scope,
      input: job.input,
      jobId: job.id,
      attempt: 1,
      signal,
      progress: () => undefined,
      log: silent,
    });
  };
  return {
    upload: (path: string) =>
      withReceivedFile(createReadStream(path), largestUpload, async (file) => {
        const survey = await surveyFile(file.path, 'orders');
        return act((tx) => createImport(tx, { fileName: 'orders.csv', file, survey }));
      }),
    async check(id: string) {
      await act((tx) => checkImport(tx, id));
      await runJob(checkImportJob, id);
    },
    async run(id: string) {
      await act((tx) => runImport(tx, id));
      await runJob(runImportJob, id);
    },
    async counts(id: string) {
      const [row] = await database.read(scope, ({ query }) =>
        query<{ status: string; created: number; failed: number }>(
          'select status, created_count::int as created, failed_count::int as failed from import where id = $1',
          [id],
        ),
      );
      return row;
    },
  };
}

/** Takes the orders of the brand out, empties the table, and puts the same rows in with one COPY. */
async function bareCopy(admin: pg.Client, scope: Scope, path: string): Promise<number> {
  const out = admin.query(
    copyTo(`copy (select * from "order" where brand_id = '${scope.brandId}') to stdout`),
  );
  await pipeline(out, createWriteStream(path));
  await admin.query('truncate "order" cascade');
  await admin.query('checkpoint');
  return timed(() => pipeline(createReadStream(path), admin.query(copyFrom('copy "order" from stdin'))));
}

const folder = mkdtempSync(join(tmpdir(), 'kolony-bench-'));
await chmod(folder, 0o711);
const csv = join(folder, 'orders.csv');
await pipeline(ordersFile(orders), createWriteStream(csv));
const server = await startPostgres({ dataDir: join(folder, 'postgres') });
const admin = new pg.Client({ connectionString: server.adminUrl });
const seconds = { upload: [], check: [], run: [], copy: [] } as Record<
  'upload' | 'check' | 'run' | 'copy',
  number[]
>;
const peaks: { own: number; all: number }[] = [];
try {
  await migrate(server.url);
  await admin.connect();
  const database = await Database.open({ url: server.url, poolSize: 4 });
  try {
    database.useKeyring(await loadKeyring(database, 'a secret for measurements, of 32 or more'));
    for (let round = 1; round <= rounds; round++) {
      const scope = await brandWithOwner(admin);
      await admin.query('truncate "order" cascade');
      const steps = importer(database, scope);
      await admin.query('checkpoint');
      // Seldom: looking at the memory of PostgreSQL takes this process as long as importing a hundred orders.
      const all = watchMemory(() => processTree(process.pid), 3_000);
      let id = '';
      seconds.upload.push(
        await timed(async () => {
          id = await steps.upload(csv);
        }),
      );
      seconds.check.push(await timed(() => steps.check(id)));
      seconds.run.push(await timed(() => steps.run(id)));
      peaks.push({ own: peakOfThisProcess(), all: all().pss });
      const counts = await steps.counts(id);
      if (counts?.status !== 'completed' || counts.created !== orders)
        throw new Error(`the import did not bring all in: ${JSON.stringify(counts)}`);
      seconds.copy.push(await bareCopy(admin, scope, join(folder, 'rows')));
      process.stderr.write(
        `round ${round}: run ${seconds.run.at(-1)?.toFixed(1)} s, COPY ${seconds.copy.at(-1)?.toFixed(1)} s\n`,
      );
    }
  } finally {
    await database.close();
  }
} finally {
  await admin.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

const ratios = seconds.run.map((run, at) => run / (seconds.copy[at] ?? Number.NaN));
const whole = seconds.run.map((run, at) => run + (seconds.upload[at] ?? 0) + (seconds.check[at] ?? 0));
const wholeRatios = whole.map((all, at) => all / (seconds.copy[at] ?? Number.NaN));
const peakOwn = Math.max(...peaks.map(({ own }) => own));
const row = (name: string, values: readonly number[], against: readonly number[] = []) => [
  name,
  median(values).toFixed(2),
  Math.round(orders / median(values)),
  against.length > 0 ? median(against).toFixed(1) : '',
];
publish({
  name: 'import',
  explanation: `${orders} orders; median of ${rounds} rounds in one run, each into an empty table "order". COPY puts the same rows into the same table, with its indexes, keys and triggers. Peak of memory of the importing process ${Math.round(peakOwn)} MiB (RSS), with PostgreSQL ${Math.round(Math.max(...peaks.map(({ all }) => all)))} MiB (PSS).`,
  columns: ['step', 'seconds', 'orders/s', 'times COPY'],
  rows: [
    row('upload and survey', seconds.upload),
    row('check (dry run)', seconds.check),
    row('run', seconds.run, ratios),
    row('all three', whole, wholeRatios),
    row('bare COPY', seconds.copy),
  ],
  aims: [
    {
      aim: 'the run within 10 times of COPY',
      found: `${median(ratios).toFixed(1)} times`,
      met: median(ratios) <= 10,
    },
    { aim: 'under 400 MB', found: `${Math.round(peakOwn * 1.048576)} MB`, met: peakOwn * 1.048576 < 400 },
  ],
});
