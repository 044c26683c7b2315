import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';
import { openWallets, storeWallets } from './points.store.ts';

/** Members who are done in one transaction, and lots among which they are looked for: one member may have many. */
const atOnce = 200;
const lotsAtOnce = 2000;

/**
 * Posts what time has brought in the brand: pending points that can be spent by now, and those that have expired. (Whoever
 * writes to a wallet settles it first; this is for those that nobody touches.) Gives how many members it was done for.
 */
export async function settleDue(database: Database, brandId: string, signal?: AbortSignal): Promise<number> {
  let settled = 0;
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await database.write(brandScope(brandId), async (tx) => done(await settleSome(tx)));
    const count = outcome.ok ? outcome.value : 0;
    settled += count;
    if (count === 0) return settled;
  }
}

async function settleSome(tx: Transaction): Promise<number> {
  const due = await tx.query<{ member_id: string }>(
    `select distinct member_id from (
       (select member_id from points_lot where brand_id = $1 and pending > 0 and available_at <= $2 limit $4)
       union all
       (select member_id from points_lot where brand_id = $1 and available > 0 and expires_at <= $2 limit $4)) due
     limit $3`,
    [tx.brandId, tx.now, atOnce, lotsAtOnce],
  );
  const ids = due.map(({ member_id }) => member_id);
  if (ids.length === 0) return 0;
  const opened = await openWallets(tx, ids, {});
  const wallets = [...new Set(ids.map((id) => opened.of(id)))];
  await storeWallets(tx, wallets);
  return wallets.filter(({ entries }) => entries.length > 0).length;
}
