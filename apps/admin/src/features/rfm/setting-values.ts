import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { ScoreMethod, StandingSettingsWholeFragment } from '../../gql/graphql.ts';

/** What the form holds: everything as it is typed. */
export interface SettingValues {
  method: ScoreMethod;
  recencyDays: string[];
  frequencyOrders: string[];
  monetaryAmounts: string[];
  newDays: string;
  growingDays: string;
  dormantDays: string;
}

export const cutFields = ['recencyDays', 'frequencyOrders', 'monetaryAmounts'] as const;
const dayFields = ['newDays', 'growingDays', 'dormantDays'] as const;

export function valuesOf(settings: StandingSettingsWholeFragment): SettingValues {
  const { method, recencyDays, frequencyOrders, monetaryAmounts, newDays, growingDays, dormantDays } =
    settings;
  return {
    method,
    recencyDays: recencyDays.map(String),
    frequencyOrders: frequencyOrders.map(String),
    monetaryAmounts: monetaryAmounts.map((amount) => amount.replace(/\.0+$/, '')),
    newDays: String(newDays),
    growingDays: String(growingDays),
    dormantDays: String(dormantDays),
  };
}

const whole = /^\d{1,9}$/;
const decimal = /^\d{1,15}(\.\d{1,4})?$/;

/** What is no number is said here; whether the numbers make sense says the server, and the preview. */
export function settingSchema(t: TFunction<['rfm', 'common']>) {
  const number = z.string().check(z.regex(whole, t('rfm:setting.whole')));
  const amount = z.string().check(z.regex(decimal, t('rfm:setting.amount')));
  return z.object({
    method: z.enum(['QUINTILE', 'THRESHOLD']),
    recencyDays: z.array(number),
    frequencyOrders: z.array(number),
    monetaryAmounts: z.array(amount),
    newDays: number,
    growingDays: number,
    dormantDays: number,
  });
}

/** The input of what is typed; undefined while something of it is no number. */
export function inputOf(values: SettingValues) {
  const numbers = [
    ...values.recencyDays,
    ...values.frequencyOrders,
    ...dayFields.map((field) => values[field]),
  ];
  if (
    !numbers.every((text) => whole.test(text)) ||
    !values.monetaryAmounts.every((text) => decimal.test(text))
  )
    return undefined;
  return {
    method: values.method,
    recencyDays: values.recencyDays.map(Number),
    frequencyOrders: values.frequencyOrders.map(Number),
    monetaryAmounts: values.monetaryAmounts,
    newDays: Number(values.newDays),
    growingDays: Number(values.growingDays),
    dormantDays: Number(values.dormantDays),
  };
}
