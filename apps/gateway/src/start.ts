import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoAccount } from '@kolony/domain/demo/demo-account';
import { Database } from '@kolony/domain/foundation/database';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate, pendingMigrations } from '@kolony/domain/foundation/migrate';
import { ensureSetupToken, hasDemoAccounts } from '@kolony/domain/operator/setup.service';
import { startWorker } from '@kolony/domain/worker';
import { startPostgres } from '@kolony/postgres';
import { type Env, SettingsError } from './env.ts';
import { createApp } from './server/app.ts';
import { createSchema } from './server/schema.ts';

const shutdownTimeout = 20_000;

/** Something that was started, and how it is closed. Closed in the reverse order. */
class Closers {
  readonly #closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  async closeAll(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) {
      await close().catch((error: unknown) => process.stderr.write(`while closing: ${String(error)}\n`));
    }
  }
}

/** Starts all of Kolony in this process: database, schema, demo data, jobs, HTTP. What fails closes what was started. */
export async function start(env: Env): Promise<void> {
  const closers = new Closers();
  try {
    await startAll(env, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function startAll(env: Env, closers: Closers): Promise<void> {
  const dataDir = resolve(env.KOLONY_DATA_DIR);
  const postgres = env.DATABASE_URL ? undefined : startPostgres({ dataDir: join(dataDir, 'postgres') });
  postgres?.then((server) => closers.add(() => server.stop())).catch(() => undefined);
  const schema = createSchema();
  const url = env.DATABASE_URL ?? (await postgres)?.url ?? '';

  await migrate(url);
  const database = await Database.open({ url, poolSize: env.DATABASE_POOL_SIZE });
  closers.add(() => database.close());
  database.useKeyring(await loadKeyring(database, env.KOLONY_SECRET ?? (await secretOf(dataDir)), env.KOLONY_SECRET_PREVIOUS));
  await prepareAccounts(env, database);

  const app = await createApp({
    env,
    database,
    schema,
    consoleDir: resolve(dirname(fileURLToPath(import.meta.url)), '../../admin/dist'),
    readiness: () => readiness(database),
  });
  if (env.KOLONY_WORKER) {
    const worker = await startWorker({
      database,
      url,
      log: app.log,
      mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, publicUrl: env.PUBLIC_URL },
    });
    closers.add(() => worker.stop());
  }
  closers.add(() => app.close());
  await app.listen({ port: env.PORT, host: env.HOST });
  closeOnSignals(closers);
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : env.PORT;
  await announce(env, database, port, env.DATABASE_URL ? undefined : ((await postgres)?.dataDir ?? dataDir));
}

async function prepareAccounts(env: Env, database: Database): Promise<void> {
  if (env.NODE_ENV === 'production' && (await hasDemoAccounts(database))) {
    throw new SettingsError('this database holds demo accounts, whose sign-in is public: production needs one without');
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

/** The secret of an installation that was given none: made once, readable by its owner only. */
async function secretOf(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  return (await readFile(path, 'utf8')).trim();
}

function closeOnSignals(closers: Closers): void {
  let closing = false;
  const close = () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), shutdownTimeout).unref();
    void closers.closeAll().then(() => process.exit(0));
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

/** Tells whoever started it where it is, how to sign in, and where the data lies. */
async function announce(env: Env, database: Database, port: number, dataDir: string | undefined): Promise<void> {
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? 'localhost' : env.HOST;
  const address = env.PUBLIC_URL ?? `http://${host}:${port}`;
  const lines = [`Kolony is ready: ${address}`];
  const token = await ensureSetupToken(database);
  if (token) lines.push(`  set it up:  ${address}/setup?token=${token}`);
  else if (env.KOLONY_DEMO && (await hasDemoAccounts(database))) {
    lines.push(`  sign in:    ${demoAccount.email} / ${demoAccount.password} (demo data)`);
  }
  lines.push(`  API:        ${address}/graphql`);
  if (dataDir) lines.push(`  data:       ${dataDir}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
