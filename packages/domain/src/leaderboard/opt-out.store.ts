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

/** Who doesn't want to be on leaderboards isn't brought onto them by a merge. Gives whether that changed anything. */
export async function moveOptOut(tx: Transaction, from: string, to: string): Promise<boolean> {
  const [row] = await tx.query('select 1 from leaderboard_opt_out where brand_id = $1 and member_id = $2', [
    tx.brandId,
    from,
  ]);
  return row !== undefined && (await optOut(tx, to));
}
