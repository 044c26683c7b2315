import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@kolony/domain/foundation/database';
import { migrate } from '@kolony/domain/foundation/migrate';
import { testDatabase } from '@kolony/testkit/database';
import { expect, it, onTestFinished } from 'vitest';
import { readEnv } from '../src/env.ts';
import { reasonOf } from '../src/failure.ts';
import { openInstallation } from '../src/installation.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kolony-start-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it('says which right is missing when the database refuses what a start needs', async () => {
  const testing = await testDatabase();
  const admin = await Database.open({ url: testing.adminUrl });
  const role = `nobody_${Date.now().toString(36)}`;
  try {
    await admin.pool.query(`create role ${role} login`);
    const address = testing.url.replace(/\/\/[^@]*@/, `//${role}@`);
    const error = await migrate(address).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(reasonOf(error)).toMatch(/DATABASE_URL .* right/);
  } finally {
    await admin.pool.query(`drop role ${role}`);
    await admin.close();
    await testing.drop();
  }
});

it('says where the secret should be that was lost, and makes no other in its place', async () => {
  const testing = await testDatabase();
  onTestFinished(() => testing.drop());
  const dataDir = await emptyFolder();
  const env = readEnv({ DATABASE_URL: testing.url, KOLONY_DATA_DIR: dataDir });
  const first = await openInstallation(env);
  await first.close();
  await rm(join(dataDir, 'secret'));

  const again = () => openInstallation(env);
  await expect(again()).rejects.toThrow(`${join(dataDir, 'secret')} is gone`);
  await expect(again()).rejects.toThrow('is gone');

  const told = await openInstallation({ ...env, KOLONY_SECRET: first.secret });
  await told.close();
});

it('makes no installation for a command that is about one', async () => {
  const env = readEnv({ KOLONY_DATA_DIR: await emptyFolder() });
  await expect(openInstallation(env, { beside: true, make: false })).rejects.toThrow(
    'There is no installation',
  );
});
