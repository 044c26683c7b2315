import type { BulkFailure } from '../bulk/bulk.failures.ts';
import type { Dealt } from '../bulk/bulk.run.ts';
import { beginBulk } from '../bulk/bulk.service.ts';
import type { Chosen } from '../bulk/bulk.store.ts';
import { found, type Transaction } from '../foundation/database.ts';
import { DomainError, type Outcome, refused, type UserError } from '../foundation/errors.ts';
import { encodeId } from '../foundation/ids.ts';
import { whyNotLiving } from '../member/member.service.ts';
import { brandTerms, lockMembers } from '../member/member.store.ts';
import { auditIssued, openIssuing } from './issue.service.ts';
import { issueProblem, validityOf } from './template.rules.ts';
import { loadTemplates, lockTemplates } from './template.store.ts';

/** Name of the job. */
export const bulkIssueJob = 'coupon.issue';
const batchSize = 500;

export interface BulkIssue {
  chosen: Chosen;
  templateId: string;
}

/**
 * Leaves a job that issues a coupon of a template to each of many members. Returns its id. `SELECTION_EMPTY`, and what keeps the
 * template from being issued at all.
 */
export async function beginBulkIssue(
  tx: Transaction,
  { chosen, templateId }: BulkIssue,
): Promise<Outcome<string>> {
  const template = found((await loadTemplates(tx, [templateId])).get(templateId), 'CouponTemplate');
  const { timeZone } = await brandTerms(tx);
  const { expiresAt } = validityOf(template, tx.now, timeZone);
  const problem = issueProblem(template, template.counts, expiresAt, tx.now);
  if (problem) return refused(problem);
  return await beginBulk(tx, {
    name: bulkIssueJob,
    input: { templateId, locale: tx.scope.locale },
    chosen,
    batchSize,
    told: { templateId: encodeId('CouponTemplate', templateId), coupon: template.name },
  });
}

/**
 * Issues a coupon to each of these members, in their order. Who isn't there, was merged or has closed the account, and who has
 * had as many as a member can have, fails; who has been given this one already is unchanged. Where the template gives no
 * more (all were issued, the budget is spent, it was paused), it stops, and the others are left.
 */
export async function issueToMembers(
  tx: Transaction,
  ids: readonly string[],
  { templateId, jobId }: { templateId: string; jobId: string },
): Promise<Dealt> {
  const locked = await lockMembers(tx, ids);
  const template = found((await lockTemplates(tx, [templateId])).get(templateId), 'CouponTemplate');
  const keyOf = (id: string) => `job:${jobId}:${id}`;
  const given = await tx.query<{ key: string }>(
    'select key from coupon where brand_id = $1 and key = any ($2::text[])',
    [tx.brandId, ids.map(keyOf)],
  );
  const known = new Set(given.map(({ key }) => key));
  const issuing = await openIssuing(tx, template, ids);
  const failures: BulkFailure[] = [];
  const issued: { id: string; memberId: string }[] = [];
  let unchanged = 0;
  let stopped: Dealt['stopped'];
  for (const [at, memberId] of ids.entries()) {
    const member = locked.get(memberId);
    const failure = known.has(keyOf(memberId)) ? undefined : whyNotLiving(memberId, member);
    if (known.has(keyOf(memberId))) unchanged++;
    else if (failure) failures.push(failed(memberId, failure));
    else {
      const limit = issuing.problemOf(memberId);
      const problem = limit ? undefined : issuing.problem();
      if (problem) {
        stopped = { left: ids.slice(at), error: new DomainError(problem.code, problem.params) };
        break;
      }
      if (limit) failures.push(failed(memberId, limit));
      else {
        const subject = { type: 'Job', id: jobId };
        issued.push({ id: issuing.issue(memberId, keyOf(memberId), subject), memberId });
      }
    }
  }
  await issuing.store();
  auditIssued(tx, issued);
  return { done: issued.length, unchanged, failures, ...(stopped && { stopped }) };
}

function failed(id: string, { code, params }: UserError): BulkFailure {
  return { id: encodeId('Member', id), code, params };
}
