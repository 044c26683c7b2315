import { expect, it } from 'vitest';
import { changedFields, withFields } from '../../shared/form/versions.ts';
import { contentOf, emptyRule, type RuleValues, ruleFields, valuesOf } from './rule-values.ts';

const brand = { timeZone: 'Asia/Shanghai', currency: 'CNY' };
const written: RuleValues = {
  ...emptyRule,
  name: ' 双倍 ',
  points: '10',
  per: '9.90',
  factor: '1.15',
  minimum: '100',
  channels: ['天猫'],
  skus: ['QH-1'],
  startsAt: '2026-11-01T00:00',
  endsAt: '2026-11-13T00:00',
  dailyPoints: '500',
};

it('a rule says of what is written only what such a rule has', () => {
  expect(contentOf(written, undefined, brand)).toMatchObject({
    name: '双倍',
    points: 10,
    per: { amount: '9.90', currency: 'CNY' },
    factor: null,
    channels: ['天猫'],
    startsAt: '2026-10-31T16:00:00.000Z',
    endsAt: '2026-11-12T16:00:00.000Z',
    dailyPoints: 500,
    dailyTimes: null,
  });
  expect(contentOf({ ...written, effect: 'MULTIPLIER' }, undefined, brand)).toMatchObject({
    points: null,
    per: null,
    factor: 115,
    minimum: { amount: '100' },
  });
  expect(contentOf({ ...written, event: 'CHECK_IN' }, undefined, brand)).toMatchObject({
    points: 10,
    per: null,
    minimum: null,
    channels: [],
    skus: [],
  });
});

it('a time that nobody touched stays to the millisecond; one that was is the minute that is written', () => {
  const before = { ...contentOf(written, undefined, brand), startsAt: '2026-10-31T16:00:42.123Z' };
  const values = valuesOf(before, brand.timeZone);
  expect(values.startsAt).toBe('2026-11-01T00:00');
  expect(contentOf({ ...values, points: '2' }, before, brand).startsAt).toBe(before.startsAt);
  expect(contentOf({ ...values, startsAt: '2026-11-01T00:01' }, before, brand).startsAt).toBe(
    '2026-10-31T16:01:00.000Z',
  );
  expect(contentOf({ ...values, startsAt: '' }, before, brand).startsAt).toBeNull();
});

it('two versions are joined field by field', () => {
  const mine = { ...written, points: '2', dailyPoints: '900' };
  const theirs = { ...written, points: '5', channels: [] };
  expect(changedFields(ruleFields, written, mine)).toEqual(['points', 'dailyPoints']);
  expect(changedFields(ruleFields, written, { ...written, name: '双倍' })).toEqual([]);
  expect(withFields(theirs, mine, ['dailyPoints'])).toEqual({ ...theirs, dailyPoints: '900' });
});
