import { z } from 'zod';
import { defineJob } from '../foundation/jobs.ts';
import { runPreview } from './ladder.preview.run.ts';
import { previewJob } from './ladder.preview.service.ts';
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

/** Counts what a ladder would do to the members. That of a large brand doesn't keep a small one waiting. */
export const previewLadderJob = defineJob({
  name: previewJob,
  input: z.object({ previewId: z.uuid() }),
  concurrency: 3,
  run: ({ database, scope, input, signal, progress }) =>
    runPreview(database, scope, input.previewId, { signal, progress }),
});
