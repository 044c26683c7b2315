import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { availableJobActions, type JobStatus } from '../job/job.rules.ts';
import { cancelJob } from '../job/job.service.ts';
import type { TierBenefits } from './ladder.preview.rules.ts';
import { type ChangeLadder, planChange } from './ladder.service.ts';

/** Name of the job that counts what a ladder would do. */
export const previewJob = 'tier.preview';

/**
 * Begins to count what a change of the ladder would do to the members, by orders and benefits as they are now; nothing of
 * it is made. What the same operator had counted before, or is having counted, is dropped. Gives the id of the preview.
 * Errors as of `changeLadder`.
 */
export async function beginPreview(
  tx: Transaction,
  { atOnce, ...input }: ChangeLadder,
): Promise<Outcome<string>> {
  const planned = await planChange(tx, input);
  if (!planned.ok) return planned;
  const operatorId = tx.scope.actor.kind === 'operator' ? tx.scope.actor.id : null;
  if (operatorId) await dropFormer(tx, operatorId);
  const id = newId();
  const subject = { type: 'TierLadderPreview', id };
  const jobId = await enqueueJob(tx, { name: previewJob, input: { previewId: id }, subject });
  const { before, ladder } = planned.value;
  // As it was asked for: which of the tiers are new is to be seen.
  const asked = {
    ...ladder,
    tiers: ladder.tiers.map((tier, at) => ({ ...tier, isNew: !input.tiers[at]?.id })),
  };
  await tx.query(
    `insert into tier_ladder_preview (brand_id, id, version, before, ladder, at_once, benefits, job_id, operator_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.brandId,
      id,
      input.version,
      before ? JSON.stringify(before) : null,
      JSON.stringify(asked),
      atOnce ?? false,
      JSON.stringify(await benefitsOf(tx)),
      jobId,
      operatorId,
      tx.now,
    ],
  );
  return done(id);
}

async function dropFormer(tx: Transaction, operatorId: string): Promise<void> {
  const former = await tx.query<{ job_id: string; status: JobStatus | null }>(
    `with former as (delete from tier_ladder_preview where brand_id = $1 and operator_id = $2 returning job_id)
     select f.job_id, j.status from former f left join job j on j.brand_id = $1 and j.id = f.job_id`,
    [tx.brandId, operatorId],
  );
  for (const { job_id: id, status } of former)
    if (status && availableJobActions(status).includes('cancel')) await cancelJob(tx, id);
}

async function benefitsOf({ query }: Transaction): Promise<TierBenefits[]> {
  return await query<TierBenefits>(
    `select tier_id as "tierId", sum(yearly_cost_minor)::float8 as "yearlyMinor", coalesce(max(factor), 100) as factor
     from tier_benefit where brand_id = kolony.current_brand() and active group by tier_id`,
  );
}
