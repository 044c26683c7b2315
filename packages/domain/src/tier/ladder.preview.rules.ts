import type { Tier } from './tier.rules.ts';

/** How many members are named of each move. */
export const mostExamples = 3;

/** Members who would be in one tier and are in another, or stay, as far as they are counted. */
export interface CountedMove {
  /** Null: they had none. */
  fromId: string | null;
  toId: string;
  members: number;
  /** Of them, those whose growth value isn't enough for where they would then be. */
  falling: number;
  up: number;
  down: number;
  /** What base rules gave for their orders of the last 12 months; 0 where both tiers make the same of it. */
  base: number;
  /** Those with the highest growth values, of moves from one tier to another. */
  examples: { id: string; growth: number }[];
}

/** What the benefits of a tier cost for a member in a year, and what its multiplier is, in hundredths. */
export interface TierBenefits {
  tierId: string;
  yearlyMinor: number;
  factor: number;
}

/** A tier as it was or would be; `isNew` where it isn't there yet. */
export type PreviewTier = Tier & { isNew: boolean };

export interface LadderMove {
  /** Null: they had none. */
  from: PreviewTier | null;
  to: PreviewTier;
  members: number;
  falling: number;
  /** The ids of some of those who move, the highest growth value first. */
  examples: string[];
}

/** What a change of the ladder would do on the day on which it was asked for. */
export interface LadderPreview {
  members: number;
  up: number;
  down: number;
  /** Those who are too high by it, and keep their tier for the time being. */
  falling: number;
  moves: LadderMove[];
  /** What benefits cost in a year, by what the brand says of each. */
  benefitCostNowMinor: number;
  benefitCostThenMinor: number;
  /** What multipliers would give more, or less, for orders as those of the last 12 months; and what that is worth. */
  points: number;
  pointsCostMinor: number;
  currency: string;
}

/** Two counts of different members as one of all of them, in an order of their own. */
export function joinCounts(one: readonly CountedMove[], other: readonly CountedMove[]): CountedMove[] {
  const joined = new Map<string, CountedMove>();
  for (const move of [...one, ...other]) {
    const key = `${move.fromId} ${move.toId}`;
    const { members, falling, up, down, base, examples } = joined.get(key) ?? nothing;
    joined.set(key, {
      ...move,
      members: members + move.members,
      falling: falling + move.falling,
      up: up + move.up,
      down: down + move.down,
      base: base + move.base,
      examples: [...examples, ...move.examples].sort(byGrowth).slice(0, mostExamples),
    });
  }
  return [...joined].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}

const nothing: Omit<CountedMove, 'fromId' | 'toId'> = {
  ...{ members: 0, falling: 0, up: 0, down: 0, base: 0 },
  examples: [],
};

type Example = CountedMove['examples'][number];
const byGrowth = (one: Example, other: Example) => other.growth - one.growth || (one.id < other.id ? -1 : 1);

/** What counts come to, beside the tiers from before and after, and what a point is worth. */
export function previewOf(
  counted: readonly CountedMove[],
  known: {
    before: readonly Tier[];
    after: readonly Tier[];
    benefits: readonly TierBenefits[];
    programme: { valueMinor: number; valuePoints: number; currency: string };
  },
): LadderPreview {
  const { benefits, programme } = known;
  const tierOf = (id: string): PreviewTier | undefined => {
    const was = known.before.find((tier) => tier.id === id);
    const tier = known.after.find((then) => then.id === id) ?? was;
    return tier && { ...tier, isNew: !was };
  };
  const sum = (of: (move: CountedMove) => number) => counted.reduce((total, move) => total + of(move), 0);
  const yearly = (id: string | null) => benefits.find(({ tierId }) => tierId === id)?.yearlyMinor ?? 0;
  const points = sum(({ fromId, toId, base }) =>
    Math.trunc((base * (factorOf(benefits, toId) - factorOf(benefits, fromId))) / 100),
  );
  return {
    members: sum(({ members }) => members),
    up: sum(({ up }) => up),
    down: sum(({ down }) => down),
    falling: sum(({ falling }) => falling),
    moves: counted.flatMap(({ fromId, toId, members, falling, examples }) => {
      const to = tierOf(toId);
      const from = (fromId && tierOf(fromId)) || null;
      return to ? [{ from, to, members, falling, examples: examples.map(({ id }) => id) }] : [];
    }),
    benefitCostNowMinor: sum(({ fromId, members }) => yearly(fromId) * members),
    benefitCostThenMinor: sum(({ toId, members }) => yearly(toId) * members),
    points,
    pointsCostMinor: Math.round((points * programme.valueMinor) / programme.valuePoints),
    currency: programme.currency,
  };
}

/** What the multiplier of a tier makes of a hundred points. */
export function factorOf(benefits: readonly TierBenefits[], id: string | null): number {
  return benefits.find(({ tierId }) => tierId === id)?.factor ?? 100;
}
