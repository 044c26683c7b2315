import type { LifecycleFlowQuery, LifecycleStage } from '../../gql/graphql.ts';

export const stages = ['NEW', 'GROWING', 'MATURE', 'DORMANT'] as const satisfies LifecycleStage[];

export const stageColors: Readonly<Record<LifecycleStage, string>> = {
  NEW: 'var(--k-chart-3)',
  GROWING: 'var(--k-chart-1)',
  MATURE: 'var(--k-chart-2)',
  DORMANT: 'var(--k-chart-before)',
};

export type Week = LifecycleFlowQuery['lifecycleFlow'][number];
export type Move = Week['moves'][number];

/** The moves of several weeks together, the commonest first. */
export function movesTogether(weeks: readonly Week[]): Move[] {
  const sums = new Map<string, Move>();
  for (const move of weeks.flatMap(({ moves }) => moves)) {
    const key = `${move.from}>${move.to}`;
    const sum = sums.get(key);
    sums.set(key, { ...move, memberCount: (sum?.memberCount ?? 0) + move.memberCount });
  }
  return [...sums.values()].sort((a, b) => b.memberCount - a.memberCount);
}

/** How many weeks an address asks for: 12 unless it says one of the others. */
export const spans = [12, 26, 52] as const;
export function weeksOf(params: URLSearchParams): number {
  return spans.find((span) => String(span) === params.get('weeks')) ?? spans[0];
}
