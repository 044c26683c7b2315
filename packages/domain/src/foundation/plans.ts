import type { Transaction } from './database.ts';

const others = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'];

/**
 * Has the statements that follow in the transaction reach each row by its index, or lets the planner choose again. For
 * batches: without statistics (a first import fills empty tables faster than they are analysed) the planner takes the
 * brand for tiny, and would read all of it again for each row.
 */
export async function planByIndex(tx: Transaction, only: boolean): Promise<void> {
  const settings = others.map((method) => `set local enable_${method} = ${only ? 'off' : 'on'};`);
  // A portion before it in the transaction may have gone without.
  await tx.query(`do $$ begin set local enable_nestloop = on; ${settings.join(' ')} end $$`);
}

/**
 * Has the statements that follow in the transaction read the keys that they name of each table by its index, and join what
 * they found by hashing or merging: for portions of whole tables, of whose size the planner may know as little.
 */
export async function planByPortion(tx: Transaction): Promise<void> {
  await tx.query('do $$ begin set local enable_seqscan = off; set local enable_nestloop = off; end $$');
}

/**
 * Has the kept statements that follow in the transaction be planned once, and not for each values anew, or lets the planner
 * choose again: it takes few ids for many where it doesn't know their number, and so takes its time each time.
 */
export function planOnce(tx: Transaction, once: boolean): void {
  tx.unawaited(tx.query(`set local plan_cache_mode = ${once ? 'force_generic_plan' : 'auto'}`));
}
