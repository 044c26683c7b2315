import { type UserError, userError } from '../foundation/errors.ts';
import { type Role, roles } from '../foundation/permissions.ts';
import type { Scope } from '../foundation/scope.ts';

/** Whether the one who acts may give or take this role: owners are appointed, changed and removed by owners alone. */
export function ownerOnly(scope: Scope, given: Role | undefined, taken: Role | undefined): UserError[] {
  const concernsOwner = given === 'owner' || taken === 'owner';
  const isOwner = scope.actor.kind === 'system' || scope.role === 'owner';
  return concernsOwner && !isOwner ? [userError('OWNER_ONLY', given === undefined ? [] : 'role')] : [];
}

export function checkRole(value: string, field = 'role'): { role: Role; errors: UserError[] } {
  const role = roles.find((known) => known === value);
  return role ? { role, errors: [] } : { role: 'viewer', errors: [userError('INVALID_VALUE', field)] };
}
