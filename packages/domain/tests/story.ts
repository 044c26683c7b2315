import { testDatabase } from '@kolony/testkit/database';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { Database, type Transaction } from '../src/foundation/database.ts';
import { done } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import { loadKeyring } from '../src/foundation/keyring.ts';
import type { Log } from '../src/foundation/log.ts';
import { brandScope, type Scope, systemScope } from '../src/foundation/scope.ts';

export const secret = 'a secret of more than thirty-two characters';

/** An empty database of the test's own, open as the product opens it; closed and dropped at the end of the test. */
export async function openStory(): Promise<{ database: Database; url: string; admin: pg.Client }> {
  const made = await testDatabase();
  const database = await Database.open({ url: made.url });
  database.useKeyring(await loadKeyring(database, secret));
  const admin = new pg.Client({ connectionString: made.adminUrl });
  await admin.connect();
  onTestFinished(async () => {
    await database.close();
    await admin.end();
    await made.drop();
  });
  return { database, url: made.url, admin };
}

/** Writes in a scope, and gives the value back. */
export async function write<T>(
  database: Database,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const outcome = await database.write(scope, async (tx) => done(await work(tx)));
  if (!outcome.ok) throw new Error('refused');
  return outcome.value;
}

/** A brand; returns its id and its scope. */
export async function makeBrand(
  database: Database,
  name = 'Tea House',
): Promise<{ id: string; scope: Scope }> {
  const id = newId();
  await write(database, systemScope(), (tx) =>
    tx.query('insert into brand (id, name) values ($1, $2)', [id, name]),
  );
  return { id, scope: brandScope(id) };
}

/** An operator with a seat in a brand; returns the id. */
export async function makeOperator(database: Database, brandId: string, role = 'owner'): Promise<string> {
  const id = newId();
  await write(database, systemScope(), async (tx) => {
    await tx.query('insert into operator (id, email, name) values ($1, $2, $3)', [
      id,
      `${id}@example.com`,
      'Lin',
    ]);
    await tx.query('insert into brand_operator (brand_id, id, operator_id, role) values ($1, $2, $3, $4)', [
      brandId,
      newId(),
      id,
      role,
    ]);
  });
  return id;
}

/** A log that keeps its lines. */
export function keepLog(): Log & { lines: { level: string; message: string; fields: object }[] } {
  const lines: { level: string; message: string; fields: object }[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Waits until something holds; fails with what it last saw after `withinMs`. */
export async function until<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`it did not come to hold; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
