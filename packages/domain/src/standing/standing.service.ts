import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { heldBrandTerms } from '../member/member.store.ts';
import { changedSettings, checkSettings, type SettingsChanges } from './standing.settings.rules.ts';
import { type BrandSettings, loadSettings, storeSettings } from './standing.settings.store.ts';
import { lockStandings } from './standing.write.ts';

/** Name of the job that works out the standings of a brand. */
export const calculationJob = 'standing.calculate';

/** The settings as they are from now on, and the job that works out what follows from them. */
export interface UpdatedSettings extends BrandSettings {
  jobId: string;
}

/**
 * Changes how the brand scores its members and tells their stages, and begins to work all of them out anew.
 * `OUT_OF_RANGE`, `AMOUNT_INVALID`, `CUT_POINTS_INVALID`, `STAGE_DAYS_INVALID`, `VERSION_OUTDATED`.
 */
export async function updateSettings(
  tx: Transaction,
  { version: given, ...changes }: SettingsChanges & { version: number },
): Promise<Outcome<UpdatedSettings>> {
  await lockStandings(tx);
  // Its amounts are in the brand's currency, which can't change meanwhile.
  await heldBrandTerms(tx);
  const brand = await loadSettings(tx);
  const { settings: before, version: current, currency } = brand;
  if (given !== current) return refused(userError('VERSION_OUTDATED', 'version', { given, current }));
  const after = changedSettings(before, changes, currency);
  const errors = checkSettings(after);
  if (errors.length > 0) return refused(...errors);
  await storeSettings(tx, after, current + 1, tx.now);
  const change = { id: tx.brandId, before: { ...before }, after: { ...after } };
  tx.audit({ action: 'standing_setting.update', subjectType: 'Brand', changes: [change] });
  // One that runs began with the settings of before.
  const jobId = (await pendingJob(tx, ['queued'])) ?? (await enqueueCalculation(tx));
  return done({ ...brand, settings: after, version: current + 1, jobId });
}

/** Begins to work out the standings of all members of the brand; gives the id of the job. `STANDINGS_BEING_CALCULATED`. */
export async function beginCalculation(tx: Transaction): Promise<Outcome<string>> {
  await lockStandings(tx);
  if (await pendingJob(tx, ['queued', 'running', 'retrying']))
    return refused(userError('STANDINGS_BEING_CALCULATED'));
  return done(await enqueueCalculation(tx));
}

async function enqueueCalculation(tx: Transaction): Promise<string> {
  const id = await enqueueJob(tx, { name: calculationJob, input: {} });
  tx.audit({ action: calculationJob, subjectType: 'Job', changes: [{ id, before: null, after: {} }] });
  return id;
}

async function pendingJob(tx: Transaction, statuses: readonly string[]): Promise<string | undefined> {
  const [job] = await tx.query<{ id: string }>(
    'select id from job where brand_id = $1 and name = $2 and status = any ($3) order by created_at desc limit 1',
    [tx.brandId, calculationJob, statuses],
  );
  return job?.id;
}
