// A process of its own that owns a data folder: started by the tests, which talk to it over IPC and kill it.
import { EmbeddedPostgresError } from './errors.ts';
import { startPostgres } from './index.ts';

const [dataDir = ''] = process.argv.slice(2);

try {
  const postgres = await startPostgres({ dataDir, durable: false });
  process.once('message', async () => {
    await postgres.stop();
    process.disconnect();
  });
  process.send?.({ url: postgres.url, adopted: postgres.adopted });
} catch (error) {
  process.send?.({ code: error instanceof EmbeddedPostgresError ? error.code : String(error) });
  process.disconnect();
}
