import { describe, expect, it } from 'vitest';
import { changedFields, inputOf, numberIn, type ProgrammeValues } from './programme-values.ts';

const values: ProgrammeValues = {
  expiry: 'AFTER_MONTHS',
  expiryMonths: '12',
  expiryMonth: '12',
  expiryDay: '31',
  pendingDays: '7',
  belowZero: false,
  needsApproval: true,
  approvalAbove: '1000',
  valuePoints: '100',
  value: '1.00',
};

describe('what was changed of the rules', () => {
  it('is what they say, not how it was typed', () => {
    expect(changedFields(values, { ...values, pendingDays: ' 07 ', value: '1' })).toEqual([]);
    expect(changedFields(values, { ...values, pendingDays: '8' })).toEqual(['pendingDays']);
  });

  it('is nothing where a policy doesn’t speak of a number', () => {
    expect(changedFields(values, { ...values, expiryMonth: '6', expiryDay: '1' })).toEqual([]);
    const onDate = { ...values, expiry: 'ON_DATE' as const };
    expect(changedFields(onDate, { ...onDate, expiryMonths: '3' })).toEqual([]);
    expect(changedFields(onDate, { ...onDate, expiryDay: '1' })).toEqual(['expiry']);
    const free = { ...values, needsApproval: false };
    expect(changedFields(free, { ...free, approvalAbove: '5' })).toEqual([]);
    expect(changedFields(free, values)).toEqual(['approval']);
  });

  it('alone is sent', () => {
    expect(inputOf(values, [])).toEqual({});
    expect(inputOf({ ...values, needsApproval: false }, ['approval'])).toEqual({ approvalAbove: null });
    expect(inputOf(values, ['value', 'belowZero'])).toEqual({
      belowZero: false,
      valuePoints: 100,
      value: '1.00',
    });
  });
});

it('a number is whole and within its range', () => {
  expect(numberIn('expiryMonths', '120')).toBe(120);
  for (const text of ['0', '121', '1.5', '-1', '', 'x', '1e2'])
    expect(numberIn('expiryMonths', text)).toBeUndefined();
});
