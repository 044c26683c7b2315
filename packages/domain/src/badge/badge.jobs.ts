import { z } from 'zod';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { inEveryBrand } from '../job/every-brand.ts';
import { awardToAll, followBadges } from './badge.follow.ts';
import { awardingJob } from './badge.service.ts';

/** Gives badges to members who did something, in all brands, every minute. */
export const followBadgesJob = defineJob({
  name: 'badge.follow',
  input: z.object({}),
  async run({ database, signal, log }) {
    const badges = await inEveryBrand({ database, signal, log }, (brandId) =>
      followBadges(database, brandId, signal),
    );
    if (badges > 0) log.info({ badges }, 'members were given the badges that they have reached');
  },
});

/** Gives a badge that was made or changed to all members who have reached it. */
export const awardToAllJob = defineJob({
  name: awardingJob,
  input: z.object({ badgeId: z.uuid() }),
  run: ({ database, scope, input, signal, progress }) =>
    awardToAll(database, scope, input.badgeId, { signal, progress }),
});

export const badgeSchedule: JobSchedule = { name: followBadgesJob.name, cron: '* * * * *' };
