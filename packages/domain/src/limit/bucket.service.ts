import type { ReadTransaction } from '../foundation/database.ts';

/** How many points the bucket of every caller holds, and how many come back in a second. */
export interface BucketSize {
  capacity: number;
  restoreRate: number;
}

/** What a process asks of a caller's bucket. */
export interface Asked {
  /** Name of the caller. */
  key: string;
  /** UUID of the process. */
  holder: string;
  /** What it has spent of the points it holds. */
  spent: number;
  /** What it wants to hold from now on, and the least that is of use; 0 gives all back. */
  wanted: number;
  least: number;
}

/** What the process holds now, for so many seconds, and what is left for others. */
export interface Settled {
  held: number;
  available: number;
}

/** How long points may be held before they count as spent, in seconds. */
export const leaseSeconds = 15;

/**
 * Settles what a process has spent for a caller and how many points it holds from now on. Of processes that ask at the
 * same time no more are given than the bucket holds: its row is locked meanwhile, and the time is the database's.
 * `systemScope`.
 */
export async function settlePoints(
  tx: ReadTransaction,
  { key, holder, spent, least, wanted }: Asked,
  { capacity, restoreRate }: BucketSize,
): Promise<Settled> {
  const [settled] = await tx.query<Settled & Record<string, unknown>>(
    'select held, available from kolony.settle_points($1, $2, $3, $4, $5, $6, $7, $8)',
    [key, holder, spent, least, wanted, capacity, restoreRate, leaseSeconds],
  );
  return settled ?? { held: 0, available: 0 };
}

/** Deletes the buckets of which nothing is spent or held any more. Returns how many. `systemScope`. */
export async function purgeBuckets(tx: ReadTransaction): Promise<number> {
  const rows = await tx.query('delete from limit_bucket where empty_at < now() returning 1 as gone');
  return rows.length;
}
