import { expect, it } from 'vitest';
import { movesTogether, type Week, weeksOf } from './stages.ts';

const week = (moves: Week['moves']): Week => ({ start: '2026-11-16', stages: [], moves });

it('adds up the same moves of several weeks, the commonest first', () => {
  const moves = movesTogether([
    week([
      { from: null, to: 'NEW', memberCount: 2 },
      { from: 'NEW', to: 'GROWING', memberCount: 1 },
    ]),
    week([{ from: 'NEW', to: 'GROWING', memberCount: 4 }]),
    week([]),
  ]);
  expect(moves).toEqual([
    { from: 'NEW', to: 'GROWING', memberCount: 5 },
    { from: null, to: 'NEW', memberCount: 2 },
  ]);
});

it('looks at as many weeks as the address says, of those that are offered', () => {
  expect(weeksOf(new URLSearchParams('weeks=52'))).toBe(52);
  expect(weeksOf(new URLSearchParams('weeks=1000'))).toBe(12);
});
