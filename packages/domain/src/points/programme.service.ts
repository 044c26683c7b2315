import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { parseMinor } from '../foundation/money.ts';
import { loadProgramme, type ProgrammeTerms } from './points.store.ts';
import { checkProgramme, type Programme } from './programme.rules.ts';

type Changes = { [Key in Exclude<keyof Programme, 'valueMinor'>]?: Programme[Key] | null };

/** What is to be changed of a programme; what is left out or null stays, but for `approvalAbove`, which null takes away. */
export interface UpdateProgramme extends Changes {
  /** The version that the changes are based on. */
  version: number;
  /** What `valuePoints` are worth, as an exact decimal in whole units of the brand's currency. */
  value?: string | null;
}

/**
 * Changes how the brand's points work, from now on: what was earned keeps its times. Gives the programme as it is then.
 * `OUT_OF_RANGE`, `AMOUNT_INVALID`, `VERSION_OUTDATED`; `APPROVAL_BY_APPROVERS` of another `approvalAbove` for who lacks
 * POINTS_APPROVE: nobody frees themselves of a second operator.
 */
export async function updateProgramme(
  tx: Transaction,
  { version, value, ...changes }: UpdateProgramme,
): Promise<Outcome<ProgrammeTerms>> {
  const terms = await loadProgramme(tx, 'for update of p');
  const { timeZone, currency, version: current, ...before } = terms;
  if (version !== current)
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  const valueMinor = value == null ? before.valueMinor : parseMinor(value, currency);
  if (valueMinor === undefined) return refused(userError('AMOUNT_INVALID', 'value'));
  const given = Object.entries(changes).filter(
    ([field, to]) => to != null || (to === null && field === 'approvalAbove'),
  );
  const after: Programme = { ...before, ...Object.fromEntries(given), valueMinor };
  const errors = checkProgramme(after);
  if (after.approvalAbove !== before.approvalAbove && !tx.scope.permissions.has('POINTS_APPROVE'))
    errors.push(userError('APPROVAL_BY_APPROVERS', 'approvalAbove'));
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
  return done({ ...after, timeZone, currency, version: current + 1 });
}
