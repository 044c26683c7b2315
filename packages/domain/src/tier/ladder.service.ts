import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import { found } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { lockStandings } from '../standing/standing.write.ts';
import { checkLadder, type LadderInput } from './ladder.rules.ts';
import type { Ladder } from './tier.rules.ts';
import { loadLadder, runningChange, type StoredLadder, storeLadder, takeLadder } from './tier.store.ts';

/** Name of the job that leads a change of the ladder through all members. */
export const ladderJob = 'tier.ladder';

export interface ChangeLadder extends LadderInput {
  /** The version that this is based on: 0 where there is no ladder yet. */
  version: number;
  /** Whether who is too high by the new ladder goes down at once, not as its policy has it. */
  atOnce?: boolean | null;
}

/**
 * Makes a ladder that of the brand, and begins to lead its members over: a tier that is left out leaves the ladder, and who
 * was in it holds the next one below. Gives the id of the change. `checkLadder`'s errors, `TIER_UNKNOWN`, `TIER_IN_USE`,
 * `VERSION_OUTDATED`, `TIER_LADDER_BEING_CHANGED`.
 */
export async function changeLadder(
  tx: Transaction,
  { version, atOnce, ...input }: ChangeLadder,
): Promise<Outcome<string>> {
  await lockStandings(tx);
  const planned = await planChange(tx, { version, ...input });
  if (!planned.ok) return planned;
  const { before, ladder: after } = planned.value;
  const next = await nextVersion(tx, before);
  await storeLadder(tx, after, next);
  const id = newId();
  const jobId = await enqueueJob(tx, { name: ladderJob, input: { changeId: id } });
  await tx.query(
    `insert into tier_ladder_change (brand_id, id, at_once, before, after, status, job_id, operator_id, created_at)
     values ($1, $2, $3, $4, $5, 'running', $6, $7, $8)`,
    [
      tx.brandId,
      id,
      atOnce ?? false,
      before ? JSON.stringify(before) : null,
      JSON.stringify({ ...after, version: next }),
      jobId,
      tx.scope.actor.kind === 'operator' ? tx.scope.actor.id : null,
      tx.now,
    ],
  );
  audit(tx, 'tier_ladder.change', before ?? null, after);
  return done(id);
}

/** What a change would come to: the ladder from before, undefined where there is none, and the one to be stored. */
export interface PlannedChange {
  before: StoredLadder | undefined;
  ladder: Ladder;
}

/** Checks a change of the ladder as it stands; errors as of `changeLadder`. */
export async function planChange(
  tx: ReadTransaction,
  { version, ...input }: LadderInput & { version: number },
): Promise<Outcome<PlannedChange>> {
  const before = await loadLadder(tx);
  const current = before?.version ?? 0;
  if (version !== current)
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  if (await runningChange(tx)) return refused(userError('TIER_LADDER_BEING_CHANGED'));
  const planned = await planLadder(tx, input, before);
  return planned.ok ? done({ before, ladder: planned.value }) : planned;
}

/** A first ladder's too is one that none has had: another may have been rolled back before it. */
async function nextVersion({ query }: ReadTransaction, before: StoredLadder | undefined): Promise<number> {
  if (before) return before.version + 1;
  const [row] = await query<{ last: number }>(
    `select coalesce(max((after ->> 'version')::int), 0) as last from tier_ladder_change
     where brand_id = kolony.current_brand()`,
  );
  return (row?.last ?? 0) + 1;
}

/** A ladder as it would be stored, new tiers with their ids. `checkLadder`'s errors, `TIER_UNKNOWN`, `TIER_IN_USE`. */
async function planLadder(
  tx: ReadTransaction,
  input: LadderInput,
  before: StoredLadder | undefined,
): Promise<Outcome<Ladder>> {
  const { ladder, errors } = checkLadder(input);
  const ids = ladder.tiers.flatMap(({ id }) => (id === null ? [] : [id]));
  const known = await tx.query<{ id: string }>(
    'select id from tier where brand_id = kolony.current_brand() and id = any ($1::uuid[])',
    [ids],
  );
  const unknown = ladder.tiers.flatMap(({ id }, at) =>
    id === null || known.some((tier) => tier.id === id)
      ? []
      : [userError('TIER_UNKNOWN', ['tiers', `${at}`, 'id'])],
  );
  const left = (before?.tiers ?? []).filter(({ id }) => !ids.includes(id)).map(({ id }) => id);
  const problems = [...errors, ...unknown, ...(await usesOf(tx, left))];
  if (problems.length > 0) return refused(...problems);
  return done({ ...ladder, tiers: ladder.tiers.map((tier) => ({ ...tier, id: tier.id ?? newId() })) });
}

/**
 * What names tiers that would leave the ladder, rules, rewards and badges, and `benefits` that are switched on, which else
 * rest with their tier: `TIER_IN_USE` for each tier.
 */
async function usesOf(
  { query }: ReadTransaction,
  tierIds: readonly string[],
  { benefits = false } = {},
): Promise<UserError[]> {
  if (tierIds.length === 0) return [];
  const rows = await query<{ tier: string; names: string }>(
    `select t.name as tier, string_agg(u.name, ', ' order by u.name) as names from tier t join lateral (
       select r.name from earning_rule r where r.brand_id = t.brand_id and r.tier_ids @> array[t.id] union all
       select r.name from reward r where r.brand_id = t.brand_id and r.tier_ids @> array[t.id] union all
       select g.name from badge g where g.brand_id = t.brand_id and g.tier_id = t.id union all
       select b.name from tier_benefit b where $2 and b.brand_id = t.brand_id and b.tier_id = t.id and b.active
     ) u on true where t.brand_id = kolony.current_brand() and t.id = any ($1::uuid[]) group by t.id, t.name order by t.name`,
    [tierIds, benefits],
  );
  return rows.map((row) => userError('TIER_IN_USE', 'tiers', { ...row }));
}

interface StoredChange {
  id: string;
  status: 'running' | 'done' | 'undoing' | 'undone';
  before: StoredLadder | null;
  after: StoredLadder;
  job_status: string | null;
}

/**
 * Brings back the ladder from before the last change, and begins to lead its members back: whom the change moved stands as
 * before it, and then what happened since is followed. Of the first ladder nothing is left: no member has a tier again.
 * Gives the id of the change. `TIER_LADDER_NOT_LAST`, `TIER_LADDER_BEING_CHANGED`, `TIER_IN_USE`.
 */
export async function rollBackLadder(tx: Transaction, { id }: { id: string }): Promise<Outcome<string>> {
  await lockStandings(tx);
  const [change] = await tx.query<StoredChange & { is_last: boolean }>(
    `select c.id, c.status, c.before, c.after, j.status as job_status,
       not exists (select from tier_ladder_change l where l.brand_id = c.brand_id and (l.created_at, l.id) > (c.created_at, c.id)) as is_last
     from tier_ladder_change c left join job j on j.id = c.job_id where c.brand_id = $1 and c.id = $2`,
    [tx.brandId, id],
  );
  const { status, before, job_status: job, is_last: isLast } = found(change, 'TierLadderChange');
  if (!isLast || status === 'undone') return refused(userError('TIER_LADDER_NOT_LAST', 'id'));
  const isUnderWay = status === 'undoing' || (status === 'running' && pending.includes(job ?? ''));
  if (isUnderWay) return refused(userError('TIER_LADDER_BEING_CHANGED'));
  const current = found(await loadLadder(tx), 'Tier');
  const left = current.tiers.filter((tier) => !before?.tiers.some((old) => old.id === tier.id));
  const uses = await usesOf(
    tx,
    left.map((tier) => tier.id),
    { benefits: !before },
  );
  if (uses.length > 0) return refused(...uses);
  if (before) await storeLadder(tx, before, current.version + 1);
  else await takeLadder(tx);
  const jobId = await enqueueJob(tx, { name: ladderJob, input: { changeId: id } });
  await tx.query(
    `update tier_ladder_change set status = 'undoing', reached = '00000000-0000-0000-0000-000000000000', job_id = $3,
       finished_at = null where brand_id = $1 and id = $2`,
    [tx.brandId, id, jobId],
  );
  audit(tx, 'tier_ladder.rollback', current, before);
  return done(id);
}

const pending = ['queued', 'running', 'retrying'];

/** As the audit log has it: with public ids. */
function told(ladder: Ladder) {
  return { ...ladder, tiers: ladder.tiers.map((tier) => ({ ...tier, id: encodeId('Tier', tier.id) })) };
}

function audit(tx: Transaction, action: string, before: Ladder | null, after: Ladder | null): void {
  const changes = [{ id: tx.brandId, before: before && told(before), after: after && told(after) }];
  tx.audit({ action, subjectType: 'Brand', changes });
}
