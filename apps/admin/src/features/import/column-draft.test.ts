import { expect, test } from 'vitest';
import { groupOf, missingFields, repeatedFields } from './column-draft.ts';

const field = (key: string, oneOf: string[]) => ({ key, label: key, oneOf, type: 'text', description: '' });
const who = ['externalId', 'memberPhone'];
const when = ['placedAt', 'paidAt'];
const fields = [
  field('orderNo', []),
  ...who.map((key) => field(key, who)),
  ...when.map((key) => field(key, when)),
];

test('one column of each group is enough', () => {
  const missing = (chosen: (string | null)[]) =>
    missingFields(fields, chosen).map((group) => group.map(({ key }) => key));
  expect(missing(['orderNo', null])).toEqual([who, when]);
  expect(missing(['memberPhone'])).toEqual([when]);
  expect(missing(['memberPhone', 'placedAt'])).toEqual([]);
});

test('a field at two columns is repeated, columns that are left out are not', () => {
  expect([...repeatedFields(['orderNo', null, 'orderNo', null, 'placedAt'])]).toEqual(['orderNo']);
});

test.each([
  ['externalId', 'ORDERS', 'identity'],
  ['memberPhone', 'ORDERS', 'identity'],
  ['memberNickname', 'ORDERS', 'profile'],
  ['unitPrice', 'ORDERS', 'product'],
  ['amount', 'ORDERS', 'order'],
  ['email', 'MEMBERS', 'identity'],
  ['birthday', 'MEMBERS', 'profile'],
] as const)('%s of %s stands under %s', (key, kind, group) => {
  expect(groupOf(key, kind)).toBe(group);
});
