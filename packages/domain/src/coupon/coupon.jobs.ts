import { z } from 'zod';
import { bulkEnded, runBulk } from '../bulk/bulk.run.ts';
import { DomainError } from '../foundation/errors.ts';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { locales } from '../foundation/scope.ts';
import { inEveryBrand } from '../job/every-brand.ts';
import { expireDue, releaseDue, retakeDue } from './coupon.settle.ts';
import { bulkIssueJob, issueToMembers } from './issue.bulk.service.ts';

const fileNames = { 'zh-CN': '发放优惠券', en: 'coupons' } as const;

/** Issues a coupon to each of the members who were chosen. */
export const issueCouponsJob = defineJob({
  name: bulkIssueJob,
  input: z.object({ templateId: z.uuid(), locale: z.enum(locales) }),
  run({ input: { templateId, locale }, ...context }) {
    const { jobId } = context;
    if (!jobId) throw new DomainError('JOB_INPUT_INVALID');
    return runBulk(context, {
      locale,
      permissions: ['MEMBER_READ'],
      fileName: fileNames[locale],
      deal: (tx, ids) => issueToMembers(tx, ids, { templateId, jobId }),
    });
  },
  ended: bulkEnded,
});

/**
 * Gives coupons of orders back that came to nothing, takes them again of those that live after all, and lets those expire whose
 * time is over, in all brands.
 */
export const settleCouponsJob = defineJob({
  name: 'coupon.settle',
  input: z.object({}),
  async run({ database, signal, log }) {
    let [released, retaken, expired] = [0, 0, 0];
    await inEveryBrand({ database, signal, log }, async (brandId) => {
      released += await releaseDue(database, brandId, signal);
      retaken += await retakeDue(database, brandId, signal);
      expired += await expireDue(database, brandId, signal);
    });
    if (released + retaken + expired > 0)
      log.info({ released, retaken, expired }, 'coupons are given back, taken again, and have expired');
  },
});

export const couponSchedule: JobSchedule = { name: settleCouponsJob.name, cron: '* * * * *' };
