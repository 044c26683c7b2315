import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Transaction } from './database.ts';
import { done } from './errors.ts';
import { keyChange } from './keyring.ts';
import { wrapKey } from './keyring-crypto.ts';
import { systemScope } from './scope.ts';

/**
 * Makes a new data key and lets it seal from now on. It is stored before it is used, with `settleMs` between, so that
 * every process knows it (they are notified, and read the keys anew at an unknown one too) before the first value
 * bears it. What is sealed with the old keys stays readable; `keys.reseal` jobs bring it to the new one. The key of
 * lookups is not rotated: everything is found by it. Returns the id of the new key.
 */
export async function addActiveKey(database: Database, secret: string, settleMs = 5_000): Promise<number> {
  const id = await system(database, async (tx) => {
    const [row] = await tx.query<{ id: number }>(
      `insert into encryption_key (purpose, wrapped, active) values ('data', $1, false) returning id`,
      [wrapKey(secret, 'data', randomBytes(32))],
    );
    if (!row) throw new Error('the new key was not stored');
    return row.id;
  });
  await sleep(settleMs);
  await system(database, async (tx) => {
    const former = await tx.query<{ id: number }>(
      `update encryption_key set active = false where purpose = 'data' and active returning id`,
    );
    await tx.query('update encryption_key set active = true where id = $1', [id]);
    tx.audit({
      action: 'encryptionKey.rotate',
      subjectType: 'EncryptionKey',
      changes: [
        ...former.map((key) => keyChange(key.id, { active: true }, { active: false })),
        keyChange(id, null, { active: true }),
      ],
    });
  });
  await database.keyring.refresh();
  return id;
}

/** Notes that nothing is sealed with keys older than the active one. They stay, for backups that hold what they sealed. */
export async function retireOldKeys(database: Database): Promise<number[]> {
  return await system(database, async (tx) => {
    const retired = await tx.query<{ id: number }>(
      `update encryption_key set retired_at = $1
       where purpose = 'data' and not active and retired_at is null
         and id < (select id from encryption_key where purpose = 'data' and active) returning id`,
      [tx.now],
    );
    const changes = retired.map(({ id }) => keyChange(id, { retired: false }, { retired: true }));
    if (changes.length > 0)
      tx.audit({ action: 'encryptionKey.retire', subjectType: 'EncryptionKey', changes });
    return retired.map(({ id }) => id);
  });
}

async function system<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const outcome = await database.write(systemScope(), async (tx) => done(await work(tx)));
  if (!outcome.ok) throw new Error('the keys could not be changed');
  return outcome.value;
}
