import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { brandScope, type Scope, systemScope } from '../foundation/scope.ts';
import { resealMembers } from '../member/reseal.service.ts';
import { brandIds } from './every-brand.ts';

const batch = 1000;

/**
 * Seals one brand's values with the active key, in steps that can be broken off and taken up at any time. Tells after
 * each step how many of all are done.
 */
export async function resealBrand(
  database: Database,
  scope: Scope,
  signal: AbortSignal,
  onStep: (count: number, all: number) => void,
): Promise<void> {
  const all = await write(database, scope, (tx) => resealMembers(tx, 0));
  for (let left = all; left > 0; onStep(all - left, all)) {
    signal.throwIfAborted();
    left = await write(database, scope, (tx) => resealMembers(tx, batch));
  }
  await noteResealed(database, scope, all);
}

/** Seals the values of the installation with the active key: the secrets of operators' second factors. */
export async function resealInstallation(database: Database): Promise<void> {
  const count = await write(database, systemScope(), async (tx) => {
    const rows = await tx.query<{ operator_id: string; totp_secret: Buffer }>(
      `select operator_id, totp_secret from operator_credential where ${totpIsOld} for no key update`,
      [activeKey(tx)],
    );
    for (const { operator_id, totp_secret } of rows) {
      await tx.query('update operator_credential set totp_secret = $2 where operator_id = $1', [
        operator_id,
        tx.keyring.seal(tx.keyring.open(totp_secret)),
      ]);
    }
    return rows.length;
  });
  await noteResealed(database, systemScope(), count);
}

/** How many values, of all brands and of the installation, are sealed with another key than the active one. */
export async function countSealedWithOldKeys(database: Database): Promise<number> {
  let count = await write(database, systemScope(), async (tx) => {
    const [row] = await tx.query<{ count: string }>(
      `select count(*) from operator_credential where ${totpIsOld}`,
      [activeKey(tx)],
    );
    return Number(row?.count ?? 0);
  });
  for (const id of await brandIds(database)) {
    count += await write(database, brandScope(id), (tx) => resealMembers(tx, 0));
  }
  return count;
}

// The id of the key stands in bytes 2 to 5 of a sealed value.
const totpIsOld = 'substring(totp_secret from 2 for 4) <> $1';

function activeKey({ keyring }: Transaction): Buffer {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(keyring.activeKeyId);
  return id;
}

async function noteResealed(database: Database, scope: Scope, count: number): Promise<void> {
  if (count === 0) return;
  const id = scope.brandId ?? '00000000-0000-0000-0000-000000000000';
  const after = { values: count, keyId: database.keyring.activeKeyId };
  await write(database, scope, async (tx) =>
    tx.audit({
      action: 'encryptionKey.reseal',
      subjectType: 'EncryptionKey',
      changes: [{ id, before: null, after }],
    }),
  );
}

async function write<T>(database: Database, scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const outcome = await database.write(scope, async (tx) => done(await work(tx)));
  if (!outcome.ok) throw new Error('values could not be sealed anew');
  return outcome.value;
}
