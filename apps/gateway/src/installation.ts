import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Database } from '@kolony/domain/foundation/database';
import { hasKeys, loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate } from '@kolony/domain/foundation/migrate';
import { SettingsError } from '@kolony/domain/foundation/settings';
import { DataDirInUseError, startPostgres, urlOfRunning } from '@kolony/postgres';
import type { Env } from './env.ts';

/** The database of an installation, migrated and with its keys, and what closes it. */
export interface Installation {
  database: Database;
  url: string;
  secret: string;
  /** Where the embedded database lies; undefined with an outside one. */
  dataDir: string | undefined;
  close(): Promise<void>;
}

/**
 * Opens the installation that the settings name: starts the embedded PostgreSQL unless there is an outside one, brings
 * it to the newest schema and unwraps its keys. With `beside`, an embedded one that another process runs is joined;
 * without `make`, none is made where none is.
 */
export async function openInstallation(
  env: Env,
  { beside = false, make = true } = {},
): Promise<Installation> {
  const dataDir = resolve(env.KOLONY_DATA_DIR);
  if (!make && !env.DATABASE_URL && !existsSync(join(dataDir, 'postgres'))) {
    throw new SettingsError(
      `There is no installation in ${dataDir}: set KOLONY_DATA_DIR or DATABASE_URL to where it is`,
    );
  }
  const postgres = env.DATABASE_URL ? undefined : await startOrJoin(join(dataDir, 'postgres'), beside);
  const url = env.DATABASE_URL ?? postgres?.url ?? '';
  let database: Database | undefined;
  const close = async () => {
    await database?.close();
    await postgres?.stop();
  };
  try {
    await migrate(url);
    database = await openDatabase(env, url);
    const secret = await loadKeys(env, database, dataDir);
    return { database, url, secret, dataDir: postgres?.dataDir, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a database as the settings say, with its replicas. */
export async function openDatabase(env: Env, url: string): Promise<Database> {
  const { DATABASE_POOL_SIZE: poolSize, DATABASE_REPLICA_URLS: urls = [] } = env;
  return await Database.open({ url, poolSize, replicas: { urls } });
}

/** Unwraps the keys of a database that is migrated; returns the secret that they are wrapped with. */
export async function loadKeys(env: Env, database: Database, dataDir: string): Promise<string> {
  const secret = env.KOLONY_SECRET ?? (await secretOf(dataDir, database));
  database.useKeyring(await loadKeyring(database, secret, env.KOLONY_SECRET_PREVIOUS));
  return secret;
}

async function startOrJoin(dataDir: string, beside: boolean) {
  try {
    return await startPostgres({ dataDir });
  } catch (error) {
    if (!beside || !(error instanceof DataDirInUseError)) throw error;
    return { url: await urlOfRunning(dataDir), dataDir, stop: async () => undefined };
  }
}

/** The secret of an installation that was given none: made once, readable by its owner only. */
async function secretOf(dataDir: string, database: Database): Promise<string> {
  const path = join(dataDir, 'secret');
  const known = await secretAt(path);
  if (known !== undefined) return known;
  if (await hasKeys(database)) {
    throw new SettingsError(
      `${path} is gone, which holds the secret of this database: put it back from a backup, or set KOLONY_SECRET to what stood in it`,
    );
  }
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 }).catch(
    unless('EEXIST'),
  );
  return await readFile(path, 'utf8');
}

async function secretAt(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(unless('ENOENT'));
  return text?.trim();
}

/** Lets errors of one code pass, and throws all others. */
function unless(code: string) {
  return (error: unknown): undefined => {
    if (!(error instanceof Error && 'code' in error && error.code === code)) throw error;
  };
}
