import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { memberEvents } from '../member-event/member-event.rules.ts';
import { mostPoints } from '../points/programme.rules.ts';
import type { TierOfMember } from '../tier/member-tier.store.ts';

export const earningEvents = ['order_paid', ...memberEvents] as const;
export type EarningEvent = (typeof earningEvents)[number];

export const earningEffects = ['base', 'multiplier', 'bonus'] as const;
export type EarningEffect = (typeof earningEffects)[number];

/** What members get points for. */
export interface EarningRule {
  name: string;
  event: EarningEvent;
  effect: EarningEffect;
  /** Base and bonus: so many, for each full `perMinor` that was paid, or once where that is null. */
  points: number | null;
  perMinor: number | null;
  /** Multiplier: in hundredths; 200 doubles. */
  factor: number | null;
  /** Orders of these channels, with one of these products: all where empty. */
  channels: readonly string[];
  skus: readonly string[];
  /** Members who are in one of these tiers at that moment: all where empty. */
  tierIds: readonly string[];
  /** Orders of so much at least, in minor units. */
  minimumMinor: number | null;
  /** In force from, and until before. */
  startsAt: Date | null;
  endsAt: Date | null;
  /** Most points, and most times, that it gives a member on one day. */
  dailyPoints: number | null;
  dailyTimes: number | null;
  active: boolean;
}
export type KnownRule = EarningRule & { id: string };

/** Something that members may get points for. */
export interface Occasion {
  event: EarningEvent;
  at: Date;
  /** Of an order: what was paid, where, for which products. */
  amountMinor: number;
  channel: string;
  skus: readonly string[];
  /** The member's, with what it makes of an order's base more; null where the brand has none. */
  tier: TierOfMember | null;
}

/** What a rule has given the member on the day at hand already. */
export interface RuleUse {
  points: number;
  times: number;
}

/** Why a rule gives nothing, or less than it would. */
export const reasons = [
  'INACTIVE',
  'NOT_IN_TIME',
  'OTHER_CHANNEL',
  'OTHER_PRODUCTS',
  'OTHER_TIER',
  'BELOW_MINIMUM',
  'AMOUNT_TOO_SMALL',
  'NOT_THE_BEST',
  'NOTHING_TO_MULTIPLY',
  'DAILY_TIMES',
  'DAILY_POINTS',
] as const;
export type Reason = (typeof reasons)[number];

/** What one rule gives, and why not more; or the multiplier of the member's tier, which is a benefit and no rule. */
export interface EarningStep {
  ruleId: string | null;
  benefitId: string | null;
  name: string;
  effect: EarningEffect;
  points: number;
  reason: Reason | null;
}

export interface Earned {
  points: number;
  /** Rules of the event, in the order in which they count: base, multipliers, bonuses. */
  steps: EarningStep[];
}

/**
 * What an occasion gives. In this order: of the base rules that apply the best one counts (of equals the first by name);
 * multipliers add what they make of the base more, each by itself (two that double it treble it), those of rules first and then,
 * of orders, that of the member's tier; bonuses come on top.
 * Each is rounded down, then cut to what its daily limits leave; a multiplier multiplies what is left of the base.
 */
export function evaluate(
  rules: readonly KnownRule[],
  occasion: Occasion,
  uses: ReadonlyMap<string, RuleUse> = new Map(),
): Earned {
  const ofEvent = rules
    .filter(({ event }) => event === occasion.event)
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  const of = (effect: EarningEffect) => ofEvent.filter((rule) => rule.effect === effect);
  const asStep = (rule: KnownRule, points: number, reason: Reason | null): EarningStep => {
    const { id: ruleId, name, effect } = rule;
    const step = { ruleId, benefitId: null, name, effect };
    if (reason) return { ...step, points: 0, reason };
    return { ...step, ...limited(rule, points, uses.get(ruleId)) };
  };

  const bases = of('base').map((rule) => asStep(rule, worth(rule, occasion), refusal(rule, occasion)));
  const best = bases.reduce<EarningStep | null>(
    (top, step) => (step.points > (top?.points ?? 0) ? step : top),
    null,
  );
  const base = bases.map((step) =>
    step !== best && step.points > 0 ? { ...step, points: 0, reason: 'NOT_THE_BEST' as const } : step,
  );
  const basePoints = best?.points ?? 0;
  const multipliers = of('multiplier').map((rule) => {
    return asStep(
      rule,
      more(basePoints, rule.factor ?? 100),
      refusal(rule, occasion) ?? (basePoints === 0 ? 'NOTHING_TO_MULTIPLY' : null),
    );
  });
  const ofTier = (occasion.event === 'order_paid' ? (occasion.tier?.multipliers ?? []) : []).map(
    ({ benefitId, name, factor }): EarningStep => ({
      ruleId: null,
      benefitId,
      name,
      effect: 'multiplier',
      points: more(basePoints, factor),
      reason: basePoints === 0 ? 'NOTHING_TO_MULTIPLY' : null,
    }),
  );
  const bonuses = of('bonus').map((rule) => asStep(rule, worth(rule, occasion), refusal(rule, occasion)));
  const steps = [...base, ...multipliers, ...ofTier, ...bonuses];
  const points = Math.min(
    mostPoints,
    steps.reduce((sum, step) => sum + step.points, 0),
  );
  return { points, steps };
}

/** What a factor in hundredths adds to points, rounded down. */
function more(points: number, factor: number): number {
  return Math.floor((points * (factor - 100)) / 100);
}

function worth({ points, perMinor }: KnownRule, { amountMinor }: Occasion): number {
  return Math.min(mostPoints, (points ?? 0) * (perMinor === null ? 1 : Math.floor(amountMinor / perMinor)));
}

function refusal(rule: KnownRule, occasion: Occasion): Reason | null {
  const { at, amountMinor, channel, skus, tier } = occasion;
  if (!rule.active) return 'INACTIVE';
  if ((rule.startsAt && at < rule.startsAt) || (rule.endsAt && at >= rule.endsAt)) return 'NOT_IN_TIME';
  if (rule.channels.length > 0 && !rule.channels.includes(channel)) return 'OTHER_CHANNEL';
  if (rule.skus.length > 0 && !skus.some((sku) => rule.skus.includes(sku))) return 'OTHER_PRODUCTS';
  if (rule.tierIds.length > 0 && !rule.tierIds.includes(tier?.id ?? '')) return 'OTHER_TIER';
  if (rule.minimumMinor !== null && amountMinor < rule.minimumMinor) return 'BELOW_MINIMUM';
  if (rule.perMinor !== null && amountMinor < rule.perMinor) return 'AMOUNT_TOO_SMALL';
  return null;
}

function limited(
  { dailyPoints, dailyTimes }: KnownRule,
  points: number,
  use: RuleUse = { points: 0, times: 0 },
): Pick<EarningStep, 'points' | 'reason'> {
  if (dailyTimes !== null && use.times >= dailyTimes) return { points: 0, reason: 'DAILY_TIMES' };
  const left = dailyPoints === null ? points : Math.max(0, dailyPoints - use.points);
  return points > left ? { points: left, reason: 'DAILY_POINTS' } : { points, reason: null };
}

const mostOfList = 100;

/** A rule as it is stored, with what is wrong with it, all at once. */
export function checkRule(input: EarningRule): { rule: EarningRule; errors: UserError[] } {
  const name = checkText('name', input.name, { limit: 60, required: true });
  const errors = [...name.errors];
  const range = (field: keyof EarningRule, least: number, most: number) => {
    const value = input[field];
    if (value === null) return;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    if (!fits) errors.push(userError('OUT_OF_RANGE', field, { least, most }));
  };
  range('points', 1, mostPoints);
  range('perMinor', 1, Number.MAX_SAFE_INTEGER);
  range('factor', 101, 10_000);
  range('minimumMinor', 0, Number.MAX_SAFE_INTEGER);
  range('dailyPoints', 1, mostPoints);
  range('dailyTimes', 1, 1_000_000);
  const needed = input.effect === 'multiplier' ? 'factor' : 'points';
  const unneeded = input.effect === 'multiplier' ? (['points', 'perMinor'] as const) : (['factor'] as const);
  if (input[needed] === null) errors.push(userError('REQUIRED', needed));
  for (const field of unneeded) if (input[field] !== null) errors.push(userError('RULE_FIELD_UNUSED', field));
  if (input.event !== 'order_paid') {
    for (const field of ['perMinor', 'minimumMinor'] as const) {
      if (input[field] !== null) errors.push(userError('RULE_FIELD_UNUSED', field));
    }
    for (const field of ['channels', 'skus'] as const) {
      if (input[field].length > 0) errors.push(userError('RULE_FIELD_UNUSED', field));
    }
  }
  const { startsAt, endsAt } = input;
  if (startsAt && endsAt && startsAt >= endsAt) errors.push(userError('PERIOD_INVALID', 'endsAt'));
  const texts = (field: 'channels' | 'skus') => {
    const checked = input[field].map((text) => checkText(field, text, { limit: 100, required: true }));
    errors.push(...checked.flatMap((one) => one.errors).slice(0, 1));
    if (input[field].length > mostOfList) errors.push(userError('TOO_MANY', field, { limit: mostOfList }));
    return [...new Set(checked.map(({ text }) => text))];
  };
  return {
    rule: { ...input, name: name.text, channels: texts('channels'), skus: texts('skus') },
    errors,
  };
}
