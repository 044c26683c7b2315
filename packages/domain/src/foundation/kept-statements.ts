import { createHash } from 'node:crypto';
import pg from 'pg';

/** One statement with its values. */
export interface Sql {
  text: string;
  values: readonly unknown[];
  /**
   * What the connection keeps of it once it has come a few times: `parsed`, or also `planned`, where one plan serves all
   * values. Planning what a page asks for takes longer than running it.
   */
  keep?: 'parsed' | 'planned';
}

type Answered = (error: Error | null, result: pg.QueryResult) => void;

const rememberedTexts = 1_000;
const keepAfter = 3;
const mostOnConnection = 200;

/**
 * Statements that come again and again are kept by each connection, parsed and planned. Which ones is learned: a text
 * has to come a few times. A connection that has kept its fill is closed, and with it all that it kept.
 */
export class KeptStatements {
  /** How often each text has come, the one that hasn't come for longest first; with its name when it is kept. */
  readonly #texts = new Map<string, { times: number; name: string }>();
  readonly #names = new WeakMap<pg.ClientBase, Set<string>>();

  /** Sends a statement, by its name where the connection keeps it. The extended protocol takes one only. */
  send(client: pg.ClientBase, { text, values, keep }: Sql, answered: Answered): void {
    const query: pg.QueryConfig & { queryMode: 'extended' } = {
      text,
      values: [...values],
      queryMode: 'extended',
    };
    const name = keep ? this.#nameOf(text) : undefined;
    if (name === undefined) {
      client.query(query, answered);
      return;
    }
    const names = this.#names.get(client) ?? new Set();
    this.#names.set(client, names.add(name));
    client.query({ ...query, name }, answered);
  }

  /** Whether a connection has kept as many as it may. */
  isFull(client: pg.ClientBase): boolean {
    return (this.#names.get(client)?.size ?? 0) > mostOnConnection;
  }

  #nameOf(text: string): string | undefined {
    const known = this.#texts.get(text) ?? { times: 0, name: '' };
    this.#texts.delete(text);
    this.#texts.set(text, known);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > rememberedTexts && oldest !== undefined) this.#texts.delete(oldest);
    known.times += 1;
    if (known.times < keepAfter) return undefined;
    known.name ||= createHash('sha256').update(text).digest('base64url').slice(0, 24);
    return known.name;
  }
}
