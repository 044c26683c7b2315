import { z } from 'zod';
import { defineJob } from '../foundation/jobs.ts';
import { runChange } from './ladder.run.ts';
import { ladderJob } from './ladder.service.ts';

/** Leads a change of the ladder, or its undoing, through all members of the brand. */
export const runLadderJob = defineJob({
  name: ladderJob,
  input: z.object({ changeId: z.uuid() }),
  timeLimitSeconds: 6 * 3600,
  run: ({ database, scope, input, signal, progress }) =>
    runChange(database, scope, input.changeId, { signal, progress }),
});
