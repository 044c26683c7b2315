import { loadTemplates } from '../coupon/template.store.ts';
import { found, type Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { done, type ErrorCode, type Outcome, refused, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { parseMinor } from '../foundation/money.ts';
import { heldBrandTerms } from '../member/member.store.ts';
import { tiersOnLadder } from '../tier/member-tier.store.ts';
import { type Benefit, checkBenefit } from './benefit.rules.ts';
import { benefitColumns, benefitValues, lockBenefit } from './benefit.store.ts';

/** A benefit as it is asked for, with its cost as an exact decimal in whole units of the brand's currency. */
export type BenefitInput = Pick<Benefit, 'kind' | 'name'> & {
  [Key in Exclude<keyof Benefit, 'kind' | 'name' | 'yearlyCostMinor'>]?: Benefit[Key] | null;
} & { yearlyCost?: string | null };

/**
 * Has a tier grant something; gives the benefit's id. `checkBenefit`'s errors, `AMOUNT_INVALID`, `TIER_UNKNOWN`,
 * `BENEFIT_NAME_TAKEN`, `BENEFIT_KIND_TAKEN`.
 * @throws DomainError NOT_FOUND of a coupon template that isn't there
 */
export async function createBenefit(
  tx: Transaction,
  { tierId, ...input }: BenefitInput & { tierId: string },
): Promise<Outcome<string>> {
  const checked = await wholeOf(tx, input);
  const isKnown = (await tiersOnLadder(tx)).some(({ id }) => id === tierId);
  const errors = [
    ...(isKnown ? [] : [userError('TIER_UNKNOWN', 'tierId')]),
    ...(checked.ok ? [] : checked.errors),
  ];
  if (!checked.ok || errors.length > 0) return refused(...errors);
  const benefit = checked.value;
  const id = newId();
  return await asOnly(tx, id, async () => {
    await tx.query(
      `insert into tier_benefit (brand_id, id, tier_id, ${benefitColumns.join(', ')}) values ($1, $2, $3, ${places(4)})`,
      [tx.brandId, id, tierId, ...benefitValues(benefit)],
    );
    const change = { id, before: null, after: told({ ...benefit, tierId }) };
    tx.audit({ action: 'benefit.create', subjectType: 'Benefit', changes: [change], relatedIds: [tierId] });
  });
}

/** Changes a benefit: it is from now on what is given, as a whole, but stays of its tier. `VERSION_OUTDATED`, and as `createBenefit`. */
export async function updateBenefit(
  tx: Transaction,
  { id, version, ...input }: BenefitInput & { id: string; version: number },
): Promise<Outcome<string>> {
  const checked = await wholeOf(tx, input);
  if (!checked.ok) return checked;
  const { id: _, version: current, ...before } = found(await lockBenefit(tx, id), 'Benefit');
  if (version !== current)
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  const benefit = checked.value;
  return await asOnly(tx, id, async () => {
    await tx.query(
      `update tier_benefit set (${benefitColumns.join(', ')}) = row(${places(4)}), version = version + 1, updated_at = $3
       where brand_id = $1 and id = $2`,
      [tx.brandId, id, tx.now, ...benefitValues(benefit)],
    );
    const after = told({ ...benefit, tierId: before.tierId });
    const change = { id, before: told(before), after };
    tx.audit({
      action: 'benefit.update',
      subjectType: 'Benefit',
      changes: [change],
      relatedIds: [before.tierId],
    });
  });
}

/** Deletes a benefit that nobody has used; gives its id. `BENEFIT_USED`. */
export async function deleteBenefit(tx: Transaction, { id }: { id: string }): Promise<Outcome<string>> {
  const { id: _, version: __, ...before } = found(await lockBenefit(tx, id), 'Benefit');
  const [use] = await tx.query('select 1 from benefit_use where brand_id = $1 and benefit_id = $2 limit 1', [
    tx.brandId,
    id,
  ]);
  if (use) return refused(userError('BENEFIT_USED', 'id'));
  await tx.query('delete from tier_benefit where brand_id = $1 and id = $2', [tx.brandId, id]);
  const change = { id, before: told(before), after: null };
  tx.audit({
    action: 'benefit.delete',
    subjectType: 'Benefit',
    changes: [change],
    relatedIds: [before.tierId],
  });
  return done(id);
}

/** As the audit log has it: with public ids. */
function told({ tierId, couponTemplateId: template, ...benefit }: Benefit & { tierId: string }) {
  const couponTemplateId = template && encodeId('CouponTemplate', template);
  return { ...benefit, tierId: encodeId('Tier', tierId), couponTemplateId };
}

async function wholeOf(tx: Transaction, input: BenefitInput): Promise<Outcome<Benefit>> {
  // Its cost is in the brand's currency, which can't change meanwhile.
  const { currency } = await heldBrandTerms(tx);
  const { yearlyCost, kind, name, ...rest } = input;
  const cost = yearlyCost == null ? 0 : parseMinor(yearlyCost, currency);
  const isAmount = cost !== undefined && cost >= 0;
  const { benefit, errors } = checkBenefit({
    kind,
    name,
    description: rest.description ?? '',
    percent: rest.percent ?? null,
    factor: rest.factor ?? null,
    times: rest.times ?? null,
    period: rest.period ?? null,
    contact: rest.contact ?? null,
    points: rest.points ?? null,
    couponTemplateId: rest.couponTemplateId ?? null,
    hours: rest.hours ?? null,
    yearlyCostMinor: isAmount ? cost : 0,
    active: rest.active ?? true,
  });
  const all = [...errors, ...(isAmount ? [] : [userError('AMOUNT_INVALID', 'yearlyCost')])];
  if (all.length > 0) return refused(...all);
  const { couponTemplateId: templateId } = benefit;
  if (templateId !== null) found((await loadTemplates(tx, [templateId])).get(templateId), 'CouponTemplate');
  return done(benefit);
}

const taken: Record<string, [ErrorCode, string]> = {
  tier_benefit_brand_id_tier_id_name_key: ['BENEFIT_NAME_TAKEN', 'name'],
  tier_benefit_kind: ['BENEFIT_KIND_TAKEN', 'kind'],
};

async function asOnly(tx: Transaction, id: string, work: () => Promise<void>): Promise<Outcome<string>> {
  await tx.query('savepoint benefit');
  try {
    await work();
    return done(id);
  } catch (error) {
    const [code, field] = taken[violatedConstraint(error) ?? ''] ?? [];
    if (!code) throw error;
    await tx.query('rollback to savepoint benefit');
    return refused(userError(code, field));
  }
}

function places(from: number): string {
  return benefitColumns.map((_, at) => `$${from + at}`).join(', ');
}
