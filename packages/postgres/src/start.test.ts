import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { postmasterPid, sql, temporaryDataDir } from './harness.fixture.ts';
import { startPostgres } from './index.ts';
import { processCommand } from './postmaster.ts';

test('the first start makes a database that its login role owns, without special powers', async () => {
  const dataDir = await temporaryDataDir();
  const postgres = await startPostgres({ dataDir, database: 'shop' });
  try {
    expect(postgres.version).toMatch(/^18\./);
    expect(postgres.adopted).toBe(false);
    const [role] = await sql(
      postgres.url,
      `select current_user as name, current_database() as database, rolsuper, rolbypassrls, rolcreaterole,
              rolcreatedb, pg_get_userbyid(datdba) as owner, datlocprovider as provider, datlocale as locale,
              pg_encoding_to_char(encoding) as encoding
         from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
    );
    expect(role).toEqual({
      name: 'kolony',
      database: 'shop',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: true,
      rolcreatedb: true,
      owner: 'kolony',
      provider: 'b',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
    });
    const [admin] = await sql(
      postgres.adminUrl,
      `select rolsuper, current_database() as database, current_setting('fsync') as fsync,
              current_setting('full_page_writes') as full_page_writes,
              current_setting('synchronous_commit') as synchronous_commit,
              current_setting('listen_addresses') as listen_addresses
         from pg_roles where rolname = current_user`,
    );
    expect(admin).toEqual({
      rolsuper: true,
      database: 'shop',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      listen_addresses: '',
    });
    expect((await stat(postgres.socketDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(postgres.dataDir, 'cluster'))).mode & 0o077).toBe(0);
  } finally {
    await postgres.stop();
  }
});

test('a restart keeps the data, and stop ends the server however often it is called', async () => {
  const dataDir = await temporaryDataDir();
  const first = await startPostgres({ dataDir });
  await sql(first.url, "create table note as select 'kept' as text");
  const pid = await postmasterPid(dataDir);
  await Promise.all([first.stop(), first.stop()]);
  await first.stop();
  expect(await processCommand(pid)).toBeUndefined();

  const second = await startPostgres({ dataDir });
  try {
    expect(second.adopted).toBe(false);
    expect(await sql(second.url, 'select text from note')).toEqual([{ text: 'kept' }]);
  } finally {
    await second.stop();
  }
});

test('a second database of another name is made beside the first', async () => {
  const dataDir = await temporaryDataDir();
  await (await startPostgres({ dataDir, durable: false })).stop();
  const postgres = await startPostgres({ dataDir, durable: false, database: 'with "quotes" and ü' });
  try {
    expect(await sql(postgres.url, 'select current_database() as name')).toEqual([
      { name: 'with "quotes" and ü' },
    ]);
  } finally {
    await postgres.stop();
  }
});

test('a path too long for a unix socket gets its socket elsewhere, just as private', async () => {
  const dataDir = await temporaryDataDir(`${'long '.repeat(30)}path`);
  const postgres = await startPostgres({ dataDir, durable: false });
  try {
    expect(Buffer.byteLength(postgres.socketDir)).toBeLessThan(90);
    expect((await stat(postgres.socketDir)).mode & 0o777).toBe(0o700);
    expect(await sql(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await postgres.stop();
  }
  await expect(stat(postgres.socketDir)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the log is handed over line by line', async () => {
  const lines: string[] = [];
  const dataDir = await temporaryDataDir();
  const postgres = await startPostgres({ dataDir, durable: false, onLog: (line) => lines.push(line) });
  await postgres.stop();
  expect(lines.some((line) => line.includes('ready to accept connections'))).toBe(true);
  expect(lines.some((line) => line.includes('ended unexpectedly'))).toBe(false);
});

test('a platform without an embedded server is told to name one', async () => {
  const dataDir = await temporaryDataDir();
  const { arch } = process;
  Object.defineProperty(process, 'arch', { value: 'mips' });
  onTestFinished(() => {
    Object.defineProperty(process, 'arch', { value: arch });
  });
  const start = startPostgres({ dataDir });
  await expect(start).rejects.toMatchObject({ code: 'UNSUPPORTED_PLATFORM' });
  await expect(start).rejects.toThrow(/mips.*DATABASE_URL/s);
});

test.runIf(process.platform === 'linux')('a folder that can not be made is named, at once', async () => {
  for (const dataDir of ['/proc/kolony', '/proc/self/kolony/data', '/dev/null/kolony']) {
    await expect(startPostgres({ dataDir })).rejects.toThrow(`The folder ${dataDir} can't be used`);
  }
});
