import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  killGuard,
  launchElsewhere,
  postmasterPid,
  sql,
  startElsewhere,
  temporaryDataDir,
} from './harness.fixture.ts';
import { DataDirInUseError, startPostgres } from './index.ts';
import { processCommand } from './postmaster.ts';

test('a second start is refused and names the folder and its owner, in this process and from another', async () => {
  const dataDir = await temporaryDataDir();
  const owner = await startElsewhere(dataDir);
  const refusal = await startPostgres({ dataDir, durable: false }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DataDirInUseError);
  expect(refusal).toMatchObject({ code: 'DATA_DIR_IN_USE', dataDir, ownerPid: owner.child.pid });
  expect(String(refusal)).toContain(dataDir);
  expect(String(refusal)).toContain(String(owner.child.pid));
  // The refusal harms nothing.
  expect(await sql(owner.report.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await owner.stop();

  const mine = await startPostgres({ dataDir, durable: false });
  await expect(startPostgres({ dataDir, durable: false })).rejects.toMatchObject({ ownerPid: process.pid });
  await mine.stop();
  await (await startPostgres({ dataDir, durable: false })).stop();
});

test('of starts that race on a new folder exactly one wins', async () => {
  const dataDir = await temporaryDataDir();
  const racers = Array.from({ length: 5 }, () => launchElsewhere(dataDir));
  const reports = await Promise.all(racers.map(async (racer) => (await once(racer, 'message'))[0]));
  expect(reports.filter((report) => report.url !== undefined)).toHaveLength(1);
  expect(reports.filter((report) => report.code === 'DATA_DIR_IN_USE')).toHaveLength(4);
  const winner = racers[reports.findIndex((report) => report.url !== undefined)];
  winner?.send('stop');
  if (winner !== undefined) await once(winner, 'exit');
});

test('the server ends with an owner that is killed, and the next start finds all that was committed', async () => {
  const dataDir = await temporaryDataDir();
  const owner = await startElsewhere(dataDir);
  await sql(owner.report.url, "create table note as select 'kept' as text");
  const server = await postmasterPid(dataDir);
  await owner.kill();
  // Without anybody starting anew.
  await expect.poll(() => processCommand(server), { timeout: 10_000 }).toBeUndefined();

  const next = await startPostgres({ dataDir, durable: false });
  expect(next.adopted).toBe(false);
  expect(await sql(next.url, 'select text from note')).toEqual([{ text: 'kept' }]);
  await next.stop();
});

test('a start right after the kill waits for the old server instead of starting a second one', async () => {
  const dataDir = await temporaryDataDir();
  for (let round = 0; round < 5; round++) {
    const owner = await startElsewhere(dataDir);
    expect(owner.report).toMatchObject({ adopted: false });
    await owner.kill();
  }
  const next = await startPostgres({ dataDir, durable: false });
  expect(await sql(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await next.stop();
});

test('a server that outlives its owner is adopted, guarded and stopped like an own one', async () => {
  const dataDir = await temporaryDataDir();
  const owner = await startElsewhere(dataDir);
  const server = await postmasterPid(dataDir);
  await killGuard(dataDir);
  await owner.kill();

  const heir = await startElsewhere(dataDir);
  expect(heir.report.adopted).toBe(true);
  expect(await postmasterPid(dataDir)).toBe(server);
  await killGuard(dataDir);
  await heir.kill();

  const last = await startPostgres({ dataDir, durable: false });
  expect(last.adopted).toBe(true);
  expect(await sql(last.adminUrl, 'show data_directory')).toEqual([
    { data_directory: join(dataDir, 'cluster') },
  ]);
  await last.stop();
  expect(await processCommand(server)).toBeUndefined();
  await (await startPostgres({ dataDir, durable: false })).stop();
});

test('a server left running with other settings is replaced, not adopted', async () => {
  const dataDir = await temporaryDataDir();
  const owner = await startElsewhere(dataDir);
  await killGuard(dataDir);
  await owner.kill();
  const durable = await startPostgres({ dataDir, durable: true });
  expect(durable.adopted).toBe(false);
  expect(await sql(durable.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  await durable.stop();
});

test('a server that was itself killed recovers, though a connection of it is still at work', async () => {
  const dataDir = await temporaryDataDir();
  const lines: string[] = [];
  const first = await startPostgres({ dataDir, onLog: (line) => lines.push(line) });
  await sql(first.url, 'create table note (text text)');
  await sql(first.url, "insert into note values ('kept')");
  const busy = sql(first.url, 'select count(*) from generate_series(1, 1e7)').catch(() => undefined);
  await expect
    .poll(() => sql(first.adminUrl, "select from pg_stat_activity where state = 'active'"))
    .toHaveLength(2);
  process.kill(await postmasterPid(dataDir), 'SIGKILL');
  await expect
    .poll(() => lines.some((line) => line.includes('ended unexpectedly')), { timeout: 10_000 })
    .toBe(true);
  await first.stop();

  const second = await startPostgres({ dataDir });
  expect(second.adopted).toBe(false);
  expect(await sql(second.url, 'select text from note')).toEqual([{ text: 'kept' }]);
  await second.stop();
  await busy;
});

test('a pid file whose number now belongs to another program does not stand in the way', async () => {
  const dataDir = await temporaryDataDir();
  const owner = await startElsewhere(dataDir);
  const pidFile = join(dataDir, 'cluster/postmaster.pid');
  await copyFile(pidFile, join(dataDir, 'copy'));
  await owner.stop();
  // PostgreSQL itself sees through a number of somebody else's process, not through one of its own account.
  const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const bystander = spawn('sleep', ['60'], { ...account, cwd: '/' });
  onTestFinished(() => {
    bystander.kill();
  });
  for (const pid of [bystander.pid, process.pid, 2 ** 22 + 1]) {
    await writeFile(pidFile, `${pid}\n${join(dataDir, 'cluster')}\n1\n5432\n\n\n\nready\n`);
    const next = await startPostgres({ dataDir, durable: false });
    expect(next.adopted).toBe(false);
    await next.stop();
  }
});

test('what an interrupted first start left behind is cleared away', async () => {
  const dataDir = await temporaryDataDir();
  const first = launchElsewhere(dataDir);
  const drafts = async () =>
    (await readdir(dataDir).catch(() => [])).filter((name) => name.includes('draft'));
  await expect.poll(drafts, { interval: 5, timeout: 10_000 }).toHaveLength(1);
  first.kill('SIGKILL');
  await once(first, 'exit');
  await expect(stat(join(dataDir, 'cluster'))).rejects.toMatchObject({ code: 'ENOENT' });

  const next = await startPostgres({ dataDir, durable: false });
  expect(await drafts()).toEqual([]);
  expect(await sql(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await next.stop();
});

test('data of another major version is refused with what to do', async () => {
  const dataDir = await temporaryDataDir();
  await mkdir(join(dataDir, 'cluster'), { recursive: true });
  await writeFile(join(dataDir, 'cluster/PG_VERSION'), '17\n');
  const start = startPostgres({ dataDir });
  await expect(start).rejects.toMatchObject({ code: 'DATA_DIR_VERSION' });
  await expect(start).rejects.toThrow(/PostgreSQL 17.*PostgreSQL 18.*KOLONY_DATA_DIR/s);
  // The refusal gave the folder back.
  await rm(join(dataDir, 'cluster'), { recursive: true });
  await (await startPostgres({ dataDir, durable: false })).stop();
});
