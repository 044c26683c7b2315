import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import { DomainError } from '../foundation/errors.ts';
import type { Bucket } from './throttle.rules.ts';

/**
 * Counts one try against every bucket, or throws `RATE_LIMITED` with the seconds to wait, and counts none (the
 * transaction is undone). Of tries at the same time no more get through than the buckets hold: each row is locked until
 * the transaction ends, in the order of the keys.
 */
export async function charge(tx: Transaction, buckets: readonly Bucket[]): Promise<void> {
  let wait = 0;
  for (const bucket of inOrder(buckets)) {
    if (!(await take(tx, bucket))) wait = Math.max(wait, await secondsToWait(tx, bucket));
  }
  if (wait > 0) throw new DomainError('RATE_LIMITED', { seconds: wait });
}

/** Counts one try against the bucket; false, and uncounted, when it is full. */
export async function take(tx: ReadTransaction, { key, capacity, secondsPerUnit }: Bucket): Promise<boolean> {
  const rows = await tx.query(
    `insert into throttle as t (key, level, updated_at) values ($1, 1, clock_timestamp())
     on conflict (key) do update
       set level = ${leaked} + 1, updated_at = clock_timestamp()
       where ${leaked} + 1 <= $3::float8
     returning t.key`,
    [key, secondsPerUnit, capacity],
  );
  return rows.length > 0;
}

/** Takes back what `charge` counted: the try turned out to be no failure. */
export async function refund(tx: ReadTransaction, buckets: readonly Bucket[]): Promise<void> {
  for (const { key } of inOrder(buckets)) {
    await tx.query('update throttle set level = greatest(0, level - 1) where key = $1', [key]);
  }
}

/** Deletes buckets that nobody has used for two days: all of them are empty by then. Returns how many. */
export async function purgeThrottle(tx: ReadTransaction): Promise<number> {
  const rows = await tx.query(
    `delete from throttle where updated_at < now() - interval '2 days' returning 1 as gone`,
  );
  return rows.length;
}

/** What is left in the bucket `t` by now; `$2` is the seconds in which it loses one. */
const leaked = `greatest(0, t.level - greatest(0, extract(epoch from clock_timestamp() - t.updated_at))::float8 / $2::float8)`;

async function secondsToWait(
  tx: ReadTransaction,
  { key, capacity, secondsPerUnit }: Bucket,
): Promise<number> {
  const [row] = await tx.query<{ level: number }>(
    `select ${leaked} as level from throttle t where key = $1`,
    [key, secondsPerUnit],
  );
  return Math.max(1, Math.ceil(((row?.level ?? capacity) + 1 - capacity) * secondsPerUnit));
}

function inOrder(buckets: readonly Bucket[]): Bucket[] {
  return [...buckets].sort((a, b) => (a.key < b.key ? -1 : 1));
}
