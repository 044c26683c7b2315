import type { TestGateway } from '../harness.ts';

/** The statements that the gateway sends to the database while it does something, in whatever form they are sent. */
export async function statementsOf(gateway: TestGateway, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { pool } = gateway.database;
  const listen = (client: Parameters<Parameters<typeof pool.on<'acquire'>>[1]>[0]) => {
    const { query } = client;
    client.query = new Proxy(query, {
      apply(target, self, args) {
        statements.push(String(args[0]?.text ?? args[0]));
        return Reflect.apply(target, self, args);
      },
    });
    pool.once('release', () => {
      client.query = query;
    });
  };
  pool.on('acquire', listen);
  try {
    await work();
  } finally {
    pool.off('acquire', listen);
  }
  return statements;
}
