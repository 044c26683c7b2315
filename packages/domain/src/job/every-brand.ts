import type { Database } from '../foundation/database.ts';
import type { JobContext } from '../foundation/jobs.ts';
import { systemScope } from '../foundation/scope.ts';

/** The ids of all brands of the installation, oldest first. */
export async function brandIds(database: Database): Promise<string[]> {
  return await database.read(systemScope(), async ({ query }) =>
    (await query<{ id: string }>('select id from brand order by id')).map(({ id }) => id),
  );
}

/**
 * Does something for all brands, one after another; gives what it comes to together. What fails in one brand doesn't keep
 * the others from their turn: it is told in the log, and the first of it is thrown in the end.
 */
export async function inEveryBrand(
  { database, signal, log }: Pick<JobContext<unknown>, 'database' | 'signal' | 'log'>,
  work: (brandId: string) => Promise<number | undefined>,
): Promise<number> {
  const failures: unknown[] = [];
  let sum = 0;
  for (const brandId of await brandIds(database)) {
    signal.throwIfAborted();
    try {
      sum += (await work(brandId)) ?? 0;
    } catch (error) {
      if (signal.aborted) throw error;
      log.error({ brandId, err: error }, 'a job has failed in this brand');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return sum;
}
