import pg from 'pg';
import type { Log } from './log.ts';

const pingEveryMs = 10_000;
const pingTimeoutMs = 5_000;

interface Subscription {
  channel: string;
  onMessage: (payload: string) => void;
  onReconnect: () => void;
}

/**
 * One connection of its own that listens to notifications and holds session locks. It reconnects by itself; what was
 * notified meanwhile is lost, so a subscriber looks for itself in `onReconnect`. The URL must lead to a session of its
 * own: a pooler that shares sessions between transactions (PgBouncer's transaction mode) can't serve it.
 */
export class Listener {
  readonly #url: string;
  readonly #log: Log;
  readonly #subscriptions: Subscription[] = [];
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #ping: NodeJS.Timeout | undefined;
  #closed = false;
  /** The statement before: a connection takes one at a time. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  static async open(url: string, log: Log): Promise<Listener> {
    const listener = new Listener(url, log);
    await listener.#connect();
    return listener;
  }

  /** Calls back for every notification of a channel, and after each time that the connection was lost and is back. */
  async listen(
    channel: string,
    onMessage: (payload: string) => void,
    onReconnect: () => void = () => undefined,
  ): Promise<void> {
    this.#subscriptions.push({ channel, onMessage, onReconnect });
    if (this.#client) await this.query(`listen ${pg.escapeIdentifier(channel)}`);
  }

  /** Stops calling back for a channel. */
  async unlisten(channel: string): Promise<void> {
    const at = this.#subscriptions.findIndex((subscription) => subscription.channel === channel);
    if (at >= 0) this.#subscriptions.splice(at, 1);
    if (this.#client) await this.query(`unlisten ${pg.escapeIdentifier(channel)}`);
  }

  /** Runs a statement on the session. @throws when the connection is lost at the moment */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const run = this.#last.then(async () => {
      if (!this.#client) throw new Error('the listening connection is lost');
      return (await this.#client.query<Row>(text, values)).rows;
    });
    this.#last = run.catch(() => undefined);
    return await run;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#ping);
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'kolony-listener',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, new Error('the connection was ended')));
    client.on('notification', ({ channel, payload }) => {
      for (const subscription of this.#subscriptions) {
        if (subscription.channel === channel) subscription.onMessage(payload ?? '');
      }
    });
    try {
      await client.connect();
      for (const { channel } of this.#subscriptions) {
        await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      }
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) return client.end();
    this.#client = client;
    this.#schedulePing(client);
  }

  #lost(client: pg.Client, error: Error): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#ping);
    this.#log.warn({ err: error }, 'the listening connection to the database is lost');
    client.end().catch(() => undefined);
    this.#reconnect(1);
  }

  #reconnect(attempt: number): void {
    this.#retry = setTimeout(
      () => {
        this.#connect().then(
          () => {
            this.#log.info({}, 'the listening connection to the database is back');
            for (const { onReconnect } of this.#subscriptions) onReconnect();
          },
          (error: unknown) => {
            if (this.#closed) return;
            this.#log.warn({ err: error, attempt }, 'the database does not answer');
            this.#reconnect(attempt + 1);
          },
        );
      },
      Math.min(30_000, 250 * 2 ** attempt),
    );
  }

  /** A network that drops silently shows only when something is asked. */
  #schedulePing(client: pg.Client): void {
    this.#ping = setTimeout(() => {
      const late = setTimeout(() => this.#lost(client, new Error('no answer to a ping')), pingTimeoutMs);
      this.query('select 1').then(
        () => {
          clearTimeout(late);
          if (this.#client === client) this.#schedulePing(client);
        },
        (error: Error) => {
          clearTimeout(late);
          this.#lost(client, error);
        },
      );
    }, pingEveryMs);
  }
}
