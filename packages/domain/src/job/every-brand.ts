import type { Database } from '../foundation/database.ts';
import { systemScope } from '../foundation/scope.ts';

/** The ids of all brands of the installation, oldest first. */
export async function brandIds(database: Database): Promise<string[]> {
  return await database.read(systemScope(), async ({ query }) =>
    (await query<{ id: string }>('select id from brand order by id')).map(({ id }) => id),
  );
}
