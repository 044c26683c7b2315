import { checkColor } from '../brand/brand.rules.ts';
import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import type { MemberEventKind } from '../member-event/member-event.rules.ts';
import { type LadderTerms, mostGrowth, type Tier } from './tier.rules.ts';

export const mostTiers = 20;

/** A ladder as it is asked for: tiers without an id are new. */
export interface LadderInput extends Omit<LadderTerms, 'perEvent'> {
  perEvent: readonly { event: MemberEventKind; growth: number }[];
  tiers: readonly (Omit<Tier, 'id'> & { id?: string | null })[];
}

/** A ladder as it would be stored, tiers from the lowest; new ones have no id yet. */
export interface CheckedLadder extends LadderTerms {
  tiers: (Omit<Tier, 'id'> & { id: string | null })[];
}

const ranges = {
  perUnit: [0, 1_000_000],
  perOrder: [0, 1_000_000],
  graceDays: [0, 365],
  warningDays: [0, 365],
} as const;
const mostPerEvent = 1_000_000;

/**
 * A ladder with all that is wrong with it: `OUT_OF_RANGE`, `REQUIRED`, `TOO_LONG`, `TOO_MANY`, `COLOR_INVALID`,
 * `DUPLICATE_EVENT`, `TIER_NAME_TWICE`, `TIER_TWICE`, `TIER_THRESHOLDS_INVALID`.
 */
export function checkLadder(input: LadderInput): { ladder: CheckedLadder; errors: UserError[] } {
  const errors: UserError[] = [];
  const range = (field: string[], value: number, least: number, most: number) => {
    if (!Number.isSafeInteger(value) || value < least || value > most)
      errors.push(userError('OUT_OF_RANGE', field, { least, most }));
  };
  for (const [field, [least, most]] of Object.entries(ranges)) {
    // Each step down has a grace of its own: without one, all would be taken at once.
    const from = field === 'graceDays' && input.policy === 'one_step' ? 1 : least;
    range([field], input[field as keyof typeof ranges], from, most);
  }
  const perEvent: LadderTerms['perEvent'] = {};
  for (const [at, { event, growth }] of input.perEvent.entries()) {
    range(['perEvent', `${at}`, 'growth'], growth, 0, mostPerEvent);
    if (perEvent[event] !== undefined) errors.push(userError('EVENT_TWICE', ['perEvent', `${at}`, 'event']));
    perEvent[event] = growth;
  }
  if (input.tiers.length === 0) errors.push(userError('REQUIRED', 'tiers'));
  if (input.tiers.length > mostTiers) errors.push(userError('TOO_MANY', 'tiers', { limit: mostTiers }));
  const tiers = input.tiers.slice(0, mostTiers).map((tier, at) => {
    const field = ['tiers', `${at}`];
    const name = checkText([...field, 'name'], tier.name, { limit: 30, required: true });
    const color = checkColor(tier.color, 'color');
    errors.push(...name.errors);
    if (color.value === null) errors.push(userError('REQUIRED', [...field, 'color']));
    errors.push(...color.errors.map((error) => ({ ...error, field: [...field, 'color'] })));
    range([...field, 'threshold'], tier.threshold, 0, mostGrowth);
    const before = input.tiers[at - 1]?.threshold;
    const isInOrder = before === undefined ? tier.threshold === 0 : tier.threshold > before;
    if (!isInOrder) errors.push(userError('TIER_THRESHOLDS_INVALID', [...field, 'threshold']));
    return { id: tier.id ?? null, name: name.text, color: color.value ?? '', threshold: tier.threshold };
  });
  const twice = (code: 'TIER_NAME_TWICE' | 'TIER_TWICE', of: 'name' | 'id') => {
    for (const [at, tier] of tiers.entries()) {
      const isKnown = tier[of] !== null && tiers.findIndex((other) => other[of] === tier[of]) < at;
      if (isKnown) errors.push(userError(code, ['tiers', `${at}`, of]));
    }
  };
  twice('TIER_NAME_TWICE', 'name');
  twice('TIER_TWICE', 'id');
  const { perUnit, perOrder, period, policy, graceDays, warningDays } = input;
  return { ladder: { perUnit, perOrder, perEvent, period, policy, graceDays, warningDays, tiers }, errors };
}
