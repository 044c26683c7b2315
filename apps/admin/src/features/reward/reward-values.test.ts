import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { contentOf, emptyReward, rewardSchema, valuesOf } from './reward-values.ts';
import type { RewardContent } from './rewards.ts';

const timeZone = 'Asia/Shanghai';
const schema = rewardSchema(createInstance().getFixedT('en', ['reward', 'common']));
const wrong = (over: object) => {
  const checked = schema.safeParse({ ...emptyReward, name: 'tea', points: '10', ...over });
  return checked.success ? [] : checked.error.issues.map(({ path }) => path.join('.'));
};

describe('the values of a reward', () => {
  it('say what is stored, to the second of a time that was not touched', () => {
    const stored: RewardContent = {
      name: 'tea',
      description: 'a\nb',
      kind: 'SERVICE',
      points: 300,
      stock: 0,
      memberLimit: 2,
      limitPeriod: 'MONTH',
      startsAt: '2026-01-01T00:00:07Z',
      endsAt: null,
      tierIds: ['tier_1'],
      couponTemplate: null,
      active: false,
    };
    expect(contentOf(valuesOf(stored, timeZone), stored, timeZone)).toEqual(stored);
    const moved = {
      ...valuesOf(stored, timeZone),
      startsAt: '2026-02-01T08:00',
      stock: '',
      memberLimit: ' ',
    };
    expect(contentOf(moved, stored, timeZone)).toMatchObject({
      startsAt: '2026-02-01T00:00:00.000Z',
      stock: null,
      memberLimit: null,
    });
  });

  it('are refused where the server would refuse them', () => {
    expect(wrong({})).toEqual([]);
    expect(wrong({ stock: '0', memberLimit: '1' })).toEqual([]);
    expect(wrong({ kind: 'COUPON' })).toEqual(['couponTemplateId']);
    expect(wrong({ kind: 'COUPON', couponTemplateId: 'template_1' })).toEqual([]);
    expect(wrong({ name: ' ', points: '' })).toEqual(['name', 'points']);
    expect(wrong({ points: '0', stock: '-1', memberLimit: '0' })).toEqual(['points', 'stock', 'memberLimit']);
    expect(wrong({ points: '1000000001' })).toEqual(['points']);
    expect(wrong({ startsAt: '2026-02-01T08:00', endsAt: '2026-02-01T08:00' })).toEqual(['endsAt']);
  });
});
