import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostPoints } from '../points/programme.rules.ts';
import { checkRule, evaluate, type KnownRule, type Occasion } from './earning.rules.ts';

const at = new Date('2026-11-11T04:00:00Z');
const rule = (over: Partial<KnownRule>): KnownRule => ({
  id: over.name ?? 'rule',
  name: 'rule',
  event: 'order_paid',
  effect: 'base',
  points: 1,
  perMinor: 100,
  factor: null,
  channels: [],
  skus: [],
  tierIds: [],
  minimumMinor: null,
  startsAt: null,
  endsAt: null,
  dailyPoints: null,
  dailyTimes: null,
  active: true,
  ...over,
});
const multiplier = (name: string, factor: number, over: Partial<KnownRule> = {}) =>
  rule({ name, effect: 'multiplier', points: null, perMinor: null, factor, ...over });
const order = (over: Partial<Occasion> = {}): Occasion => ({
  event: 'order_paid',
  at,
  amountMinor: 9990,
  channel: 'tmall',
  skus: ['LJ'],
  tier: null,
  ...over,
});
const told = (rules: KnownRule[], occasion = order(), uses = new Map()) => {
  const { points, steps } = evaluate(rules, occasion, uses);
  return [
    points,
    ...steps.map((step) => `${step.name} ${step.points}${step.reason ? ` ${step.reason}` : ''}`),
  ];
};

describe('what an order gives', () => {
  test('the best base, what multipliers make of it more, bonuses on top', () => {
    const rules = [
      rule({ name: 'a yuan a point' }),
      rule({ name: 'flat', points: 50, perMinor: null }),
      multiplier('double', 200),
      multiplier('half more', 150),
      rule({ name: 'first of the month', effect: 'bonus', points: 7, perMinor: null }),
    ];
    expect(told(rules)).toEqual([
      99 + 99 + 49 + 7,
      'a yuan a point 99',
      'flat 0 NOT_THE_BEST',
      'double 99',
      'half more 49',
      'first of the month 7',
    ]);
  });

  test.each([
    [{ active: false }, 'INACTIVE'],
    [{ startsAt: new Date(at.getTime() + 1) }, 'NOT_IN_TIME'],
    [{ endsAt: at }, 'NOT_IN_TIME'],
    [{ channels: ['jd'] }, 'OTHER_CHANNEL'],
    [{ skus: ['PU'] }, 'OTHER_PRODUCTS'],
    [{ minimumMinor: 9991 }, 'BELOW_MINIMUM'],
    [{ perMinor: 9991 }, 'AMOUNT_TOO_SMALL'],
  ] as const)('%o gives nothing, and says why', (over, reason) => {
    expect(told([rule({ name: 'r', ...over })])).toEqual([0, `r 0 ${reason}`]);
  });

  test('the tier of the member makes more of the base of an order, after rules and by itself', () => {
    const double = { benefitId: 'b', name: 'gold', factor: 250 };
    const gold = { id: 'gold', name: 'gold', multipliers: [double] };
    const rules = [rule({ name: 'a yuan a point' }), multiplier('half more', 150)];
    expect(told(rules, order({ tier: gold }))).toEqual([
      99 + 49 + 148,
      'a yuan a point 99',
      'half more 49',
      'gold 148',
    ]);
    expect(evaluate(rules, order({ tier: gold })).steps[2]).toMatchObject({ ruleId: null, benefitId: 'b' });
    expect(told([], order({ tier: gold }))).toEqual([0, 'gold 0 NOTHING_TO_MULTIPLY']);
    const checkIn = rule({ name: 'in', event: 'check_in', points: 5, perMinor: null });
    expect(told([checkIn], order({ event: 'check_in', tier: gold }))).toEqual([5, 'in 5']);
  });

  test('a rule may be for members of some tiers', () => {
    const rules = [rule({ name: 'r', tierIds: ['gold', 'diamond'] })];
    const of = (id: string) => told(rules, order({ tier: { id, name: id, multipliers: [] } }));
    expect([of('gold'), of('silver'), told(rules)]).toEqual([
      [99, 'r 99'],
      [0, 'r 0 OTHER_TIER'],
      [0, 'r 0 OTHER_TIER'],
    ]);
  });

  test('daily limits leave what is left', () => {
    const used = new Map([['r', { points: 90, times: 1 }]]);
    expect(told([rule({ name: 'r', dailyPoints: 100 })], order(), used)).toEqual([10, 'r 10 DAILY_POINTS']);
    expect(told([rule({ name: 'r', dailyTimes: 1 })], order(), used)).toEqual([0, 'r 0 DAILY_TIMES']);
    expect(told([rule({ name: 'r', dailyTimes: 1 }), multiplier('m', 300)], order(), used)).toEqual([
      0,
      'r 0 DAILY_TIMES',
      'm 0 NOTHING_TO_MULTIPLY',
    ]);
  });

  test('it is never less than the best base alone, and never depends on the order of the rules', () => {
    const any = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      effect: fc.constantFrom('base' as const, 'bonus' as const, 'multiplier' as const),
      amount: fc.integer({ min: 1, max: 1000 }),
      perMinor: fc.option(fc.integer({ min: 1, max: 10_000 })),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(any, { selector: ({ name }) => name }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (drawn, amountMinor) => {
          const rules = drawn.map(({ name, effect, amount, perMinor }) =>
            effect === 'multiplier'
              ? multiplier(name, 100 + amount)
              : rule({ name, effect, points: amount, perMinor }),
          );
          const whole = evaluate(rules, order({ amountMinor }));
          expect(evaluate(rules.toReversed(), order({ amountMinor }))).toEqual(whole);
          const sum = whole.steps.reduce((all, { points }) => all + points, 0);
          expect(whole.points).toBe(Math.min(mostPoints, sum));
          const bases = rules.filter(({ effect }) => effect === 'base');
          for (const base of bases) {
            expect(whole.points).toBeGreaterThanOrEqual(evaluate([base], order({ amountMinor })).points);
          }
        },
      ),
    );
  });
});

test('a rule is told all that is wrong with it', () => {
  const codes = (over: Partial<KnownRule>) =>
    checkRule(rule(over)).errors.map(({ code, field }) => `${field.join('.')} ${code}`);
  expect(codes({})).toEqual([]);
  expect(codes({ name: ' ', points: 0, dailyTimes: 0.5 })).toEqual([
    'name REQUIRED',
    'points OUT_OF_RANGE',
    'dailyTimes OUT_OF_RANGE',
  ]);
  expect(codes({ effect: 'multiplier' })).toEqual([
    'factor REQUIRED',
    'points RULE_FIELD_UNUSED',
    'perMinor RULE_FIELD_UNUSED',
  ]);
  expect(codes({ event: 'check_in', channels: ['x'] })).toEqual([
    'perMinor RULE_FIELD_UNUSED',
    'channels RULE_FIELD_UNUSED',
  ]);
  expect(codes({ startsAt: at, endsAt: at })).toEqual(['endsAt PERIOD_INVALID']);
  expect(codes({ skus: Array.from({ length: 101 }, (_, n) => `${n}`) })).toEqual(['skus TOO_MANY']);
});
