import { describe, expect, it } from 'vitest';
import { groupRules, multipliesNothing, type Rule, stateOf } from './rules.ts';

const now = Date.parse('2026-06-01T00:00:00Z');

function rule(over: Partial<Rule> = {}): Rule {
  return {
    id: 'rule_1',
    version: 1,
    name: 'a',
    event: 'ORDER_PAID',
    effect: 'BASE',
    points: 1,
    per: null,
    factor: null,
    channels: [],
    skus: [],
    minimum: null,
    startsAt: null,
    endsAt: null,
    dailyPoints: null,
    dailyTimes: null,
    tierIds: [],
    active: true,
    createdAt: '2026-01-01T00:00:00Z',
    ...over,
  };
}

describe('rules', () => {
  it('stand by event, in the order in which they count', () => {
    const groups = groupRules([
      rule({ name: 'z', effect: 'BONUS' }),
      rule({ name: 'b', effect: 'MULTIPLIER' }),
      rule({ name: 'check', event: 'CHECK_IN' }),
      rule({ name: 'a', effect: 'MULTIPLIER' }),
      rule({ name: 'y' }),
    ]);
    expect(groups.map(({ event, rules }) => [event, ...rules.map(({ name }) => name)])).toEqual([
      ['ORDER_PAID', 'y', 'a', 'b', 'z'],
      ['CHECK_IN', 'check'],
    ]);
  });

  it('are in force from their beginning until before their end, as long as they are on', () => {
    const at = new Date(now).toISOString();
    const later = new Date(now + 1).toISOString();
    expect(stateOf(rule({ startsAt: at, endsAt: later }), now)).toBe('ON');
    expect(stateOf(rule({ startsAt: later }), now)).toBe('SCHEDULED');
    expect(stateOf(rule({ endsAt: at }), now)).toBe('ENDED');
    expect(stateOf(rule({ active: false, startsAt: later }), now)).toBe('OFF');
  });

  it('that multiply need a base that is in force', () => {
    const multiplier = rule({ effect: 'MULTIPLIER', factor: 200 });
    expect(multipliesNothing([multiplier], now)).toBe(true);
    expect(multipliesNothing([multiplier, rule()], now)).toBe(false);
    expect(multipliesNothing([multiplier, rule({ active: false })], now)).toBe(true);
    expect(multipliesNothing([{ ...multiplier, active: false }], now)).toBe(false);
  });
});
