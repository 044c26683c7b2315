import type pg from 'pg';
import { DomainError } from './errors.ts';
import type { Sql } from './kept-statements.ts';
import { UnknownKeyError } from './keyring.ts';
import type { Log } from './log.ts';
import type { Asking, OneStatement } from './one-statement.ts';
import { positionOf, Replica } from './replica.ts';

type Rows = Record<string, unknown>[];

export interface ReplicasOptions {
  /** Connection strings of hot standbys. */
  urls: readonly string[];
  /** Most connections to each. */
  poolSize: number;
  /** How values become those of JavaScript: as on the primary. */
  types: pg.CustomTypesConfig | undefined;
  /** A replica that is further behind than this is passed over, in milliseconds. 10,000 unless told. */
  mostBehindMs?: number | undefined;
  /** How often it is looked how they are, in milliseconds. 1,000 unless told. */
  lookEveryMs?: number | undefined;
}

interface Watched {
  replica: Replica;
  /** Why it is passed over; null while it is read. */
  passedOver: string | null;
}

const statementCanceled = '57014';

/**
 * The hot standbys of the database, for reading. Whoever reads has on a replica all that they have written: both count
 * the operator's writes (`noteWrite`), and where the counts differ, the primary answers. Who it is, and how much they
 * have written, is asked on the primary at the same time.
 *
 * A replica is read while it is at a place where the primary was within the last seconds, which is looked at all the
 * time. What fails on a replica is asked again on the primary.
 */
export class Replicas {
  readonly #watched: Watched[];
  readonly #mostBehindMs: number;
  readonly #lookEveryMs: number;
  /** Where the primary was, within the time that replicas may be behind; the oldest first. */
  #positions: { at: number; position: bigint }[] = [];
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;
  #log: Log | undefined;

  constructor({ urls, poolSize, types, mostBehindMs = 10_000, lookEveryMs = 1_000 }: ReplicasOptions) {
    this.#watched = urls.map((url) => ({
      replica: new Replica(url, poolSize, types),
      passedOver: 'it has not been looked at yet',
    }));
    this.#mostBehindMs = mostBehindMs;
    this.#lookEveryMs = lookEveryMs;
  }

  /** Begins to look how the replicas are; until then none is read. Resolves when all have been looked at once. */
  async watch(primary: pg.Pool, log: Log): Promise<void> {
    this.#log = log;
    this.#looking = this.#look(primary, log);
    await this.#looking;
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.watch(primary, log).catch((error: unknown) =>
        log.error({ err: error }, 'replicas are not looked at'),
      );
    }, this.#lookEveryMs);
    this.#timer.unref();
  }

  /**
   * The rows of a statement that an operator asks for, from a replica; undefined when none can answer now.
   * @throws GuardFailedError when the guard did not hold on the primary; the reason of the signal when that aborted
   */
  async read(primary: OneStatement, asking: Asking, operatorId: string): Promise<Rows | undefined> {
    const watched = this.#next();
    if (!watched) return undefined;
    const { scope, guard, signal } = asking;
    let there = -1;
    const holds = (found: unknown) => {
      there = Number(found ?? 0);
      return true;
    };
    const onReplica = watched.replica.oneStatement.run({
      scope,
      sql: asking.sql,
      signal,
      guard: { asks: writesOf, value: operatorId, holds },
    });
    // Awaited when it is known who asks: until then a failure is nobody's.
    onReplica.catch(() => undefined);
    const here = countIn(await primary.run({ scope, sql: countOf(operatorId), guard, signal }));
    return await this.#unlessItFails(watched, signal, async () => {
      const rows = await onReplica;
      return there >= here ? rows : undefined;
    });
  }

  /**
   * What `work` reads on a replica; undefined when none can answer. It asks `holdsAll` first, on its connection, whether
   * all is there that the operator has written by now.
   */
  async readWith<T>(
    primary: OneStatement,
    { scope, operatorId, signal }: { scope: string; operatorId: string; signal: AbortSignal | undefined },
    work: (replica: Replica, holdsAll: (client: pg.ClientBase) => Promise<boolean>) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const watched = this.#next();
    if (!watched) return undefined;
    const written = countOf(operatorId);
    const here = countIn(await primary.run({ scope, sql: written, signal }));
    return await this.#unlessItFails(watched, signal, () =>
      work(watched.replica, async (client) => {
        const { rows } = await client.query(written.text, [...written.values]);
        return countIn(rows) >= here;
      }),
    );
  }

  /** What is read on a replica; undefined when that fails, and is to be asked on the primary. */
  async #unlessItFails<T>(
    watched: Watched,
    signal: AbortSignal | undefined,
    read: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      signal?.throwIfAborted();
      const state = sqlStateOf(error);
      const isAnswer = error instanceof DomainError || error instanceof UnknownKeyError;
      if (isAnswer || state === statementCanceled) throw error;
      // Its connection broke, rather than a statement.
      if (state === undefined || /^(08|57P)/.test(state)) this.#passOver(watched, error);
      return undefined;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#watched.map(({ replica }) => replica.close()));
  }

  /** The next of those that are read. */
  #next(): Watched | undefined {
    const usable = this.#watched.filter(({ passedOver }) => passedOver === null);
    this.#turn = (this.#turn + 1) % Math.max(usable.length, 1);
    return usable[this.#turn];
  }

  async #look(primary: pg.Pool, log: Log): Promise<void> {
    try {
      const { rows } = await primary.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn');
      const now = performance.now();
      this.#positions = this.#positions.filter(({ at }) => at >= now - this.#mostBehindMs);
      this.#positions.push({ at: now, position: positionOf(rows[0]?.lsn) });
    } catch {
      // Without the primary nobody is told who they are: nothing is read anywhere.
      return;
    }
    await Promise.all(this.#watched.map((watched) => this.#lookAt(watched, log)));
  }

  async #lookAt(watched: Watched, log: Log): Promise<void> {
    const { replica } = watched;
    try {
      const { isStandby, position } = await replica.state();
      if (!isStandby) throw new Error('it is no hot standby');
      if (position < (this.#positions[0]?.position ?? 0n)) throw new Error('it is too far behind');
      if (watched.passedOver !== null) log.info({ replica: replica.name }, 'the replica is read');
      watched.passedOver = null;
    } catch (error) {
      this.#passOver(watched, error);
    }
  }

  #passOver(watched: Watched, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (watched.passedOver === reason) return;
    watched.passedOver = reason;
    this.#log?.warn({ replica: watched.replica.name, reason }, 'the replica is passed over');
  }
}

function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Counts a writing of an operator, in its transaction: see `Replicas`. */
export function noteWrite(operatorId: string): Sql {
  return {
    text: `insert into operator_write as w (operator_id) values ($1)
      on conflict (operator_id) do update set count = w.count + 1`,
    values: [operatorId],
  };
}

/** The operator reads their own, whatever the brand. */
function writesOf(operatorId: string): string {
  return `(select w.count::float8 from operator_write w where w.operator_id = ${operatorId})`;
}

function countOf(operatorId: string): Sql {
  return { text: `select ${writesOf('$1')} as count`, values: [operatorId], keep: 'planned' };
}

function countIn([row]: readonly object[]): number {
  return row && 'count' in row ? Number(row.count ?? 0) : 0;
}
