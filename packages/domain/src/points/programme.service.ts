import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { loadProgramme } from './points.store.ts';
import { checkProgramme, type Programme } from './programme.rules.ts';

/**
 * Changes how the brand's points work, from now on: what was earned keeps its times. Gives the brand's id.
 * `OUT_OF_RANGE`, `VERSION_OUTDATED`.
 */
export async function updateProgramme(
  tx: Transaction,
  { version, ...changes }: Partial<Programme> & { version: number },
): Promise<Outcome<string>> {
  const { timeZone: _, version: current, ...before } = await loadProgramme(tx, 'for update of p');
  if (version !== current)
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  const after: Programme = { ...before, ...changes };
  const errors = checkProgramme(after);
  if (errors.length > 0) return refused(...errors);
  await tx.query(
    `update points_programme set expiry = $2, expiry_months = $3, expiry_month = $4, expiry_day = $5, pending_days = $6,
       below_zero = $7, approval_above = $8, value_points = $9, value_minor = $10, version = version + 1, updated_at = $11
     where brand_id = $1`,
    [
      tx.brandId,
      after.expiry,
      after.expiryMonths,
      after.expiryMonth,
      after.expiryDay,
      after.pendingDays,
      after.belowZero,
      after.approvalAbove,
      after.valuePoints,
      after.valueMinor,
      tx.now,
    ],
  );
  const change = { id: tx.brandId, before: { ...before }, after: { ...after } };
  tx.audit({ action: 'points_programme.update', subjectType: 'Brand', changes: [change] });
  return done(tx.brandId);
}
