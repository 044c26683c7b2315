import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Database } from '../src/foundation/database.ts';
import { done } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import { defineJob } from '../src/foundation/jobs.ts';
import { loadKeyring } from '../src/foundation/keyring.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Ten steps, each one transaction with its mark: a tag. Stays at step `stayAt` until it is killed. */
const steps = (stayAt: number) =>
  defineJob({
    name: 'test.steps',
    input: z.object({}),
    retryLimit: 2,
    async run({ database, scope, progress }) {
      for (let step = 1; step <= 10; step++) {
        if (step === stayAt) await sleep(60_000);
        await database.write(scope, async (tx) => {
          const marked = await tx.query('select from tag where name = $1', [`step ${step}`]);
          if (marked.length > 0) return done(undefined);
          await tx.query('insert into tag (brand_id, id, name) values ($1, $2, $3)', [
            tx.brandId,
            newId(),
            `step ${step}`,
          ]);
          tx.audit({ action: 'test.step', subjectType: 'Tag', changes: [] });
          return done(undefined);
        });
        progress(step, 10);
      }
    },
  });

/** A worker in a process of its own, that may be killed. */
export async function run(url: string, stayAt: number): Promise<void> {
  const database = await Database.open({ url });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
  await startWorker({ database, url, log, jobs: [steps(stayAt)], mail: null });
}
