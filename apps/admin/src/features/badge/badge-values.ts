import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type {
  BadgeCriterion,
  BadgeIcon,
  BadgeInput,
  BadgePeriod,
  BadgeWholeFragment,
  MemberEventKind,
} from '../../gql/graphql.ts';
import { iconNames } from './badge-icon.tsx';

export type Badge = BadgeWholeFragment;

export const criteria = [
  'ORDERS',
  'SPEND',
  'EVENTS',
  'POINTS',
  'STREAK',
  'TIER',
  'BY_HAND',
] as const satisfies BadgeCriterion[];
export const periods = ['EVER', 'YEAR', 'MONTH'] as const satisfies BadgePeriod[];
export const events = [
  'CHECK_IN',
  'SHARE',
  'REVIEW',
  'REFERRAL',
  'SIGN_UP',
  'PROFILE_COMPLETED',
  'BIRTHDAY',
] as const satisfies MemberEventKind[];

/** A badge as a form holds it. */
export interface BadgeValues {
  name: string;
  description: string;
  icon: BadgeIcon;
  color: string;
  criterion: BadgeCriterion;
  target: string;
  amount: string;
  event: MemberEventKind;
  tierId: string;
  period: BadgePeriod;
  active: boolean;
}

export const emptyBadge: BadgeValues = {
  name: '',
  description: '',
  icon: 'STAR',
  color: '#b7791f',
  criterion: 'ORDERS',
  target: '',
  amount: '',
  event: 'CHECK_IN',
  tierId: '',
  period: 'EVER',
  active: true,
};

export function valuesOf(badge: Badge): BadgeValues {
  const { name, description, icon, color, criterion, target, amount, event, period, active } = badge;
  return {
    name,
    description,
    icon,
    color,
    criterion,
    target: target === null ? '' : String(target),
    amount: amount?.amount ?? '',
    event: event ?? emptyBadge.event,
    tierId: badge.tierId ?? '',
    period,
    active,
  };
}

/** Whether a badge of such a criterion takes a number. */
export function counts(criterion: BadgeCriterion): criterion is (typeof counted)[number] {
  return counted.some((one) => one === criterion);
}
const counted = ['ORDERS', 'EVENTS', 'POINTS', 'STREAK'] as const satisfies BadgeCriterion[];

const money = /^\d+([.]\d{1,4})?$/;
const most = (criterion: BadgeCriterion) => (criterion === 'STREAK' ? 366 : 1_000_000_000);

/** What a badge has to be before it is sent; the server checks the same and more. */
export function badgeSchema(t: TFunction<['badge', 'common']>) {
  const fits = ({ criterion, target }: BadgeValues) =>
    !counts(criterion) || (/^[1-9]\d*$/.test(target.trim()) && Number(target.trim()) <= most(criterion));
  return z
    .object({
      name: z.string().check(
        z.refine((value) => value.trim() !== '', t('common:form.required')),
        z.maxLength(30, t('common:form.tooLong', { limit: 30 })),
      ),
      description: z.string().check(z.maxLength(200, t('common:form.tooLong', { limit: 200 }))),
      icon: z.enum(iconNames),
      color: z.string(),
      criterion: z.enum(criteria),
      target: z.string(),
      amount: z.string(),
      event: z.enum(events),
      tierId: z.string(),
      period: z.enum(periods),
      active: z.boolean(),
    })
    .check(
      z.refine(({ criterion, tierId }: BadgeValues) => criterion !== 'TIER' || tierId !== '', {
        path: ['tierId'],
        error: t('common:form.required'),
      }),
      z.refine(fits, { path: ['target'], error: t('badge:form.whole') }),
      z.refine(({ criterion, amount }: BadgeValues) => criterion !== 'SPEND' || money.test(amount.trim()), {
        path: ['amount'],
        error: t('common:form.invalidAmount'),
      }),
    );
}

/** What is sent for values. */
export function inputOf(values: BadgeValues): BadgeInput {
  const { criterion } = values;
  return {
    name: values.name.trim(),
    description: values.description.trim(),
    icon: values.icon,
    color: values.color,
    criterion,
    target: counts(criterion) ? Number(values.target.trim()) : null,
    amount: criterion === 'SPEND' ? values.amount.trim() : null,
    event: criterion === 'EVENTS' ? values.event : null,
    tierId: criterion === 'TIER' ? values.tierId : null,
    period: criterion === 'TIER' ? 'EVER' : values.period,
    active: values.active,
  };
}
