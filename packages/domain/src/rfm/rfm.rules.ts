/** What is scored of a member: how lately, how often, and for how much they ordered. */
export const dimensions = ['recency', 'frequency', 'monetary'] as const;
export type Dimension = (typeof dimensions)[number];

/** 1 is the least, 5 the most. */
export const scores = [1, 2, 3, 4, 5] as const;

/** The scores of a member in all dimensions, 1 to 5 each. */
export type RfmScores = Record<Dimension, number>;

/** Scores as one number, their digits: 543 is recency 5, frequency 4, monetary 3. */
export function cellOf({ recency, frequency, monetary }: RfmScores): number {
  return recency * 100 + frequency * 10 + monetary;
}

/** The scores of such a number. */
export function scoresOf(cell: number): RfmScores {
  return {
    recency: Math.floor(cell / 100),
    frequency: Math.floor(cell / 10) % 10,
    monetary: cell % 10,
  };
}

/** All 125 of them. */
export const cells: readonly number[] = scores.flatMap((recency) =>
  scores.flatMap((frequency) => scores.map((monetary) => cellOf({ recency, frequency, monetary }))),
);
