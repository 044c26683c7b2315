import { z } from 'zod';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { inEveryBrand } from '../job/every-brand.ts';
import { followProfiles } from './moments.service.ts';

/** Records that members have completed their profiles, in all brands. */
export const followProfilesJob = defineJob({
  name: 'member_event.follow',
  input: z.object({}),
  async run({ database, signal, log }) {
    const members = await inEveryBrand({ database, signal, log }, (brandId) =>
      followProfiles(database, brandId, signal),
    );
    if (members > 0) log.info({ members }, 'profiles that were completed are recorded');
  },
});

export const memberEventSchedule: JobSchedule = { name: followProfilesJob.name, cron: '* * * * *' };
