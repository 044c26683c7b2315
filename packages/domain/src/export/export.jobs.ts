import { z } from 'zod';
import { bulkEnded, runBulk } from '../bulk/bulk.run.ts';
import { defineJob } from '../foundation/jobs.ts';
import type { Permission } from '../foundation/permissions.ts';
import { locales } from '../foundation/scope.ts';
import {
  type Exported,
  exportedMembers,
  exportedOrders,
  exportHeader,
  exportRows,
} from './export.service.ts';
import { orderColumnsOfMember } from './order-export.columns.ts';

/** Writes the members who were chosen to a file. */
export const exportMembersJob = exportJob(exportedMembers, () => ['MEMBER_READ']);

/** Writes the orders that were chosen to a file. One that tells whose they are is for those who may read members, too. */
export const exportOrdersJob = exportJob(exportedOrders, (columns) =>
  orderColumnsOfMember.some((column) => columns.includes(column))
    ? ['ORDER_READ', 'MEMBER_READ']
    : ['ORDER_READ'],
);

function exportJob(
  exported: Exported,
  permissionsFor: (columns: readonly string[]) => readonly Permission[],
) {
  return defineJob({
    name: exported.job,
    input: z.object({
      columns: z.array(z.string().refine((name) => Object.hasOwn(exported.columns, name))),
      locale: z.enum(locales),
      currency: z.string(),
      timeZone: z.string(),
      fileName: z.string(),
    }),
    async run({ input, ...context }) {
      const columns = input.columns.flatMap((name) => exported.columns[name] ?? []);
      await runBulk(context, {
        ...input,
        permissions: permissionsFor(input.columns),
        header: exportHeader(columns, input),
        deal: (tx, ids) => exportRows(tx, ids, exported, columns, input),
      });
    },
    ended: bulkEnded,
  });
}
