/// <reference types="vite/client" />
import pg from 'pg';

const files = import.meta.glob<string>('../../migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** A migration: its name, by which they are ordered, and its SQL. */
export interface SqlMigration {
  name: string;
  text: string;
}

const migrationsList: readonly SqlMigration[] = Object.entries(files)
  .map(([path, text]) => ({ name: path.replace(/^.*\/|\.sql$/g, ''), text }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const lockKey = 4_015_001;

/** The names of all migrations of this build, in their order. */
export const migrationNames: readonly string[] = migrationsList.map(({ name }) => name);

/**
 * Brings the database at `url` to the newest schema, the tables of the job queue included. Waits for another process
 * that does the same; applies each migration in a transaction of its own. Connects as the owner of the tables. Returns
 * the names that it applied. What applies them is loaded only when there is something to apply.
 */
export async function migrate(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'kolony-migrate' });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [lockKey]);
    const pending = await pendingMigrations(lock);
    if (pending.length > 0) await keepSchemaPublic(lock);
    const applied =
      pending.length > 0 ? await (await import('./migrate.apply.ts')).applyAll(url, migrationsList) : [];
    // Later upgrades of the queue's tables are made by the worker, when it starts.
    const { rows } = await lock.query<{ found: boolean }>(
      `select to_regclass('pgboss.version') is not null as found`,
    );
    if (!rows[0]?.found) await (await import('./job.queue.ts')).installQueue(url);
    return applied;
  } finally {
    await lock.end();
  }
}

/**
 * Before PostgreSQL 16 the first migration takes inheritance from the connecting role, by which the owner of a database
 * has its schema `public`, in this and every further database of the server: so it is granted the schema itself.
 */
async function keepSchemaPublic(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if current_setting('server_version_num')::int < 160000
       and pg_has_role(current_user, 'pg_database_owner', 'member')
       and not (select rolsuper from pg_roles where rolname = current_user) then
      set local role pg_database_owner;
      execute format('grant all on schema public to %I', session_user);
      reset role;
    end if;
  end $$`);
}

/** The migrations of this build that the database has not had yet. */
export async function pendingMigrations(client: Pick<pg.Client, 'query'>): Promise<string[]> {
  const { rows } = await client
    .query<{ name: string }>(`select name from kolony_migration`)
    .catch((error: unknown) => {
      if (error instanceof pg.DatabaseError && error.code === '42P01') return { rows: [] };
      throw error;
    });
  const applied = new Set(rows.map((row) => row.name));
  return migrationNames.filter((name) => !applied.has(name));
}
