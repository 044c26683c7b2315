import type { TestGateway } from '../harness.ts';

/**
 * The statements that the gateway sends to the database while it does something, in whatever form they are sent; without
 * those of the installation itself, which settles its accounts of limits whenever it is time.
 */
export async function statementsOf(gateway: TestGateway, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { pool } = gateway.database;
  const listen = (client: Parameters<Parameters<typeof pool.on<'acquire'>>[1]>[0]) => {
    const { query } = client;
    let isOfInstallation = false;
    client.query = new Proxy(query, {
      apply(target, self, args) {
        const text = String(args[0]?.text ?? args[0]);
        isOfInstallation ||= text.startsWith('begin') && text.includes('set local role kolony_system');
        if (!isOfInstallation) statements.push(text);
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
