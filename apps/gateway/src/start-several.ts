import { removeLeftBehind } from '@kolony/domain/file/temporary-file';
import { logOptions } from '@kolony/domain/foundation/log';
import { Shutdown } from '@kolony/domain/foundation/shutdown';
import { pino } from 'pino';
import { prepareAccounts, warnOfOpenScope } from './accounts.ts';
import { announce } from './announce.ts';
import type { Env } from './env.ts';
import { openInstallation } from './installation.ts';
import { releaseMemoryOfStart } from './memory.ts';
import { Processes } from './processes.ts';

/**
 * Starts several processes that serve one port, and watches over them. What is done once for an installation is done
 * here: its PostgreSQL, the migrations, the demo data, what is printed.
 */
export async function startSeveral(env: Env): Promise<void> {
  const shutdown = new Shutdown();
  shutdown.log = pino(logOptions(env.LOG_LEVEL));
  shutdown.onSignals();
  await shutdown.whileStarting(() => startAll(env, shutdown, pino(logOptions(env.LOG_LEVEL))));
}

async function startAll(env: Env, shutdown: Shutdown, log: pino.Logger): Promise<void> {
  const { database, url, dataDir, close } = await openInstallation({ ...env, DATABASE_POOL_SIZE: 2 });
  shutdown.add(close);
  await prepareAccounts(env, database);
  await removeLeftBehind();
  await warnOfOpenScope(database, log);
  const processes = new Processes({
    count: env.KOLONY_PROCESSES,
    log,
    settings: { DATABASE_URL: url, DATABASE_POOL_SIZE: String(env.DATABASE_POOL_SIZE) },
    // One of them runs the jobs: each worker costs memory, and jobs go on elsewhere if it dies.
    settingsOfOthers: { KOLONY_WORKER: 'off' },
  });
  shutdown.add(() => processes.end());
  const port = await processes.start();
  releaseMemoryOfStart();
  await announce(env, database, port, dataDir);
}
