import pg from 'pg';
import { OneStatement } from './one-statement.ts';

/** What a replica says of itself. */
export interface ReplicaState {
  isStandby: boolean;
  /** How far it has come, in bytes of the log that it follows. */
  position: bigint;
}

/** How long a replica may take to say how far it is. */
const answerWithinMs = 2_000;

/** One hot standby: readings of one statement, and how far it is. */
export class Replica {
  /** Host and port, for the log: never the password. */
  readonly name: string;
  /** For what takes more than one statement. */
  readonly pool: pg.Pool;
  /** Of its own: all others may be busy. */
  readonly #asking: pg.Pool;
  /** For what takes one. */
  readonly oneStatement: OneStatement;
  readonly #clients = new Set<pg.PoolClient>();

  /** @param types how values become those of JavaScript: as on the primary */
  constructor(url: string, poolSize: number, types: pg.CustomTypesConfig | undefined) {
    const { hostname, port } = new URL(url);
    this.name = `${decodeURIComponent(hostname)}:${port || 5432}`;
    const common = { connectionString: url, connectionTimeoutMillis: answerWithinMs, keepAlive: true };
    this.pool = new pg.Pool({
      ...common,
      application_name: 'kolony-replica',
      max: poolSize,
      idleTimeoutMillis: 15_000,
      pipeline: true,
      ...(types ? { types } : {}),
    });
    this.#asking = new pg.Pool({ ...common, application_name: 'kolony-replica-state', max: 1 });
    for (const pool of [this.pool, this.#asking]) {
      pool.on('error', () => undefined);
      pool.on('connect', (client) => {
        this.#clients.add(client);
        // The pool listens only while a client is idle. What was under way when the connection breaks fails by itself.
        client.on('error', () => undefined);
      });
      pool.on('remove', (client) => this.#clients.delete(client));
    }
    this.oneStatement = new OneStatement(this.pool, url);
  }

  /** @throws when it can't be reached, or doesn't answer in time */
  async state(): Promise<ReplicaState> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), answerWithinMs);
    });
    const asked = this.#asking.query<{ standby: boolean; lsn: string | null }>(
      'select pg_is_in_recovery() as standby, pg_last_wal_replay_lsn()::text as lsn',
    );
    try {
      const { rows } = await Promise.race([asked, late]);
      const [row] = rows;
      return { isStandby: row?.standby ?? false, position: positionOf(row?.lsn) };
    } catch (error) {
      this.#hangUp();
      throw error;
    } finally {
      clearTimeout(timer);
      asked.catch(() => undefined);
    }
  }

  /** Breaks all connections, so that what waits for an answer waits no longer. */
  #hangUp(): void {
    for (const { connection } of this.#clients) connection.stream.destroy();
  }

  async close(): Promise<void> {
    await this.oneStatement.close();
    await this.pool.end();
    await this.#asking.end();
  }
}

/** A position in the log, which PostgreSQL writes as two numbers: `16/B374D848`. */
export function positionOf(lsn: string | null | undefined): bigint {
  const [high = '0', low = '0'] = (lsn ?? '').split('/');
  return (BigInt(`0x${high || 0}`) << 32n) + BigInt(`0x${low || 0}`);
}
