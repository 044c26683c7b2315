import { lifecycle } from '../foundation/lifecycle.ts';

export const jobStatuses = ['queued', 'running', 'retrying', 'completed', 'cancelled', 'dead'] as const;
export type JobStatus = (typeof jobStatuses)[number];

export const jobActions = ['cancel', 'retry'] as const;
/** What operators can do with a job. */
export type JobAction = (typeof jobActions)[number];
/** What the worker does with it. */
export type JobEvent = 'start' | 'fail' | 'finish' | 'giveUp' | 'putBack';

/** The life of a job. A retry after `dead` or `cancelled` is a new run of the same job. */
export const jobLifecycle = lifecycle<JobStatus, JobAction | JobEvent>('job', 'queued', {
  queued: { start: 'running', cancel: 'cancelled', giveUp: 'dead' },
  running: { finish: 'completed', fail: 'retrying', giveUp: 'dead', putBack: 'queued', cancel: 'cancelled' },
  retrying: { start: 'running', cancel: 'cancelled', giveUp: 'dead' },
  completed: {},
  cancelled: { retry: 'queued' },
  dead: { retry: 'queued' },
});

/** What an operator can do with a job in this state. */
export function availableJobActions(status: JobStatus): JobAction[] {
  return jobActions.filter((action) => action in jobLifecycle[status]);
}
