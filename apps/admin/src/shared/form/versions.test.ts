import { expect, it } from 'vitest';
import { changedFields, conflictsBetween, withFields } from './versions.ts';

const names = ['name', 'stock', 'tags'] as const;
const base = { name: 'tea', stock: '12', tags: ['a'] };

it('tells what differs, spaces around it aside', () => {
  expect(changedFields(names, base, { name: ' tea ', stock: '11', tags: ['a', 'b'] })).toEqual([
    'stock',
    'tags',
  ]);
});

it('asks only about what both changed, and differently', () => {
  const conflicts = (mine: object, now: object) =>
    conflictsBetween(names, { base, mine: { ...base, ...mine }, now: { ...base, ...now } });
  expect(conflicts({ name: 'oolong' }, { stock: '11' })).toEqual([]);
  expect(conflicts({ stock: '20' }, { stock: '11' })).toEqual(['stock']);
  expect(conflicts({ stock: '11' }, { stock: '11' })).toEqual([]);
  expect(withFields({ ...base, stock: '11' }, { ...base, name: 'oolong' }, ['name'])).toEqual({
    name: 'oolong',
    stock: '11',
    tags: ['a'],
  });
});
