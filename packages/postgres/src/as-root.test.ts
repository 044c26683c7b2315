import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publishBinaries } from './binaries.ts';
import { sql, temporaryDataDir } from './harness.fixture.ts';
import { startPostgres } from './index.ts';
import { serverAccount } from './location.ts';

const asRoot = process.getuid?.() === 0;

test.runIf(asRoot)(
  'in a folder that only root can enter the data lies elsewhere, and is found again',
  async () => {
    const dataDir = await temporaryDataDir();
    await chmod(dirname(dataDir), 0o700);
    const first = await startPostgres({ dataDir, durable: false });
    onTestFinished(() => rm(first.dataDir, { recursive: true, force: true }));
    expect(first.dataDir).not.toContain(dataDir);
    expect((await readFile(join(dataDir, 'database-location'), 'utf8')).trim()).toBe(first.dataDir);
    await sql(first.url, "create table note as select 'kept' as text");
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE', dataDir });
    await first.stop();

    // Also once others may enter, when it could lie there.
    await chmod(dirname(dataDir), 0o755);
    const second = await startPostgres({ dataDir, durable: false });
    expect(second.dataDir).toBe(first.dataDir);
    expect(await sql(second.url, 'select text from note')).toEqual([{ text: 'kept' }]);
    await second.stop();

    await rm(first.dataDir, { recursive: true });
    await expect(startPostgres({ dataDir })).rejects.toThrow(/does not exist.*delete the file/s);
  },
);

test.runIf(asRoot)('the server does not run as root', async () => {
  const postgres = await startPostgres({ dataDir: await temporaryDataDir(), durable: false });
  const pid = Number.parseInt(await readFile(join(postgres.dataDir, 'cluster/postmaster.pid'), 'utf8'), 10);
  const { uid } = await serverAccount();
  if (process.platform === 'linux') expect((await stat(`/proc/${pid}`)).uid).toBe(uid);
  expect((await stat(join(postgres.dataDir, 'cluster'))).uid).toBe(uid);
  expect((await stat(postgres.socketDir)).uid).toBe(uid);
  await postgres.stop();
});

test('binaries copied by several at once arrive whole and readable', async () => {
  const parent = dirname(await temporaryDataDir());
  const source = join(parent, 'native');
  await mkdir(join(source, 'bin'), { recursive: true, mode: 0o700 });
  await mkdir(join(source, 'share'), { mode: 0o700 });
  await writeFile(join(source, 'bin/postgres'), 'x'.repeat(5_000_000), { mode: 0o700 });
  await writeFile(join(source, 'share/file'), 'text', { mode: 0o600 });
  await writeFile(join(source, 'share/unneeded.a'), 'text');
  const target = join(parent, 'published');
  await Promise.all(Array.from({ length: 4 }, () => publishBinaries(source, target)));
  expect((await stat(join(target, 'bin/postgres'))).size).toBe(5_000_000);
  expect((await stat(join(target, 'bin/postgres'))).mode & 0o777).toBe(0o755);
  expect((await stat(join(target, 'share'))).mode & 0o777).toBe(0o755);
  expect((await stat(join(target, 'share/file'))).mode & 0o777).toBe(0o644);
  await expect(stat(join(target, 'share/unneeded.a'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect((await readdir(parent)).sort()).toEqual(['native', 'published']);
});
