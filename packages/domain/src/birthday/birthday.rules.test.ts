import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { birthdaysOn, dayBefore, daysToKeep } from './birthday.rules.ts';

const day = 86_400_000;
const dates = fc
  .integer({ min: Date.parse('1896-01-01') / day, max: Date.parse('2404-12-31') / day })
  .map((n) => new Date(n * day).toISOString().slice(0, 10));

describe('birthdays', () => {
  test('are each kept on one day of every year, 29 February in years without one on the 28th', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1899, max: 2401 }), (born, year) => {
        const birthday = Number(born.slice(5, 7)) * 100 + Number(born.slice(8, 10));
        const kept: string[] = [];
        for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += day) {
          const date = new Date(at).toISOString().slice(0, 10);
          if (birthdaysOn(date).includes(birthday)) kept.push(date);
        }
        const own = `${year}${born.slice(4)}`;
        const exists = new Date(own).toISOString().startsWith(own);
        expect(kept).toEqual([exists ? own : `${year}-02-28`]);
      }),
      { numRuns: 60 },
    );
  });

  test('of centuries that are no leap years, too', () => {
    expect([1900, 2000, 2024, 2100].map((year) => birthdaysOn(`${year}-02-28`))).toEqual([
      [228, 229],
      [228],
      [228],
      [228, 229],
    ]);
  });
});

describe('the days that are looked through', () => {
  test('end with today, leave none out, and reach back three days at most', () => {
    fc.assert(
      fc.property(dates, fc.option(fc.integer({ min: -3, max: 40 })), (today, ago) => {
        const through =
          ago === null ? null : new Date(Date.parse(today) - ago * day).toISOString().slice(0, 10);
        const days = daysToKeep(today, through);
        expect(days.at(-1)).toBe(today);
        expect(days).toHaveLength(ago === null ? 1 : Math.min(4, Math.max(1, ago)));
        for (const [at, one] of days.entries()) if (at > 0) expect(dayBefore(one)).toBe(days[at - 1]);
      }),
    );
  });
});
