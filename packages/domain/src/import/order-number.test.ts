import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OccurrenceCounter } from './occurrence-counter.ts';
import { DerivedOrderNumbers, isDerivedOrderNumber, type PurchaseContent } from './order-number.ts';

const purchase = fc.record<PurchaseContent>({
  memberKey: fc.constantFrom('externalId:1', 'externalId:2', 'phone:+8613800000000'),
  placed: fc.constantFrom('2024-01-01T00:00:00.000', '2024-01-02T00:00:00.000'),
  amount: fc.bigInt(0n, 3n),
  currency: fc.constantFrom('CNY', 'USD'),
  channel: fc.constantFrom(null, '天猫'),
  productName: fc.constantFrom(null, 'a', 'b'),
  sku: fc.constantFrom(null, 'a'),
  quantity: fc.constantFrom(null, 1, 2),
  unitPrice: fc.constantFrom(null, 1n),
});
const numbersOf = (purchases: PurchaseContent[]) => {
  const numbers = new DerivedOrderNumbers();
  return purchases.map((one) => numbers.next(one));
};

/** Purchases of which many are alike. */
const alike = fc.array(fc.oneof(fc.constantFrom(...fc.sample(purchase, 5)), purchase), { maxLength: 60 });

describe('derived order numbers', () => {
  it('are the same for the same file, and no two in a file are equal', () => {
    fc.assert(
      fc.property(alike, (purchases) => {
        const numbers = numbersOf(purchases);
        expect(numbersOf(purchases)).toEqual(numbers);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers.every(isDerivedOrderNumber)).toBe(true);
      }),
    );
  });

  it('do not depend on the order of the rows', () => {
    fc.assert(
      fc.property(alike, (purchases) => {
        expect(numbersOf(purchases.toReversed()).sort()).toEqual(numbersOf(purchases).sort());
      }),
    );
  });

  it('of a file that overlaps another are the same in the overlap', () => {
    fc.assert(
      fc.property(alike, alike, (old, added) => {
        const before = new Set(numbersOf(old));
        const after = numbersOf([...old, ...added]);
        expect(after.filter((number) => before.has(number))).toHaveLength(old.length);
      }),
    );
  });

  it('stay what they were: a change of the rule would bring every order in twice', () => {
    const first: PurchaseContent = {
      memberKey: 'externalId:0001',
      placed: '1997-01-01T00:00:00.000',
      amount: 2933n,
      currency: 'USD',
      channel: null,
      productName: null,
      sku: null,
      quantity: 2,
      unitPrice: null,
    };
    expect(numbersOf([first, first])).toEqual([
      'auto-1rtv1khgqet5dkaq0h0sccptjh',
      'auto-2pv6r5sqqv5rmevgmvmg2dv1cz',
    ]);
  });
});

describe('counting occurrences', () => {
  it('counts as a map does, also when it has grown', () => {
    const texts = fc.array(fc.integer({ min: 0, max: 3000 }).map(String), { maxLength: 5000 });
    fc.assert(
      fc.property(texts, (all) => {
        const counter = new OccurrenceCounter();
        const map = new Map<string, number>();
        for (const text of all) {
          map.set(text, (map.get(text) ?? 0) + 1);
          expect(counter.add(text)).toBe(map.get(text));
        }
        for (const [text, count] of map) expect(counter.count(text)).toBe(count);
        expect(counter.count('never')).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
