import fc from 'fast-check';
import { expect, test } from 'vitest';
import { todayIn } from '../member/member.rules.ts';
import { checkProgramme, expiryOf, expiryPolicies, type Programme } from './programme.rules.ts';

const programme: Programme = {
  expiry: 'after_months',
  expiryMonths: 12,
  expiryMonth: 12,
  expiryDay: 31,
  pendingDays: 7,
  belowZero: false,
  approvalAbove: 1000,
  valuePoints: 100,
  valueMinor: 100,
};
const shanghai = 'Asia/Shanghai';
const at = (text: string) => new Date(text);
const lastDay = (end: Date | null, zone = shanghai) => end && todayIn(zone, new Date(end.getTime() - 1)).date;

test.each([
  [{ expiry: 'never' }, '2026-03-05T12:00:00Z', null],
  [{}, '2026-03-05T12:00:00Z', '2027-03-05'],
  // In Shanghai it is the next day already.
  [{}, '2026-03-05T16:00:00Z', '2027-03-06'],
  [{ expiryMonths: 1 }, '2027-01-31T04:00:00Z', '2027-02-28'],
  [{ expiryMonths: 12 }, '2028-02-29T04:00:00Z', '2029-02-28'],
  [{ expiry: 'end_of_month', expiryMonths: 3 }, '2026-11-15T04:00:00Z', '2027-02-28'],
  [{ expiry: 'end_of_year', expiryMonths: 12 }, '2026-03-05T04:00:00Z', '2027-12-31'],
  [{ expiry: 'on_date' }, '2026-03-05T04:00:00Z', '2026-12-31'],
  [{ expiry: 'on_date' }, '2026-12-15T04:00:00Z', '2027-12-31'],
  [{ expiry: 'on_date', expiryMonth: 2, expiryDay: 30 }, '2027-03-05T04:00:00Z', '2028-02-29'],
] as const)('%o: earned at %s, to be spent until the end of %s', (over, earned, until) => {
  expect(lastDay(expiryOf({ ...programme, ...over }, at(earned), shanghai))).toBe(until);
});

test('points always expire at the beginning of a day of the zone, and never before they were earned', () => {
  const zones = [
    'Asia/Shanghai',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
    'Pacific/Apia',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...expiryPolicies),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      fc.date({ min: at('1995-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (expiry, expiryMonths, expiryMonth, expiryDay, earned, zone) => {
        const end = expiryOf({ ...programme, expiry, expiryMonths, expiryMonth, expiryDay }, earned, zone);
        expect(end === null).toBe(expiry === 'never');
        if (end === null) return;
        expect(end.getTime()).toBeGreaterThan(earned.getTime());
        expect(todayIn(zone, end).date > todayIn(zone, new Date(end.getTime() - 1)).date).toBe(true);
      },
    ),
  );
});

test('settings out of their range are told one by one', () => {
  expect(checkProgramme(programme)).toEqual([]);
  const wrong = { ...programme, expiryMonths: 0, pendingDays: 1.5, approvalAbove: -1, valuePoints: 0 };
  expect(checkProgramme(wrong).map(({ code, field }) => [code, ...field])).toEqual([
    ['OUT_OF_RANGE', 'expiryMonths'],
    ['OUT_OF_RANGE', 'pendingDays'],
    ['OUT_OF_RANGE', 'approvalAbove'],
    ['OUT_OF_RANGE', 'valuePoints'],
  ]);
  expect(checkProgramme({ ...programme, approvalAbove: null })).toEqual([]);
});
