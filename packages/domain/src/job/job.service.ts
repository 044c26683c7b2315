import { found, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { type EndedJobRow, endedJob, endedJobColumns } from '../foundation/job.ended.ts';
import { availableJobActions, type JobStatus } from './job.rules.ts';

interface JobRow {
  name: string;
  status: JobStatus;
  run: number;
  input: Record<string, unknown>;
  cancel_requested_at: unknown;
  created_by: string | null;
}

/**
 * Cancels a job. One that waits is cancelled at once; one that runs is told so, whichever process runs it, and ends when
 * it next looks, usually within a second: until then it is still `running`. Whoever started it may cancel it; of others,
 * those with JOB_MANAGE.
 * @throws DomainError FORBIDDEN
 */
export async function cancelJob(tx: Transaction, id: string): Promise<Outcome<string>> {
  const job = await lockJob(tx, id);
  const { actor, permissions } = tx.scope;
  const own = actor.id !== null && job.created_by === actor.id;
  if (!own && !permissions.has('JOB_MANAGE'))
    throw new DomainError('FORBIDDEN', { permission: 'JOB_MANAGE' });
  if (!availableJobActions(job.status).includes('cancel')) return refused(userError('JOB_NOT_CANCELLABLE'));
  if (job.cancel_requested_at !== null) return done(id);
  const status = job.status === 'running' ? 'running' : 'cancelled';
  const [row] = await tx.query<EndedJobRow>(
    `update job set status = $2, cancel_requested_at = $3, cancel_requested_by = $4,
       finished_at = case when $2 = 'cancelled' then $3::timestamptz end
     where id = $1 returning ${endedJobColumns}`,
    [id, status, tx.now, tx.scope.actor.kind === 'operator' ? tx.scope.actor.id : null],
  );
  if (row && status === 'cancelled') await tx.jobEnded(endedJob(row));
  await tx.query(`select pg_notify('kolony_job_cancel', $1)`, [id]);
  tx.audit({
    action: 'job.cancel',
    subjectType: 'Job',
    changes: [
      {
        id,
        before: { status: job.status, cancelRequested: false },
        after: { status, cancelRequested: true },
      },
    ],
  });
  return done(id);
}

/** Runs a dead or cancelled job again, with the input it had; one that notes how far it came goes on there. */
export async function retryJob(tx: Transaction, id: string): Promise<Outcome<string>> {
  const job = await lockJob(tx, id);
  if (!availableJobActions(job.status).includes('retry')) return refused(userError('JOB_NOT_RETRYABLE'));
  const run = job.run + 1;
  await tx.query(
    `update job set status = 'queued', run = $2, attempts = 0, error = null, cancel_requested_at = null,
       cancel_requested_by = null,
       started_at = null, finished_at = null, progress_done = 0
     where id = $1`,
    [id, run],
  );
  tx.emit('job.run', { name: job.name, jobId: id, run, input: job.input });
  tx.audit({
    action: 'job.retry',
    subjectType: 'Job',
    changes: [{ id, before: { status: job.status, run: job.run }, after: { status: 'queued', run } }],
  });
  return done(id);
}

async function lockJob(tx: Transaction, id: string): Promise<JobRow> {
  const [job] = await tx.query<JobRow>(
    'select name, status, run, input, cancel_requested_at, created_by from job where brand_id = $1 and id = $2 for update',
    [tx.brandId, id],
  );
  return found(job, 'Job');
}
