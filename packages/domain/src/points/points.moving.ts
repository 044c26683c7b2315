import type { Transaction } from '../foundation/database.ts';
import { newId } from '../foundation/ids.ts';
import { lotsFrom, openWallets, storeWallets } from './points.store.ts';

/** Moves all of a member's points, and what they owe, to another member. Gives the entry that brought them, if any did. */
export async function movePoints(tx: Transaction, from: string, to: string): Promise<string | null> {
  const wallets = await openWallets(tx, [from, to], { all: true });
  const moved = wallets.of(from).moveTo(wallets.of(to), { key: `move:${newId()}` });
  await storeWallets(tx, [wallets.of(from), wallets.of(to)]);
  return moved?.into.id ?? null;
}

/**
 * Moves back what came from another member's points, by moving them or by giving back what the other had spent, as far as it
 * is still there: points that were spent or have expired stay so, and a debt that came along stays paid or owed where it is.
 * Both are locked.
 */
export async function movePointsBack(
  tx: Transaction,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const lots = await lotsFrom(tx, { from: to, to: from });
  const wallets = await openWallets(tx, [from, to], { all: true });
  wallets.of(from).moveBack(lots, wallets.of(to), { key: `move:${newId()}` });
  await storeWallets(tx, [wallets.of(from), wallets.of(to)]);
}
