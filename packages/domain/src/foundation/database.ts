import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { entities } from '../entities.ts';
import { type AuditRecord, writeAudit } from './audit.ts';
import { asBusy, asTimedOut, isRetryable, mayGoBetterAgain } from './database-errors.ts';
import type { ErrorCode, Outcome } from './errors.ts';
import { DomainError, done } from './errors.ts';
import { type EndedJob, JobHooks, type KnownJobs } from './job.ended.ts';
import type { Sql } from './kept-statements.ts';
import { type Keyring, UnknownKeyError } from './keyring.ts';
import type { Log } from './log.ts';
import { type QueryOptions, queryOneByOne, type RawQuery } from './one-by-one.ts';
import { type Asking, type Guard, mayYetBeCancelled, OneStatement } from './one-statement.ts';
import { type OutboxMessages, type OutboxPayload, type OutboxTopic, writeOutbox } from './outbox.ts';
import { readOn } from './reading-transaction.ts';
import { noteWrite, Replicas, type ReplicasOptions } from './replicas.ts';
import { operatorOf, type Scope } from './scope.ts';
import { defaultLimits, type Limits, roles, scopeStatements } from './scope-statements.ts';
import type { Turns } from './turns.ts';

/** Runs SQL with `$1` parameters in the transaction at hand; rows come back as plain objects. */
export type Query = <Row extends object = Record<string, unknown>>(
  text: string,
  values?: readonly unknown[],
  options?: QueryOptions,
) => Promise<Row[]>;

/** One transaction that reads. */
export interface ReadTransaction {
  readonly scope: Scope;
  readonly query: Query;
}

/** One transaction that writes: what a use case is given. */
export interface Transaction extends ReadTransaction {
  readonly em: EntityManager;
  readonly keyring: Keyring;
  /** The brand of the scope; a use case of a brand without one is `BRAND_REQUIRED`. */
  readonly brandId: string;
  /** The time of the transaction: one for all that it writes. */
  readonly now: Date;
  /** For a statement whose answer nobody needs: the transaction goes on at once, ends behind it, and fails with it. */
  unawaited(work: Promise<unknown>): void;
  /** Records a change in the audit log, with this transaction. */
  audit(record: AuditRecord): void;
  /** Leaves a message that is handed on once this transaction has committed. */
  emit<Topic extends OutboxTopic>(topic: Topic, payload: OutboxPayload[Topic]): void;
  /** Lets follow, in this transaction, what follows from the end of a job: its kind's `ended`. See `defineJob`. */
  jobEnded(job: EndedJob): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Most connections at once. */
  poolSize?: number;
  keyring?: Keyring;
  limits?: Limits;
  /** Hot standbys, on which queries may be read. Where one process reads them, all that write count what they write. */
  replicas?: Omit<ReplicasOptions, 'poolSize' | 'types'> | undefined;
}

interface SelectOptions {
  guard?: Guard | undefined;
  signal?: AbortSignal | undefined;
  anywhere?: boolean;
}

/**
 * The one way to the database. Everything runs in a transaction and in a scope: the scope's brand and operator are set
 * on the connection and its role, which owns nothing and cannot bypass row level security, is switched to, before the
 * first statement. A query can't change them from within; a statement can, so its text is never made of what a request
 * says (ADR 2).
 */
export class Database {
  readonly #orm: MikroORM;
  readonly #pool: pg.Pool;
  readonly #oneStatement: OneStatement;
  readonly #limits: Limits;
  readonly #hooks = new JobHooks();
  readonly #replicas: Replicas | undefined;
  #turns: Turns | undefined;
  #keyring: Keyring | undefined;

  private constructor(
    orm: MikroORM,
    pool: pg.Pool,
    url: string,
    limits: Limits,
    keyring: Keyring | undefined,
    replicas: Replicas | undefined,
  ) {
    this.#orm = orm;
    this.#pool = pool;
    this.#oneStatement = new OneStatement(pool, url);
    this.#limits = limits;
    this.#keyring = keyring;
    this.#replicas = replicas;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const { url, poolSize = 16, keyring, limits = defaultLimits, replicas } = options;
    const orm = new MikroORM({
      clientUrl: url,
      entities: [...entities],
      // Some are there for an operator's next click: a new connection has planned and read nothing yet.
      pool: { min: 0, max: poolSize, idleTimeoutMillis: 15_000 },
      driverOptions: {
        application_name: 'kolony',
        connectionTimeoutMillis: 10_000,
        keepAlive: true,
        // What is asked is sent at once, and not when what was asked before is answered.
        pipeline: true,
      },
      forceUtcTimezone: true,
      allowGlobalContext: false,
    });
    const pool = await orm.em.getConnection().getNativeClient();
    const { types } = (pool as pg.Pool).options;
    const read =
      replicas && replicas.urls.length > 0 ? new Replicas({ ...replicas, poolSize, types }) : undefined;
    return new Database(orm, pool as pg.Pool, url, limits, keyring, read);
  }

  /** Gives the database the keys of personal data, once they are unwrapped. */
  useKeyring(keyring: Keyring): void {
    this.#keyring = keyring;
  }

  /** Tells it what follows from the end of jobs, which may end in any transaction. Workers do it with theirs. */
  useJobs(known: KnownJobs): void {
    this.#hooks.add(known);
  }

  /** Lets requests of callers take turns at the connections. Who asks, jobs and commands don't wait for any. */
  useTurns(turns: Turns): void {
    this.#turns = turns;
  }

  /** Begins to read on replicas, if there are any: none is read before it was looked how it is. */
  async watchReplicas(log: Log): Promise<void> {
    await this.#replicas?.watch(this.#pool, log);
  }

  /**
   * Has the operator of the scope read, from now on and wherever they do, all that is committed by now: they were told of
   * what others have written. Without replicas they do in any case.
   */
  async keepUp(scope: Scope): Promise<void> {
    if (this.#replicas && operatorOf(scope)) await this.write(scope, async () => done(undefined));
  }

  get keyring(): Keyring {
    if (!this.#keyring) throw new Error('the keyring is not loaded yet');
    return this.#keyring;
  }

  /** The pool itself, for health checks and the queue's own connection. Rows of brands can't be reached by it. */
  get pool(): pg.Pool {
    return this.#pool;
  }

  /** Whether a query could change its own brand and role: nobody has closed `set_config`, see ADR 2. */
  async isScopeOpen(): Promise<boolean> {
    const { rows } = await this.#pool.query<{ open: boolean }>(
      `select has_function_privilege('${roles.app}', 'pg_catalog.set_config(text, text, boolean)', 'execute') as open`,
    );
    return rows[0]?.open ?? true;
  }

  /**
   * Runs `work` in a read-only transaction in the scope. When `signal` aborts, it is ended, with its reason. With
   * `anywhere`, on a replica that holds all that the operator of the scope has written, where there is one.
   */
  async read<T>(
    scope: Scope,
    work: (tx: ReadTransaction) => Promise<T>,
    signal?: AbortSignal,
    { anywhere = false } = {},
  ): Promise<T> {
    return await this.#inTurn(scope, signal, () =>
      this.#withNewKeys(async () => {
        const read = anywhere ? await this.#readOnReplica(scope, work, signal) : undefined;
        return read ? read.value : await this.#readOnce(scope, work, signal);
      }),
    );
  }

  /**
   * Reads by one statement in the scope, in one round trip: most of what a short reading costs. `decode` makes the
   * answer of the rows. When `signal` aborts, the statement is cancelled, and its reason is thrown. With `anywhere`, a
   * replica may answer that holds all that the operator of the scope has written.
   * @throws GuardFailedError when `guard`, which is asked along, does not hold; DomainError TIMED_OUT, or BUSY where no
   * connection could be had
   */
  async select<T>(
    scope: Scope,
    sql: Sql,
    decode: (rows: Record<string, unknown>[]) => T,
    { anywhere = false, ...options }: SelectOptions = {},
  ): Promise<T> {
    const opened = scopeStatements(scope, this.#limits);
    return await this.#inTurn(scope, options.signal, () =>
      this.#withNewKeys(async () => {
        const rows = await this.#rows(
          { scope: opened, sql, ...options },
          anywhere ? operatorOf(scope) : null,
        ).catch((error: unknown) => {
          throw asBusy(asTimedOut(error));
        });
        return decode(rows);
      }),
    );
  }

  /** The rows of a statement; from a replica if one can answer the operator who asks. */
  async #rows(asking: Asking, operatorId: string | null): Promise<Record<string, unknown>[]> {
    const read = operatorId && (await this.#replicas?.read(this.#oneStatement, asking, operatorId));
    return read || (await this.#oneStatement.run(asking));
  }

  /** Waits for a turn of the caller's, where requests take turns. */
  async #inTurn<T>(scope: Scope, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const waits = this.#turns && scope.requestId !== null && scope.database !== 'system';
    const leave = waits ? await this.#turns?.enter(scope.actor.id ?? scope.ip ?? '', signal) : undefined;
    try {
      return await work();
    } finally {
      leave?.();
    }
  }

  async #withNewKeys<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnknownKeyError)) throw error;
      await this.keyring.refreshFor(error);
      return await work();
    }
  }

  async #readOnce<T>(
    scope: Scope,
    work: (tx: ReadTransaction) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    return await this.#inTransaction(
      `begin read only; ${scopeStatements(scope, this.#limits)}`,
      async (client) => ({
        commit: true,
        value: await readOn(client, scope, work, signal, this.#oneStatement),
      }),
    );
  }

  async #readOnReplica<T>(
    scope: Scope,
    work: (tx: ReadTransaction) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<{ value: T } | undefined> {
    const operatorId = operatorOf(scope);
    if (!this.#replicas || !operatorId) return undefined;
    const system = `set local role ${roles.system}`;
    const asking = { scope: system, operatorId, signal };
    return await this.#replicas.readWith<{ value: T }>(
      this.#oneStatement,
      asking,
      ({ pool, oneStatement }, holdsAll) =>
        this.#inTransaction<{ value: T } | undefined>(
          `begin read only; ${system}`,
          async (client) => {
            if (!(await holdsAll(client))) return { commit: true, value: undefined };
            await client.query(scopeStatements(scope, this.#limits));
            return {
              commit: true,
              value: { value: await readOn(client, scope, work, signal, oneStatement) },
            };
          },
          pool,
        ),
    );
  }

  /**
   * Runs `work` in a transaction in the scope, writes the audit events and messages that it left, and commits. When its
   * outcome is a refusal, or it throws, nothing is written. A deadlock or a serialization failure is tried again, and
   * so is what met a key that another process has made; `work` may run more than once and must have no other effects.
   */
  async write<T>(scope: Scope, work: (tx: Transaction) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return await this.#inTurn(scope, undefined, () => this.#writeAgain(scope, work));
  }

  async #writeAgain<T>(scope: Scope, work: (tx: Transaction) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#writeOnce(scope, work);
      } catch (error) {
        if (attempt < 3 && error instanceof UnknownKeyError) {
          await this.keyring.refreshFor(error);
          continue;
        }
        if (attempt >= 4 || !isRetryable(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt * (0.5 + Math.random())));
      }
    }
  }

  async #writeOnce<T>(scope: Scope, work: (tx: Transaction) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return await this.#inTransaction<Outcome<T>>(
      `begin; ${scopeStatements(scope, this.#limits)}`,
      async (client) => {
        const { query, end } = queryOneByOne(client);
        try {
          const { tx, finish, sent } = this.#transactionOn(client, query, scope, new Date());
          const outcome = await work(tx);
          if (outcome.ok) await finish();
          const operatorId = operatorOf(scope);
          if (outcome.ok && this.#replicas && operatorId) {
            // Last of all: it keeps other writings of the operator waiting.
            const { text, values } = noteWrite(operatorId);
            tx.unawaited(tx.query(text, values));
          }
          return { commit: outcome.ok, value: outcome, sent: outcome.ok ? sent : undefined };
        } finally {
          end();
        }
      },
    );
  }

  /** A transaction of use cases on one that was begun; `finish` writes what they left. */
  #transactionOn(
    client: pg.PoolClient,
    query: RawQuery,
    scope: Scope,
    now: Date,
  ): { tx: Transaction; finish(): Promise<void>; sent: Sent } {
    const audits: AuditRecord[] = [];
    const unawaited: Promise<unknown>[] = [];
    const messages: OutboxMessages = { 'job.run': [], 'mail.send': [], 'sms.send': [] };
    const keyring = () => this.keyring;
    let em: EntityManager | undefined;
    const entityManager = () => (em ??= entityManagerOn(this.#orm, client, query));
    const tx: Transaction = {
      scope,
      now,
      query: async (text, values = [], options = {}) => (await query(text, values, options)).rows,
      // Made when it is first used: many use cases are all SQL.
      get em() {
        return entityManager();
      },
      // Not at hand yet in the transaction that reads the keys.
      get keyring() {
        return keyring();
      },
      get brandId() {
        if (!scope.brandId) throw new DomainError('BRAND_REQUIRED');
        return scope.brandId;
      },
      unawaited: (work) => {
        work.catch(() => undefined);
        unawaited.push(work);
      },
      audit: (record) => audits.push(record),
      emit: (topic, payload) => messages[topic].push(payload),
      jobEnded: async (job) => {
        await em?.flush();
        for (const hook of this.#hooks.hooksOf(job)) {
          try {
            await this.#within(client, query, scope, now, (inner) => hook(inner, job));
          } catch (error) {
            if (mayGoBetterAgain(error)) throw error;
            this.#hooks.failed(job, error);
          }
        }
      },
    };
    const finish = async () => {
      await em?.flush();
      await writeOutbox(tx, messages);
      tx.unawaited(writeAudit(tx, audits));
    };
    return { tx, finish, sent: async () => void (await Promise.all(unawaited)) };
  }

  /** Runs `work` in a transaction within one: when it throws, nothing of it is written and the outer one goes on. */
  async #within(
    client: pg.PoolClient,
    query: RawQuery,
    scope: Scope,
    now: Date,
    work: (tx: Transaction) => Promise<void>,
  ): Promise<void> {
    let open = true;
    await query('savepoint within', []);
    const innerQuery: RawQuery = async (text, values, options) => {
      // What it left running in the background would slip into the outer one.
      if (!open) throw new Error('this transaction has ended');
      return await query(text, values, options);
    };
    const { tx, finish, sent } = this.#transactionOn(client, innerQuery, scope, now);
    try {
      await work(tx);
      await finish();
      await sent();
    } catch (error) {
      open = false;
      await query('rollback to savepoint within', []);
      await query('release savepoint within', []);
      throw error;
    }
    open = false;
    await query('release savepoint within', []);
  }

  /** Holds one connection for one transaction, and gives it back whatever happens; one that broke leaves the pool. */
  async #inTransaction<T>(
    begin: string,
    work: (client: pg.PoolClient) => Promise<Worked<T>>,
    pool = this.#pool,
  ): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      // What fails on a replica is asked again on the primary.
      throw pool === this.#pool ? asBusy(error) : error;
    });
    let broken: Error | undefined;
    try {
      // Nobody may go on with it.
      const idle = `set local idle_in_transaction_session_timeout = ${this.#limits.idleMs}`;
      // What is asked first is sent along, and fails with it.
      const begun = client.query(`${begin}; ${idle}`);
      begun.catch(() => undefined);
      const { commit, value, sent } = await work(client).finally(() => begun);
      const ended = client.query(commit ? 'commit' : 'rollback');
      ended.catch(() => undefined);
      await sent?.();
      await ended;
      return value;
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => {
        broken = failed;
      });
      throw asTimedOut(error);
    } finally {
      client.release(broken ?? mayYetBeCancelled(client));
    }
  }

  async close(): Promise<void> {
    await this.#replicas?.close();
    await this.#oneStatement.close();
    await this.#orm.close(true);
  }
}

/** Rejects with what failed first of the statements that nobody waited for. */
type Sent = () => Promise<void>;

/** What a transaction ends with. */
interface Worked<T> {
  commit: boolean;
  value: T;
  /** What is under way still. */
  sent?: Sent | undefined;
}

/**
 * An entity manager that works in a transaction that is there already. (MikroORM's own way of beginning one never gives
 * a connection back that breaks at the beginning or at the end.)
 */
function entityManagerOn(orm: MikroORM, client: pg.PoolClient, query: RawQuery): EntityManager {
  const held: pg.PoolClient = Object.create(client, {
    query: { value: query },
    release: { value: () => undefined },
  });
  const pool = { connect: async () => held, end: async () => undefined, options: {} };
  const em = orm.em.fork();
  em.setTransactionContext(new Kysely({ dialect: new PostgresDialect({ pool }) }));
  return em;
}

/** Throws `NOT_FOUND` for a row that the scope doesn't hold. */
export function found<T>(row: T | null | undefined, noun: string, code: ErrorCode = 'NOT_FOUND'): T {
  if (row === null || row === undefined) throw new DomainError(code, { noun });
  return row;
}
