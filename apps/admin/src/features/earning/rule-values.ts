import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { EarningEffect, EarningEvent } from '../../gql/graphql.ts';
import { localAt, momentAt } from '../../shared/format/zoned.ts';
import { effects, events, type RuleContent } from './rules.ts';

/** A rule as a form holds it: nothing is null, times are what clocks of the brand's zone show. */
export interface RuleValues {
  name: string;
  event: EarningEvent;
  effect: EarningEffect;
  points: string;
  per: string;
  /** As it is written: `1.5`. */
  factor: string;
  minimum: string;
  channels: string[];
  skus: string[];
  startsAt: string;
  endsAt: string;
  dailyPoints: string;
  dailyTimes: string;
  /** Empty: all members. */
  tierIds: string[];
  active: boolean;
}

export const emptyRule: RuleValues = {
  name: '',
  event: 'ORDER_PAID',
  effect: 'BASE',
  points: '',
  per: '',
  factor: '',
  minimum: '',
  channels: [],
  skus: [],
  startsAt: '',
  endsAt: '',
  dailyPoints: '',
  dailyTimes: '',
  tierIds: [],
  active: true,
};

const text = (value: string | number | null | undefined) => (value == null ? '' : String(value));

export function valuesOf(rule: RuleContent, timeZone: string): RuleValues {
  return {
    name: rule.name,
    event: rule.event,
    effect: rule.effect,
    points: text(rule.points),
    per: text(rule.per?.amount),
    factor: rule.factor === null ? '' : String(rule.factor / 100),
    minimum: text(rule.minimum?.amount),
    channels: rule.channels,
    skus: rule.skus,
    startsAt: rule.startsAt ? localAt(rule.startsAt, timeZone) : '',
    endsAt: rule.endsAt ? localAt(rule.endsAt, timeZone) : '',
    dailyPoints: text(rule.dailyPoints),
    dailyTimes: text(rule.dailyTimes),
    tierIds: rule.tierIds,
    active: rule.active,
  };
}

/** Which fields a rule of such values has. */
export function fieldsOf({ event, effect }: Pick<RuleValues, 'event' | 'effect'>) {
  const order = event === 'ORDER_PAID';
  const multiplies = effect === 'MULTIPLIER';
  return { points: !multiplies, per: !multiplies && order, factor: multiplies, order };
}

const amount = /^\d+([.]\d{1,4})?$/;
const mostPoints = 1_000_000_000;

function isWhole(value: string, most: number): boolean {
  return /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most;
}

function isFactor(value: string): boolean {
  return /^\d+([.]\d{1,2})?$/.test(value) && Number(value) > 1 && Number(value) <= 100;
}

/** What a rule has to be before it is sent; the server checks the same and more. */
export function ruleSchema(t: TFunction<['earning', 'common']>) {
  const whole = (most: number) =>
    z
      .string()
      .check(
        z.refine(
          (value) => value.trim() === '' || isWhole(value.trim(), most),
          t('earning:form.whole', { most }),
        ),
      );
  const money = z
    .string()
    .check(
      z.refine((value) => value.trim() === '' || amount.test(value.trim()), t('common:form.invalidAmount')),
    );
  const needed = (field: 'points' | 'factor') =>
    z.refine<RuleValues>((values) => !fieldsOf(values)[field] || values[field].trim() !== '', {
      path: [field],
      error: t('common:form.required'),
    });
  return z
    .object({
      name: z.string().check(
        z.refine((value) => value.trim() !== '', t('common:form.required')),
        z.maxLength(60, t('common:form.tooLong', { limit: 60 })),
      ),
      event: z.enum(events),
      effect: z.enum(effects),
      points: whole(mostPoints),
      per: money,
      factor: z
        .string()
        .check(z.refine((value) => value.trim() === '' || isFactor(value.trim()), t('earning:form.factor'))),
      minimum: money,
      channels: z.array(z.string()),
      skus: z.array(z.string()),
      startsAt: z.string(),
      endsAt: z.string(),
      dailyPoints: whole(mostPoints),
      dailyTimes: whole(1_000_000),
      tierIds: z.array(z.string()),
      active: z.boolean(),
    })
    .check(
      needed('points'),
      needed('factor'),
      z.refine((values) => !values.startsAt || !values.endsAt || values.startsAt < values.endsAt, {
        path: ['endsAt'],
        error: t('earning:form.period'),
      }),
    );
}

/** What values say; fields that such a rule doesn't have are nothing. A time that wasn't touched stays to the second. */
export function contentOf(
  values: RuleValues,
  before: RuleContent | undefined,
  { timeZone, currency }: { timeZone: string; currency: string },
): RuleContent {
  const has = fieldsOf(values);
  const money = (value: string) => (amount.test(value.trim()) ? { amount: value.trim(), currency } : null);
  const whole = (value: string, most: number) => (isWhole(value.trim(), most) ? Number(value.trim()) : null);
  const moment = (field: 'startsAt' | 'endsAt') => {
    const was = before?.[field];
    if (was && localAt(was, timeZone) === values[field]) return was;
    return values[field] ? momentAt(values[field], timeZone) : null;
  };
  return {
    name: values.name.trim(),
    event: values.event,
    effect: values.effect,
    points: has.points ? whole(values.points, mostPoints) : null,
    per: has.per ? money(values.per) : null,
    factor: has.factor && isFactor(values.factor.trim()) ? Math.round(Number(values.factor) * 100) : null,
    channels: has.order ? values.channels : [],
    skus: has.order ? values.skus : [],
    minimum: has.order ? money(values.minimum) : null,
    startsAt: moment('startsAt'),
    endsAt: moment('endsAt'),
    dailyPoints: whole(values.dailyPoints, mostPoints),
    dailyTimes: whole(values.dailyTimes, 1_000_000),
    tierIds: values.tierIds,
    active: values.active,
  };
}

/** The fields of a rule, in the order in which they are shown and compared. */
export const ruleFields = [
  'name',
  'event',
  'effect',
  'points',
  'per',
  'factor',
  'minimum',
  'channels',
  'skus',
  'startsAt',
  'endsAt',
  'dailyPoints',
  'dailyTimes',
  'tierIds',
  'active',
] as const satisfies (keyof RuleValues)[];
