import type { Transaction } from '../foundation/database.ts';

/** Moves the badges of a member to another one, but those that both have for a period; gives the awards that went. */
export async function moveBadges(tx: Transaction, from: string, to: string): Promise<string[]> {
  const moved = await tx.query<{ id: string }>(
    `update badge_award a set member_id = $2 where a.brand_id = $3 and a.member_id = $1
       and not exists (select from badge_award k where k.brand_id = $3 and k.badge_id = a.badge_id and k.member_id = $2
         and k.period_key = a.period_key and k.revoked_at is null and a.revoked_at is null)
     returning id`,
    [from, to, tx.brandId],
  );
  return moved.map(({ id }) => id);
}

/**
 * Moves badges back that a merge had moved, as far as the kept member still has them; gives how many went. What the kept one had
 * no need of while they were there is looked at again: they may have reached it by themselves.
 */
export async function moveBadgesBack(
  tx: Transaction,
  ids: readonly string[],
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<number> {
  const moved = await tx.query(
    `update badge_award set member_id = $2 where brand_id = $3 and member_id = $1 and id = any ($4::uuid[]) returning 1`,
    [keptId, mergedId, tx.brandId, ids],
  );
  if (moved.length > 0)
    await tx.query('insert into badge_due (brand_id, member_id) values ($1, $2)', [tx.brandId, keptId]);
  return moved.length;
}
