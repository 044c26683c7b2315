import { createHash } from 'node:crypto';
import type pg from 'pg';
import { LastStatement } from './last-statement.ts';

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

type Answered = (error: Error | null, rows: Record<string, unknown>[]) => void;

const rememberedTexts = 1_000;
const keepAfter = 3;
const mostOnConnection = 200;
/** In characters: callers choose how much they ask for at once, and so how long statements are. */
const longestKept = 50_000;
const rememberedLength = 4_000_000;
const mostLengthOnConnection = 2_000_000;

/**
 * Statements that come again and again are kept by each connection, parsed and planned. Which ones is learned: a text
 * has to come a few times. A connection that has kept its fill is closed, and with it all that it kept.
 */
export class KeptStatements {
  /** How often each text has come, the one that hasn't come for longest first; with its name when it is kept. */
  readonly #texts = new Map<string, { times: number; name: string }>();
  #length = 0;
  /** What each connection has kept. */
  readonly #kept = new WeakMap<pg.ClientBase, { names: Set<string>; length: number }>();

  /** Sends a statement and the end of its transaction, by its name where the connection keeps it. */
  send(client: pg.ClientBase, { text, values, keep }: Sql, answered: Answered): void {
    const name = keep && text.length <= longestKept ? this.#nameOf(text) : undefined;
    if (name !== undefined) {
      const kept = this.#kept.get(client) ?? { names: new Set(), length: 0 };
      this.#kept.set(client, kept);
      if (!kept.names.has(name)) kept.length += text.length;
      kept.names.add(name);
    }
    client.query(new LastStatement(text, values, name, answered));
  }

  /** Whether a connection has kept as many as it may. */
  isFull(client: pg.ClientBase): boolean {
    const kept = this.#kept.get(client);
    return kept !== undefined && (kept.names.size > mostOnConnection || kept.length > mostLengthOnConnection);
  }

  #nameOf(text: string): string | undefined {
    const known = this.#texts.get(text) ?? { times: 0, name: '' };
    if (!this.#texts.delete(text)) this.#length += text.length;
    this.#texts.set(text, known);
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= rememberedTexts && this.#length <= rememberedLength) break;
      this.#texts.delete(oldest);
      this.#length -= oldest.length;
    }
    known.times += 1;
    if (known.times < keepAfter) return undefined;
    known.name ||= createHash('sha256').update(text).digest('base64url').slice(0, 24);
    return known.name;
  }
}
