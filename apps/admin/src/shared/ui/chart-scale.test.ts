import { describe, expect, it } from 'vitest';
import { labelStep, niceTicks } from './chart-scale.ts';

describe('the scale of a chart', () => {
  it('reaches the largest value in a few round steps', () => {
    expect(niceTicks(47_000)).toEqual([0, 20_000, 40_000, 60_000]);
    expect(niceTicks(100)).toEqual([0, 50, 100]);
    expect(niceTicks(0.4)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    for (const largest of [1, 3, 7, 12, 99, 101, 2519, 1_234_567]) {
      const ticks = niceTicks(largest);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });

  it('never halves what is counted', () => {
    expect(niceTicks(2, { whole: true })).toEqual([0, 1, 2]);
    expect(niceTicks(10, { whole: true })).toEqual([0, 5, 10]);
  });

  it('stands without values', () => {
    expect(niceTicks(0)).toEqual([0, 1]);
    expect(niceTicks(Number.NEGATIVE_INFINITY)).toEqual([0, 1]);
  });

  it('leaves out labels until the rest fit', () => {
    expect(labelStep(30, 1000, 60)).toBe(2);
    expect(labelStep(5, 1000, 60)).toBe(1);
    expect(labelStep(30, 0, 60)).toBe(30);
  });
});
