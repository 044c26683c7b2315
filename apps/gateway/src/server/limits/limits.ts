import type { Database } from '@kolony/domain/foundation/database';
import { DomainError } from '@kolony/domain/foundation/errors';
import { Leases, type Standing } from '@kolony/domain/limit/leases';
import { databaseLedger } from '@kolony/domain/limit/ledger';
import { addressKey } from '@kolony/domain/operator/throttle.rules';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Env } from '../../env.ts';
import type { Context } from '../context.ts';
import { Written } from '../execution/written.ts';
import { Costs } from './cost.ts';
import { busy, rateLimited, refusedDocument, tooExpensive } from './refusal.ts';
import { readBounded } from './shape.ts';

/** What a document costs that has to be read, or looked up by its name; given back once it is found to be one. */
const readingPoints = 20;
/** Documents that were read and are within bounds, by their hashes. */
const mostAccepted = 20_000;

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

/** Whose points are spent: an operator's or a member's, whatever their sessions, or those of an address. */
function keyOf({ scope, request }: Caller): string {
  const { actor } = scope;
  return actor.kind === 'system' ? `address:${addressKey(request.ip)}` : `${actor.kind}:${actor.id}`;
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
    const standing = await this.#spend(caller, readingPoints);
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
   * Counts a document that is only named, before it is looked up; returns what gives the points back once it was found.
   * @throws GraphQLError RATE_LIMITED
   */
  async named(caller: Caller): Promise<() => void> {
    const key = keyOf(caller);
    const standing = await this.#spend(caller, readingPoints);
    if (!standing.spent) throw rateLimited(standing, acceptOf(caller));
    return () => this.#leases.refund(key, readingPoints);
  }

  /**
   * Counts what did not become an operation, of which nothing is given back. It is read anew when it comes again, so that
   * one who has spent all is refused before that.
   */
  async charged(caller: Caller, hash?: string): Promise<void> {
    if (hash !== undefined) this.#accepted.delete(hash);
    await this.#spend(caller, readingPoints);
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
    const requested = Math.max(1, this.#costs.of(document, operation, variables));
    if (requested > this.#maximum) throw tooExpensive(requested, this.#maximum, acceptOf(caller));
    const key = keyOf(caller);
    const charge: Charge = {
      requested,
      settle: (data, whole) => {
        const cost = whole ? requested : Math.min(requested, Math.max(1, costOf(data) ?? requested));
        this.#leases.refund(key, requested - cost);
        return cost;
      },
    };
    const charged = (standing: Standing) => {
      if (!standing.spent) throw rateLimited(standing, acceptOf(caller));
      return charge;
    };
    const standing = this.#spend(caller, requested);
    return standing instanceof Promise ? standing.then(charged) : charged(standing);
  }

  #spend(caller: Caller, points: number): Standing | Promise<Standing> {
    const standing = this.#leases.spend(keyOf(caller), points);
    if (!(standing instanceof Promise)) return standing;
    return standing.catch((error: unknown) => {
      throw error instanceof DomainError && error.code === 'BUSY' ? busy(error, acceptOf(caller)) : error;
    });
  }

  /** How the caller stands, for `extensions.cost`. */
  throttle(caller: Caller): { maximum: number; available: number; restoreRate: number } {
    const { available } = this.#leases.standing(keyOf(caller));
    return { maximum: this.#size.capacity, available, restoreRate: this.#size.restoreRate };
  }
}

/** What came back has cost, rounded up; unknown of what was not written by the executor: introspection. */
function costOf(data: unknown): number | undefined {
  if (data === null || data === undefined) return 0;
  return data instanceof Written ? Math.ceil(data.cost) : undefined;
}

function acceptOf({ request }: Caller): string {
  return String(request.headers.accept ?? '');
}
