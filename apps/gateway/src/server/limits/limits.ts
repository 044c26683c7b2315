import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextDidResolveSource,
  GraphQLRequestContextValidationDidStart,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
} from '@apollo/server';
import type { Database } from '@kolony/domain/foundation/database';
import { message } from '@kolony/domain/foundation/errors';
import { Leases, type Standing } from '@kolony/domain/limit/leases';
import { databaseLedger } from '@kolony/domain/limit/ledger';
import { addressKey } from '@kolony/domain/operator/throttle.rules';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { Env } from '../../env.ts';
import type { Context } from '../context.ts';
import { Costs } from './cost.ts';
import { rateLimited, refusedDocument, tooExpensive } from './refusal.ts';
import { checkVariables, readBounded } from './shape.ts';

/** What a document costs that has to be read first; given back once it is found to be one. */
const readingPoints = 20;
/** Documents that were read and are within bounds, by their hashes. */
const mostAccepted = 20_000;
const mostErrors = 100;

interface LimitsOptions {
  schema: GraphQLSchema;
  database: Database;
  env: Pick<Env, 'COST_MAXIMUM' | 'COST_BUCKET' | 'COST_RESTORE_RATE'>;
  failed: (error: unknown) => void;
}

type Caller = Pick<Context, 'scope' | 'request'>;

/** What an operation was charged: at least 1, and what it was found to have cost in the end. */
export interface Charge {
  requested: number;
  settle(data: unknown, whole: boolean): number;
}

/** Whose points are spent: an operator's, whatever their sessions, or those of an address. */
function keyOf({ scope, request }: Caller): string {
  const { actor } = scope;
  return actor.kind === 'operator' ? `operator:${actor.id}` : `address:${addressKey(request.ip)}`;
}

/** The bounds and the cost of operations, for however they come. */
export class Limits {
  readonly #costs: Costs;
  readonly #leases: Leases;
  readonly #maximum: number;
  readonly #size: { capacity: number; restoreRate: number };
  readonly #accepted = new Set<string>();

  constructor({ schema, database, env, failed }: LimitsOptions) {
    this.#costs = new Costs(schema);
    this.#maximum = env.COST_MAXIMUM;
    this.#size = { capacity: env.COST_BUCKET, restoreRate: env.COST_RESTORE_RATE };
    this.#leases = new Leases(databaseLedger(database, this.#size), failed);
  }

  /** Puts back what this process holds of callers' points. */
  close(): Promise<void> {
    return this.#leases.close();
  }

  /**
   * Lets a document pass that is within bounds, under the hash of its text; a new one is read for that.
   * @throws GraphQLError with what it is beyond, or RATE_LIMITED
   */
  async admit(caller: Caller, source: string, hash: string): Promise<void> {
    if (this.#accepted.has(hash)) return;
    const key = keyOf(caller);
    const standing = await this.#leases.spend(key, readingPoints);
    if (!standing.spent) throw rateLimited(standing, acceptOf(caller));
    try {
      readBounded(source);
    } catch (error) {
      throw refusedDocument(error);
    }
    this.#leases.refund(key, readingPoints);
    const [oldest] = this.#accepted;
    if (this.#accepted.size >= mostAccepted && oldest !== undefined) this.#accepted.delete(oldest);
    this.#accepted.add(hash);
  }

  /**
   * Counts what did not become an operation, of which nothing is given back. It is read anew when it comes again, so that
   * one who has spent all is refused before that.
   */
  async charged(caller: Caller, hash: string): Promise<void> {
    this.#accepted.delete(hash);
    await this.#leases.spend(keyOf(caller), readingPoints);
  }

  /**
   * Takes the cost of an operation out of its caller's bucket.
   * @throws GraphQLError QUERY_TOO_EXPENSIVE or RATE_LIMITED
   */
  charge(
    caller: Caller,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ): Charge | Promise<Charge> {
    const { requested: counted, actual } = this.#costs.of(document, operation, variables);
    const requested = Math.max(1, counted);
    if (requested > this.#maximum) throw tooExpensive(requested, this.#maximum, acceptOf(caller));
    const key = keyOf(caller);
    const charge: Charge = {
      requested,
      settle: (data, whole) => {
        const cost = whole ? requested : Math.min(requested, Math.max(1, actual(data)));
        this.#leases.refund(key, requested - cost);
        return cost;
      },
    };
    const charged = (standing: Standing) => {
      if (!standing.spent) throw rateLimited(standing, acceptOf(caller));
      return charge;
    };
    const standing = this.#leases.spend(key, requested);
    return standing instanceof Promise ? standing.then(charged) : charged(standing);
  }

  /** How the caller stands, for `extensions.cost`. */
  throttle(caller: Caller): { maximum: number; available: number; restoreRate: number } {
    const { available } = this.#leases.standing(keyOf(caller));
    return { maximum: this.#size.capacity, available, restoreRate: this.#size.restoreRate };
  }
}

function acceptOf({ request }: Caller): string {
  return String(request.headers.accept ?? '');
}

/** What stands in for a document that is refused, so that Apollo Server goes on to where refusals are answered. */
const placeholder = parse('{ __typename }');

/**
 * The limits at Apollo Server's requests. Listed behind the plugin that words errors: it says last how many there are
 * and what the operation cost.
 */
export function limitsPlugin(limits: Limits): ApolloServerPlugin<Context> {
  return { requestDidStart: async () => new LimitedRequest(limits) };
}

class LimitedRequest implements GraphQLRequestListener<Context> {
  #refused: unknown;
  #charge: Charge | undefined;
  #requested = 0;

  constructor(private readonly limits: Limits) {}

  async didResolveSource(asked: GraphQLRequestContextDidResolveSource<Context>) {
    try {
      checkVariables(asked.request.variables);
      await this.limits.admit(asked.contextValue, asked.source, asked.queryHash);
    } catch (error) {
      // What is thrown here is no answer to Apollo Server; what is thrown for an operation is.
      this.#refused = error;
      // It also looks for the document in its store: whatever it finds there, it is not for this caller.
      Object.defineProperty(asked, 'document', {
        enumerable: true,
        get: () => placeholder,
        set: () => undefined,
      });
    }
  }

  async validationDidStart({ contextValue, queryHash }: GraphQLRequestContextValidationDidStart<Context>) {
    return async (errors?: readonly Error[]) => {
      if (errors) await this.limits.charged(contextValue, queryHash);
    };
  }

  async didResolveOperation(asked: GraphQLRequestContextDidResolveOperation<Context>) {
    if (this.#refused) throw this.#refused;
    const { contextValue, document, operation, request } = asked;
    if (!operation) return;
    this.#charge = await this.limits.charge(contextValue, document, operation, request.variables ?? {});
    this.#requested = this.#charge.requested;
  }

  async willSendResponse({ response, contextValue }: GraphQLRequestContextWillSendResponse<Context>) {
    if (response.body.kind !== 'single') return;
    const result = response.body.singleResult;
    const actual = this.#charge?.settle(result.data, isPartial(result)) ?? 0;
    const cost = { requested: this.#requested, actual, throttle: this.limits.throttle(contextValue) };
    result.extensions = { ...result.extensions, cost };
    if (!result.errors || result.errors.length <= mostErrors) return;
    const more = { count: result.errors.length - mostErrors, limit: mostErrors };
    const { scope, request } = contextValue;
    result.errors = [
      ...result.errors.slice(0, mostErrors),
      {
        message: message('TOO_MANY_ERRORS', scope.locale, more),
        extensions: { code: 'TOO_MANY_ERRORS', requestId: request.id },
      },
    ];
  }
}

/**
 * Whether the data don't tell what was read: an error below a root field may have emptied all around it, and what broke
 * off midway has had its cost. Other errors of root fields refuse them before anything is read.
 */
function isPartial({ errors }: FormattedExecutionResult): boolean {
  return (
    errors?.some(
      ({ path, extensions }) =>
        (path && path.length > 1) || extensions?.code === 'TIMED_OUT' || extensions?.code === 'INTERNAL',
    ) ?? false
  );
}
