import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const terms = [{ sql: 'spent_minor', type: 'bigint', descending: true }] as const;
const read = (amount: string) =>
  decodeCursor(encodeCursor('SPENT', [amount, id]), 'SPENT', [...terms], 'after');

it.each(['0', '-1', '999999999999999999', '1000000000000000000', '9199999999999999999'])(
  '%s is read back',
  (amount) => {
    expect(read(amount)).toEqual([amount, id]);
  },
);

it.each(['', '1.5', '9300000000000000000', '10000000000000000000', `1'`])('%j is refused', (amount) => {
  expect(() => read(amount)).toThrow('Not a cursor');
});
