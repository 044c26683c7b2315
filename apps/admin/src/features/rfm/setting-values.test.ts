import { expect, it } from 'vitest';
import { inputOf, valuesOf } from './setting-values.ts';

const settings = {
  version: 3,
  method: 'QUINTILE',
  recencyDays: [30, 90, 180, 365],
  frequencyOrders: [2, 3, 5, 10],
  monetaryAmounts: ['100.00', '300.50', '1000.00', '3000.00'],
  currency: 'CNY',
  newDays: 7,
  growingDays: 90,
  dormantDays: 90,
} as const;

it('sends back what it was given, amounts as they are read', () => {
  const values = valuesOf({
    ...settings,
    recencyDays: [...settings.recencyDays],
    frequencyOrders: [...settings.frequencyOrders],
    monetaryAmounts: [...settings.monetaryAmounts],
  });
  expect(values.monetaryAmounts).toEqual(['100', '300.50', '1000', '3000']);
  const { version: _version, currency: _currency, ...rest } = settings;
  expect(inputOf(values)).toEqual({ ...rest, monetaryAmounts: values.monetaryAmounts });
});

it('sends nothing while something is no number', () => {
  const values = valuesOf({
    ...settings,
    recencyDays: [1, 2, 3, 4],
    frequencyOrders: [1, 2, 3, 4],
    monetaryAmounts: ['1', '2', '3', '4'],
  });
  for (const wrong of [
    { newDays: '' },
    { recencyDays: ['1', '2', '-3', '4'] },
    { monetaryAmounts: ['1', 'x', '3', '4'] },
  ])
    expect(inputOf({ ...values, ...wrong })).toBeUndefined();
});
