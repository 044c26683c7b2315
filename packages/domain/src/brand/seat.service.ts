import { LockMode } from '@mikro-orm/core';
import { found, type Transaction } from '../foundation/database.ts';
import { sqlState } from '../foundation/database-errors.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { encodeId } from '../foundation/ids.ts';
import type { Role } from '../foundation/permissions.ts';
import { notifyAccount, notifyBrand } from '../notification/notification.service.ts';
import { revokeInvitationsOf } from './invitation.service.ts';
import { BrandOperatorEntity } from './seat.entity.ts';
import { checkRole, ownerOnly } from './seat.rules.ts';
import { holdOwnRole } from './seat.store.ts';

export interface ChangeRole {
  /** UUID of the seat. */
  id: string;
  version: number;
  role: string;
}

/** Gives an operator of the brand another role. Returns the id of the seat. */
export async function changeRole(tx: Transaction, input: ChangeRole): Promise<Outcome<string>> {
  await holdOwnRole(tx, input.id);
  const seat = await seatOf(tx, input.id);
  if (seat.version !== input.version) {
    return refused(userError('VERSION_OUTDATED', 'version', { given: input.version, current: seat.version }));
  }
  const { role, errors } = checkRole(input.role);
  errors.push(...ownerOnly(tx.scope, role, seat.role));
  if (errors.length > 0) return refused(...errors);
  if (role === seat.role) return done(seat.id);
  const before: { role: Role } = { role: seat.role };
  seat.role = role;
  seat.version++;
  seat.updatedAt = tx.now;
  if (await breaksLastOwner(tx)) return refused(userError('LAST_OWNER', 'role'));
  tx.audit({
    action: 'brand_operator.update',
    subjectType: 'BrandOperator',
    changes: [{ id: seat.id, before, after: { role } }],
    relatedIds: [seat.operatorId],
  });
  const params = { role, previous: before.role };
  const actorId = tx.scope.actor.id;
  await notifyBrand(
    tx,
    { kind: 'role_changed', params, targetId: seat.id, actorId },
    { operatorIds: [seat.operatorId], except: actorId },
  );
  await revokeInvitationsOf(tx, seat.operatorId);
  return done(seat.id);
}

/**
 * Takes an operator's seat away; the operator and their other brands stay. One may always leave oneself; for others it
 * needs OPERATOR_MANAGE. Returns the id of the seat.
 */
export async function removeSeat(tx: Transaction, input: { id: string }): Promise<Outcome<string>> {
  await holdOwnRole(tx, input.id);
  const seat = await seatOf(tx, input.id);
  const isSelf = tx.scope.actor.id === seat.operatorId;
  if (!isSelf && !tx.scope.permissions.has('OPERATOR_MANAGE')) {
    throw new DomainError('FORBIDDEN', { permission: 'OPERATOR_MANAGE' });
  }
  const errors = isSelf ? [] : ownerOnly(tx.scope, undefined, seat.role);
  if (errors.length > 0) return refused(...errors);
  const { id, operatorId, role } = seat;
  tx.em.remove(seat);
  if (await breaksLastOwner(tx)) return refused(userError('LAST_OWNER'));
  await tx.query(
    `insert into brand_former_operator (brand_id, operator_id) values ($1, $2)
     on conflict (brand_id, operator_id) do update set left_at = now()`,
    [tx.brandId, operatorId],
  );
  tx.audit({
    action: 'brand_operator.remove',
    subjectType: 'BrandOperator',
    changes: [{ id, before: { operator: encodeId('Operator', operatorId), role }, after: null }],
    relatedIds: [operatorId],
  });
  if (!isSelf) {
    const [brand] = await tx.query<{ name: string }>('select name from brand where id = $1', [tx.brandId]);
    const params = { brand: brand?.name ?? '' };
    await notifyAccount(tx, operatorId, { kind: 'seat_removed', params, actorId: tx.scope.actor.id });
  }
  await revokeInvitationsOf(tx, operatorId);
  return done(id);
}

async function seatOf(tx: Transaction, id: string): Promise<BrandOperatorEntity> {
  const seat = await tx.em.findOne(
    BrandOperatorEntity,
    { brandId: tx.brandId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  return found(seat, 'BrandOperator');
}

/** Writes the change; true when the database refused it, because no owner would be left. */
async function breaksLastOwner(tx: Transaction): Promise<boolean> {
  try {
    await tx.em.flush();
    return false;
  } catch (error) {
    if (sqlState(error) === 'KO001') return true;
    throw error;
  }
}
