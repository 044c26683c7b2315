import { describe, expect, it } from 'vitest';
import { createFormat } from '../format/format.ts';
import { describeFilter, type Filter, readList, readRange, writeRange } from './filter.ts';

describe('filters in an address', () => {
  it('keep a range with one or both ends', () => {
    for (const range of ['2024-01-01..2024-02-01', '100..', '..500']) {
      expect(writeRange(readRange(range))).toBe(range);
    }
    expect(writeRange({ from: undefined, to: undefined })).toBeNull();
    expect(readRange(null)).toEqual({ from: undefined, to: undefined });
  });

  it('skip empty members of a list', () => {
    expect(readList('a,,b')).toEqual(['a', 'b']);
    expect(readList(null)).toEqual([]);
  });

  it('read as words on their chip', () => {
    const format = createFormat('en', 'UTC');
    const words = {
      atLeast: (min: string) => `≥ ${min}`,
      atMost: (max: string) => `≤ ${max}`,
      from: (from: string) => `from ${from}`,
      to: (to: string) => `to ${to}`,
      between: (from: string, to: string) => `${from} to ${to}`,
    };
    const say = (filter: Filter, value: string) => describeFilter(filter, value, format, words);
    const spent: Filter = { kind: 'numbers', id: 'spent', label: 'Spent' };
    const joined: Filter = { kind: 'dates', id: 'joined', label: 'Joined' };
    const gender: Filter = {
      kind: 'choice',
      id: 'gender',
      label: 'Gender',
      options: [{ value: 'FEMALE', label: 'Female' }],
    };
    expect(say(spent, '1000..')).toBe('≥ 1,000');
    expect(say(spent, '..0')).toBe('≤ 0');
    expect(say(joined, '2024-01-01..2024-01-31')).toBe('1 Jan 2024 to 31 Jan 2024');
    expect(say(gender, 'FEMALE,GONE')).toBe('Female、GONE');
  });
});
