import { z } from 'zod';
import { defineJob, type JobSchedule } from '../foundation/jobs.ts';
import { inEveryBrand } from '../job/every-brand.ts';
import { settleOrders } from './order-earning.settle.ts';

/** Gives points for orders, and takes them back, in all brands. */
export const settleOrdersJob = defineJob({
  name: 'earning.settle',
  input: z.object({}),
  async run({ database, signal, log }) {
    const orders = await inEveryBrand({ database, signal, log }, (brandId) =>
      settleOrders(database, brandId, signal),
    );
    if (orders > 0) log.info({ orders }, 'the points of orders that changed are brought up to date');
  },
});

export const earningSchedule: JobSchedule = { name: settleOrdersJob.name, cron: '* * * * *' };
