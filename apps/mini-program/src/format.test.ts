import { expect, test } from 'vitest';
import { dayOf, moneyText, numberText } from './format';

test('a day is that of the telephone', () => {
  const at = new Date(2026, 0, 5, 0, 30);
  expect(dayOf(at.toISOString())).toBe('2026-01-05');
});

test('numbers have their thousands apart, changes their sign', () => {
  expect(['0', '999', '1000', '-1234567', 12345].map((value) => numberText(value))).toEqual([
    '0',
    '999',
    '1,000',
    '−1,234,567',
    '12,345',
  ]);
  expect(['0', '20', '-20'].map((value) => numberText(value, { signed: true }))).toEqual(['0', '+20', '−20']);
});

test('amounts say their currency, and no decimals that are none', () => {
  const texts = [
    { amount: '20.00', currency: 'CNY' },
    { amount: '1234.50', currency: 'CNY' },
    { amount: '980', currency: 'JPY' },
    { amount: '1.005', currency: 'KWD' },
  ].map(moneyText);
  expect(texts).toEqual(['¥20', '¥1,234.50', 'JPY 980', 'KWD 1.005']);
});
