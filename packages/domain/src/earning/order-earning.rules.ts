/**
 * How many points of an order are to be taken back in all: in proportion to what was refunded, rounded in the member's
 * favour; all of them of an order that came to nothing. Amounts in minor units; `totalMinor`: when the points were earned.
 */
export function toTakeBack(points: number, totalMinor: number, netMinor: number | null): number {
  if (netMinor === null) return points;
  if (netMinor >= totalMinor) return 0;
  const kept = (BigInt(points) * BigInt(netMinor) + BigInt(totalMinor) - 1n) / BigInt(totalMinor);
  return points - Number(kept);
}

/** What became of the points of an order since they were earned. */
export interface TakenSince {
  points: number;
  /** What was to be taken back of them so far, and how many of those the member really lost: there may have been too few. */
  takenBack: number;
  lost: number;
  /** How many operators took back by hand, and how many expired before anybody spent them. */
  byHand: number;
  expired: number;
}

/**
 * How many are to be taken back in all where `wanted` are: together with those taken by hand never more than there were,
 * and none in place of those that had expired, which the member lost already.
 */
export function takenInAll({ points, takenBack, byHand, expired }: TakenSince, wanted: number): number {
  return Math.min(wanted, Math.max(takenBack, Math.min(points - byHand, wanted - expired)));
}

/** How many to give again where only `wanted` are to be taken back: none of those that the member hadn't lost. */
export function toGiveAgain({ lost }: TakenSince, wanted: number): number {
  return Math.max(0, lost - wanted);
}
