import { z } from 'zod';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { inEveryBrand } from '../job/every-brand.ts';
import { keepBirthdays } from './birthday.service.ts';

/** Keeps the birthdays of members, in all brands. */
export const keepBirthdaysJob = defineJob({
  name: 'birthday.keep',
  input: z.object({}),
  timeLimitSeconds: 3000,
  async run({ database, signal, log }) {
    const members = await inEveryBrand({ database, signal, log }, (brandId) =>
      keepBirthdays(database, brandId, { signal }),
    );
    if (members > 0) log.info({ members }, 'birthdays of members are kept');
  },
});

/** Hourly, for each brand has its own midnight. */
export const birthdaySchedule: JobSchedule = { name: keepBirthdaysJob.name, cron: '4 * * * *' };
