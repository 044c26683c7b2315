import { createHash } from 'node:crypto';
import type pg from 'pg';

export type RawQuery = (
  text: string,
  values: readonly unknown[],
  options?: QueryOptions,
) => Promise<pg.QueryResult>;

export interface QueryOptions {
  /**
   * The connection keeps the statement, parsed and in time planned: for one whose text is always the same, and which is
   * asked so often that this counts.
   */
  keep?: boolean;
}

/** The statements of one transaction. */
interface OneByOne {
  query: RawQuery;
  /** Sends no more: what still waits or is asked afterwards fails, and doesn't slip into what the connection does next. */
  end(): void;
}

/** Statements of a transaction one after the other, though the caller may ask for several at once. */
export function queryOneByOne(client: pg.ClientBase): OneByOne {
  let last: Promise<unknown> = Promise.resolve();
  let open = true;
  return {
    query(text, values, options) {
      const result = last.then(() => {
        if (!open) throw new Error('this transaction has ended');
        return statement(client, text, values, options);
      });
      last = result.catch(() => undefined);
      return result;
    },
    end() {
      open = false;
    },
  };
}

/** One statement: the extended protocol takes no second one in the same text. */
export function statement(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[],
  { keep = false }: QueryOptions = {},
): Promise<pg.QueryResult> {
  const query: pg.QueryConfig & { queryMode: 'extended' } = {
    text,
    values: [...values],
    queryMode: 'extended',
    ...(keep ? { name: nameOf(text) } : {}),
  };
  return client.query(query);
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
}
