import type { Transaction } from '../foundation/database.ts';
import { DomainError } from '../foundation/errors.ts';

/**
 * Makes sure that the one who acts still holds the role that their request came with, until this transaction ends: it
 * was read before it began, and whoever takes it away waits. Rights are given and taken behind this. Names a further
 * seat that is about to be changed, so that of two who change each other neither waits for the other.
 * @throws DomainError FORBIDDEN when the role is another one by now, or gone
 */
export async function holdOwnRole(tx: Transaction, changedSeatId: string | null = null): Promise<void> {
  const { actor, role } = tx.scope;
  if (actor.kind !== 'operator') return;
  const held = await tx.query<{ operatorId: string; role: string }>(
    `select operator_id as "operatorId", role from brand_operator
     where brand_id = $1 and (operator_id = $2 or id = $3) order by id for update`,
    [tx.brandId, actor.id, changedSeatId],
  );
  const own = held.find(({ operatorId }) => operatorId === actor.id);
  if (!own || own.role !== role) throw new DomainError('FORBIDDEN', { permission: 'OPERATOR_MANAGE' });
}
