import type { Database } from '@kolony/domain/foundation/database';
import { followKeys } from '@kolony/domain/foundation/keyring-watch';
import { Listener } from '@kolony/domain/foundation/listener';
import { pendingMigrations } from '@kolony/domain/foundation/migrate';
import { SettingsError, smsSettings } from '@kolony/domain/foundation/settings';
import type { Shutdown } from '@kolony/domain/foundation/shutdown';
import { knowJobs, startWorker } from '@kolony/domain/worker';
import type { GraphQLSchema } from 'graphql';
import type { Env } from './env.ts';
import { createApp } from './server/app.ts';

export interface Serving {
  env: Env;
  schema: GraphQLSchema;
  database: Database;
  /** Where the same database is reached for connections of their own. */
  url: string;
  /** Folder of the built console. */
  consoleDir: string;
  /** Its number among several processes, for the log. */
  process?: number;
}

/**
 * Serves an installation in this process: HTTP, and jobs where it runs them. What it starts is closed by `shutdown`,
 * which has a log from then on. Returns the port.
 */
export async function serve(
  { env, schema, database, url, consoleDir, process }: Serving,
  shutdown: Shutdown,
): Promise<number> {
  // One listening connection for all that this process waits for; none before something is.
  let listening: Promise<Listener> | undefined;
  const listen = () => {
    listening ??= Listener.open(url, app.log).catch((error: unknown) => {
      listening = undefined;
      throw error;
    });
    return listening;
  };
  const app = await createApp({
    env,
    database,
    schema,
    listen,
    ...(process === undefined ? {} : { process }),
    consoleDir,
    readiness: () => readiness(database),
  });
  shutdown.log = app.log;
  shutdown.add(async () => (await listening)?.close());
  // Jobs that wait are cancelled here, whether or not this process runs any.
  knowJobs(database, app.log);
  await database.watchReplicas(app.log);
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
    const sms = smsSettings(env);
    const worker = await startWorker({ database, listener: await listen(), log: app.log, mail, sms });
    shutdown.add(() => worker.stop());
  } else {
    // What a worker in this process would do.
    await followKeys(database, await listen(), app.log);
  }
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : env.PORT;
}

async function readiness(database: Database): Promise<string | null> {
  try {
    const pending = await pendingMigrations(database.pool);
    return pending.length > 0 ? `migrations to do: ${pending.join(', ')}` : null;
  } catch {
    return 'the database cannot be reached';
  }
}
