import { z } from 'zod';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { brandIds } from '../job/every-brand.ts';
import { followProfiles } from './moments.service.ts';

/** Records that members have completed their profiles, in all brands. */
export const followProfilesJob = defineJob({
  name: 'member_event.follow',
  input: z.object({}),
  async run({ database, signal, log }) {
    let members = 0;
    for (const brandId of await brandIds(database))
      members += await followProfiles(database, brandId, signal);
    if (members > 0) log.info({ members }, 'profiles that were completed are recorded');
  },
});

export const memberEventSchedule: JobSchedule = { name: followProfilesJob.name, cron: '* * * * *' };
