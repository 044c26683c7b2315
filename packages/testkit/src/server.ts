import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeSettings, startPostgres } from '@kolony/postgres';
import { Client, escapeIdentifier } from 'pg';
import type { TestProject } from 'vitest/node';

/** What the tests of one run share. */
export interface TestServer {
  /** Superuser, on the server's maintenance database. */
  adminUrl: string;
  /** A database with all migrations and no rows, that each test database is a copy of. */
  template: string;
  /** Begins the name of every test database of this run. */
  prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * Makes a `globalSetup` for a vitest config: one PostgreSQL for the whole run with a template that `migrate` brings to
 * the newest schema, which `testDatabase()` copies. The server is an embedded one in a temporary folder, without
 * fsync; or, when the environment has TEST_DATABASE_ADMIN_URL (a superuser's connection string), that server, which
 * gets a role `kolony` with the password `kolony` if it has none.
 *
 * The caller hands in the migrations, so that the packages that have them can use this one for their tests.
 */
export function testServer(migrate: (ownerUrl: string) => Promise<unknown>) {
  return async (project: TestProject): Promise<() => Promise<void>> => {
    const outside = process.env.TEST_DATABASE_ADMIN_URL;
    const server = outside === undefined || outside === '' ? await startTemporary() : { adminUrl: outside };
    const run = randomBytes(4).toString('hex');
    const shared = {
      adminUrl: server.adminUrl,
      template: `kolony_template_${run}`,
      prefix: `kolony_test_${run}_`,
    };
    const cleanUp = async () => {
      if (server.stop === undefined) await dropAll(shared);
      else await server.stop();
    };
    try {
      await makeTemplate(shared);
      await migrate(ownerUrl(shared.adminUrl, shared.template));
    } catch (error) {
      await cleanUp();
      throw error;
    }
    project.provide('testServer', shared);
    return cleanUp;
  };
}

async function startTemporary(): Promise<{ adminUrl: string; stop?: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kolony-test-'));
  // As root, PostgreSQL runs as another account, which must be able to enter.
  await chmod(dataDir, 0o711);
  const postgres = await startPostgres({ dataDir, durable: false });
  return {
    adminUrl: postgres.adminUrl,
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate({ adminUrl, template }: TestServer): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ privileged: boolean }>(
      "select rolsuper or rolbypassrls as privileged from pg_roles where rolname = 'kolony'",
    );
    if (rows[0]?.privileged) {
      throw new Error(
        'The role kolony of TEST_DATABASE_ADMIN_URL bypasses row level security: tests would prove nothing.',
      );
    }
    if (rows.length === 0)
      await admin.query("create role kolony login password 'kolony' createrole createdb");
    await admin.query(`create database ${escapeIdentifier(template)} owner kolony`);
  });
  const inTemplate = new URL(adminUrl);
  inTemplate.pathname = `/${template}`;
  await closeSettings(inTemplate.href, 'kolony');
}

async function dropAll({ adminUrl, template, prefix }: TestServer): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      'select datname as name from pg_database where datname = $1 or starts_with(datname, $2)',
      [template, prefix],
    );
    for (const { name } of rows) await admin.query(`drop database ${escapeIdentifier(name)} with (force)`);
  });
}

/** Runs `work` on a connection of the superuser. */
export async function asAdmin<T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** The connection string of the owner's login role to a database of the same server. */
export function ownerUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.username = 'kolony';
  url.password = 'kolony';
  url.pathname = `/${database}`;
  return url.href;
}
