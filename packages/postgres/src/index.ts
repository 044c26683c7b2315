import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findBinaries } from './binaries.ts';
import { ensureCluster, SUPERUSER } from './cluster.ts';
import { DataDirInUseError } from './errors.ts';
import { startGuard, waitForGuard } from './guard.ts';
import { type Location, locate, prepareSocketDir } from './location.ts';
import { type OwnerLock, takeOwnerLock } from './owner-lock.ts';
import { stopPostmaster } from './postmaster.ts';
import { connectionString, ensureDatabase, OWNER, runServer, type Server, serverCommand } from './server.ts';

export { DataDirInUseError, EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './errors.ts';
export { closeSettings } from './server.ts';

export interface StartOptions {
  /** Folder of this installation's database; created when missing. It is used for nothing else. */
  dataDir: string;
  /** Name of the database, `kolony` unless told. */
  database?: string;
  /** False turns fsync off and allows more connections: for tests only. */
  durable?: boolean;
  /** True lets replicas follow the server, and lets it be one: for tests only. */
  replication?: boolean;
  /** Gets the server's log, line by line. */
  onLog?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the login role that owns the database: no superuser, subject to row level security. */
  url: string;
  /** Connection string of the superuser, to the same database. */
  adminUrl: string;
  /** Version of the server, as `18.4`. */
  version: string;
  /** Folder of the unix socket, the only way in; mode 0700. */
  socketDir: string;
  /** Where the data really lies: `dataDir`, or as root, when that can't be reached by others, a folder beside. */
  dataDir: string;
  /** True when a server that a killed process left running was taken over. */
  adopted: boolean;
  /** Fast shutdown; resolves when the server has ended and the folder is free. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm installed, on a unix socket that only this user (and root) can reach. Creates the
 * cluster, the login role and the database where they are missing. The data folder belongs to this process until
 * `stop()` or its death; the server is shut down in both cases, and one that was left running is taken over.
 * @throws DataDirInUseError when a live process owns the folder
 * @throws EmbeddedPostgresError UNSUPPORTED_PLATFORM, DATA_DIR_VERSION, DATA_DIR_ACCESS, START_FAILED
 */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const {
    dataDir,
    database = 'kolony',
    durable = true,
    replication = false,
    onLog = () => undefined,
  } = options;
  const location = await locate(dataDir);
  const lock = takeOwnerLock(location.home);
  if ('ownerPid' in lock) throw new DataDirInUseError(dataDir, lock.ownerPid);
  let stopRunning = async () => lock.release();
  try {
    const binaries = await findBinaries(location.account);
    await waitForGuard(lock.previous?.guardPid, location.cluster);
    await ensureCluster(location, binaries, durable);
    const socketDir = await prepareSocketDir(location);
    const command = serverCommand(binaries, location.cluster, socketDir, { durable, replication });
    const server = await runServer(location, command, socketDir, onLog);
    stopRunning = watchOver(server, location, lock, socketDir);
    const version = await ensureDatabase(socketDir, database);
    let stopping: Promise<void> | undefined;
    return {
      url: connectionString(OWNER, socketDir, database),
      adminUrl: connectionString(SUPERUSER, socketDir, database),
      version,
      socketDir,
      dataDir: location.home,
      adopted: server.adopted,
      stop: () => {
        stopping ??= stopRunning();
        return stopping;
      },
    };
  } catch (error) {
    await stopRunning();
    throw error;
  }
}

/** Connection string of the server that another process runs on this folder, for a command beside it. */
export async function urlOfRunning(dataDir: string, database = 'kolony'): Promise<string> {
  return connectionString(OWNER, await prepareSocketDir(await locate(dataDir)), database);
}

/** Sets the guard beside the server; returns what ends both and frees the folder. */
function watchOver(server: Server, location: Location, lock: OwnerLock, socketDir: string) {
  const guard = startGuard(location, server.pid);
  lock.note(guard.pid);
  return async () => {
    server.expectExit();
    await stopPostmaster(server);
    guard.kill('SIGKILL');
    // One in a temporary folder would be left there for good.
    if (dirname(socketDir) !== location.home) await rm(socketDir, { recursive: true, force: true });
    lock.release();
  };
}
