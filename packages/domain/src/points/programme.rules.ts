import { type UserError, userError } from '../foundation/errors.ts';
import { ZoneClock } from '../foundation/zone-clock.ts';
import { todayIn } from '../member/member.rules.ts';

export const expiryPolicies = ['never', 'after_months', 'end_of_month', 'end_of_year', 'on_date'] as const;
export type ExpiryPolicy = (typeof expiryPolicies)[number];

/** How a brand's points work. */
export interface Programme {
  expiry: ExpiryPolicy;
  /** `after_months`, `end_of_month`, `end_of_year`: counted from when points are earned. 1 to 120. */
  expiryMonths: number;
  /** `on_date`: month, 1 to 12, and day, 1 to 31; one that a month doesn't have is its last. */
  expiryMonth: number;
  expiryDay: number;
  /** Days between earning and being able to spend, 0 to 365. */
  pendingDays: number;
  /** Whether taking points back may leave a member below zero. */
  belowZero: boolean;
  /** An adjustment by hand of more points than this waits for a second operator; null: none waits. */
  approvalAbove: number | null;
  /** So many points are worth `valueMinor` minor units of the brand's currency. */
  valuePoints: number;
  valueMinor: number;
}

/** The most points that one act moves: what is added up stays far below 2^53. */
export const mostPoints = 1_000_000_000;

const ranges = {
  expiryMonths: [1, 120],
  expiryMonth: [1, 12],
  expiryDay: [1, 31],
  pendingDays: [0, 365],
  approvalAbove: [0, mostPoints],
  valuePoints: [1, 1_000_000],
  valueMinor: [0, 100_000_000],
} as const;

/** What is wrong with the settings of a programme: `OUT_OF_RANGE`. */
export function checkProgramme(programme: Programme): UserError[] {
  return Object.entries(ranges).flatMap(([field, [least, most]]) => {
    const value = programme[field as keyof typeof ranges];
    return value === null || (Number.isInteger(value) && value >= least && value <= most)
      ? []
      : [userError('OUT_OF_RANGE', field, { least, most })];
  });
}

/** The fewest days that points last which expire on a day of the calendar. */
const fewestDays = 30;
const day = 86_400_000;
/** One for each zone of a brand: making one costs more than all that is asked of it. */
const clocks = new Map<string, ZoneClock>();

/**
 * When points that are earned at `at` expire: always at the end of a day of the brand's zone, which is the beginning of
 * the next. Null where they don't.
 */
export function expiryOf(programme: Programme, at: Date, timeZone: string): Date | null {
  const [year, month, date] = calendarDay(at, timeZone);
  const clock = clocks.get(timeZone) ?? new ZoneClock(timeZone);
  clocks.set(timeZone, clock);
  const endOf = (y: number, m: number, d: number) => {
    const last = new Date(Date.UTC(y, m, 0)).getUTCDate();
    return new Date(clock.instantOf(Date.UTC(y, m - 1, Math.min(d, last) + 1)));
  };
  const months = programme.expiryMonths;
  switch (programme.expiry) {
    case 'never':
      return null;
    case 'after_months':
      return endOf(...monthsLater(year, month, months), date);
    case 'end_of_month':
      return endOf(...monthsLater(year, month, months), 31);
    case 'end_of_year':
      return endOf(monthsLater(year, month, months)[0], 12, 31);
    case 'on_date': {
      const next = (y: number): Date => {
        const end = endOf(y, programme.expiryMonth, programme.expiryDay);
        return end.getTime() - at.getTime() < fewestDays * day ? next(y + 1) : end;
      };
      return next(year);
    }
  }
}

/** When points that are earned at `at` can be spent: so many days later, to the instant. */
export function availableOf({ pendingDays }: Programme, at: Date): Date {
  return new Date(at.getTime() + pendingDays * day);
}

function monthsLater(year: number, month: number, months: number): [year: number, month: number] {
  const at = year * 12 + (month - 1) + months;
  return [Math.floor(at / 12), (at % 12) + 1];
}

function calendarDay(at: Date, timeZone: string): [year: number, month: number, day: number] {
  const [year = 1970, month = 1, date = 1] = todayIn(timeZone, at).date.split('-').map(Number);
  return [year, month, date];
}
