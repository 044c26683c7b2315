import type { Scope } from '@kolony/domain/foundation/scope';
import type { Allowed } from '../reading/sources.ts';
import { requestError } from './errors.ts';

/**
 * Throws UNAUTHENTICATED, OPERATORS_ONLY, MEMBERS_ONLY, BRAND_REQUIRED or FORBIDDEN unless the scope may do what needs
 * `allow`. Members do what is theirs and operators what is the brand's: neither the other's.
 */
export function permitted(scope: Scope, allow: Allowed): void {
  if (allow === 'ANYONE') return;
  const { kind } = scope.actor;
  if (kind === 'system') throw requestError('UNAUTHENTICATED');
  if (allow === 'MEMBER_SELF') {
    if (kind !== 'member') throw requestError('MEMBERS_ONLY');
    return;
  }
  if (kind !== 'operator') throw requestError('OPERATORS_ONLY');
  if (allow === 'SIGNED_IN') return;
  if (!scope.brandId) throw requestError('BRAND_REQUIRED');
  if (!scope.permissions.has(allow)) throw requestError('FORBIDDEN', { permission: allow });
}
