import { currencyDigits } from '../foundation/money.ts';
import type { MemberEventKind } from '../member-event/member-event.rules.ts';

export const growthPeriods = ['rolling_year', 'calendar_year', 'lifetime'] as const;
export type GrowthPeriod = (typeof growthPeriods)[number];

export const downgradePolicies = ['never', 'one_step', 'by_balance'] as const;
export type DowngradePolicy = (typeof downgradePolicies)[number];

/** The most growth value that anything comes to: sums stay far below 2^53. */
export const mostGrowth = 1_000_000_000_000_000;

/** How growth value is reckoned, and what becomes of who has too little of it. */
export interface LadderTerms {
  /** For what was spent, in hundredths for each whole unit of the brand's currency. */
  perUnit: number;
  perOrder: number;
  perEvent: Partial<Record<MemberEventKind, number>>;
  period: GrowthPeriod;
  policy: DowngradePolicy;
  /** Days after falling below the threshold until the tier ends. */
  graceDays: number;
  /** Days before the end of a tier on which its member is told. */
  warningDays: number;
}

export interface Tier {
  id: string;
  name: string;
  /** `#c0c0c0` */
  color: string;
  /** The growth value from which on it is reached; 0 of the lowest. */
  threshold: number;
}

/** The tiers of a brand, from the lowest, with what decides who is in which. */
export interface Ladder extends LadderTerms {
  tiers: readonly Tier[];
}

/** An order that counts, or an event, as far as growth value goes by it. Days are those of the brand, since 1970. */
export interface GrowthItem {
  day: number;
  /** Paid less refunded, in minor units; 0 of an event. */
  netMinor: number;
  /** 1 of an order that was not wholly refunded. */
  orders: number;
  /** What the event gives. */
  events: number;
}

export interface Growth {
  spend: number;
  orders: number;
  events: number;
  total: number;
}

/** Minor units, times hundredths, that make one of growth value. */
export function growthDivisor(currency: string): number {
  return 100 * 10 ** currencyDigits(currency);
}

/** The growth value of items together: what was spent is rounded down once, over all of it. */
export function growthOf(
  { perUnit, perOrder }: LadderTerms,
  items: readonly GrowthItem[],
  divisor: number,
): Growth {
  const sum = (of: keyof GrowthItem) => items.reduce((all, item) => all + BigInt(item[of]), 0n);
  const spend = (sum('netMinor') * BigInt(perUnit)) / BigInt(divisor);
  const orders = sum('orders') * BigInt(perOrder);
  const events = sum('events');
  const capped = (value: bigint) => Math.min(mostGrowth, Number(value));
  return {
    spend: capped(spend),
    orders: capped(orders),
    events: capped(events),
    total: capped(spend + orders + events),
  };
}

const dayMs = 86_400_000;

/** The first day on which what happened on a day is more than a year ago: that of a 29 February is a 1 March. */
export function yearAfter(day: number): number {
  const date = new Date(day * dayMs);
  return Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth(), date.getUTCDate()) / dayMs;
}

/** The 1 January of the year of a day, or so many years later. */
export function newYear(day: number, later = 0): number {
  return Date.UTC(new Date(day * dayMs).getUTCFullYear() + later, 0, 1) / dayMs;
}

/** What a member has, as of a day. */
export interface Balance {
  /** What is shown: that of the period. */
  growth: Growth;
  /** What decides: in calendar years the better of this one and the last, so that a tier lasts until the end of the next. */
  counted: number;
  /** What a tier is kept by: what is added in the grace after a calendar year counts for that year, too. */
  kept: number;
}

export function balanceOf(
  ladder: LadderTerms,
  items: readonly GrowthItem[],
  today: number,
  divisor: number,
): Balance {
  const of = (which: (item: GrowthItem) => boolean) => growthOf(ladder, items.filter(which), divisor);
  const { period } = ladder;
  if (period === 'calendar_year') {
    const growth = of(({ day }) => day >= newYear(today));
    const last = of(({ day }) => day >= newYear(today, -1) && day < newYear(today));
    const lasting = of(({ day }) => day >= newYear(today, -1) && day < newYear(today) + ladder.graceDays);
    const counted = Math.max(growth.total, last.total);
    return { growth, counted, kept: Math.max(counted, lasting.total) };
  }
  const growth = of(({ day }) => period === 'lifetime' || yearAfter(day) > today);
  return { growth, counted: growth.total, kept: growth.total };
}

/** The first day after today on which the balance is below a threshold that it reaches, if nothing is added; or null. */
export function fallsOn(
  ladder: LadderTerms,
  items: readonly GrowthItem[],
  threshold: number,
  today: number,
  divisor: number,
): number | null {
  if (ladder.period === 'lifetime' || threshold === 0) return null;
  if (ladder.period === 'calendar_year') {
    const { growth } = balanceOf(ladder, items, today, divisor);
    return newYear(today, growth.total >= threshold ? 2 : 1);
  }
  const edges = [...new Set(items.map(({ day }) => yearAfter(day)))].filter((day) => day > today);
  return (
    edges
      .sort((one, other) => one - other)
      .find((day) => balanceOf(ladder, items, day, divisor).counted < threshold) ?? null
  );
}

/** The tier that a member holds: its rank from 1, and since which day the balance hasn't been enough. */
export interface Held {
  rank: number;
  belowOn: number | null;
  /** The day on which they were told that it ends. */
  warnedOn: number | null;
}

export interface Decided {
  rank: number;
  belowOn: number | null;
  /** The day on which the tier ends if nothing is added; the lowest doesn't. */
  endsOn: number | null;
  /** What would have to be added until then to keep it. */
  needed: number | null;
  warnedOn: number | null;
}

/** The rank of the highest tier whose threshold is reached. */
export function rankOf(tiers: readonly Pick<Tier, 'threshold'>[], growth: number): number {
  return tiers.filter(({ threshold }) => threshold <= growth).length;
}

/**
 * What becomes of a member on a day. Up at once, to the tier that the balance gives. Below the threshold of the tier that
 * they hold, after the grace: never, one step down (the next again after a grace of its own), or to the tier that the
 * balance gives; whoever climbs back meanwhile has lost nothing. Who wasn't told in time is told first, and falls a day
 * later. `atOnce`: to that tier without further ado.
 */
export function decide(
  ladder: Ladder,
  held: Held | null,
  items: readonly GrowthItem[],
  today: number,
  { divisor, atOnce = false }: { divisor: number; atOnce?: boolean },
): Decided {
  const { policy, graceDays, warningDays, tiers } = ladder;
  const { counted, kept, growth } = balanceOf(ladder, items, today, divisor);
  const earned = rankOf(tiers, counted);
  const keeps = rankOf(tiers, kept);
  const rank = (() => {
    if (!held || atOnce) return earned;
    if (keeps >= held.rank) return Math.max(earned, held.rank);
    if (policy === 'never' || today < (held.belowOn ?? today) + graceDays) return held.rank;
    // Nobody has looked in the days when they were to be told: they are today.
    if (held.belowOn !== null && warningDays > 0 && (held.warnedOn ?? today) >= today) return held.rank;
    return policy === 'one_step' ? held.rank - 1 : keeps;
  })();
  const belowOn =
    keeps < rank && policy !== 'never' ? ((rank === held?.rank ? held.belowOn : null) ?? today) : null;
  const threshold = tiers[rank - 1]?.threshold ?? 0;
  const falls = policy === 'never' ? null : (belowOn ?? fallsOn(ladder, items, threshold, today, divisor));
  if (falls === null || rank === 1) return { rank, belowOn, endsOn: null, needed: null, warnedOn: null };
  const endsOn = belowOn === null ? falls + graceDays : Math.max(belowOn + graceDays, today + 1);
  const left = (() => {
    if (ladder.period !== 'calendar_year') return balanceOf(ladder, items, endsOn, divisor).counted;
    // What is added until then counts for the year before as well.
    if (belowOn !== null && endsOn <= newYear(today) + graceDays) return kept;
    return growth.total >= threshold ? 0 : growth.total;
  })();
  const toldOn = (rank === held?.rank ? held.warnedOn : null) ?? today;
  const warnedOn = today >= endsOn - warningDays ? toldOn : null;
  return { rank, belowOn, endsOn, needed: threshold - left, warnedOn };
}
