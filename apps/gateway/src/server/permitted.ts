import type { Scope } from '@kolony/domain/foundation/scope';
import type { Allowed } from '../reading/sources.ts';
import { requestError } from './errors.ts';

/** Throws UNAUTHENTICATED, BRAND_REQUIRED or FORBIDDEN unless the scope may do what needs `allow`. */
export function permitted(scope: Scope, allow: Allowed): void {
  if (allow === 'ANYONE') return;
  if (scope.actor.kind !== 'operator') throw requestError('UNAUTHENTICATED');
  if (allow === 'SIGNED_IN') return;
  if (!scope.brandId) throw requestError('BRAND_REQUIRED');
  if (!scope.permissions.has(allow)) throw requestError('FORBIDDEN', { permission: allow });
}
