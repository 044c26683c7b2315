import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumMinor } from '../foundation/money.ts';
import { decimalEvidence, readAmount, readCurrency, readQuantity } from './cell-amount.ts';

const value = (text: string, currency = 'CNY', mark: '.' | ',' | null = null) => {
  const result = readAmount(text, currency, mark);
  return result.ok ? result.value : result.code;
};

describe('reading amounts', () => {
  it.each([
    ['12', 1200n],
    ['12.5', 1250n],
    ['¥1,234.50', 123450n],
    ['￥1，234.50', 123450n],
    ['１２３．４５', 12345n],
    ['1.234,50', 123450n],
    ['1 234,50', 123450n],
    ["1'234.50", 123450n],
    ['12,34,567.00', 123456700n],
    ['12元', 1200n],
    ['¥12元', 1200n],
    ['RMB 12.00', 1200n],
    ['12.00 CNY', 1200n],
    ['1.2万', 1200000n],
    ['1.2万元', 1200000n],
    ['3亿', 30000000000n],
    ['+5', 500n],
    ['-0.00', 0n],
    ['.5', 50n],
    ['0.100', 10n],
    ['1.1400000000000001', 114n],
    ['1.3599999999999999', 136n],
    ['1000000000000.00', 100000000000000n],
  ])('%s', (text, minor) => expect(value(text)).toBe(minor));

  it.each([
    ['', 'AMOUNT_INVALID'],
    ['abc', 'AMOUNT_INVALID'],
    ['1,2', 120n],
    ['1,23,4', 'AMOUNT_INVALID'],
    ['1.2.3,4', 'AMOUNT_INVALID'],
    ['1-2', 'AMOUNT_INVALID'],
    ['--1', 'AMOUNT_INVALID'],
    ['1e5', 'AMOUNT_INVALID'],
    ['Infinity', 'AMOUNT_INVALID'],
    ['12 34', 'AMOUNT_INVALID'],
    ['12.345678', 'AMOUNT_TOO_PRECISE'],
    ['-12', 'AMOUNT_NEGATIVE'],
    ['−12', 'AMOUNT_NEGATIVE'],
    ['12-', 'AMOUNT_NEGATIVE'],
    ['(12.00)', 'AMOUNT_NEGATIVE'],
    ['¥-12', 'AMOUNT_NEGATIVE'],
    ['-¥12', 'AMOUNT_NEGATIVE'],
    ['(-12)', 'AMOUNT_INVALID'],
    ['1000000000000.01', 'AMOUNT_TOO_LARGE'],
    ['9'.repeat(400), 'AMOUNT_TOO_LARGE'],
    ['$12', 'AMOUNT_OTHER_CURRENCY'],
    ['12 EUR', 'AMOUNT_OTHER_CURRENCY'],
    ['1,234', 'AMOUNT_AMBIGUOUS'],
    ['1.234', 'AMOUNT_AMBIGUOUS'],
  ])('%s', (text, expected) => expect(value(text)).toBe(expected));

  it('reads an ambiguous value by what the column or the currency says', () => {
    expect(value('1,234', 'CNY', '.')).toBe(123400n);
    expect(value('1.234', 'EUR', ',')).toBe(123400n);
    expect(value('1.230', 'CNY', '.')).toBe(123n);
    expect(value('1,234', 'JPY')).toBe(1234n);
    expect(value('1.234', 'JPY')).toBe(1234n);
    expect(value('12.5', 'JPY')).toBe('AMOUNT_TOO_PRECISE');
    expect(value('12.345', 'KWD', '.')).toBe(12345n);
    expect(value('1', 'XYZ')).toBe('AMOUNT_INVALID');
  });

  it('reads back every amount in every way of writing it', () => {
    const ways = fc.record({
      currency: fc.constantFrom('CNY', 'JPY', 'KWD', 'USD'),
      mark: fc.constantFrom('.' as const, ',' as const),
      grouped: fc.boolean(),
      wide: fc.boolean(),
      sign: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: maximumMinor }),
        ways,
        (minor, { currency, mark, grouped, wide, sign }) => {
          const places = { CNY: 2, USD: 2, JPY: 0, KWD: 3 }[currency];
          const digits = String(minor).padStart(places + 1, '0');
          const whole = digits.slice(0, digits.length - places);
          const thousands = mark === '.' ? ',' : '.';
          const written = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, thousands) : whole;
          let text = places === 0 ? written : `${written}${mark}${digits.slice(-places)}`;
          if (wide) text = text.replace(/[\d.,]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
          if (sign) text = `${currency} ${text}`;
          expect(value(text, currency, mark)).toBe(BigInt(minor));
        },
      ),
    );
  });

  it('never throws, and gives nothing negative, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0129.,-+()¥$元万 E'), maxLength: 14 }), (text) => {
        const result = readAmount(text, 'CNY', null);
        if (result.ok) expect(result.value >= 0n).toBe(true);
      }),
    );
  });
});

describe('what a value says about the decimal mark of its column', () => {
  it.each([
    ['12', null],
    ['12.50', '.'],
    ['12,50', ','],
    ['1,234.5', '.'],
    ['1.234,5', ','],
    ['1,234,567', '.'],
    ['1.234.567', ','],
    ['0.500', '.'],
    ['1234.500', '.'],
    ['1,234', 'either'],
    ['1.234', 'either'],
    ['1.234万', '.'],
    ['n/a', null],
  ])('%s: %s', (text, mark) => expect(decimalEvidence(text, 'CNY')).toBe(mark));
});

describe('reading currencies and quantities', () => {
  it('takes codes and words', () => {
    expect(readCurrency('cny')).toEqual({ ok: true, value: 'CNY' });
    expect(readCurrency('人民币')).toEqual({ ok: true, value: 'CNY' });
    expect(readCurrency('¥').ok).toBe(false);
    expect(readCurrency('ABC').ok).toBe(false);
  });

  it.each([
    ['1', 1],
    ['2.0', 2],
    ['3件', 3],
    ['1,200', 1200],
    ['４', 4],
  ])('%s pieces', (text, count) => expect(readQuantity(text)).toEqual({ ok: true, value: count }));

  it.each(['0', '-1', '1.5', '1000001', 'x', '1e3'])('refuses %s pieces', (text) => {
    expect(readQuantity(text)).toMatchObject({ ok: false, code: 'QUANTITY_INVALID' });
  });
});
