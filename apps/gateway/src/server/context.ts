import type { Database, Transaction } from '@kolony/domain/foundation/database';
import { message, type Outcome } from '@kolony/domain/foundation/errors';
import { idempotent } from '@kolony/domain/foundation/idempotency';
import type { Guard } from '@kolony/domain/foundation/one-statement';
import type { Scope } from '@kolony/domain/foundation/scope';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../env.ts';
import { Reader } from '../reading/reader.ts';
import type { Identity } from './caller.ts';
import type { UserErrorType } from './user-error.ts';

/** What the caller sees of a mutation: its result, or what to mend. */
export type Payload<T> = Partial<T> & { userErrors: UserErrorType[] };

/** All that a resolver is given of its request. */
export interface Context {
  readonly scope: Scope;
  /** UUID of the session, or of the member's device, that the caller came with; null for nobody. */
  readonly sessionId: string | null;
  readonly database: Database;
  readonly env: Env;
  readonly reader: Reader;
  readonly log: FastifyBaseLogger;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Aborts when the caller has gone, or the time for the request is over: readings end with it. */
  readonly signal: AbortSignal;
  /** Set while the caller is taken for who they were last time. */
  readonly assumption?: Assumption;
  /** The key of `@idempotent` on the mutation at hand, with what it must fit. */
  readonly idempotency?: { key: string; operation: string; input: unknown };
}

/** A caller who is assumed: readings hold only together with the guard. */
export class Assumption {
  /** Readings that were done under the guard. */
  guarded = 0;

  constructor(
    readonly guard: Guard,
    /** Who it really is. */
    readonly identify: () => Promise<Identity>,
  ) {}
}

/** The context of an operation for one caller. */
export function contextFor(
  base: Omit<Context, 'reader' | 'scope' | 'sessionId' | 'assumption' | 'idempotency'>,
  { scope, sessionId }: Identity,
  assumption?: Assumption,
): Context {
  const { database, env, log, request, reply, signal } = base;
  const reader = new Reader(database, scope, { assumption, signal });
  const known = { database, env, log, request, reply, signal, scope, sessionId, reader };
  return assumption ? { ...known, assumption } : known;
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
