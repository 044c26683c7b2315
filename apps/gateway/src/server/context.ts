import type { Database, Transaction } from '@kolony/domain/foundation/database';
import { message, type Outcome } from '@kolony/domain/foundation/errors';
import { idempotent } from '@kolony/domain/foundation/idempotency';
import type { Scope } from '@kolony/domain/foundation/scope';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../env.ts';
import { Reader } from '../reading/reader.ts';
import type { UserErrorType } from './user-error.ts';

/** What the caller sees of a mutation: its result, or what to mend. */
export type Payload<T> = Partial<T> & { userErrors: UserErrorType[] };

/** All that a resolver is given of its request. */
export interface Context {
  readonly scope: Scope;
  /** UUID of the session that the caller came with; null for nobody. */
  readonly sessionId: string | null;
  readonly database: Database;
  readonly env: Env;
  readonly reader: Reader;
  readonly log: FastifyBaseLogger;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The key of `@idempotent` on the mutation at hand, with what it must fit. */
  readonly idempotency?: { key: string; operation: string; input: unknown };
}

/** The context of an operation for one caller. */
export function contextFor(
  base: Omit<Context, 'reader' | 'scope' | 'sessionId' | 'idempotency'>,
  caller: { scope: Scope; sessionId: string | null },
): Context {
  return { ...base, ...caller, reader: new Reader(base.database, caller.scope) };
}

/**
 * Runs a use case in a transaction, in the caller's scope, and makes the payload of its outcome: `payload(value)` when
 * it was done, what to mend when it was refused.
 */
export async function write<T, P extends object>(
  context: Context,
  work: (tx: Transaction) => Promise<Outcome<T>>,
  payload: (value: T) => P,
): Promise<Payload<P>> {
  const { idempotency } = context;
  const outcome = await context.database.write(context.scope, (tx) =>
    idempotency ? idempotent(tx, idempotency, () => work(tx)) : work(tx),
  );
  return payloadOf(context, outcome, payload);
}

/** The payload of an outcome that was reached otherwise (sign-in runs in the scope of the installation). */
export function payloadOf<T, P extends object>(
  context: Pick<Context, 'scope'>,
  outcome: Outcome<T>,
  payload: (value: T) => P,
): Payload<P> {
  if (outcome.ok) return { ...payload(outcome.value), userErrors: [] };
  const { locale } = context.scope;
  return {
    userErrors: outcome.errors.map(({ code, field, params }) => ({
      code,
      field,
      message: message(code, locale, params),
    })),
  } as unknown as Payload<P>;
}
