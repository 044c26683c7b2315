import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@kolony/domain/foundation/database';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { SecretError } from '@kolony/domain/foundation/keyring-crypto';
import { logOptions } from '@kolony/domain/foundation/log';
import { pendingMigrations } from '@kolony/domain/foundation/migrate';
import { SettingsError, smsSettings } from '@kolony/domain/foundation/settings';
import { Shutdown } from '@kolony/domain/foundation/shutdown';
import { startWorker } from '@kolony/domain/worker';
import { pino } from 'pino';
import { type Env, readEnv } from './env.ts';

const migrationsWithinMs = 120_000;

/** Runs the domain's jobs in this process until it is told to end. */
async function run(env: Env): Promise<void> {
  const log = pino(logOptions(env.LOG_LEVEL));
  const shutdown = new Shutdown();
  shutdown.log = log;
  shutdown.onSignals();
  const url = env.DATABASE_URL;
  const { DATABASE_POOL_SIZE: poolSize, DATABASE_REPLICA_URLS: urls = [] } = env;
  // It reads none: but what its jobs write is to be on a replica before whoever started them reads there.
  const database = await Database.open({ url, poolSize, replicas: { urls } });
  shutdown.add(() => database.close());
  await shutdown.whileStarting(async () => {
    await untilMigrated(database, log);
    database.useKeyring(await loadKeyring(database, env.KOLONY_SECRET, env.KOLONY_SECRET_PREVIOUS));
    const mail = { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM };
    const worker = await startWorker({ database, url, log, mail, sms: smsSettings(env) });
    shutdown.add(() => worker.stop());
    log.info({}, 'the worker takes jobs');
  });
}

/** The gateway applies the migrations; whichever of the two starts first. */
async function untilMigrated(database: Database, log: pino.Logger): Promise<void> {
  const end = Date.now() + migrationsWithinMs;
  for (;;) {
    const waiting = await whatIsMissing(database);
    if (!waiting) return;
    if (Date.now() > end) throw new SettingsError(`${waiting}; start the gateway, which applies them`);
    log.info({ waiting }, 'the worker waits');
    await sleep(1_000);
  }
}

async function whatIsMissing(database: Database): Promise<string | undefined> {
  try {
    const pending = await pendingMigrations(database.pool);
    return pending.length > 0 ? `migrations are to be done: ${pending.join(', ')}` : undefined;
  } catch (error) {
    return `the database of DATABASE_URL can not be reached: ${error instanceof Error ? error.message : error}`;
  }
}

try {
  await run(readEnv(process.env));
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof SecretError)) throw error;
  process.stderr.write(`The worker does not start:\n${error.message}\n`);
  process.exit(1);
}
