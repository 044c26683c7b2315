import { describe, expect, it } from 'vitest';
import { readPeriod } from './period.ts';

const read = (search: string) => readPeriod(new URLSearchParams(search), '2024-06-30');

describe('the period of the overview', () => {
  it('is the last 30 days beside the 30 before, unless said otherwise', () => {
    expect(read('')).toEqual({
      from: '2024-06-01',
      to: '2024-06-30',
      beforeFrom: '2024-05-02',
      beforeTo: '2024-05-31',
      interval: 'DAY',
      preset: '30',
    });
  });

  it('has steps that fit its length, or those that were chosen', () => {
    expect(read('days=90').interval).toBe('WEEK');
    expect(read('days=365').interval).toBe('WEEK');
    expect(read('from=2020-01-01&to=2024-06-30').interval).toBe('MONTH');
    expect(read('days=7&interval=MONTH').interval).toBe('MONTH');
  });

  it('takes chosen days, and the usual ones in place of nonsense', () => {
    expect(read('from=2024-02-01&to=2024-02-29')).toMatchObject({
      from: '2024-02-01',
      beforeFrom: '2024-01-03',
      beforeTo: '2024-01-31',
      preset: undefined,
    });
    for (const nonsense of ['from=2024-03-01&to=2024-02-01', 'from=x&to=y', 'days=12', 'from=2024-01-01'])
      expect(read(nonsense).preset).toBe('30');
  });
});
