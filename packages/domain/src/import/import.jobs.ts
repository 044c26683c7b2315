import { z } from 'zod';
import { defineJob } from '../foundation/jobs.ts';
import { locales } from '../foundation/scope.ts';
import { checkRows } from './import.check.service.ts';
import { endImport } from './import.ended.ts';
import { runRows } from './import.run.service.ts';
import { undoableStatuses, undoRows } from './import.undo.service.ts';

const retryLimit = 5;
const importId = z.string();
const locale = z.enum(locales);

/** Checks every row of an import without writing anything but what is wrong with them. */
export const checkImportJob = defineJob({
  name: 'import.check',
  input: z.object({ importId }),
  retryLimit,
  run: ({ input, ...context }) => checkRows({ ...context, ...input }),
  ended: endImport,
});

/** Writes the rows of an import. */
export const runImportJob = defineJob({
  name: 'import.run',
  input: z.object({ importId, locale }),
  retryLimit,
  run: ({ input, ...context }) => runRows({ ...context, ...input }),
  ended: endImport,
});

/** Takes back what an import wrote. */
export const undoImportJob = defineJob({
  name: 'import.undo',
  input: z.object({ importId, from: z.enum(undoableStatuses), locale }),
  retryLimit,
  run: ({ input, ...context }) => undoRows({ ...context, ...input }),
  ended: endImport,
});
