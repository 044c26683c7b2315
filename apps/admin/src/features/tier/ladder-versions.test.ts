import { describe, expect, it } from 'vitest';
import { firstLadder, type LadderValues } from './ladder-values.ts';
import {
  changedParts,
  conflictingParts,
  type LadderPart,
  ladderParts,
  mergedValues,
} from './ladder-versions.ts';
import { events } from './ladders.ts';

const base = firstLadder(['普通', '银卡']);

/** The same with another value of a part. */
function other(part: LadderPart, nth: 1 | 2): LadderValues {
  const event = events.find((one) => one === part);
  if (event) return { ...base, perEvent: { ...base.perEvent, [event]: `${nth}` } };
  if (part === 'tiers')
    return { ...base, tiers: base.tiers.map((tier) => ({ ...tier, name: `${tier.name}${nth}` })) };
  if (part === 'period') return { ...base, period: nth === 1 ? 'LIFETIME' : 'CALENDAR_YEAR' };
  if (part === 'policy') return { ...base, policy: nth === 1 ? 'NEVER' : 'BY_BALANCE' };
  return { ...base, [part]: `9${nth}` };
}

describe.each(ladderParts)('of two who changed %s', (part) => {
  const [mine, now] = [other(part, 1), other(part, 2)];

  it('the one alone keeps it', () => {
    for (const versions of [
      { base, mine, now: base },
      { base, mine: base, now: mine },
      { base, mine, now: mine },
    ]) {
      expect(conflictingParts(versions)).toEqual([]);
      expect(mergedValues(versions, new Set())).toEqual(mine);
    }
  });

  it('both have it chosen', () => {
    const versions = { base, mine, now };
    expect(conflictingParts(versions)).toEqual([part]);
    expect(mergedValues(versions, new Set())).toEqual(mine);
    expect(mergedValues(versions, new Set([part]))).toEqual(now);
  });

  it('and of another part, each keeps theirs', () => {
    for (const theirs of ladderParts.filter((one) => one !== part)) {
      const versions = { base, mine, now: other(theirs, 2) };
      expect(conflictingParts(versions)).toEqual([]);
      expect(changedParts(base, mergedValues(versions, new Set())).sort()).toEqual([part, theirs].sort());
    }
  });
});

it('whether members go down at once is the own choice', () => {
  const versions = { base, mine: { ...base, atOnce: true }, now: other('perOrder', 1) };
  expect(mergedValues(versions, new Set(ladderParts))).toEqual({ ...versions.now, atOnce: true });
});
