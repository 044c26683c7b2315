import { createHash } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { checkText } from '../foundation/text.ts';
import { hasAmounts } from './brand.amounts.ts';
import { BrandEntity } from './brand.entity.ts';
import {
  brandTextLimits,
  type ChannelInput,
  checkBrandName,
  checkChannels,
  checkColor,
  checkCurrency,
  checkLogo,
  checkTimeZone,
} from './brand.rules.ts';
import { replaceChannels } from './channel.service.ts';

export interface CreateBrand {
  name: string;
  timeZone: string;
  currency: string;
  demo?: boolean;
}

/**
 * Makes a brand. Runs in the scope of the brand to be, whose `brandId` is a new id: `{ ...scope, brandId: newId() }`.
 * An operator who makes it becomes its owner; made by the installation it has nobody yet (`appoint`). Returns the id.
 */
export async function createBrand(tx: Transaction, input: CreateBrand): Promise<Outcome<string>> {
  const name = checkBrandName(input.name);
  const timeZone = checkTimeZone(input.timeZone);
  const currency = checkCurrency(input.currency);
  const errors = [...name.errors, ...timeZone.errors, ...currency.errors];
  if (errors.length > 0) return refused(...errors);
  const id = tx.brandId;
  const fields = { name: name.text, timeZone: timeZone.value, currency: currency.value };
  await tx.query('insert into brand (id, name, time_zone, currency, demo) values ($1, $2, $3, $4, $5)', [
    id,
    fields.name,
    fields.timeZone,
    fields.currency,
    input.demo ?? false,
  ]);
  tx.audit({ action: 'brand.create', subjectType: 'Brand', changes: [{ id, before: null, after: fields }] });
  const { actor } = tx.scope;
  if (actor.kind === 'operator') await appoint(tx, { operatorId: actor.id, role: 'owner' });
  return done(id);
}

/** Gives an operator a seat in the brand of the scope, without asking who may. Returns the id of the seat. */
export async function appoint(
  tx: Transaction,
  { operatorId, role }: { operatorId: string; role: string },
): Promise<string> {
  const id = newId();
  await tx.query('insert into brand_operator (brand_id, id, operator_id, role) values ($1, $2, $3, $4)', [
    tx.brandId,
    id,
    operatorId,
    role,
  ]);
  tx.audit({
    action: 'brand_operator.create',
    subjectType: 'BrandOperator',
    changes: [{ id, before: null, after: { operator: encodeId('Operator', operatorId), role } }],
    relatedIds: [operatorId],
  });
  return id;
}

/** What is left out stays. Null takes the value away, or is `REQUIRED` where there has to be one. */
export interface UpdateBrand {
  version: number;
  name?: string | null;
  positioning?: string | null;
  toneOfVoice?: string | null;
  story?: string | null;
  /** Here and in the colours, an empty text takes the value away, too. */
  logoUrl?: string | null;
  primaryColor?: string | null;
  secondaryColor?: string | null;
  timeZone?: string | null;
  /** Refused once the brand has amounts in it: `amountsOfBrand`. */
  currency?: string | null;
  /** All of them, in their order; what is left out of the list goes. */
  channels?: readonly ChannelInput[] | null;
}

/** Changes the brand of the scope. Returns its id. */
export async function updateBrand(tx: Transaction, input: UpdateBrand): Promise<Outcome<string>> {
  const brand = found(
    await tx.em.findOne(BrandEntity, { id: tx.brandId }, { lockMode: LockMode.PESSIMISTIC_WRITE }),
    'Brand',
  );
  if (brand.version !== input.version) {
    return refused(
      userError('VERSION_OUTDATED', 'version', { given: input.version, current: brand.version }),
    );
  }
  const before = auditedFields(brand);
  const errors = assignFields(brand, input);
  const channels = input.channels === undefined ? undefined : checkChannels(input.channels ?? []);
  errors.push(...(channels?.errors ?? []));
  if (brand.currency !== before.currency && (await isCurrencyFixed(tx))) {
    errors.push(userError('CURRENCY_IN_USE', 'currency'));
  }
  if (errors.length > 0) return refused(...errors);
  const after = auditedFields(brand);
  const channelsChanged = channels ? await replaceChannels(tx, channels.value) : false;
  const fieldsChanged = JSON.stringify(before) !== JSON.stringify(after);
  if (!fieldsChanged && !channelsChanged) return done(brand.id);
  brand.version++;
  brand.updatedAt = tx.now;
  if (fieldsChanged) {
    tx.audit({ action: 'brand.update', subjectType: 'Brand', changes: [{ id: brand.id, before, after }] });
  }
  return done(brand.id);
}

function assignFields(brand: BrandEntity, input: UpdateBrand): UserError[] {
  const errors: UserError[] = [];
  const take = <T>({ value, errors: wrong }: { value: T; errors: UserError[] }): T => {
    errors.push(...wrong);
    return value;
  };
  if (input.name !== undefined) {
    const name = checkBrandName(input.name ?? '');
    brand.name = take({ value: name.text, errors: name.errors });
  }
  for (const key of ['positioning', 'toneOfVoice', 'story'] as const) {
    const given = input[key];
    if (given === undefined) continue;
    const text = checkText(key, given ?? '', { limit: brandTextLimits[key], multiline: true });
    brand[key] = take({ value: text.text, errors: text.errors });
  }
  if (input.logoUrl !== undefined) brand.logoUrl = take(checkLogo(input.logoUrl ?? ''));
  for (const key of ['primaryColor', 'secondaryColor'] as const) {
    const given = input[key];
    if (given !== undefined) brand[key] = take(checkColor(given ?? '', key));
  }
  for (const key of ['timeZone', 'currency'] as const) {
    if (input[key] === null) errors.push(userError('REQUIRED', key));
  }
  if (input.timeZone != null) brand.timeZone = take(checkTimeZone(input.timeZone));
  if (input.currency != null) brand.currency = take(checkCurrency(input.currency));
  return errors;
}

/** What the audit log keeps; of a picture its hash, since the log never shrinks. */
function auditedFields(brand: BrandEntity) {
  const { name, positioning, toneOfVoice, story, logoUrl, primaryColor, secondaryColor, timeZone, currency } =
    brand;
  return {
    name,
    positioning,
    toneOfVoice,
    story,
    logoUrl: logoUrl?.startsWith('data:') ? auditedPicture(logoUrl) : logoUrl,
    primaryColor,
    secondaryColor,
    timeZone,
    currency,
  };
}

function auditedPicture(url: string): string {
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 16);
  return `${url.slice(0, url.indexOf(',') + 1)}… (${url.length} characters, SHA-256 ${hash}…)`;
}

/** Whoever writes amounts holds the brand until they are there (`heldBrandTerms`), and so does this. */
async function isCurrencyFixed(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ fixed: boolean }>(`select ${hasAmounts('$1')} as fixed`, [tx.brandId]);
  return row?.fixed ?? false;
}
