import type pg from 'pg';

export type RawQuery = (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>;

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
    query(text, values) {
      const result = last.then(() => {
        if (!open) throw new Error('this transaction has ended');
        return statement(client, text, values);
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
): Promise<pg.QueryResult> {
  const query: pg.QueryConfig & { queryMode: 'extended' } = {
    text,
    values: [...values],
    queryMode: 'extended',
  };
  return client.query(query);
}
