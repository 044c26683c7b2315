import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import type { Binaries } from './binaries.ts';
import { SERVER_ENV, SUPERUSER } from './cluster.ts';
import { EmbeddedPostgresError, errorCode, messageOf } from './errors.ts';
import type { Location } from './location.ts';
import { findPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';

const PORT = 5432;
/** The login role that owns the database; neither a superuser nor exempt from row level security. */
export const OWNER = 'kolony';

// A small server for one installation: about 20 MB of its own while idle. Given on the command line, so that
// a new release's settings hold for data that an older one made.
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '32MB',
  huge_pages: 'off',
  jit: 'off',
  io_method: 'sync',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_checkpoints: 'off',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', max_connections: '40' };
const FOR_TESTS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

// A commit is written before it is told of, so that how far the log is written is how far replicas can come.
const REPLICATION = { wal_level: 'replica', max_wal_senders: '4', synchronous_commit: 'on' };

export interface Server extends Postmaster {
  adopted: boolean;
  /** Tells that the end of the server is wanted, so that it isn't reported as an accident. */
  expectExit(): void;
}

/** The full command line of our server. The data folder comes first: it is how the server is recognised later. */
export function serverCommand(
  binaries: Binaries,
  cluster: string,
  socketDir: string,
  { durable, replication }: { durable: boolean; replication: boolean },
): string[] {
  const settings = {
    ...SETTINGS,
    ...(durable ? DURABLE : FOR_TESTS),
    ...(replication ? REPLICATION : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [binaries.postgres, '-D', cluster, '-k', socketDir, '-p', String(PORT), ...flags];
}

/** The folder stands percent-encoded in the place of the host, which pg, MikroORM and libpq all understand. */
export function connectionString(user: string, socketDir: string, database: string): string {
  return `postgres://${user}@${encodeURIComponent(socketDir)}:${PORT}/${encodeURIComponent(database)}`;
}

/** Adopts the server that runs on the cluster, if one does and it is the one we would start; else starts it. */
export async function runServer(
  location: Location,
  command: string[],
  socketDir: string,
  log: (line: string) => void,
): Promise<Server> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const running = await adopt(location.cluster, `${command.join(' ')} `, socketDir);
    if (running !== undefined) {
      log(`Adopted the PostgreSQL that was left running as process ${running.pid}`);
      return { ...running, adopted: true, expectExit: () => undefined };
    }
    for (const end of ['', '.lock']) await rm(join(socketDir, `.s.PGSQL.${PORT}${end}`), { force: true });
    try {
      return await launch(location, command, log);
    } catch (error) {
      // Either connections of a server that was killed have yet to notice its end, or another server came up
      // meanwhile, started by an owner that died in that very moment.
      const passing =
        messageOf(error).includes('is still in use') ||
        (await findPostmaster(location.cluster)) !== undefined;
      if (!passing || Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function adopt(cluster: string, command: string, socketDir: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const running = await findPostmaster(cluster);
    if (running === undefined) return undefined;
    const verdict = running.command === command ? await probe(cluster, socketDir) : 'foreign';
    if (verdict === 'ready') return running;
    // Other binaries, other settings, or nobody answers on the socket: it gives way to a server of ours.
    if (verdict === 'foreign' || (verdict === 'silent' && Date.now() > deadline)) {
      await stopPostmaster(running);
      return undefined;
    }
    await sleep(10);
  }
}

/** `busy`: it starts up, recovers or shuts down. */
async function probe(cluster: string, socketDir: string): Promise<'ready' | 'busy' | 'silent' | 'foreign'> {
  const client = new Client({ connectionString: connectionString(SUPERUSER, socketDir, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === cluster ? 'ready' : 'foreign';
  } catch (error) {
    return errorCode(error) === '57P03' ? 'busy' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function launch(
  location: Location,
  [file = '', ...args]: string[],
  log: (line: string) => void,
): Promise<Server> {
  // A process group of its own: Ctrl-C in the terminal is for us, and we stop the server when our work is done.
  const child = spawn(file, args, {
    ...location.account,
    cwd: '/',
    env: SERVER_ENV,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let exitWanted = false;
  let ready = false;
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string, cause?: unknown) =>
      reject(
        new EmbeddedPostgresError(
          'START_FAILED',
          `PostgreSQL did not start on ${location.cluster}: ${why}\n${said.join('\n')}`.trim(),
          { cause },
        ),
      );
    const lines = createInterface({ input: child.stderr });
    const remember = (line: string) => said.push(line);
    lines.on('line', log);
    lines.on('line', remember);
    lines.on('line', (line) => {
      if (!/database system is ready to accept (read-only )?connections/.test(line)) return;
      lines.off('line', remember);
      ready = true;
      resolve();
    });
    child.on('error', (error) => fail(error.message, error));
    child.on('close', (code, signal) => fail(`it ended with ${code ?? signal}`));
    child.on('exit', (code, signal) => {
      if (ready && !exitWanted) log(`PostgreSQL ended unexpectedly with ${code ?? signal}`);
    });
  });
  release(child);
  return {
    pid: child.pid ?? 0,
    command: `${[file, ...args].join(' ')} `,
    adopted: false,
    expectExit: () => {
      exitWanted = true;
    },
  };
}

/** The server alone does not keep our process alive; when that ends, the guard stops the server. */
function release(child: ChildProcess): void {
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}

/** Creates the login role and its database where they are missing. Returns the server's version, as `18.4`. */
export async function ensureDatabase(socketDir: string, database: string): Promise<string> {
  const client = new Client({ connectionString: connectionString(SUPERUSER, socketDir, 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; role: boolean; database: boolean }>(
      `select current_setting('server_version') as version,
              exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $2) as database`,
      [OWNER, database],
    );
    if (!rows[0]?.role) {
      // The product has a schema of the same name, which the usual search path would put before public.
      await client.query(
        `create role ${OWNER} login nosuperuser nobypassrls createrole createdb;
         alter role ${OWNER} set search_path = public`,
      );
    }
    if (!rows[0]?.database) {
      await client.query(`create database ${escapeIdentifier(database)} owner ${OWNER}`);
    }
    await closeSettings(connectionString(SUPERUSER, socketDir, database), OWNER);
    return rows[0]?.version ?? '';
  } finally {
    await client.end();
  }
}

/**
 * Takes the function `set_config` of a database from everyone but its owner. By it a query that reads could, in its
 * midst, make itself another role or another brand than its transaction was given; `set` is a statement of its own.
 * `adminUrl`: a superuser's, to that database.
 */
export async function closeSettings(adminUrl: string, owner: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const setConfig = 'pg_catalog.set_config(text, text, boolean)';
    const { rows } = await client.query<{ open: boolean }>(
      `select has_function_privilege('public', $1, 'execute') as open`,
      [setConfig],
    );
    if (!rows[0]?.open) return;
    await client.query(
      `revoke execute on function ${setConfig} from public;
       grant execute on function ${setConfig} to ${escapeIdentifier(owner)}`,
    );
  } finally {
    await client.end();
  }
}
