import { z } from 'zod';
import { done } from '../foundation/errors.ts';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { brandScope } from '../foundation/scope.ts';
import { inEveryBrand } from '../job/every-brand.ts';
import { settleDue } from './points.settle.ts';
import { verifyLedger } from './points.verify.ts';

/** Posts what time brings, in all brands. */
export const settlePointsJob = defineJob({
  name: 'points.settle',
  input: z.object({}),
  async run({ database, signal, log }) {
    const members = await inEveryBrand({ database, signal, log }, (brandId) =>
      settleDue(database, brandId, signal),
    );
    if (members > 0) log.info({ members }, 'points that can be spent, and that expired, are posted');
  },
});

/** Adds up the ledgers of all brands, every night. One that is wrong is said loudly in the log, and in the brand's audit log. */
export const verifyPointsJob = defineJob({
  name: 'points.verify',
  input: z.object({}),
  timeLimitSeconds: 6 * 3600,
  async run({ database, signal, log }) {
    await inEveryBrand({ database, signal, log }, async (brandId) => {
      const scope = brandScope(brandId);
      const verdict = await database.read(scope, verifyLedger);
      if (verdict.faults.length === 0) return 0;
      log.error(
        { brandId, ...verdict },
        'THE LEDGER OF POINTS IS WRONG: balances were changed without postings.',
      );
      await database.write(scope, async (tx) => {
        const change = { id: brandId, before: null, after: { faults: verdict.faults } };
        tx.audit({ action: 'points.broken', subjectType: 'Brand', changes: [change] });
        return done(undefined);
      });
      return 1;
    });
  },
});

export const pointsSchedules: readonly JobSchedule[] = [
  { name: settlePointsJob.name, cron: '*/5 * * * *' },
  { name: verifyPointsJob.name, cron: '40 3 * * *' },
];
