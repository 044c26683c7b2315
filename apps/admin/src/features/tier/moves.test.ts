import { expect, it } from 'vitest';
import { type Move, matrixOf } from './moves.ts';

const tier = (id: string | null, name: string, threshold: number) => ({
  id,
  name,
  color: '#888888',
  threshold,
});
const move = (from: Move['from'], to: Move['to'], memberCount: number): Move => ({
  from,
  to,
  memberCount,
  fallingCount: 0,
  exampleIds: [],
});

it('a table of moves has each tier once, from the lowest; a new one by its name', () => {
  const [low, old, made] = [tier('t1', '普通', 0), tier('t2', '银卡', 1000), tier(null, '金卡', 5000)];
  const matrix = matrixOf(
    [move(old, made, 2), move(old, old, 7), move(null, low, 1), move(low, low, 90), move(low, old, 3)],
    '无',
  );
  expect(matrix.rows.map(({ name }) => name)).toEqual(['无', '普通', '银卡']);
  expect(matrix.columns.map(({ name }) => name)).toEqual(['普通', '银卡', '金卡']);
  const counts = matrix.rows.map((row) =>
    matrix.columns.map((column) => matrix.at(row, column)?.memberCount),
  );
  expect(counts).toEqual([
    [1, undefined, undefined],
    [90, 3, undefined],
    [undefined, 7, 2],
  ]);
});
