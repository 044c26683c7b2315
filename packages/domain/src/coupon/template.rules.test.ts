import fc from 'fast-check';
import { expect, it } from 'vitest';
import { todayIn } from '../member/member.rules.ts';
import { validityOf } from './template.rules.ts';

const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/London',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'UTC',
];
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

it('coupons are valid to the end of a day of the brand’s zone, whatever clocks do meanwhile', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      fc.integer({ min: 1, max: 400 }),
      (at, zone, validDays) => {
        const { startsAt, expiresAt } = validityOf({ startsOn: null, endsOn: null, validDays }, at, zone);
        expect(startsAt).toEqual(at);
        const last = todayIn(zone, new Date(expiresAt.getTime() - 1)).date;
        expect(days(todayIn(zone, at).date, last)).toBe(validDays);
        expect(days(last, todayIn(zone, expiresAt).date)).toBe(1);
        const window = validityOf({ startsOn: last, endsOn: last, validDays: null }, at, zone);
        expect(window.expiresAt).toEqual(expiresAt);
        expect(todayIn(zone, window.startsAt).date).toBe(last);
        expect(todayIn(zone, new Date(window.startsAt.getTime() - 1)).date).not.toBe(last);
      },
    ),
  );
});

it('a window that has begun begins with the coupon', () => {
  const at = new Date('2026-11-21T04:00:00Z');
  const window = (startsOn: string | null) =>
    validityOf({ startsOn, endsOn: '2026-12-31', validDays: null }, at, 'Asia/Shanghai');
  expect(window(null).startsAt).toEqual(at);
  expect(window('2026-11-01').startsAt).toEqual(at);
  expect(window('2026-12-01').startsAt).toEqual(new Date('2026-11-30T16:00:00Z'));
  expect(window(null).expiresAt).toEqual(new Date('2026-12-31T16:00:00Z'));
});
