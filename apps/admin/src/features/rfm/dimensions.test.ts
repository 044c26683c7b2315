import { expect, it } from 'vitest';
import { createFormat } from '../../shared/format/format.ts';
import { dimensionsOf, edgeOf, membersWith, percent } from './dimensions.ts';

const asked = (search: string) => dimensionsOf(new URLSearchParams(search));

it('shows recency by frequency, two others when asked, and none twice', () => {
  expect(asked('')).toEqual({ rows: 'RECENCY', columns: 'FREQUENCY' });
  expect(asked('rows=frequency&columns=MONETARY')).toEqual({ rows: 'FREQUENCY', columns: 'MONETARY' });
  expect(asked('rows=FREQUENCY')).toEqual({ rows: 'FREQUENCY', columns: 'RECENCY' });
  expect(asked('rows=nothing&columns=recency')).toEqual({ rows: 'RECENCY', columns: 'FREQUENCY' });
});

it('leads to the members of a cell', () => {
  expect(membersWith({ RECENCY: 5, MONETARY: 1 })).toBe('/members?recency=5&monetary=1');
});

it('says where a score begins, and nothing of one that nobody has', () => {
  const format = createFormat('en', 'Asia/Shanghai');
  const cuts = {
    recency: ['2026-01-31T16:00:00.000Z', null, null, null],
    frequency: [2, 3, 5, null],
    monetary: ['100.00', '200.00', '300.00', '400.00'],
  };
  const edge = (dimension: Parameters<typeof edgeOf>[1], score: number) =>
    edgeOf(cuts, dimension, score, format, 'CNY');
  expect(edge('FREQUENCY', 1)).toEqual({ kind: 'below', value: '2' });
  expect(edge('FREQUENCY', 2)).toEqual({ kind: 'from', value: '2' });
  expect(edge('FREQUENCY', 4)).toEqual({ kind: 'from', value: '5' });
  expect(edge('FREQUENCY', 5)).toBeUndefined();
  expect(edge('MONETARY', 5)?.value).toContain('400');
  expect(edge('RECENCY', 2)?.value).toContain('2026');
  expect(edgeOf(null, 'RECENCY', 2, format, 'CNY')).toBeUndefined();
});

it('writes shares with one digit', () => {
  const format = createFormat('en', 'Asia/Shanghai');
  expect(percent(0.12345, format)).toBe('12.3%');
  expect(percent(1, format)).toBe('100%');
});
