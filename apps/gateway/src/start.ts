import { removeLeftBehind } from '@kolony/domain/file/temporary-file';
import { Shutdown } from '@kolony/domain/foundation/shutdown';
import { prepareAccounts, warnOfOpenScope } from './accounts.ts';
import { announce } from './announce.ts';
import type { Env } from './env.ts';
import { openInstallation } from './installation.ts';
import { releaseMemoryOfStart } from './memory.ts';
import { createApiSchema } from './modules/modules.ts';
import { serve } from './serve.ts';

/**
 * Starts all of Kolony in this process: database, demo data, jobs, HTTP. What fails closes what was started; a signal
 * closes it at any time.
 */
export async function start(env: Env, consoleDir: string): Promise<void> {
  const shutdown = new Shutdown();
  shutdown.onSignals();
  await shutdown.whileStarting(() => startAll(env, consoleDir, shutdown));
}

async function startAll(env: Env, consoleDir: string, shutdown: Shutdown): Promise<void> {
  const opening = openInstallation(env);
  const schema = createApiSchema();
  const { database, url, dataDir, close } = await opening;
  shutdown.add(close);
  await prepareAccounts(env, database);
  await removeLeftBehind();
  const port = await serve({ env, schema, database, url, consoleDir }, shutdown);
  if (shutdown.log) await warnOfOpenScope(database, shutdown.log);
  releaseMemoryOfStart();
  await announce(env, database, port, dataDir);
}
