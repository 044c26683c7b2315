import { DomainError } from '@kolony/domain/foundation/errors';
import type { Context } from '../../server/context.ts';

/** The key of a mutation that needs one: what the caller does under it is done once, for ever. */
export function keyFrom({ idempotency, scope }: Context): string {
  if (!idempotency) throw new DomainError('IDEMPOTENCY_KEY_REQUIRED');
  return `${scope.actor.id}:${idempotency.key}`;
}
