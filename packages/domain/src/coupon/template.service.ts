import { found, type Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { parseMinor } from '../foundation/money.ts';
import { heldBrandTerms } from '../member/member.store.ts';
import { type CouponTemplate, checkTemplate, fixedTerms } from './template.rules.ts';
import { lockTemplates, templateColumns, templateValues } from './template.store.ts';

/** A template with its amounts as exact decimals in whole units of the brand's currency. What is left out is nothing. */
export interface CouponTemplateInput {
  name: string;
  kind: CouponTemplate['kind'];
  description?: string | null;
  amount?: string | null;
  percent?: number | null;
  cap?: string | null;
  minimum?: string | null;
  channels?: readonly string[] | null;
  skus?: readonly string[] | null;
  stackable?: boolean | null;
  startsOn?: string | null;
  endsOn?: string | null;
  validDays?: number | null;
  issueLimit?: number | null;
  memberLimit?: number | null;
  budget?: string | null;
  active?: boolean | null;
}

/** Makes a template; gives its id. `checkTemplate`'s errors, `COUPON_NAME_TAKEN`. */
export async function createTemplate(tx: Transaction, input: CouponTemplateInput): Promise<Outcome<string>> {
  const { template, errors } = checkTemplate(await whole(tx, input));
  if (errors.length > 0) return refused(...errors);
  const id = newId();
  return await named(tx, id, async () => {
    await tx.query(
      `insert into coupon_template (brand_id, id, created_at, ${templateColumns}) values ($1, $2, $3, ${places(4)})`,
      [tx.brandId, id, tx.now, ...templateValues(template)],
    );
    const change = { id, before: null, after: { ...template } };
    tx.audit({ action: 'coupon_template.create', subjectType: 'CouponTemplate', changes: [change] });
  });
}

/**
 * Changes a template: it is from now on what is given, as a whole. Coupons that were issued stay valid as they are. What they
 * are good for doesn't change any more once there are any: `COUPON_TERMS_FIXED`; nor are limits set below what was issued:
 * `COUPON_LIMIT_BELOW_ISSUED`, `COUPON_BUDGET_BELOW_HELD`. `VERSION_OUTDATED`, and as `createTemplate`. Gives its id.
 */
export async function updateTemplate(
  tx: Transaction,
  { id, version, ...input }: CouponTemplateInput & { id: string; version: number },
): Promise<Outcome<string>> {
  const { template, errors } = checkTemplate(await whole(tx, input));
  if (errors.length > 0) return refused(...errors);
  const known = found((await lockTemplates(tx, [id])).get(id), 'CouponTemplate');
  const { id: _, version: current, counts, ...before } = known;
  if (version !== current) {
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  }
  const fixed = fixedTerms(before, template, counts);
  if (fixed.length > 0) return refused(...fixed);
  return await named(tx, id, async () => {
    await tx.query(
      `update coupon_template set (${templateColumns}) = row(${places(4)}), version = version + 1, updated_at = $3
       where brand_id = $1 and id = $2`,
      [tx.brandId, id, tx.now, ...templateValues(template)],
    );
    const change = { id, before: { ...before }, after: { ...template } };
    tx.audit({ action: 'coupon_template.update', subjectType: 'CouponTemplate', changes: [change] });
  });
}

async function whole(tx: Transaction, input: CouponTemplateInput): Promise<CouponTemplate> {
  // Its amounts are in the brand's currency, which can't change meanwhile.
  const { currency } = await heldBrandTerms(tx);
  const minor = (amount: string | null | undefined) =>
    amount == null ? null : (parseMinor(amount, currency) ?? Number.NaN);
  return {
    name: input.name,
    description: input.description ?? '',
    kind: input.kind,
    amountMinor: minor(input.amount),
    percent: input.percent ?? null,
    capMinor: minor(input.cap),
    minimumMinor: minor(input.minimum) ?? 0,
    channels: input.channels ?? [],
    skus: input.skus ?? [],
    stackable: input.stackable ?? false,
    startsOn: input.startsOn ?? null,
    endsOn: input.endsOn ?? null,
    validDays: input.validDays ?? null,
    issueLimit: input.issueLimit ?? null,
    memberLimit: input.memberLimit ?? null,
    budgetMinor: minor(input.budget),
    active: input.active ?? true,
  };
}

async function named(tx: Transaction, id: string, work: () => Promise<void>): Promise<Outcome<string>> {
  await tx.query('savepoint template');
  try {
    await work();
    return done(id);
  } catch (error) {
    if (violatedConstraint(error) !== 'coupon_template_brand_id_name_key') throw error;
    await tx.query('rollback to savepoint template');
    return refused(userError('COUPON_NAME_TAKEN', 'name'));
  }
}

function places(from: number): string {
  return templateColumns
    .split(', ')
    .map((_, at) => `$${from + at}`)
    .join(', ');
}
