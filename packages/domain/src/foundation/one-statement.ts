import pg from 'pg';
import { KeptStatements, type Sql } from './kept-statements.ts';

const cancelAgainMs = 300;

/**
 * What must hold for an answer to be given. It is found out by the statement that reads the answer, so both are of one
 * moment, and the statement gives one row.
 */
export interface Guard {
  /** An SQL expression of its value. */
  asks: (placeholder: string) => string;
  value: unknown;
  holds(found: unknown): boolean;
}

/** Thrown instead of an answer whose guard did not hold. */
export class GuardFailedError extends Error {
  override name = 'GuardFailedError';
}

export interface Asking {
  /** Statements that open the scope. */
  scope: string;
  sql: Sql;
  guard?: Guard | undefined;
  /** When it aborts, so does the statement in the database. */
  signal?: AbortSignal | undefined;
}

/** How long the database may take to connect for a cancelling, and then to hear it. */
const cancelWithinMs = 5_000;

/** Connections of which it isn't known whether a cancelling reached the database, or still will. */
const unheard = new WeakSet<pg.PoolClient>();

/** Whether what is asked next on a connection might be cancelled in place of what was to be: it must leave its pool. */
export function mayYetBeCancelled(client: pg.PoolClient): boolean {
  return unheard.has(client);
}

/**
 * Readings of one statement. All of the transaction is one message to the database: its beginning, its scope, the
 * statement, its end. Nothing is answered when any of them failed.
 */
export class OneStatement {
  readonly #pool: pg.Pool;
  readonly #canceller: pg.Pool;
  readonly #kept = new KeptStatements();

  constructor(pool: pg.Pool, url: string) {
    this.#pool = pool;
    // Of its own, so that a statement can be cancelled when all connections are taken.
    this.#canceller = new pg.Pool({
      connectionString: url,
      application_name: 'kolony-cancel',
      max: 1,
      idleTimeoutMillis: 1_000,
      connectionTimeoutMillis: cancelWithinMs,
      query_timeout: cancelWithinMs,
      keepAlive: true,
    });
    this.#canceller.on('error', () => undefined);
    this.#canceller.on('connect', (client) => {
      client.on('error', () => undefined);
    });
  }

  /**
   * The rows of the statement.
   * @throws GuardFailedError when the guard did not hold; the reason of `signal` when that aborted
   */
  async run(asking: Asking): Promise<Record<string, unknown>[]> {
    const { guard, signal } = asking;
    signal?.throwIfAborted();
    const client = await this.#pool.connect();
    try {
      const asked = () => this.#send(client, asking);
      const rows = await (signal ? this.cancelled(client, signal, asked) : asked());
      if (guard && !guard.holds(rows[0]?.guard)) throw new GuardFailedError();
      return rows;
    } finally {
      const isFit = client.getTransactionStatus() === 'I' && !this.#kept.isFull(client);
      client.release(!isFit || mayYetBeCancelled(client));
    }
  }

  /** Asks something of a connection, and cancels it there when the signal aborts, whose reason is thrown then. */
  async cancelled<T>(client: pg.PoolClient, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
    let cancelling: Promise<unknown> | undefined;
    let again: NodeJS.Timeout | undefined;
    const cancel = () => {
      cancelling ??= this.#cancel(client).finally(() => {
        cancelling = undefined;
      });
    };
    const aborted = () => {
      cancel();
      // What is cancelled before it has begun isn't cancelled.
      again = setInterval(cancel, cancelAgainMs);
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', aborted, { once: true });
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', aborted);
      clearInterval(again);
      // Not before it has been heard: it would end what the next one asks on this connection.
      await cancelling;
    }
  }

  async close(): Promise<void> {
    await this.#canceller.end();
  }

  /** Resolves when all of it is answered: nothing may be still under way when the connection is given back. */
  #send(client: pg.PoolClient, { scope, sql, guard }: Asking): Promise<Record<string, unknown>[]> {
    const planned = sql.keep === 'planned' ? 'set local plan_cache_mode = force_generic_plan; ' : '';
    return new Promise((resolve, reject) => {
      let failure: Error | undefined;
      const { stream } = client.connection;
      stream.cork();
      client.query(`begin read only; ${planned}${scope}`, (error: Error | null) => {
        failure = error ?? undefined;
      });
      this.#kept.send(client, guard ? withGuard(sql, guard) : sql, (error, rows) => {
        // The first to fail says why.
        failure ??= error ?? undefined;
        if (failure) client.query('rollback', () => reject(failure));
        else resolve(rows);
      });
      stream.uncork();
    });
  }

  async #cancel(client: pg.PoolClient): Promise<void> {
    const backend = 'processID' in client ? client.processID : null;
    await this.#canceller.query('select pg_cancel_backend($1)', [backend]).catch(() => {
      unheard.add(client);
    });
  }
}

function withGuard({ text, values, keep }: Sql, { asks, value }: Guard): Sql {
  const asked = asks(`$${values.length + 1}`);
  return { text: `select ${asked} as guard, q.* from (${text}) q`, values: [...values, value], keep };
}
