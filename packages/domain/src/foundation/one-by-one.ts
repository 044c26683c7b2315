import { createHash } from 'node:crypto';
import pg from 'pg';

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
  /** Sends no more: what is asked afterwards fails, and doesn't slip into what the connection does next. */
  end(): void;
}

const transactionFailed = '25P02';

/**
 * Statements of a transaction, each sent as soon as it is asked: the database does one after the other, and none of those
 * behind one that fails, which then fail for its reason.
 */
export function queryOneByOne(client: pg.ClientBase): OneByOne {
  let open = true;
  let failure: unknown;
  return {
    async query(text, values, options) {
      if (!open) throw new Error('this transaction has ended');
      try {
        const result = await statement(client, text, values, options);
        failure = undefined;
        return result;
      } catch (error) {
        const isBehind = error instanceof pg.DatabaseError && error.code === transactionFailed;
        if (isBehind && failure) throw failure;
        failure = error;
        throw error;
      }
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
