import { describe, expect, test } from 'vitest';
import { readAmount, readDate } from './sample-reading.ts';

describe('readDate', () => {
  test.each([
    ['03/04/2024', 'dmy', '2024-04-03'],
    ['03/04/2024', 'mdy', '2024-03-04'],
    ['3.4.24 10:15', 'dmy', '2024-04-03'],
    ['3-4-2024', 'mdy', '2024-03-04'],
  ])('reads %s as %s', (sample, order, day) => {
    expect(readDate(sample, order)).toBe(day);
  });
  test.each([
    ['25/04/2024', 'mdy'],
    ['2024-04-03', 'dmy'],
    ['03/04', 'dmy'],
    ['', 'dmy'],
  ])('reads nothing out of %s as %s', (sample, order) => {
    expect(readDate(sample, order)).toBeUndefined();
  });
});

describe('readAmount', () => {
  test.each([
    ['1,234', ',', 1.234],
    ['1,234', '.', 1234],
    ['¥1.234,50', ',', 1234.5],
    ['-2.500', '.', -2.5],
  ])('reads %s with %s as decimal mark', (sample, mark, amount) => {
    expect(readAmount(sample, mark)).toBe(amount);
  });
  test('reads no number out of words', () => {
    expect(readAmount('free', '.')).toBeUndefined();
  });
});
