import { execFile } from 'node:child_process';
import { appendFile, chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EmbeddedPostgres, startPostgres } from '@kolony/postgres';
import { asAdmin } from './server.ts';

/** A server of a test's own, and a hot standby that follows it by streaming. */
export interface ReplicatedServer {
  primary: EmbeddedPostgres;
  replica: EmbeddedPostgres;
  /** Starts the replica again that was stopped. */
  restartReplica(): Promise<void>;
  /** Has the replica stand still, or go on with what the primary has written. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Waits until the replica has all that the primary has written so far. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

const options = { durable: false, replication: true };

/** Starts a server, has `prepare` fill its database, and starts a hot standby of it. */
export async function replicatedServer(
  prepare: (ownerUrl: string) => Promise<unknown>,
): Promise<ReplicatedServer> {
  const folders = [await emptyFolder(), await emptyFolder()];
  const [own = '', other = ''] = folders;
  const primary = await startPostgres({ dataDir: own, ...options });
  const servers = { primary, replica: primary };
  const stop = async () => {
    await servers.replica.stop();
    await primary.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  };
  const onReplica = (sql: string) => asAdmin(servers.replica.adminUrl, (admin) => admin.query(sql));
  try {
    await prepare(primary.url);
    await copyCluster(primary, other);
    servers.replica = await startPostgres({ dataDir: other, ...options });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    primary,
    get replica() {
      return servers.replica;
    },
    async restartReplica() {
      servers.replica = await startPostgres({ dataDir: other, ...options });
    },
    pause: async () => void (await onReplica('select pg_wal_replay_pause()')),
    resume: async () => void (await onReplica('select pg_wal_replay_resume()')),
    async caughtUp() {
      const { rows } = await asAdmin(primary.adminUrl, (admin) =>
        admin.query<{ lsn: string }>('select pg_current_wal_flush_lsn()::text as lsn'),
      );
      const isThere = async () =>
        (await onReplica(`select pg_last_wal_replay_lsn() >= '${rows[0]?.lsn}' as there`)).rows[0]?.there;
      while (!(await isThere())) await new Promise((go) => setTimeout(go, 10));
    },
    stop,
  };
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kolony-replicated-'));
  // As root, PostgreSQL runs as another account, which must be able to enter.
  await chmod(folder, 0o711);
  return folder;
}

/**
 * Copies the data of a running server as a base backup (the package has no program for that), so that what is started on
 * the copy follows it.
 */
async function copyCluster({ adminUrl, dataDir, socketDir }: EmbeddedPostgres, to: string): Promise<void> {
  const [from, cluster] = [join(dataDir, 'cluster'), join(to, 'cluster')];
  const copy = (...args: string[]) => promisify(execFile)('cp', ['-a', ...args]);
  const label = await asAdmin(adminUrl, async (admin) => {
    await admin.query(`select pg_backup_start('replica', true)`);
    await copy(from, cluster);
    const { rows } = await admin.query<{ label: string }>(
      'select labelfile as label from pg_backup_stop(false)',
    );
    return rows[0]?.label ?? '';
  });
  // With all that the end of the backup has written.
  await copy(join(from, 'pg_wal'), cluster);
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  const { uid, gid } = await stat(from);
  for (const [name, text] of Object.entries({ backup_label: label, 'standby.signal': '' })) {
    await writeFile(join(cluster, name), text, { mode: 0o600 });
    await chown(join(cluster, name), uid, gid);
  }
  const source = `host=${socketDir} port=5432 user=postgres`;
  await appendFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
}
