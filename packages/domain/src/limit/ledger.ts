import type { Database } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { systemScope } from '../foundation/scope.ts';
import { type Asked, type BucketSize, type Settled, settlePoints } from './bucket.service.ts';

/** Where the points of all callers are kept, for every process. */
export interface Ledger {
  readonly size: BucketSize;
  settle(asked: Asked): Promise<Settled>;
}

/** The ledger in PostgreSQL, one for all processes. */
export function databaseLedger(database: Database, size: BucketSize): Ledger {
  return {
    size,
    settle: async (asked) => {
      const settled = await database.write(systemScope(), async (tx) =>
        done(await settlePoints(tx, asked, size)),
      );
      if (!settled.ok) throw new Error('points are given or not');
      return settled.value;
    },
  };
}
