import { z } from 'zod';
import { done } from '../foundation/errors.ts';
import { defineJob, type JobDefinition, type JobSchedule } from '../foundation/jobs.ts';
import { systemScope } from '../foundation/scope.ts';
import { purgeSignIns } from './session.service.ts';
import { purgeThrottle } from './throttle.service.ts';

/** Clears away what sign-in left behind: ended sessions and links, old addresses, empty buckets. */
export const purgeSignInsJob: JobDefinition = defineJob({
  name: 'operator.purge_sign_ins',
  input: z.unknown(),
  async run({ database, log }) {
    const outcome = await database.write(systemScope(), async (tx) =>
      done({ signIns: await purgeSignIns(tx), buckets: await purgeThrottle(tx) }),
    );
    if (outcome.ok) log.info(outcome.value, 'cleared away what sign-in left');
  },
});

/** Every day at 04:20. */
export const purgeSignInsSchedule: JobSchedule = { name: purgeSignInsJob.name, cron: '20 4 * * *' };
