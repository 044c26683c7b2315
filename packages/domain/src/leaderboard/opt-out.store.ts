import type { Transaction } from '../foundation/database.ts';

/** Takes a member off the leaderboards; gives whether they weren't already. The member is locked. */
export async function optOut(tx: Transaction, memberId: string): Promise<boolean> {
  const added = await tx.query(
    'insert into leaderboard_opt_out (brand_id, member_id, at) values ($1, $2, $3) on conflict do nothing returning 1',
    [tx.brandId, memberId, tx.now],
  );
  return added.length > 0;
}

/** Puts a member on the leaderboards again; gives whether they were off. The member is locked. */
export async function optIn(tx: Transaction, memberId: string): Promise<boolean> {
  const gone = await tx.query(
    'delete from leaderboard_opt_out where brand_id = $1 and member_id = $2 returning 1',
    [tx.brandId, memberId],
  );
  return gone.length > 0;
}

/** Who doesn't want to be on leaderboards isn't brought onto them by a merge. */
export async function joinOptOut(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.query(
    `insert into leaderboard_opt_out (brand_id, member_id, at)
     select brand_id, $3, $4 from leaderboard_opt_out where brand_id = $1 and member_id = $2
     on conflict do nothing`,
    [tx.brandId, from, to, tx.now],
  );
}

/**
 * Nobody is put back on leaderboards by the undoing of a merge: what the kept member took over stays, as nobody can tell which
 * of the two it spoke for since; and what was said while the two were one, at `since` or later, holds for the other, too. Each
 * may say otherwise for themselves.
 */
export async function partOptOut(
  tx: Transaction,
  { keptId, mergedId, since }: { keptId: string; mergedId: string; since: Date },
): Promise<void> {
  await tx.query(
    `insert into leaderboard_opt_out (brand_id, member_id, at)
     select brand_id, $3, at from leaderboard_opt_out where brand_id = $1 and member_id = $2 and at >= $4
     on conflict do nothing`,
    [tx.brandId, keptId, mergedId, since],
  );
}
