import { type UserError, userError } from '../foundation/errors.ts';
import { currencyDigits, maximumMinor, parseMinor } from '../foundation/money.ts';
import type { StageDays } from '../stage/stage.rules.ts';

export const scoreMethods = ['quintile', 'threshold'] as const;
export type ScoreMethod = (typeof scoreMethods)[number];

/** How a brand scores its members and tells their stages. */
export interface StandingSettings extends StageDays {
  method: ScoreMethod;
  /**
   * By thresholds, four ascending cut points each. Days since the last order: at most the first of them is a 5, more than
   * the last of them a 1.
   */
  recencyDays: number[];
  /** Orders: fewer than the first of them is a 1, as many as the last of them or more a 5. */
  frequencyOrders: number[];
  /** The same of what was spent, in minor units of the brand's currency. */
  monetaryMinor: number[];
}

/** What holds until a brand changes it. */
export function defaultSettings(currency: string): StandingSettings {
  return {
    method: 'quintile',
    recencyDays: [30, 90, 180, 365],
    frequencyOrders: [2, 3, 5, 10],
    monetaryMinor: [100, 300, 1000, 3000].map((amount) => amount * 10 ** currencyDigits(currency)),
    newDays: 7,
    growingDays: 90,
    dormantDays: 90,
  };
}

/** Changes of settings as callers give them, amounts in whole units; what is left out or null stays. */
export interface SettingsChanges extends Partial<Nullable<Omit<StandingSettings, 'monetaryMinor'>>> {
  /** Exact decimals: `99.50`. */
  monetaryAmounts?: readonly string[] | null | undefined;
}
type Nullable<T> = { [Key in keyof T]: T[Key] | null | undefined };

/** The settings with changes made to them. An amount that is none becomes one that `checkSettings` refuses. */
export function changedSettings(
  settings: StandingSettings,
  changes: SettingsChanges,
  currency: string,
): StandingSettings {
  const monetaryMinor = changes.monetaryAmounts?.map((amount) => parseMinor(amount, currency) ?? Number.NaN);
  return {
    method: changes.method ?? settings.method,
    recencyDays: changes.recencyDays ?? settings.recencyDays,
    frequencyOrders: changes.frequencyOrders ?? settings.frequencyOrders,
    monetaryMinor: monetaryMinor ?? settings.monetaryMinor,
    newDays: changes.newDays ?? settings.newDays,
    growingDays: changes.growingDays ?? settings.growingDays,
    dormantDays: changes.dormantDays ?? settings.dormantDays,
  };
}

const cutCount = 4;
const ranges = {
  recencyDays: [0, 36_500],
  frequencyOrders: [1, 1_000_000],
  monetaryMinor: [0, maximumMinor],
  newDays: [0, 3650],
  growingDays: [1, 3650],
  dormantDays: [1, 3650],
} as const;

/** The cut points as callers know them. */
const fieldNames = {
  recencyDays: 'recencyDays',
  frequencyOrders: 'frequencyOrders',
  monetaryMinor: 'monetaryAmounts',
} as const;

/**
 * What is wrong with them, all at once: `OUT_OF_RANGE`, `AMOUNT_INVALID`, `CUT_POINTS_INVALID`, `STAGE_DAYS_INVALID`.
 */
export function checkSettings(settings: StandingSettings): UserError[] {
  const { newDays, growingDays } = settings;
  const errors = [
    ...(['recencyDays', 'frequencyOrders', 'monetaryMinor'] as const).flatMap((field) =>
      cutErrors(field, settings[field]),
    ),
    ...(['newDays', 'growingDays', 'dormantDays'] as const).flatMap((field) =>
      isWithin(field, settings[field]) ? [] : [outOfRange(field)],
    ),
  ];
  if (growingDays <= newDays && isWithin('growingDays', growingDays) && isWithin('newDays', newDays))
    errors.push(userError('STAGE_DAYS_INVALID', 'growingDays', { newDays }));
  return errors;
}

function cutErrors(field: keyof typeof fieldNames, cuts: readonly number[]): UserError[] {
  const name = fieldNames[field];
  if (cuts.some(Number.isNaN)) return [userError('AMOUNT_INVALID', name)];
  const ascending = cuts.every((cut, at) => at === 0 || cut > (cuts[at - 1] ?? 0));
  if (cuts.length !== cutCount || !ascending) return [userError('CUT_POINTS_INVALID', name)];
  if (cuts.every((cut) => isWithin(field, cut))) return [];
  return field === 'monetaryMinor' ? [userError('AMOUNT_INVALID', name)] : [outOfRange(field)];
}

function isWithin(field: keyof typeof ranges, value: number): boolean {
  const [least, most] = ranges[field];
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function outOfRange(field: keyof typeof ranges): UserError {
  const [least, most] = ranges[field];
  return userError('OUT_OF_RANGE', field, { least, most });
}
