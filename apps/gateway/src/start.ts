import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSetupToken } from '@kolony/domain/brand/setup.service';
import { demoAccount } from '@kolony/domain/demo/demo-account';
import { removeLeftBehind } from '@kolony/domain/file/temporary-file';
import type { Database } from '@kolony/domain/foundation/database';
import { pendingMigrations } from '@kolony/domain/foundation/migrate';
import { SettingsError } from '@kolony/domain/foundation/settings';
import { Shutdown } from '@kolony/domain/foundation/shutdown';
import { hasDemoAccounts } from '@kolony/domain/operator/operator.service';
import { knowJobs, startWorker } from '@kolony/domain/worker';
import { addressOf } from './address.ts';
import type { Env } from './env.ts';
import { openInstallation } from './installation.ts';
import { releaseMemoryOfStart } from './memory.ts';
import { createApiSchema } from './modules/modules.ts';
import { createApp } from './server/app.ts';

/**
 * Starts all of Kolony in this process: database, demo data, jobs, HTTP. What fails closes what was started; a signal
 * closes it at any time.
 */
export async function start(env: Env): Promise<void> {
  const shutdown = new Shutdown();
  shutdown.onSignals();
  try {
    await startAll(env, shutdown);
  } catch (error) {
    const told = shutdown.begun;
    await shutdown.end();
    // What breaks because its start was broken off is no failure; the process is about to end.
    if (!told) throw error;
  }
}

async function startAll(env: Env, shutdown: Shutdown): Promise<void> {
  const opening = openInstallation(env);
  const schema = createApiSchema();
  const { database, url, dataDir, close } = await opening;
  shutdown.add(close);
  await prepareAccounts(env, database);
  await removeLeftBehind();

  const app = await createApp({
    env,
    database,
    schema,
    consoleDir: resolve(dirname(fileURLToPath(import.meta.url)), '../../admin/dist'),
    readiness: () => readiness(database),
  });
  shutdown.log = app.log;
  if (await database.isScopeOpen()) {
    app.log.warn(
      'queries can change their own scope: close set_config in this database (README, Roles of the database)',
    );
  }
  // Jobs that wait are cancelled here, whether or not this process runs any.
  knowJobs(database, app.log);
  await app.listen({ port: env.PORT, host: env.HOST }).catch((error: NodeJS.ErrnoException) => {
    const wrongHost = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(error.code ?? '');
    throw wrongHost
      ? new SettingsError(
          `HOST '${env.HOST}' is no address of this machine: 127.0.0.1, or 0.0.0.0 for all of its addresses`,
        )
      : error;
  });
  shutdown.add(() => app.close());
  if (env.KOLONY_WORKER) {
    const mail = { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM };
    const worker = await startWorker({ database, url, log: app.log, mail });
    shutdown.add(() => worker.stop());
  }
  releaseMemoryOfStart();
  const address = app.server.address();
  await announce(env, database, typeof address === 'object' && address ? address.port : env.PORT, dataDir);
}

async function prepareAccounts(env: Env, database: Database): Promise<void> {
  if (env.NODE_ENV === 'production' && (await hasDemoAccounts(database))) {
    throw new SettingsError(
      'this database holds demo accounts, whose sign-in is public: production needs one without',
    );
  }
  if (!env.KOLONY_DEMO) return;
  const { ensureDemo } = await import('@kolony/domain/demo/demo');
  await ensureDemo(database);
}

async function readiness(database: Database): Promise<string | null> {
  try {
    const pending = await pendingMigrations(database.pool);
    return pending.length > 0 ? `migrations to do: ${pending.join(', ')}` : null;
  } catch {
    return 'the database cannot be reached';
  }
}

/** Tells whoever started it where it is, how to sign in, and where the data lies. */
async function announce(
  env: Env,
  database: Database,
  port: number,
  dataDir: string | undefined,
): Promise<void> {
  const address = addressOf(env, port);
  const lines = [`Kolony is ready: ${address}`];
  const setup = await ensureSetupToken(database);
  if (setup) lines.push(`  set it up:  ${address}${setup}`);
  else if (env.KOLONY_DEMO && (await hasDemoAccounts(database))) {
    lines.push(`  sign in:    ${demoAccount.email} / ${demoAccount.password} (demo data)`);
  }
  lines.push(`  API:        ${address}/graphql`);
  if (dataDir) lines.push(`  data:       ${dataDir}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
