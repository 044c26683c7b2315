import { z } from 'zod';
import { DomainError } from '../foundation/errors.ts';
import { defineJob, type JobContext } from '../foundation/jobs.ts';
import { locales } from '../foundation/scope.ts';
import { checkRows } from './import.check.service.ts';
import { failRun, runRows } from './import.run.service.ts';
import { failUndo, undoRows } from './import.undo.service.ts';

const retryLimit = 5;
const importId = z.string();
const locale = z.enum(locales);

/** Checks every row of an import without writing anything but what is wrong with them. */
export const checkImportJob = defineJob({
  name: 'import.check',
  input: z.object({ importId }),
  retryLimit,
  run: ({ input, ...context }) => checkRows({ ...context, ...input }),
});

/** Writes the rows of an import. */
export const runImportJob = defineJob({
  name: 'import.run',
  input: z.object({ importId, locale }),
  retryLimit,
  run: ({ input, ...context }) =>
    orForGood(context, runRows({ ...context, ...input }), () => failRun({ ...context, ...input })),
});

/** Takes back what an import wrote. */
export const undoImportJob = defineJob({
  name: 'import.undo',
  input: z.object({ importId, from: z.enum(['completed', 'cancelled', 'failed']), locale }),
  retryLimit,
  run: ({ input, ...context }) =>
    orForGood(context, undoRows({ ...context, ...input }), () => failUndo({ ...context, ...input })),
});

/** Tells the import when its job failed at the last attempt; one that was broken off is tried again anyway. */
async function orForGood(
  { attempt, signal }: Pick<JobContext<unknown>, 'attempt' | 'signal'>,
  work: Promise<void>,
  fail: () => Promise<void>,
): Promise<void> {
  try {
    await work;
  } catch (error) {
    const hopeless = error instanceof DomainError && error.code !== 'CONFLICT';
    if (!signal.aborted && (hopeless || attempt > retryLimit)) await fail();
    throw error;
  }
}
