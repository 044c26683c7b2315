import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { parseMinor } from '../foundation/money.ts';
import { heldBrandTerms } from '../member/member.store.ts';
import { loadProgramme } from '../points/points.store.ts';
import { checkTierIds } from '../tier/member-tier.store.ts';
import { checkRule, type EarningRule } from './earning.rules.ts';
import { lockRule, ruleColumns, ruleValues } from './earning.store.ts';

/** A rule with its amounts as exact decimals in whole units of the brand's currency. What is left out is nothing. */
export type RuleInput = Pick<EarningRule, 'name' | 'event' | 'effect'> &
  Partial<{ [Key in keyof Omit<EarningRule, 'perMinor' | 'minimumMinor'>]: EarningRule[Key] | null }> & {
    per?: string | null;
    minimum?: string | null;
  };

/**
 * Makes a rule; gives its id. It holds from now on, unless another time is given: what was earned before stays as it is.
 * `checkRule`'s errors, `AMOUNT_INVALID`, `TIER_UNKNOWN`, `RULE_NAME_TAKEN`.
 */
export async function createRule(tx: Transaction, input: RuleInput): Promise<Outcome<string>> {
  // Its amounts are in the brand's currency, which can't change meanwhile.
  await heldBrandTerms(tx);
  const checked = await checkInput(tx, input);
  if (!checked.ok) return checked;
  const rule = { ...checked.value, startsAt: checked.value.startsAt ?? tx.now };
  const id = newId();
  return await named(tx, async () => {
    await tx.query(`insert into earning_rule (brand_id, id, ${ruleColumns}) values ($1, $2, ${places(3)})`, [
      tx.brandId,
      id,
      ...ruleValues(rule),
    ]);
    tx.audit({
      action: 'earning_rule.create',
      subjectType: 'EarningRule',
      changes: [{ id, before: null, after: told(rule) }],
    });
    return id;
  });
}

/** Changes a rule: it is from now on what is given, as a whole. `VERSION_OUTDATED`, and as `createRule`. */
export async function updateRule(
  tx: Transaction,
  { id, version, ...input }: RuleInput & { id: string; version: number },
): Promise<Outcome<string>> {
  // Its amounts are in the brand's currency, which can't change meanwhile.
  await heldBrandTerms(tx);
  const checked = await checkInput(tx, input);
  if (!checked.ok) return checked;
  const { id: _, version: current, ...before } = found(await lockRule(tx, id), 'EarningRule');
  if (version !== current)
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  const rule = checked.value;
  return await named(tx, async () => {
    await tx.query(
      `update earning_rule set (${ruleColumns}) = row(${places(3)}), version = version + 1, updated_at = now()
       where brand_id = $1 and id = $2`,
      [tx.brandId, id, ...ruleValues(rule)],
    );
    const change = { id, before: told(before), after: told(rule) };
    tx.audit({ action: 'earning_rule.update', subjectType: 'EarningRule', changes: [change] });
    return id;
  });
}

/** Deletes a rule; gives its id. What it gave stays. */
export async function deleteRule(tx: Transaction, { id }: { id: string }): Promise<Outcome<string>> {
  const { id: _, version: __, ...before } = found(await lockRule(tx, id), 'EarningRule');
  await tx.query('delete from earning_rule where brand_id = $1 and id = $2', [tx.brandId, id]);
  const change = { id, before: told(before), after: null };
  tx.audit({ action: 'earning_rule.delete', subjectType: 'EarningRule', changes: [change] });
  return done(id);
}

/** A rule as it would be stored. `checkRule`'s errors, `AMOUNT_INVALID`. */
export async function checkInput(tx: ReadTransaction, input: RuleInput): Promise<Outcome<EarningRule>> {
  const { currency } = await loadProgramme(tx);
  const { per, minimum, ...rest } = input;
  const minor = (amount: string | null | undefined) =>
    amount == null ? null : (parseMinor(amount, currency) ?? Number.NaN);
  const [perMinor, minimumMinor] = [minor(per), minor(minimum)];
  const amounts = Object.entries({ per: perMinor, minimum: minimumMinor }).flatMap(([field, value]) =>
    Number.isNaN(value) ? [userError('AMOUNT_INVALID', field)] : [],
  );
  const tiers = await checkTierIds(tx, rest.tierIds);
  const { rule, errors } = checkRule({
    name: rest.name,
    event: rest.event,
    effect: rest.effect,
    points: rest.points ?? null,
    perMinor,
    factor: rest.factor ?? null,
    channels: rest.channels ?? [],
    skus: rest.skus ?? [],
    tierIds: tiers.tierIds,
    minimumMinor,
    startsAt: rest.startsAt ?? null,
    endsAt: rest.endsAt ?? null,
    dailyPoints: rest.dailyPoints ?? null,
    dailyTimes: rest.dailyTimes ?? null,
    active: rest.active ?? true,
  });
  // An amount that is none is told as such, and under the name that it came by.
  const others = errors.filter(({ field }) => !(amounts.length > 0 && /Minor$/.test(field[0] ?? '')));
  const named = others.map((error) => ({
    ...error,
    field: error.field.map((part) => part.replace(/Minor$/, '')),
  }));
  const all = [...amounts, ...named, ...tiers.errors];
  return all.length > 0 ? refused(...all) : done(rule);
}

/** As the audit log has it: with public ids. */
function told(rule: EarningRule) {
  return { ...rule, tierIds: rule.tierIds.map((id) => encodeId('Tier', id)) };
}

async function named(tx: Transaction, work: () => Promise<string>): Promise<Outcome<string>> {
  await tx.query('savepoint rule');
  try {
    return done(await work());
  } catch (error) {
    if (violatedConstraint(error) !== 'earning_rule_brand_id_name_key') throw error;
    await tx.query('rollback to savepoint rule');
    return refused(userError('RULE_NAME_TAKEN', 'name'));
  }
}

function places(from: number): string {
  return ruleColumns
    .split(', ')
    .map((_, at) => `$${from + at}`)
    .join(', ');
}
