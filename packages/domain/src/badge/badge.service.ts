import { found, type Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { parseMinor } from '../foundation/money.ts';
import { heldBrandTerms } from '../member/member.store.ts';
import { type Badge, checkBadge, mostBadges } from './badge.rules.ts';
import { badgeColumns, badgeColumnValues, lockBadge } from './badge.store.ts';

/** Name of the job that goes through all members for a badge. */
export const awardingJob = 'badge.award_all';

/** A badge as callers give it. What is left out is nothing, or as it says. */
export type BadgeInput = Pick<Badge, 'name' | 'icon' | 'color' | 'criterion'> &
  Partial<{ [Key in Exclude<keyof Badge, 'name' | 'icon' | 'color' | 'criterion'>]: Badge[Key] | null }> & {
    /** Of `spend`, in place of `target`: an exact decimal in whole units of the brand's currency. */
    amount?: string | null;
  };

/**
 * Makes a badge; gives its id. Members who have reached it already get it within minutes. `checkBadge`'s errors,
 * `AMOUNT_INVALID`, `BADGE_NAME_TAKEN`, `TOO_MANY`.
 */
export async function createBadge(tx: Transaction, input: BadgeInput): Promise<Outcome<string>> {
  const checked = await checkInput(tx, input);
  if (!checked.ok) return checked;
  const [count] = await tx.query<{ n: number }>('select count(*)::int as n from badge where brand_id = $1', [
    tx.brandId,
  ]);
  if ((count?.n ?? 0) >= mostBadges) return refused(userError('TOO_MANY', 'name', { limit: mostBadges }));
  const badge = checked.value;
  const id = newId();
  return await named(tx, async () => {
    await tx.query(
      `insert into badge (brand_id, id, ${badgeColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [tx.brandId, id, ...badgeColumnValues(badge)],
    );
    tx.audit({
      action: 'badge.create',
      subjectType: 'Badge',
      changes: [{ id, before: null, after: { ...badge } }],
    });
    await awardToAll(tx, id, badge);
    return id;
  });
}

/**
 * Changes a badge: it is from now on what is given, as a whole. Who has it keeps it. `VERSION_OUTDATED`, and as
 * `createBadge`.
 */
export async function updateBadge(
  tx: Transaction,
  { id, version, ...input }: BadgeInput & { id: string; version: number },
): Promise<Outcome<string>> {
  const checked = await checkInput(tx, input);
  if (!checked.ok) return checked;
  const { id: _, version: current, ...before } = await lockBadge(tx, id);
  if (version !== current)
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  const badge = checked.value;
  return await named(tx, async () => {
    await tx.query(
      `update badge set (${badgeColumns}) = row($3, $4, $5, $6, $7, $8, $9, $10, $11, $12), version = version + 1,
         updated_at = now() where brand_id = $1 and id = $2`,
      [tx.brandId, id, ...badgeColumnValues(badge)],
    );
    const change = { id, before: { ...before }, after: { ...badge } };
    tx.audit({ action: 'badge.update', subjectType: 'Badge', changes: [change] });
    await awardToAll(tx, id, badge);
    return id;
  });
}

/** Deletes a badge that nobody has ever had; gives its id. `BADGE_AWARDED`: it can be switched off instead. */
export async function deleteBadge(tx: Transaction, { id }: { id: string }): Promise<Outcome<string>> {
  // Against awards at the same time, which refer to it.
  await tx.query('select from badge where brand_id = $1 and id = $2 for update', [tx.brandId, id]);
  const { id: _, version: __, ...before } = await lockBadge(tx, id);
  const [award] = await tx.query('select 1 from badge_award where brand_id = $1 and badge_id = $2 limit 1', [
    tx.brandId,
    id,
  ]);
  if (award) return refused(userError('BADGE_AWARDED'));
  await tx.query('delete from badge where brand_id = $1 and id = $2', [tx.brandId, id]);
  tx.audit({
    action: 'badge.delete',
    subjectType: 'Badge',
    changes: [{ id, before: { ...before }, after: null }],
  });
  return done(id);
}

async function awardToAll(tx: Transaction, badgeId: string, { active, criterion }: Badge): Promise<void> {
  if (active && criterion !== 'by_hand') await enqueueJob(tx, { name: awardingJob, input: { badgeId } });
}

async function checkInput(tx: Transaction, { amount, ...input }: BadgeInput): Promise<Outcome<Badge>> {
  // Its amount is in the brand's currency, which can't change meanwhile.
  const { currency } = await heldBrandTerms(tx);
  const isSpend = input.criterion === 'spend';
  const minor = isSpend && amount != null ? (parseMinor(amount, currency) ?? 0) : null;
  const { badge, errors } = checkBadge({
    name: input.name,
    description: input.description ?? '',
    icon: input.icon,
    color: input.color,
    criterion: input.criterion,
    target: isSpend ? minor : (input.target ?? null),
    event: input.event ?? null,
    tierId: input.tierId ?? null,
    period: input.period ?? 'ever',
    active: input.active ?? true,
  });
  // An amount is told of under the name that it came by.
  const told = errors.map((error) => {
    if (!isSpend || error.field[0] !== 'target') return error;
    return userError(error.code === 'REQUIRED' ? 'REQUIRED' : 'AMOUNT_INVALID', 'amount');
  });
  if (isSpend && input.target != null) told.push(userError('BADGE_FIELD_UNUSED', 'target'));
  if (!isSpend && amount != null) told.push(userError('BADGE_FIELD_UNUSED', 'amount'));
  if (told.length > 0) return refused(...told);
  if (badge.tierId !== null) {
    const [tier] = await tx.query('select 1 from tier where brand_id = $1 and id = $2', [
      tx.brandId,
      badge.tierId,
    ]);
    found(tier, 'Tier');
  }
  return done(badge);
}

async function named(tx: Transaction, work: () => Promise<string>): Promise<Outcome<string>> {
  await tx.query('savepoint badge');
  try {
    return done(await work());
  } catch (error) {
    if (violatedConstraint(error) !== 'badge_brand_id_name_key') throw error;
    await tx.query('rollback to savepoint badge');
    return refused(userError('BADGE_NAME_TAKEN', 'name'));
  }
}
