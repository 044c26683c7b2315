import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSetupToken } from '@kolony/domain/brand/setup.service';
import { demoAccount } from '@kolony/domain/demo/demo-account';
import type { Database } from '@kolony/domain/foundation/database';
import { pendingMigrations } from '@kolony/domain/foundation/migrate';
import { hasDemoAccounts } from '@kolony/domain/operator/operator.service';
import { knowJobs, startWorker } from '@kolony/domain/worker';
import { type Env, SettingsError } from './env.ts';
import { openInstallation } from './installation.ts';
import { createApiSchema } from './modules/modules.ts';
import { createApp } from './server/app.ts';

const shutdownTimeout = 20_000;

type Close = () => Promise<unknown>;

/** Starts all of Kolony in this process: database, demo data, jobs, HTTP. What fails closes what was started. */
export async function start(env: Env): Promise<void> {
  const started: Close[] = [];
  const closeAll = async () => {
    for (const close of started.splice(0).reverse()) {
      await close().catch((error: unknown) => process.stderr.write(`while closing: ${String(error)}\n`));
    }
  };
  try {
    await startAll(env, started);
    closeOnSignals(closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function startAll(env: Env, started: Close[]): Promise<void> {
  const opening = openInstallation(env);
  const schema = createApiSchema();
  const { database, url, dataDir, close } = await opening;
  started.push(close);
  await prepareAccounts(env, database);

  const app = await createApp({
    env,
    database,
    schema,
    consoleDir: resolve(dirname(fileURLToPath(import.meta.url)), '../../admin/dist'),
    readiness: () => readiness(database),
  });
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
  started.push(() => app.close());
  if (env.KOLONY_WORKER) {
    const mail = { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM };
    const worker = await startWorker({ database, url, log: app.log, mail });
    started.push(() => worker.stop());
  }
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

function closeOnSignals(closeAll: () => Promise<void>): void {
  let closing = false;
  const close = () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), shutdownTimeout).unref();
    void closeAll().then(() => process.exit(0));
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

/** Tells whoever started it where it is, how to sign in, and where the data lies. */
async function announce(
  env: Env,
  database: Database,
  port: number,
  dataDir: string | undefined,
): Promise<void> {
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? 'localhost' : env.HOST;
  const address = env.PUBLIC_URL ?? `http://${host}:${port}`;
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
