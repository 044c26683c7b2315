import type { MemberEventKind } from '../../gql/graphql.ts';
import { changedFields, conflictsBetween, withFields } from '../../shared/form/versions.ts';
import type { LadderValues } from './ladder-values.ts';
import { events } from './ladders.ts';

const wholeParts = [
  'tiers',
  'perUnit',
  'perOrder',
  'period',
  'policy',
  'graceDays',
  'warningDays',
] as const satisfies (keyof LadderValues)[];

/** A part of a ladder that two may change beside each other. Its tiers are one: what each begins with hangs on the others. */
export type LadderPart = (typeof wholeParts)[number] | MemberEventKind;

export const ladderParts: readonly LadderPart[] = [...wholeParts, ...events];

export interface Versions {
  base: LadderValues;
  mine: LadderValues;
  now: LadderValues;
}

/** The parts in which two ladders differ. */
export function changedParts(before: LadderValues, after: LadderValues): LadderPart[] {
  return changedFields(ladderParts, flat(before), flat(after));
}

/** What two have changed, and differently. */
export function conflictingParts({ base, mine, now }: Versions): LadderPart[] {
  return conflictsBetween(ladderParts, { base: flat(base), mine: flat(mine), now: flat(now) });
}

/** What is there now, with what was changed here in all parts but some. */
export function mergedValues({ base, mine, now }: Versions, but: ReadonlySet<string>): LadderValues {
  const own = new Set(changedParts(base, mine).filter((part) => !but.has(part)));
  const perEvent = { ...now.perEvent };
  for (const event of events) if (own.has(event)) perEvent[event] = mine.perEvent[event];
  const parts = wholeParts.filter((part) => own.has(part));
  return { ...withFields(now, mine, parts), perEvent, atOnce: mine.atOnce };
}

function flat({ perEvent, atOnce: _, ...rest }: LadderValues) {
  return { ...rest, ...perEvent };
}
