import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { bulkEnded, runBulk } from '../src/bulk/bulk.run.ts';
import { issueToMembers } from '../src/coupon/issue.bulk.service.ts';
import { Database } from '../src/foundation/database.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import { defineJob } from '../src/foundation/jobs.ts';
import { loadKeyring } from '../src/foundation/keyring.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Issues coupons; stays in the middle of a portion, before it commits, until it is killed. */
const stuck = (stayAt: number) => {
  let portions = 0;
  return defineJob({
    name: 'test.coupons',
    input: z.object({ templateId: z.uuid() }),
    ended: bulkEnded,
    run: ({ input: { templateId }, ...context }) =>
      runBulk(context, {
        locale: 'en',
        permissions: ['MEMBER_READ'],
        fileName: 'coupons',
        async deal(tx, ids) {
          const dealt = await issueToMembers(tx, ids, { templateId, jobId: context.jobId ?? '' });
          portions += 1;
          if (portions === stayAt) await sleep(60_000);
          return dealt;
        },
      }),
  });
};

/** A worker in a process of its own, that may be killed. */
export async function run(url: string, stayAt: number): Promise<void> {
  const database = await Database.open({ url });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
  await startWorker({ database, url, log, jobs: [stuck(stayAt)], mail: null });
}
