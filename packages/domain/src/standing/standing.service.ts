import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { checkSettings, type StandingSettings } from './standing.settings.rules.ts';
import { loadSettings, storeSettings } from './standing.settings.store.ts';
import { lockStandings } from './standing.write.ts';

/** Name of the job that works out the standings of a brand. */
export const calculationJob = 'standing.calculate';

/**
 * Changes how the brand scores its members and tells their stages, and begins to work all of them out anew. Gives the id
 * of the job. `OUT_OF_RANGE`, `CUT_POINTS_INVALID`, `STAGE_DAYS_INVALID`, `VERSION_OUTDATED`.
 */
export async function updateSettings(
  tx: Transaction,
  { version: given, ...changes }: Partial<StandingSettings> & { version: number },
): Promise<Outcome<string>> {
  await lockStandings(tx);
  const { settings: before, version: current } = await loadSettings(tx);
  if (given !== current) return refused(userError('VERSION_OUTDATED', 'version', { given, current }));
  const after = withChanges(before, changes);
  const errors = checkSettings(after);
  if (errors.length > 0) return refused(...errors);
  await storeSettings(tx, after, current + 1, tx.now);
  const change = { id: tx.brandId, before: { ...before }, after: { ...after } };
  tx.audit({ action: 'standing_setting.update', subjectType: 'Brand', changes: [change] });
  // One that runs began with the settings of before.
  return done((await pendingJob(tx, ['queued'])) ?? (await enqueueCalculation(tx)));
}

/** Settings with some of them changed; what is left out stays. */
export function withChanges(
  settings: StandingSettings,
  changes: Partial<StandingSettings>,
): StandingSettings {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined && value !== null);
  return { ...settings, ...Object.fromEntries(given) };
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
