import type { LadderPreviewResultFragment } from '../../gql/graphql.ts';

export type Move = LadderPreviewResultFragment['moves'][number];

interface Place {
  key: string;
  name: string;
  color?: string | undefined;
  threshold: number;
}

const keyOf = (tier: { id: string | null; name: string } | null) => tier?.id ?? tier?.name ?? '';

/** Moves as a table: where members are by row, where they would be by column, both from the lowest. */
export function matrixOf(moves: readonly Move[], none: string) {
  const places = (of: (move: Move) => Move['from']): Place[] => {
    const found = new Map<string, Place>();
    for (const move of moves) {
      const tier = of(move);
      found.set(keyOf(tier), {
        key: keyOf(tier),
        name: tier?.name ?? none,
        color: tier?.color,
        threshold: tier ? Number(tier.threshold) : -1,
      });
    }
    return [...found.values()].sort((one, other) => one.threshold - other.threshold);
  };
  const [rows, columns] = [places(({ from }) => from), places(({ to }) => to)];
  return {
    rows,
    columns,
    at: (row: Place, column: Place) =>
      moves.find(({ from, to }) => keyOf(from) === row.key && keyOf(to) === column.key),
  };
}
