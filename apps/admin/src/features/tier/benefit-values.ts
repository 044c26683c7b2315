import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { BenefitKind, BenefitPeriod } from '../../gql/graphql.ts';
import { type Benefit, groups } from './benefits.ts';

/** A benefit as a form holds it: nothing is null, numbers are as they are typed. */
export type BenefitValues = {
  kind: BenefitKind;
  name: string;
  description: string;
  percent: string;
  /** As it is written: `1.5`. */
  factor: string;
  times: string;
  period: BenefitPeriod;
  contact: string;
  points: string;
  hours: string;
  yearlyCost: string;
  active: boolean;
};

const benefitKinds = [...groups.economic, ...groups.service, ...groups.emotional] as const;

/** The values that a kind has, besides the name and what all of them have. */
const fieldsOf = {
  DISCOUNT: ['percent'],
  POINTS_MULTIPLIER: ['factor'],
  FREE_SHIPPING: ['times', 'period'],
  PRIORITY: [],
  DEDICATED_CONTACT: ['contact'],
  BIRTHDAY_GIFT: ['points'],
  EARLY_ACCESS: ['hours'],
} as const satisfies Record<BenefitKind, readonly (keyof BenefitValues)[]>;

/** Whether a kind has a value. */
export function has(kind: BenefitKind, field: keyof BenefitValues): boolean {
  const fields: readonly (keyof BenefitValues)[] = fieldsOf[kind];
  return fields.includes(field);
}

const text = (value: string | number | null | undefined) => (value == null ? '' : String(value));

export function valuesOf(benefit: Benefit | undefined, kind: BenefitKind, name: string): BenefitValues {
  return {
    kind: benefit?.kind ?? kind,
    name: benefit?.name ?? name,
    description: benefit?.description ?? '',
    percent: text(benefit?.percent),
    factor: benefit?.factor ? String(benefit.factor / 100) : '',
    times: text(benefit?.times),
    period: benefit?.period ?? 'MONTH',
    contact: text(benefit?.contact),
    points: text(benefit?.points),
    hours: text(benefit?.hours),
    yearlyCost: benefit && Number(benefit.yearlyCost.amount) > 0 ? benefit.yearlyCost.amount : '',
    active: benefit?.active ?? true,
  };
}

const ranges = { percent: [1, 99], times: [1, 10_000], points: [1, 1_000_000_000], hours: [1, 720] } as const;
const money = /^\d+([.]\d{1,4})?$/;

/** What a benefit has to be before it is sent; the server checks the same and more. */
export function benefitSchema(t: TFunction<['tier', 'common']>) {
  const needed = (field: keyof BenefitValues, fits: (value: string) => boolean, error: string) =>
    z.refine<BenefitValues>((values) => !has(values.kind, field) || fits(String(values[field]).trim()), {
      path: [field],
      error,
    });
  const number = (field: keyof typeof ranges) => {
    const [least, most] = ranges[field];
    return needed(
      field,
      (value) => /^\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most,
      t('tier:form.whole', { least, most }),
    );
  };
  return z
    .object({
      kind: z.enum(benefitKinds),
      name: z.string().check(
        z.refine((value) => value.trim() !== '', t('common:form.required')),
        z.maxLength(60, t('common:form.tooLong', { limit: 60 })),
      ),
      description: z.string().check(z.maxLength(500, t('common:form.tooLong', { limit: 500 }))),
      percent: z.string(),
      factor: z.string(),
      times: z.string(),
      period: z.enum(['MONTH', 'YEAR']),
      contact: z.string().check(z.maxLength(100, t('common:form.tooLong', { limit: 100 }))),
      points: z.string(),
      hours: z.string(),
      yearlyCost: z
        .string()
        .check(
          z.refine(
            (value) => value.trim() === '' || money.test(value.trim()),
            t('common:form.invalidAmount'),
          ),
        ),
      active: z.boolean(),
    })
    .check(
      number('percent'),
      number('times'),
      number('points'),
      number('hours'),
      needed(
        'factor',
        (value) => /^\d{1,3}([.]\d{1,2})?$/.test(value) && Number(value) > 1 && Number(value) <= 100,
        t('tier:form.factor'),
      ),
      needed('contact', (value) => value !== '', t('common:form.required')),
    );
}

/** What values say; those that such a benefit doesn't have are nothing. */
export function contentOf(values: BenefitValues) {
  const { kind } = values;
  const number = (field: 'percent' | 'times' | 'points' | 'hours') =>
    has(kind, field) ? Number(values[field]) : null;
  return {
    kind,
    name: values.name.trim(),
    description: values.description.trim(),
    percent: number('percent'),
    factor: has(kind, 'factor') ? Math.round(Number(values.factor) * 100) : null,
    times: number('times'),
    period: has(kind, 'period') ? values.period : null,
    contact: has(kind, 'contact') ? values.contact.trim() : null,
    points: number('points'),
    hours: number('hours'),
    yearlyCost: values.yearlyCost.trim() || null,
    active: values.active,
  };
}
