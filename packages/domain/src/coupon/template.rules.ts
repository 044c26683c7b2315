import { type UserError, userError } from '../foundation/errors.ts';
import { maximumMinor } from '../foundation/money.ts';
import { checkText } from '../foundation/text.ts';
import { ZoneClock } from '../foundation/zone-clock.ts';
import { todayIn } from '../member/member.rules.ts';

export const couponKinds = ['amount', 'percent'] as const;
export type CouponKind = (typeof couponKinds)[number];

/** What a coupon is good for. It doesn't change once the first of its template was issued. */
export interface CouponTerms {
  kind: CouponKind;
  /** `amount`: so much off, in minor units. */
  amountMinor: number | null;
  /** `percent`: so many hundredths off, 1 to 100, at most `capMinor`. */
  percent: number | null;
  capMinor: number | null;
  /** What the order, or the products that it is for, must come to. */
  minimumMinor: number;
  /** For orders of these channels, for these products of them: all where empty. */
  channels: readonly string[];
  skus: readonly string[];
  /** Whether it may be used together with others. */
  stackable: boolean;
}

/** Until when coupons are valid: to the end of a day, or so many days after the day of issue; in the brand's zone. */
export interface CouponValidity {
  /** Days of the calendar, `2026-11-21`. */
  startsOn: string | null;
  endsOn: string | null;
  validDays: number | null;
}

/** What coupons are made from. */
export interface CouponTemplate extends CouponTerms, CouponValidity {
  name: string;
  description: string;
  /** How many are issued at most, in all and to one member; null: any number. */
  issueLimit: number | null;
  memberLimit: number | null;
  /** What all of them may cost; null: whatever they do. */
  budgetMinor: number | null;
  /** Whether they are issued. */
  active: boolean;
}

/** What has become of the coupons of a template. */
export interface CouponCounts {
  issued: number;
  revoked: number;
  /** What they may cost yet and have cost. */
  heldMinor: number;
}

const termFields = [
  'kind',
  'amountMinor',
  'percent',
  'capMinor',
  'minimumMinor',
  'channels',
  'skus',
  'stackable',
] as const satisfies (keyof CouponTerms)[];

/** The most that one coupon can give. */
export function faceOf({ amountMinor, capMinor }: CouponTerms): number {
  return amountMinor ?? capMinor ?? 0;
}

/** A template as it is stored, with what is wrong with it, all at once. Amounts that are none come as NaN. */
export function checkTemplate(input: CouponTemplate): { template: CouponTemplate; errors: UserError[] } {
  const name = checkText('name', input.name, { limit: 60, required: true });
  const description = checkText('description', input.description, { limit: 2_000, multiline: true });
  const errors = [...name.errors, ...description.errors];
  const isAmount = input.kind === 'amount';
  const needed = isAmount ? (['amountMinor'] as const) : (['percent', 'capMinor'] as const);
  const unneeded = isAmount ? (['percent', 'capMinor'] as const) : (['amountMinor'] as const);
  for (const field of needed) if (input[field] === null) errors.push(userError('REQUIRED', plain(field)));
  for (const field of unneeded) {
    if (input[field] !== null) errors.push(userError('COUPON_FIELD_UNUSED', plain(field)));
  }
  for (const [field, least] of amounts) {
    const value = input[field];
    if (value !== null && !(Number.isInteger(value) && value >= least && value <= maximumMinor)) {
      errors.push(userError('AMOUNT_INVALID', plain(field)));
    }
  }
  for (const [field, least, most] of ranges) {
    const value = input[field];
    if (value !== null && !(Number.isInteger(value) && value >= least && value <= most)) {
      errors.push(userError('OUT_OF_RANGE', field, { least, most }));
    }
  }
  errors.push(...checkValidity(input));
  const texts = (field: 'channels' | 'skus') => {
    const checked = input[field].map((text) => checkText(field, text, { limit: 100, required: true }));
    errors.push(...checked.flatMap((one) => one.errors).slice(0, 1));
    if (input[field].length > mostOfList) errors.push(userError('TOO_MANY', field, { limit: mostOfList }));
    return [...new Set(checked.map(({ text }) => text))];
  };
  const template = {
    ...input,
    name: name.text,
    description: description.text,
    channels: texts('channels'),
    skus: texts('skus'),
  };
  if (errors.length === 0 && input.budgetMinor !== null && input.budgetMinor < faceOf(input)) {
    errors.push(userError('COUPON_BUDGET_TOO_SMALL', 'budget'));
  }
  return { template, errors };
}

const mostOfList = 100;
const amounts = [
  ['amountMinor', 1],
  ['capMinor', 1],
  ['minimumMinor', 0],
  ['budgetMinor', 1],
] as const;
const ranges = [
  ['percent', 1, 100],
  ['validDays', 1, 3650],
  ['issueLimit', 1, 1_000_000_000],
  ['memberLimit', 1, 1_000_000],
] as const;

function checkValidity({ startsOn, endsOn, validDays }: CouponValidity): UserError[] {
  if (endsOn === null && validDays === null) return [userError('REQUIRED', 'endsOn')];
  if (endsOn !== null && validDays !== null) return [userError('COUPON_FIELD_UNUSED', 'validDays')];
  if (startsOn !== null && validDays !== null) return [userError('COUPON_FIELD_UNUSED', 'startsOn')];
  return startsOn !== null && endsOn !== null && startsOn > endsOn
    ? [userError('PERIOD_INVALID', 'endsOn')]
    : [];
}

/** Amounts come in and are told under the name that they have outside: `minimum`. */
function plain(field: string): string {
  return field.replace(/Minor$/, '');
}

/** What may not be changed of a template of which so many were issued, and was: the fields. */
export function fixedTerms(
  before: CouponTemplate,
  after: CouponTemplate,
  { issued, revoked, heldMinor }: CouponCounts,
): UserError[] {
  if (issued === 0) return [];
  const same = (field: (typeof termFields)[number]) =>
    JSON.stringify(before[field]) === JSON.stringify(after[field]);
  const limits = [
    ...(after.issueLimit !== null && after.issueLimit < issued - revoked
      ? [userError('COUPON_LIMIT_BELOW_ISSUED', 'issueLimit', { issued: issued - revoked })]
      : []),
    ...(after.budgetMinor !== null && after.budgetMinor < heldMinor
      ? [userError('COUPON_BUDGET_BELOW_HELD', 'budget')]
      : []),
  ];
  return [
    ...termFields
      .filter((field) => !same(field))
      .map((field) => userError('COUPON_TERMS_FIXED', plain(field))),
    ...limits,
  ];
}

/**
 * When a coupon that is issued at `at` is valid: from then, or from the beginning of `startsOn`, to the end of a day of the
 * brand's zone, which is the beginning of the next.
 */
export function validityOf(
  { startsOn, endsOn, validDays }: CouponValidity,
  at: Date,
  timeZone: string,
): { startsAt: Date; expiresAt: Date } {
  const last = endsOn ?? daysLater(todayIn(timeZone, at).date, validDays ?? 0);
  const begin = startsOn === null ? at : beginningOf(startsOn, timeZone);
  return { startsAt: begin > at ? begin : at, expiresAt: beginningOf(daysLater(last, 1), timeZone) };
}

/** One for each zone of a brand: making one costs more than all that is asked of it. */
const clocks = new Map<string, ZoneClock>();

/** The instant at which a day of the calendar begins in a zone. */
export function beginningOf(date: string, timeZone: string): Date {
  const clock = clocks.get(timeZone) ?? new ZoneClock(timeZone);
  clocks.set(timeZone, clock);
  return new Date(clock.instantOf(Date.parse(`${date}T00:00:00Z`)));
}

function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Why no coupon of a template can be issued at all, whoever it is for; undefined when one can. */
export function issueProblem(
  template: CouponTemplate,
  { issued, revoked, heldMinor }: CouponCounts,
  expiresAt: Date,
  now: Date,
): UserError | undefined {
  if (!template.active) return userError('COUPON_TEMPLATE_PAUSED', 'templateId');
  if (expiresAt <= now) return userError('COUPON_TEMPLATE_ENDED', 'templateId');
  const { issueLimit, budgetMinor } = template;
  if (issueLimit !== null && issued - revoked >= issueLimit) {
    return userError('COUPON_ISSUE_LIMIT_REACHED', 'templateId');
  }
  return budgetMinor !== null && heldMinor + faceOf(template) > budgetMinor
    ? userError('COUPON_BUDGET_SPENT', 'templateId')
    : undefined;
}
