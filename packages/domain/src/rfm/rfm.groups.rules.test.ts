import { describe, expect, test } from 'vitest';
import { chosenCells, groupOfCell, groupRules, groupsOf, rfmGroups } from './rfm.groups.rules.ts';
import { cellOf, cells, scores, scoresOf } from './rfm.rules.ts';

describe('the groups', () => {
  test('cover each of the 125 cells exactly once', () => {
    expect(new Set(cells).size).toBe(125);
    for (const cell of cells) expect(groupsOf(scoresOf(cell)), `cell ${cell}`).toHaveLength(1);
  });

  test('are none of them empty, and each has a name of its own in both languages', () => {
    expect(new Set(cells.map(groupOfCell))).toEqual(new Set(rfmGroups));
    for (const locale of ['zh-CN', 'en'] as const) {
      const names = Object.values(groupRules).map(({ name }) => name[locale]);
      expect(new Set(names).size).toBe(rfmGroups.length);
    }
  });

  test.each([
    [{ recency: 5, frequency: 5, monetary: 5 }, 'champions'],
    [{ recency: 5, frequency: 1, monetary: 1 }, 'new_customers'],
    [{ recency: 1, frequency: 5, monetary: 5 }, 'cant_lose'],
    [{ recency: 1, frequency: 1, monetary: 1 }, 'lost'],
    [{ recency: 3, frequency: 2, monetary: 3 }, 'needs_attention'],
  ] as const)('%j is %s', (of, group) => {
    expect(groupOfCell(cellOf(of))).toBe(group);
  });
});

test('a cell is the digits of its scores', () => {
  for (const cell of cells) expect(cellOf(scoresOf(cell))).toBe(cell);
  expect(cells).toHaveLength(scores.length ** 3);
});

test('cells are chosen by scores and by groups, both of which must hold', () => {
  expect(chosenCells({})).toBeUndefined();
  expect(chosenCells({ recency: null, groups: null })).toBeUndefined();
  expect(chosenCells({ recency: [] })).toEqual([]);
  expect(chosenCells({ recency: [5], frequency: [4], monetary: [1, 9] })).toEqual([541]);
  expect(chosenCells({ recency: [1], groups: ['lost'] })).toEqual([111, 112, 113, 121, 122, 131]);
  expect(chosenCells({ recency: [5], groups: ['lost'] })).toEqual([]);
});
