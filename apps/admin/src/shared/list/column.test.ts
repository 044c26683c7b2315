import { expect, it } from 'vitest';
import { chosenColumns } from './column.ts';

const all = ['a', 'b', 'c'].map((id) => ({ id, label: id, width: 1, cell: () => id }));
const ids = (chosen: string | null) => chosenColumns(all, chosen, ['a', 'b']).map(({ id }) => id);

it('shows the columns in the order that was chosen', () => {
  expect(ids('c,a')).toEqual(['c', 'a']);
});

it('passes over columns that are gone, and shows the usual ones when none is left', () => {
  expect(ids('gone,b')).toEqual(['b']);
  expect(ids('gone')).toEqual(['a', 'b']);
  expect(ids(null)).toEqual(['a', 'b']);
});
