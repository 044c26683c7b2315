import type { Database } from '@kolony/domain/foundation/database';

/** Does something while no connection of a gateway's database comes free. */
export async function withoutConnections<T>({ pool }: Database, work: () => Promise<T>): Promise<T> {
  const before = pool.options.connectionTimeoutMillis;
  const held = await Promise.all(Array.from({ length: pool.options.max ?? 0 }, () => pool.connect()));
  pool.options.connectionTimeoutMillis = 50;
  try {
    return await work();
  } finally {
    pool.options.connectionTimeoutMillis = before;
    for (const client of held) client.release();
  }
}
