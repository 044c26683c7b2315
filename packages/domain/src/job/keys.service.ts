import type { Database } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { addActiveKey, retireOldKeys } from '../foundation/keyring-rotation.ts';
import { brandScope } from '../foundation/scope.ts';
import { brandIds } from './every-brand.ts';
import { countSealedWithOldKeys, resealInstallation } from './reseal.service.ts';

/** What a rotation did: the new key, and the jobs that seal anew what the old ones sealed. */
export interface Rotation {
  keyId: number;
  jobIds: string[];
}

/**
 * Rotates the keys of personal data: a new one seals from now on, and a job of each brand seals anew what the old ones
 * sealed, while everything goes on. `retireKeys`, which also runs every night, notes when nothing of the old is left.
 */
export async function rotateKeys(database: Database, secret: string, settleMs?: number): Promise<Rotation> {
  const keyId = await addActiveKey(database, secret, settleMs);
  await resealInstallation(database);
  return { keyId, jobIds: await enqueueReseals(database) };
}

/**
 * Retires the old keys when nothing is sealed with them any more; returns their ids. What was sealed with one by a
 * process that hadn't heard of the new one is given to a job first: then none is retired yet.
 */
export async function retireKeys(database: Database): Promise<number[]> {
  if ((await countSealedWithOldKeys(database)) === 0) return await retireOldKeys(database);
  await resealInstallation(database);
  await enqueueReseals(database);
  return [];
}

async function enqueueReseals(database: Database): Promise<string[]> {
  const jobIds: string[] = [];
  for (const brandId of await brandIds(database)) {
    const outcome = await database.write(brandScope(brandId), async (tx) => {
      const [waiting] = await tx.query<{ id: string }>(
        `select id from job where name = 'keys.reseal' and status in ('queued', 'running', 'retrying')`,
      );
      return done(waiting?.id ?? (await enqueueJob(tx, { name: 'keys.reseal', input: {} })));
    });
    if (outcome.ok) jobIds.push(outcome.value);
  }
  return jobIds;
}
