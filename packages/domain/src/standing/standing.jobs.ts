import { z } from 'zod';
import type { Database } from '../foundation/database.ts';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { brandScope } from '../foundation/scope.ts';
import { inEveryBrand } from '../job/every-brand.ts';
import { calculateAll } from './standing.calculate.ts';
import { refresh } from './standing.refresh.ts';
import { calculationJob } from './standing.service.ts';

/** Works out the standings of a brand, because someone asked for it or changed how it is done. */
export const calculateStandingsJob = defineJob({
  name: calculationJob,
  input: z.object({}),
  run: ({ database, scope, signal, progress }) => calculateAll(database, scope, { signal, progress }),
});

/** Works out the standings of members whose orders changed, in all brands, every minute. */
export const refreshStandingsJob = defineJob({
  name: 'standing.refresh',
  input: z.object({}),
  async run({ database, signal, log }) {
    await inEveryBrand({ database, signal, log }, (brandId) =>
      refresh(database, brandScope(brandId), signal),
    );
  },
});

/** Works out the standings of all brands that have another day than that of the last calculation. */
export const renewStandingsJob = defineJob({
  name: 'standing.renew',
  input: z.object({}),
  timeLimitSeconds: 6 * 3600,
  async run({ database, signal, log }) {
    await inEveryBrand({ database, signal, log }, async (brandId) => {
      if (await isOutdated(database, brandId)) await calculateAll(database, brandScope(brandId), { signal });
    });
  },
});

/** Hourly, for each brand has its own night. */
export const standingSchedules: readonly JobSchedule[] = [
  { name: refreshStandingsJob.name, cron: '* * * * *' },
  { name: renewStandingsJob.name, cron: '7 * * * *' },
];

/**
 * Whether the last calculation is of another day of the brand, or has long been cut off. Of a later one it is where the brand has
 * moved to a zone in which that day hasn't come yet: it is not to go without its own night.
 */
async function isOutdated(database: Database, brandId: string): Promise<boolean> {
  const [row] = await database.read(brandScope(brandId), ({ query }) =>
    query<{ outdated: boolean }>(
      `select coalesce(c.day <> (now() at time zone b.time_zone)::date
         or c.finished_at is null and c.begun_at < now() - interval '2 hours', true) as outdated
       from brand b left join standing_calculation c on c.brand_id = b.id where b.id = kolony.current_brand()`,
    ),
  );
  return row?.outdated ?? false;
}
