import { DomainError } from '../foundation/errors.ts';
import { brandScope, type Scope } from '../foundation/scope.ts';

/**
 * The scope of an act that reaches further than a member does, on their behalf and in their name: their points and a
 * brand's stock, or notes about them. What it does is the use case's to keep to the member, whose id comes with it.
 * @throws DomainError UNAUTHENTICATED when no member acts
 */
export function onBehalf({ actor, brandId, requestId, ip, locale, sessionId }: Scope): {
  scope: Scope;
  memberId: string;
} {
  if (actor.kind !== 'member' || !brandId) throw new DomainError('UNAUTHENTICATED');
  const scope = {
    ...brandScope(brandId, { actor, requestId, ip, locale, sessionId }),
    permissions: new Set<never>(),
  };
  return { scope, memberId: actor.id };
}
