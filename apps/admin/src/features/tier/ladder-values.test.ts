import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { contentOf, firstLadder, ladderSchema, valuesOf } from './ladder-values.ts';
import type { Ladder } from './ladders.ts';

const ladder: Ladder = {
  version: 3,
  perUnit: 150,
  perOrder: 10,
  perEvent: [{ event: 'REVIEW', growth: 5 }],
  period: 'CALENDAR_YEAR',
  policy: 'ONE_STEP',
  graceDays: 30,
  warningDays: 14,
  tiers: [
    { id: 'tier_1', name: '普通', color: '#888888', threshold: 0, memberCount: 9 },
    { id: 'tier_2', name: '金卡', color: '#ccaa22', threshold: 5000, memberCount: 1 },
  ],
};
const schema = ladderSchema(createInstance().getFixedT('en', ['tier', 'common']));
const wrong = (over: object) => {
  const checked = schema.safeParse({ ...valuesOf(ladder), ...over });
  return checked.success ? [] : [...new Set(checked.error.issues.map(({ path }) => path.join('.')))];
};

describe('the values of a ladder', () => {
  it('say what is stored', () => {
    const { version, ...stored } = ladder;
    const tiers = stored.tiers.map(({ memberCount, ...tier }) => tier);
    expect(version).toBe(3);
    expect(contentOf(valuesOf(ladder))).toEqual({ ...stored, tiers, atOnce: false });
  });

  it('make a new tier of one without an id', () => {
    expect(contentOf(firstLadder(['a', 'b'])).tiers).toMatchObject([
      { id: null, name: 'a', threshold: 0 },
      { id: null, name: 'b', threshold: 1000 },
    ]);
  });

  it('are refused where the server would refuse them', () => {
    expect(wrong({})).toEqual([]);
    expect(wrong({ perUnit: '0.01', perOrder: '0' })).toEqual([]);
    expect(wrong({ perUnit: '0.001', perOrder: '', graceDays: '366' })).toEqual([
      'perUnit',
      'perOrder',
      'graceDays',
    ]);
    expect(wrong({ graceDays: '0' })).toEqual(['graceDays']);
    expect(wrong({ graceDays: '0', policy: 'BY_BALANCE' })).toEqual([]);
    const [low, gold] = valuesOf(ladder).tiers;
    expect(wrong({ tiers: [low, { ...gold, threshold: '0' }] })).toEqual(['tiers.1.threshold']);
    expect(wrong({ tiers: [low, { ...gold, name: ' 普通' }] })).toEqual(['tiers.1.name']);
    expect(wrong({ tiers: [{ tierId: '', name: ' ', color: '#888888', threshold: '-1' }] })).toEqual([
      'tiers.0.name',
      'tiers.0.threshold',
    ]);
  });
});
