import { Client } from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';

async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('a test database is a copy of the template, owned by a role without special powers', async () => {
  const database = await testDatabase();
  const [role] = await sql(
    database.url,
    `select current_user as name, rolsuper or rolbypassrls as privileged,
            pg_get_userbyid(datdba) as owner from pg_roles, pg_database
      where rolname = current_user and datname = current_database()`,
  );
  expect(role).toEqual({ name: 'kolony', privileged: false, owner: 'kolony' });
  expect(await sql(database.url, 'select name from template_mark')).toEqual([{ name: 'the template' }]);
  expect(await sql(database.adminUrl, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
    { rolsuper: true },
  ]);
  await database.drop();
});

test('many may be made at once, and none sees what another has', async () => {
  const databases = await Promise.all(Array.from({ length: 10 }, testDatabase));
  await Promise.all(
    databases.map(({ url }, index) => sql(url, `create table note as select ${index} as number`)),
  );
  const seen = await Promise.all(databases.map(({ url }) => sql(url, 'select number from note')));
  expect(seen).toEqual(databases.map((_, number) => [{ number }]));
  await Promise.all(databases.map((database) => database.drop()));
});

test('drop removes the database though connections are open, and may be repeated', async () => {
  const database = await testDatabase();
  const left = new Client({ connectionString: database.url });
  left.on('error', () => undefined);
  await left.connect();
  await database.drop();
  await database.drop();
  await expect(sql(database.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
});
