import type pg from 'pg';
import type { Query, ReadTransaction } from './database.ts';
import { statement } from './one-by-one.ts';
import type { OneStatement } from './one-statement.ts';
import type { Scope } from './scope.ts';

/**
 * Runs what reads in a transaction that was begun on a connection. What it leaves running in the background fails from
 * then on: it would slip into what the connection does next, for somebody else.
 */
export async function readOn<T>(
  client: pg.PoolClient,
  scope: Scope,
  work: (tx: ReadTransaction) => Promise<T>,
  signal: AbortSignal | undefined,
  oneStatement: OneStatement,
): Promise<T> {
  let open = true;
  const query: Query = async (text, values = [], options = {}) => {
    const asked = async () => {
      if (!open) throw new Error('this transaction has ended');
      return await statement(client, text, values, options);
    };
    return (await (signal ? oneStatement.cancelled(client, signal, asked) : asked())).rows;
  };
  try {
    return await work({ scope, query });
  } finally {
    open = false;
  }
}
