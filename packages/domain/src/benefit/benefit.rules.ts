import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { mostPoints } from '../points/programme.rules.ts';

export const benefitKinds = [
  'discount',
  'points_multiplier',
  'free_shipping',
  'priority',
  'dedicated_contact',
  'birthday_gift',
  'early_access',
] as const;
export type BenefitKind = (typeof benefitKinds)[number];

export const benefitPeriods = ['month', 'year'] as const;
export type BenefitPeriod = (typeof benefitPeriods)[number];

/** What a tier grants. */
export interface Benefit {
  kind: BenefitKind;
  name: string;
  description: string;
  /** `discount`: so many per cent less. */
  percent: number | null;
  /** `points_multiplier`: in hundredths; 150 makes one and a half of the points of an order's base rule. */
  factor: number | null;
  /** `free_shipping`: so often in a period of the brand's zone. */
  times: number | null;
  period: BenefitPeriod | null;
  /** `dedicated_contact`: who. */
  contact: string | null;
  /** `birthday_gift`: points, or a coupon made from this template. */
  points: number | null;
  couponTemplateId: string | null;
  /** `early_access`: hours before everybody. */
  hours: number | null;
  /** What it costs the brand a year for each member, in minor units. */
  yearlyCostMinor: number;
  active: boolean;
}

/** The values that a kind has; all of its own are needed, of a gift one, and no other is of use. */
export const valuesOfKind = {
  discount: ['percent'],
  points_multiplier: ['factor'],
  free_shipping: ['times', 'period'],
  priority: [],
  dedicated_contact: ['contact'],
  birthday_gift: ['points', 'couponTemplateId'],
  early_access: ['hours'],
} as const satisfies Record<BenefitKind, readonly (keyof Benefit)[]>;

type Value = (typeof valuesOfKind)[BenefitKind][number];
const values: readonly Value[] = Object.values(valuesOfKind).flat();

const ranges = {
  percent: [1, 99],
  factor: [101, 10_000],
  times: [1, 10_000],
  points: [1, mostPoints],
  hours: [1, 720],
} as const;

/** A benefit as it is stored, with all that is wrong with it: `REQUIRED`, `TOO_LONG`, `OUT_OF_RANGE`, `BENEFIT_FIELD_UNUSED`. */
export function checkBenefit(input: Benefit): { benefit: Benefit; errors: UserError[] } {
  const name = checkText('name', input.name, { limit: 60, required: true });
  const description = checkText('description', input.description, { limit: 500, multiline: true });
  const own: readonly Value[] = valuesOfKind[input.kind];
  const contact = checkText('contact', input.contact ?? '', {
    limit: 100,
    required: own.includes('contact'),
  });
  const errors = [
    ...name.errors,
    ...description.errors,
    ...(own.includes('contact') ? contact.errors : []),
    ...values.flatMap((field) => valueErrors(field, input, own.includes(field))),
  ];
  return {
    benefit: {
      ...input,
      name: name.text,
      description: description.text,
      contact: own.includes('contact') ? contact.text : null,
    },
    errors,
  };
}

function valueErrors(field: Value, input: Benefit, isOwn: boolean): UserError[] {
  const value = input[field];
  if (!isOwn) return value === null ? [] : [userError('BENEFIT_FIELD_UNUSED', field)];
  // A gift is one of the two.
  if (field === 'couponTemplateId')
    return value !== null && input.points !== null ? [userError('BENEFIT_FIELD_UNUSED', field)] : [];
  if (field === 'points' && value === null && input.couponTemplateId !== null) return [];
  // What is said of a contact is a text, and told as such.
  if (field === 'contact') return [];
  if (value === null) return [userError('REQUIRED', field)];
  if (field === 'period') return [];
  const [least, most] = ranges[field];
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return fits ? [] : [userError('OUT_OF_RANGE', field, { least, most })];
}
