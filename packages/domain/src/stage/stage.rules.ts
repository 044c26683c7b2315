/** How long a member has been here, and how lately active, from the first to the last. */
export const stages = ['new', 'growing', 'mature', 'dormant'] as const;
export type Stage = (typeof stages)[number];

/** Whole days in the brand's time zone, each within its stage. */
export interface StageDays {
  /** Until so many days after the first activity a member is new; the day itself is day 0. */
  newDays: number;
  /** Until so many days after it, growing; from then on mature. */
  growingDays: number;
  /** After more than so many days without activity dormant, however long they have been here. */
  dormantDays: number;
}

/** Stages, told from days since the first and since the last activity. */
export function stageOf(
  { newDays, growingDays, dormantDays }: StageDays,
  since: { first: number; last: number },
): Stage {
  if (since.last > dormantDays) return 'dormant';
  if (since.first <= newDays) return 'new';
  return since.first <= growingDays ? 'growing' : 'mature';
}
