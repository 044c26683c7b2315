import type { Chosen } from '../src/bulk/bulk.store.ts';
import { readFile } from '../src/file/file.service.ts';
import type { Database, Transaction } from '../src/foundation/database.ts';
import { done, type Outcome } from '../src/foundation/errors.ts';
import { JobCancelled } from '../src/foundation/job.runner.ts';
import type { JobDefinition } from '../src/foundation/jobs.ts';
import { operatorScope, type Scope } from '../src/foundation/scope.ts';
import { jobs } from '../src/worker.ts';
import { keepLog, makeBrand, makeOperator, openStory } from './story.ts';

export interface ReportRow {
  total: number;
  done: number;
  unchanged: number;
  failed: number;
  file_id: string | null;
  failed_file_id: string | null;
}

/** Records in the order of their ids as given, each once. */
export function chosenIds(ids: readonly string[]): Chosen {
  return { sql: 'select c.id, c.n from unnest($1::uuid[]) with ordinality c(id, n)', values: [ids] };
}

export async function value<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

/** A brand with an operator who acts on many records, and the jobs of that, run here as the worker runs them. */
export async function bulkStory(locale: Scope['locale'] = 'en') {
  const { database, admin, url } = await openStory();
  const brand = await makeBrand(database);
  const operatorId = await makeOperator(database, brand.id);
  const scope = operatorScope(operatorId, { brandId: brand.id, role: 'owner' }, { locale });
  return { database, admin, url, brand, operatorId, ...bulkActs(database, scope) };
}

async function cancelled(tx: Transaction, id: string, definition: JobDefinition): Promise<Outcome<void>> {
  await definition.ended?.(tx, {
    id,
    name: definition.name,
    input: {},
    subject: null,
    status: 'cancelled',
    error: null,
    createdBy: null,
    cancelledBy: null,
  });
  return done(undefined);
}

export function bulkActs(database: Database, scope: Scope) {
  const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => database.write(scope, work);
  const read = async <Row extends object>(sql: string, values: unknown[] = []) =>
    await database.read(scope, ({ query }) => query<Row>(sql, values));
  return {
    scope,
    act,
    read,
    /** Runs a job once; `onProgress` may look at what it has done so far. */
    run: async (
      id: string,
      over: { signal?: AbortSignal; onProgress?: (count: number) => void; definition?: JobDefinition } = {},
    ) => {
      const [job] = await read<{ name: string; input: unknown }>(
        'select name, input from job where id = $1',
        [id],
      );
      const definition = over.definition ?? jobs.find(({ name }) => name === job?.name);
      if (!job || !definition) throw new Error('no job');
      const progress: [number, number | undefined][] = [];
      const running = definition.run({
        database,
        scope,
        input: job.input,
        jobId: id,
        attempt: 1,
        signal: over.signal ?? new AbortController().signal,
        progress: (count, total) => {
          progress.push([count, total]);
          over.onProgress?.(count);
        },
        log: keepLog(),
      });
      // What the worker does when a job was cancelled.
      await running.catch(async (error: unknown) => {
        if (error instanceof JobCancelled) await act((tx) => cancelled(tx, id, definition));
        throw error;
      });
      return progress;
    },
    report: async (id: string): Promise<ReportRow | undefined> => {
      const [row] = await read<ReportRow>(
        `select total::int, done_count::int as done, unchanged_count::int as unchanged, failed_count::int as failed,
           file_id, failed_file_id from job_report where job_id = $1`,
        [id],
      );
      return row;
    },
    text: async (fileId: string | null | undefined): Promise<string> => {
      const pieces: Buffer[] = [];
      for await (const piece of readFile(database, scope, String(fileId))) pieces.push(piece);
      return Buffer.concat(pieces).toString('utf8');
    },
    /** Makes so many members with nothing but a name, in one statement; gives their ids in the order of the names. */
    makeMembers: async (count: number): Promise<string[]> => {
      const rows = await value(
        database.write(scope, async (tx) => ({
          ok: true,
          value: await tx.query<{ id: string }>(
            `insert into member (brand_id, id, display_name, joined_at)
             select $1, gen_random_uuid(), 'Guest ' || lpad(n::text, 7, '0'), '2024-03-05T01:30:00Z' from generate_series(1, $2::int) n
             returning id, display_name`,
            [tx.brandId, count],
          ),
        })),
      );
      return rows.map(({ id }) => id);
    },
  };
}
