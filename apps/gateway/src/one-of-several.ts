import cluster from 'node:cluster';
import { resolve } from 'node:path';
import { Shutdown } from '@kolony/domain/foundation/shutdown';
import type { Env } from './env.ts';
import { loadKeys, openDatabase } from './installation.ts';
import { releaseMemoryOfStart } from './memory.ts';
import { createApiSchema } from './modules/modules.ts';
import { endMessage, type ReadyMessage } from './processes.ts';
import { serve } from './serve.ts';

/** Less than the one that waits for it has, which then closes the database. */
const finishWithinMs = 17_000;

/** Serves the port together with others, on a database that is there already, until it is told to end. */
export async function startOneOfSeveral(env: Env, consoleDir: string): Promise<void> {
  const shutdown = new Shutdown({ finishWithinMs });
  // Ctrl-C in a terminal reaches all; they are told to end by the one that was started.
  process.on('SIGINT', () => undefined);
  shutdown.onSignals(['SIGTERM']);
  process.on('message', (message) => {
    if (message === endMessage) shutdown.endProcess();
  });
  await shutdown.whileStarting(() => startAll(env, consoleDir, shutdown));
}

async function startAll(env: Env, consoleDir: string, shutdown: Shutdown): Promise<void> {
  const url = env.DATABASE_URL ?? '';
  const database = await openDatabase(env, url);
  shutdown.add(() => database.close());
  await loadKeys(env, database, resolve(env.KOLONY_DATA_DIR));
  const schema = createApiSchema();
  const number = cluster.worker?.id ?? 0;
  const port = await serve({ env, schema, database, url, consoleDir, process: number }, shutdown);
  releaseMemoryOfStart();
  process.send?.({ ready: port } satisfies ReadyMessage);
}
