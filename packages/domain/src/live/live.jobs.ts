import { z } from 'zod';
import { done } from '../foundation/errors.ts';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { systemScope } from '../foundation/scope.ts';
import { purgeLive } from './live.service.ts';

/** Deletes events that no stream resumes from any more. */
export const purgeLiveJob = defineJob({
  name: 'live.purge',
  input: z.unknown(),
  async run({ database, log }) {
    const outcome = await database.write(systemScope(), async (tx) => done(await purgeLive(tx)));
    if (outcome.ok) log.debug({ events: outcome.value }, 'old events are deleted');
  },
});

/** Every ten minutes. */
export const purgeLiveSchedule: JobSchedule = { name: purgeLiveJob.name, cron: '*/10 * * * *' };
