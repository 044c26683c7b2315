import { expect, it } from 'vitest';
import { fieldChanges } from './changes.ts';

it('tells only what differs', () => {
  expect(fieldChanges({ city: '杭州', name: 'a' }, { city: '上海', name: 'a' })).toEqual([
    { field: 'city', before: '杭州', after: '上海' },
  ]);
});

it('tells all of what was made or removed', () => {
  expect(fieldChanges(null, { tags: ['a', 'b'], granted: false })).toEqual([
    { field: 'tags', before: '', after: 'a、b' },
    { field: 'granted', before: '', after: 'false' },
  ]);
  expect(fieldChanges({ role: 'viewer' }, null)).toEqual([{ field: 'role', before: 'viewer', after: '' }]);
});

it('takes anything for nothing that is no record', () => {
  expect(fieldChanges('text', 5)).toEqual([]);
});
