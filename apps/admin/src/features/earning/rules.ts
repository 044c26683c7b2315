import type {
  EarningEffect,
  EarningEvent,
  EarningRuleInput,
  EarningRuleWholeFragment,
} from '../../gql/graphql.ts';

export type Rule = EarningRuleWholeFragment;

/** What a rule says, whether it is stored or still being written. */
export type RuleContent = Omit<Rule, 'id' | 'version' | 'createdAt'>;

export const events = [
  'ORDER_PAID',
  'SIGN_UP',
  'PROFILE_COMPLETED',
  'BIRTHDAY',
  'REVIEW',
  'SHARE',
  'CHECK_IN',
  'REFERRAL',
] as const satisfies EarningEvent[];

/** In the order in which they count. */
export const effects = ['BASE', 'MULTIPLIER', 'BONUS'] as const satisfies EarningEffect[];

/** Rules by event, each group in the order in which they count. Events without rules have no group. */
export function groupRules(rules: readonly Rule[]): { event: EarningEvent; rules: Rule[] }[] {
  const byCount = (one: Rule, other: Rule) =>
    effects.indexOf(one.effect) - effects.indexOf(other.effect) ||
    (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
  return events
    .map((event) => ({ event, rules: rules.filter((rule) => rule.event === event).sort(byCount) }))
    .filter((group) => group.rules.length > 0);
}

export type RuleState = 'OFF' | 'ENDED' | 'SCHEDULED' | 'ON';

/** Whether a rule gives anything at a moment, and why not. */
export function stateOf({ active, startsAt, endsAt }: RuleContent, now: number = Date.now()): RuleState {
  if (!active) return 'OFF';
  if (endsAt && Date.parse(endsAt) <= now) return 'ENDED';
  return startsAt && Date.parse(startsAt) > now ? 'SCHEDULED' : 'ON';
}

/** Multipliers of an event that has no base rule in force add nothing. */
export function multipliesNothing(rules: readonly Rule[], now: number = Date.now()): boolean {
  const inForce = rules.filter((rule) => stateOf(rule, now) === 'ON');
  return (
    inForce.some(({ effect }) => effect === 'MULTIPLIER') && !inForce.some(({ effect }) => effect === 'BASE')
  );
}

const number = (value: string | number | null) => (value === null ? null : Number(value));

/** A rule as a whole, as it is sent. */
export function inputOf(rule: RuleContent): EarningRuleInput {
  return {
    name: rule.name,
    event: rule.event,
    effect: rule.effect,
    points: number(rule.points),
    per: rule.per?.amount ?? null,
    factor: rule.factor,
    channels: rule.channels,
    skus: rule.skus,
    minimum: rule.minimum?.amount ?? null,
    startsAt: rule.startsAt,
    endsAt: rule.endsAt,
    dailyPoints: number(rule.dailyPoints),
    dailyTimes: rule.dailyTimes,
    tierIds: rule.tierIds,
    active: rule.active,
  };
}
