import { testDatabase } from '@kolony/testkit/database';
import { Database } from '../foundation/database.ts';
import { done, type Outcome, type UserError } from '../foundation/errors.ts';
import { loadKeyring } from '../foundation/keyring.ts';
import { systemScope } from '../foundation/scope.ts';
import { createOperator } from './operator.service.ts';
import { hashPassword } from './password.hash.ts';

/** A migrated database of one's own with its keyring, and what looks behind the policies. */
export async function openTestDatabase(poolSize = 16) {
  const test = await testDatabase();
  const database = await Database.open({ url: test.url, poolSize });
  database.useKeyring(await loadKeyring(database, 'a secret of the tests, long enough'));
  return {
    database,
    adminUrl: test.adminUrl,
    async close() {
      await database.close();
      await test.drop();
    },
  };
}

export const goodPassword = 'violet-Harbour-39-kiwi';

/** The value of an outcome that must not be a refusal. */
export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.errors)}`);
  return outcome.value;
}

/** The codes of a refusal; empty when it was done. */
export function codesOf(outcome: Outcome<unknown>): UserError['code'][] {
  return outcome.ok ? [] : outcome.errors.map(({ code }) => code);
}

/** An operator without a seat. Returns the id. */
export async function makeOperator(
  database: Database,
  email: string,
  { password = goodPassword, demo = false } = {},
): Promise<string> {
  const passwordHash = await hashPassword(password);
  return valueIn(
    await database.write(systemScope(), async (tx) =>
      done(await createOperator(tx, { email, name: '林晓', locale: 'zh-CN', passwordHash, demo })),
    ),
  );
}
