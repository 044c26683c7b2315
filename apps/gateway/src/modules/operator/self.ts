import { DomainError } from '@kolony/domain/foundation/errors';
import type { Scope } from '@kolony/domain/foundation/scope';
import { selfScope } from '@kolony/domain/operator/operator.service';
import { addressOf } from '../../address.ts';
import type { Context } from '../../server/context.ts';

/** The scope of the caller's own affairs: credentials, sessions, profile. */
export function ownScope(context: Context): Scope {
  const { actor } = context.scope;
  if (actor.kind !== 'operator') throw new DomainError('UNAUTHENTICATED');
  return selfScope(actor.id, context.scope);
}

/** The address by which browsers reach the console, for links; no header says it. */
export function publicUrl({ env, request }: Context): string {
  return addressOf(env, request.socket.localPort ?? env.PORT);
}
