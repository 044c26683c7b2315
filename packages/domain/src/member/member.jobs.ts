import { z } from 'zod';
import { bulkEnded, runBulk } from '../bulk/bulk.run.ts';
import { defineJob } from '../foundation/jobs.ts';
import { locales } from '../foundation/scope.ts';
import { bulkTagJob, tagMembers } from './tag.bulk.service.ts';

const fileNames = { 'zh-CN': '会员标签', en: 'member-tags' } as const;

/** Gives the members who were chosen tags, and takes others off. */
export const tagMembersJob = defineJob({
  name: bulkTagJob,
  input: z.object({ add: z.array(z.string()), remove: z.array(z.string()), locale: z.enum(locales) }),
  run: ({ input, ...context }) =>
    runBulk(context, {
      locale: input.locale,
      permissions: ['MEMBER_READ'],
      fileName: fileNames[input.locale],
      deal: (tx, ids) => tagMembers(tx, ids, input),
    }),
  ended: bulkEnded,
});
