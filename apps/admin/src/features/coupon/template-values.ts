import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { CouponKind } from '../../gql/graphql.ts';
import type { TemplateContent } from './terms.ts';

/** A template as a form holds it: nothing is null. */
export interface TemplateValues {
  name: string;
  description: string;
  kind: CouponKind;
  amount: string;
  percent: string;
  cap: string;
  minimum: string;
  channels: string[];
  skus: string[];
  stackable: boolean;
  validity: 'days' | 'dates';
  validDays: string;
  startsOn: string;
  endsOn: string;
  issueLimit: string;
  memberLimit: string;
  budget: string;
  active: boolean;
}

export const emptyTemplate: TemplateValues = {
  name: '',
  description: '',
  kind: 'AMOUNT',
  amount: '',
  percent: '',
  cap: '',
  minimum: '',
  channels: [],
  skus: [],
  stackable: false,
  validity: 'days',
  validDays: '30',
  startsOn: '',
  endsOn: '',
  issueLimit: '',
  memberLimit: '1',
  budget: '',
  active: true,
};

const text = (value: string | number | null | undefined) => (value == null ? '' : String(value));

export function valuesOf(template: TemplateContent): TemplateValues {
  return {
    name: template.name,
    description: template.description,
    kind: template.kind,
    amount: text(template.amount?.amount),
    percent: text(template.percent),
    cap: text(template.cap?.amount),
    minimum: Number(template.minimum.amount) === 0 ? '' : template.minimum.amount,
    channels: template.channels,
    skus: template.skus,
    stackable: template.stackable,
    validity: template.endsOn === null ? 'days' : 'dates',
    validDays: text(template.validDays),
    startsOn: text(template.startsOn),
    endsOn: text(template.endsOn),
    issueLimit: text(template.issueLimit),
    memberLimit: text(template.memberLimit),
    budget: text(template.budget?.amount),
    active: template.active,
  };
}

const amount = /^\d+([.]\d{1,4})?$/;

function isWhole(value: string, most: number): boolean {
  return /^\d+$/.test(value.trim()) && Number(value) >= 1 && Number(value) <= most;
}

/** What a template has to be before it is sent; the server checks the same and more. */
export function templateSchema(t: TFunction<['coupon', 'common']>) {
  const whole = (most: number) =>
    z
      .string()
      .check(
        z.refine((value) => value.trim() === '' || isWhole(value, most), t('coupon:form.whole', { most })),
      );
  const money = z
    .string()
    .check(
      z.refine((value) => value.trim() === '' || amount.test(value.trim()), t('common:form.invalidAmount')),
    );
  const needed = (
    field: 'amount' | 'percent' | 'cap' | 'validDays' | 'endsOn',
    when: (values: TemplateValues) => boolean,
  ) =>
    z.refine<TemplateValues>((values) => !when(values) || values[field].trim() !== '', {
      path: [field],
      error: t('common:form.required'),
    });
  return z
    .object({
      name: z.string().check(
        z.refine((value) => value.trim() !== '', t('common:form.required')),
        z.maxLength(60, t('common:form.tooLong', { limit: 60 })),
      ),
      description: z.string().check(z.maxLength(2000, t('common:form.tooLong', { limit: 2000 }))),
      kind: z.enum(['AMOUNT', 'PERCENT']),
      amount: money,
      percent: whole(100),
      cap: money,
      minimum: money,
      channels: z.array(z.string()),
      skus: z.array(z.string()),
      stackable: z.boolean(),
      validity: z.enum(['days', 'dates']),
      validDays: whole(3650),
      startsOn: z.string(),
      endsOn: z.string(),
      issueLimit: whole(1_000_000_000),
      memberLimit: whole(1_000_000),
      budget: money,
      active: z.boolean(),
    })
    .check(
      needed('amount', ({ kind }) => kind === 'AMOUNT'),
      needed('percent', ({ kind }) => kind === 'PERCENT'),
      needed('cap', ({ kind }) => kind === 'PERCENT'),
      needed('validDays', ({ validity }) => validity === 'days'),
      needed('endsOn', ({ validity }) => validity === 'dates'),
      z.refine(
        ({ validity, startsOn, endsOn }) => validity === 'days' || !startsOn || !endsOn || startsOn <= endsOn,
        { path: ['endsOn'], error: t('coupon:form.period') },
      ),
    );
}

/** What values say; fields that such a template doesn't have are nothing. */
export function contentOf(values: TemplateValues, currency: string): TemplateContent {
  const money = (value: string) => (amount.test(value.trim()) ? { amount: value.trim(), currency } : null);
  const whole = (value: string, most: number) => (isWhole(value, most) ? Number(value) : null);
  const byAmount = values.kind === 'AMOUNT';
  const byDays = values.validity === 'days';
  return {
    name: values.name.trim(),
    description: values.description.trim(),
    kind: values.kind,
    amount: byAmount ? money(values.amount) : null,
    percent: byAmount ? null : whole(values.percent, 100),
    cap: byAmount ? null : money(values.cap),
    minimum: money(values.minimum) ?? { amount: '0', currency },
    channels: values.channels,
    skus: values.skus,
    stackable: values.stackable,
    validDays: byDays ? whole(values.validDays, 3650) : null,
    startsOn: (!byDays && values.startsOn) || null,
    endsOn: (!byDays && values.endsOn) || null,
    issueLimit: whole(values.issueLimit, 1_000_000_000),
    memberLimit: whole(values.memberLimit, 1_000_000),
    budget: money(values.budget),
    active: values.active,
  };
}

/** The fields of a template, in the order in which they are shown and compared. */
export const templateFields = [
  'name',
  'description',
  'kind',
  'amount',
  'percent',
  'cap',
  'minimum',
  'channels',
  'skus',
  'stackable',
  'validity',
  'validDays',
  'startsOn',
  'endsOn',
  'issueLimit',
  'memberLimit',
  'budget',
  'active',
] as const satisfies (keyof TemplateValues)[];
