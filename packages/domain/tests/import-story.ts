import { readFile } from '../src/file/file.service.ts';
import { withReceivedFile } from '../src/file/temporary-file.ts';
import type { Database, Transaction } from '../src/foundation/database.ts';
import type { Outcome } from '../src/foundation/errors.ts';
import type { JobDefinition } from '../src/foundation/jobs.ts';
import type { Scope } from '../src/foundation/scope.ts';
import { operatorScope } from '../src/foundation/scope.ts';
import type { ImportKind } from '../src/import/import.fields.ts';
import { checkImportJob, runImportJob, undoImportJob } from '../src/import/import.jobs.ts';
import { mapImport } from '../src/import/import.mapping.service.ts';
import {
  cancelImport,
  checkImport,
  createImport,
  discardImport,
  runImport,
} from '../src/import/import.service.ts';
import { surveyUpload } from '../src/import/import.survey.ts';
import { undoImport } from '../src/import/import.undo.service.ts';
import { keepLog, makeBrand, makeOperator, openStory } from './story.ts';

const limit = 100 * 1024 * 1024;
const definitions = new Map<string, JobDefinition>(
  [checkImportJob, runImportJob, undoImportJob].map((job) => [job.name, job]),
);

/** A brand with an operator who imports, and all that they do. */
export async function importStory(over: { currency?: string } = {}) {
  const { database, admin, url } = await openStory();
  database.useJobs({ jobs: [...definitions.values()], log: keepLog() });
  const brand = await makeBrand(database);
  if (over.currency)
    await admin.query('update brand set currency = $2 where id = $1', [brand.id, over.currency]);
  const operatorId = await makeOperator(database, brand.id);
  const scope = operatorScope(operatorId, { brandId: brand.id, role: 'owner' }, { locale: 'en' });
  return { database, admin, url, brand, scope, ...importer(database, scope) };
}

export async function value<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

/** A stored file as a text. */
export async function contents(database: Database, scope: Scope, id: unknown): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of readFile(database, scope, String(id))) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** What an operator does with imports in a scope; jobs are run here, as the worker runs them. */
export function importer(database: Database, scope: Scope) {
  const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => database.write(scope, work);
  const read = async <Row extends object>(sql: string, values: unknown[] = []) =>
    await database.read(scope, ({ query }) => query<Row>(sql, values));

  const upload = async (content: string | Uint8Array, kind: ImportKind = 'orders', name = 'shop.csv') => {
    async function* source() {
      yield Buffer.from(content);
    }
    return await withReceivedFile(source(), limit, async (file) => {
      const survey = await surveyUpload(file.path, kind);
      return await value(act((tx) => createImport(tx, { fileName: name, file, survey })));
    });
  };

  /** The job that the import waits for, run once. */
  const runJob = async (id: string, { signal = new AbortController().signal, attempt = 1 } = {}) => {
    const [job] = await read<{ id: string; name: string; input: unknown }>(
      'select j.id, j.name, j.input from import i join job j on j.id = i.job_id where i.id = $1',
      [id],
    );
    const definition = definitions.get(job?.name ?? '');
    if (!job || !definition) throw new Error('no job');
    const progress: [number, number | undefined][] = [];
    await definition.run({
      database,
      scope,
      input: job.input,
      jobId: job.id,
      attempt,
      signal,
      progress: (count, total) => progress.push([count, total]),
      log: keepLog(),
    });
    return progress;
  };

  const state = async (id: string) => {
    const [row] = await read<Record<string, unknown>>(
      `select status, rows_total::int, rows_valid::int, rows_invalid::int, created_count::int as created,
         updated_count::int as updated, unchanged_count::int as unchanged, failed_count::int as failed,
         rows_done::int, problem_count::int, refusal, version, mapping, layout, failed_file_id, file_id
       from import where id = $1`,
      [id],
    );
    return row ?? {};
  };

  const check = async (id: string) => {
    await value(act((tx) => checkImport(tx, id)));
    await runJob(id);
    return await state(id);
  };
  const start = (id: string) => value(act((tx) => runImport(tx, id)));
  const run = async (id: string) => {
    await start(id);
    await runJob(id);
    return await state(id);
  };
  const undo = async (id: string) => {
    await value(act((tx) => undoImport(tx, id)));
    await runJob(id);
    return await state(id);
  };
  return {
    act,
    read,
    upload,
    runJob,
    state,
    check,
    start,
    run,
    undo,
    map: (input: Parameters<typeof mapImport>[1]) => act((tx) => mapImport(tx, input)),
    cancel: (id: string) => value(act((tx) => cancelImport(tx, id))),
    discard: (id: string) => act((tx) => discardImport(tx, id)),
    codes: async (outcome: Promise<Outcome<unknown>>) => {
      const result = await outcome;
      return result.ok ? [] : result.errors.map(({ code }) => code);
    },
  };
}

/** A file of orders: so many, of a third as many members, three lines each where `lines` says so. */
export function ordersFile(
  count: number,
  over: { from?: number; amount?: (n: number) => string } = {},
): string {
  const { from = 0, amount = (n) => `${n % 90}.50` } = over;
  const rows = Array.from({ length: count }, (_, at) => {
    const n = from + at;
    const member = n % Math.max(Math.floor(count / 3), 1);
    const day = String((n % 28) + 1).padStart(2, '0');
    return `N${n},C${member},138${String(10_000_000 + member)},2024-03-${day} 10:00:00,${amount(n)}`;
  });
  return ['order no,customer id,phone,order date,amount', ...rows].join('\n');
}
