import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takenInAll, toGiveAgain, toTakeBack } from './order-earning.rules.ts';

test('refunds take back in proportion: none of nothing, all of all, never more for less', () => {
  expect(toTakeBack(100, 9999, 3333)).toBe(66);
  expect(toTakeBack(5, 0, 0)).toBe(0);
  expect(toTakeBack(5, 0, null)).toBe(5);
  const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
  fc.assert(
    fc.property(fc.nat(1_000_000_000), amount, amount, amount, (points, total, a, b) => {
      const [less, more] = [Math.min(a, b, total), Math.min(Math.max(a, b), total)];
      expect(toTakeBack(points, total, total)).toBe(0);
      if (total > 0) expect(toTakeBack(points, total, 0)).toBe(points);
      expect(toTakeBack(points, total, less)).toBeGreaterThanOrEqual(toTakeBack(points, total, more));
      if (total > 0) {
        const exact = (points * (total - less)) / total;
        expect(Math.abs(toTakeBack(points, total, less) - exact)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('however often a refund is changed, nobody loses more than an order gave, or is given what was not lost', () => {
  const step = fc.record({ wanted: fc.nat(100), has: fc.nat(100) });
  fc.assert(
    fc.property(fc.nat(100), fc.nat(100), fc.array(step, { maxLength: 12 }), (byHand, gone, steps) => {
      const since = { points: 100, takenBack: 0, lost: 0, byHand, expired: Math.min(gone, 100 - byHand) };
      for (const { wanted, has } of steps) {
        const before = { ...since };
        since.takenBack = takenInAll(before, wanted);
        if (since.takenBack > before.takenBack) {
          since.lost += Math.min(has, since.takenBack - before.takenBack);
        } else since.lost -= toGiveAgain(before, since.takenBack);
        expect(since.takenBack).toBeLessThanOrEqual(Math.min(wanted, 100 - byHand));
        if (since.takenBack > before.takenBack)
          expect(since.takenBack).toBeLessThanOrEqual(wanted - since.expired);
        else expect(since.takenBack).toBe(Math.min(wanted, before.takenBack));
        expect(since.lost).toBeGreaterThanOrEqual(0);
        expect(since.lost).toBeLessThanOrEqual(since.takenBack);
      }
    }),
  );
});
