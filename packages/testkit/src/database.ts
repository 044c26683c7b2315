import { randomBytes } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import { inject } from 'vitest';
import { asAdmin, ownerUrl } from './server.ts';

export interface TestDatabase {
  /** Connection string of the login role that owns the database, as the product connects: subject to row level security. */
  url: string;
  /** Connection string of a superuser to the same database, for looking behind the policies. */
  adminUrl: string;
  /** Ends the connections that are still open and removes the database. Close pools first: they report the break. */
  drop(): Promise<void>;
}

/**
 * A database of one's own with all migrations and no rows, as a copy of the run's template (some 50 ms). Any number
 * may exist at once, in any number of vitest workers. The vitest config needs a `globalSetup` made by `testServer`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = server.prefix + randomBytes(6).toString('hex');
  const quoted = escapeIdentifier(name);
  // Without fsync, copying files takes half the time of PostgreSQL's default, which writes all through its log.
  await asAdmin(server.adminUrl, (admin) =>
    admin.query(
      `create database ${quoted} template ${escapeIdentifier(server.template)} strategy file_copy owner kolony`,
    ),
  );
  const adminUrl = new URL(server.adminUrl);
  adminUrl.pathname = `/${name}`;
  return {
    url: ownerUrl(server.adminUrl, name),
    adminUrl: adminUrl.href,
    drop: () =>
      asAdmin(server.adminUrl, async (admin) => {
        await admin.query(`drop database if exists ${quoted} with (force)`);
      }),
  };
}
