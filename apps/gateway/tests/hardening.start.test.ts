import { Database } from '@kolony/domain/foundation/database';
import { migrate } from '@kolony/domain/foundation/migrate';
import { testDatabase } from '@kolony/testkit/database';
import { expect, it } from 'vitest';
import { reasonOf } from '../src/failure.ts';

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
