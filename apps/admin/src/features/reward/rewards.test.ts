import { describe, expect, it } from 'vitest';
import { isLow, type RewardContent, stateOf } from './rewards.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const at = (later: number) => new Date(now + later).toISOString();

function reward(over: Partial<RewardContent> = {}): RewardContent {
  return {
    name: 'tea',
    description: '',
    kind: 'GIFT',
    points: 10,
    stock: null,
    memberLimit: null,
    limitPeriod: 'EVER',
    startsAt: null,
    endsAt: null,
    active: true,
    tierIds: [],
    couponTemplate: null,
    ...over,
  };
}

describe('a reward', () => {
  it('can be had from its beginning until before its end, as long as it is on and some are left', () => {
    expect(stateOf(reward({ startsAt: at(0), endsAt: at(1) }), now)).toBe('OFFERED');
    expect(stateOf(reward({ startsAt: at(1) }), now)).toBe('SCHEDULED');
    expect(stateOf(reward({ endsAt: at(0), stock: 0 }), now)).toBe('ENDED');
    expect(stateOf(reward({ active: false, endsAt: at(0) }), now)).toBe('OFF');
    expect(stateOf(reward({ stock: 0 }), now)).toBe('OUT_OF_STOCK');
    expect(stateOf(reward({ stock: 1 }), now)).toBe('OFFERED');
  });

  it('runs low with ten left, but not where there is no end of it', () => {
    expect([null, 0, 10, 11].map((stock) => isLow({ stock }))).toEqual([false, true, true, false]);
  });
});
