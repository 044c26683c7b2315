import { z } from 'zod';
import { done } from '../foundation/errors.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '../foundation/jobs.ts';
import { systemScope } from '../foundation/scope.ts';
import { purgeBuckets } from './bucket.service.ts';

/** Clears away the buckets of callers who have been idle until nothing was spent any more. */
export const purgeBucketsJob: JobDefinition = defineJob({
  name: 'limit.purge_buckets',
  input: z.unknown(),
  async run({ database, log }) {
    const purged = await database.write(systemScope(), async (tx) => done(await purgeBuckets(tx)));
    if (purged.ok && purged.value > 0) log.info({ buckets: purged.value }, 'cleared away empty buckets');
  },
});

/** Every hour: addresses come and go by the thousand. */
export const purgeBucketsSchedule: JobSchedule = { name: purgeBucketsJob.name, cron: '25 * * * *' };
