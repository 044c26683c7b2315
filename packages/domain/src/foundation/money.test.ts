import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyDigits, formatMinor, maximumMinor, parseMinor } from './money.ts';

const currency = fc.constantFrom('CNY', 'USD', 'JPY', 'KWD', 'XTS');

test('amounts are written with the digits of their currency', () => {
  expect(formatMinor(123450, 'CNY')).toBe('1234.50');
  expect(formatMinor(5, 'CNY')).toBe('0.05');
  expect(formatMinor(-5, 'CNY')).toBe('-0.05');
  expect(formatMinor(0, 'CNY')).toBe('0.00');
  expect(formatMinor(1234, 'JPY')).toBe('1234');
  expect(formatMinor(1234, 'KWD')).toBe('1.234');
  expect(formatMinor(9_007_199_254_740_993n, 'CNY')).toBe('90071992547409.93');
});

test('what is written is read back exactly, to the largest amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: -maximumMinor, max: maximumMinor }), currency, (minor, code) => {
      expect(parseMinor(formatMinor(minor, code), code)).toBe(minor);
    }),
  );
});

test('adding as decimals and as minor units is the same', () => {
  const amount = fc.integer({ min: 0, max: 10 ** 12 });
  fc.assert(
    fc.property(amount, amount, currency, (a, b, code) => {
      const sum =
        (parseMinor(formatMinor(a, code), code) ?? 0) + (parseMinor(formatMinor(b, code), code) ?? 0);
      expect(formatMinor(sum, code)).toBe(formatMinor(BigInt(a) + BigInt(b), code));
    }),
  );
});

test('trailing zeros count for nothing; a digit too many, or another way of writing, is refused', () => {
  expect(parseMinor('1', 'CNY')).toBe(100);
  expect(parseMinor('1.5', 'CNY')).toBe(150);
  expect(parseMinor('1.500', 'CNY')).toBe(150);
  expect(parseMinor('1.00', 'JPY')).toBe(1);
  expect(parseMinor('-0', 'CNY')).toBe(0);
  expect(Object.is(parseMinor('-0.00', 'CNY'), 0)).toBe(true);
  for (const bad of [
    '',
    '.',
    '1.',
    '.5',
    '1,5',
    '1e3',
    '+1',
    ' 1',
    '1 ',
    '1\n',
    'Infinity',
    'NaN',
    '0x10',
    '\uff11',
    '1.005',
  ]) {
    expect([bad, parseMinor(bad, 'CNY')]).toEqual([bad, undefined]);
  }
  expect(parseMinor('0.5', 'JPY')).toBeUndefined();
  expect(parseMinor('90071992547409.92', 'CNY')).toBeUndefined();
  expect(parseMinor('99999999999999999', 'CNY')).toBeUndefined();
});

test('any text is either an amount or undefined, never NaN', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+.,\d]{0,20}$/)), currency, (text, code) => {
      const minor = parseMinor(text, code);
      expect(minor === undefined || Number.isSafeInteger(minor)).toBe(true);
    }),
  );
  expect([currencyDigits('CNY'), currencyDigits('JPY'), currencyDigits('BHD')]).toEqual([2, 0, 3]);
});

test('currencies have the digits of ISO 4217', () => {
  // The rest of the world's software goes by use: hundredths that have lost their worth are left out there.
  const withoutUse = `AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SLL SOS SYP YER`.split(' ');
  const inUse = (code: string) =>
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
      .maximumFractionDigits;
  const known = Intl.supportedValuesOf('currency').filter((code) => !withoutUse.includes(code));
  expect(known.length).toBeGreaterThan(100);
  expect(known.map((code) => [code, currencyDigits(code)])).toEqual(known.map((code) => [code, inUse(code)]));
  expect(withoutUse.filter((code) => currencyDigits(code) !== 2)).toEqual(['IQD']);
  expect(['IQD', 'CLF', 'UYW', 'UYI'].map(currencyDigits)).toEqual([3, 4, 4, 0]);
});
