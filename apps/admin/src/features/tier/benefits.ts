import type { BenefitKind, BenefitWholeFragment } from '../../gql/graphql.ts';

export type Benefit = BenefitWholeFragment;
/** One that a member has: how often yet, in the period that lasts now; null where that isn't bounded. */
export type HeldBenefit = Benefit & { left: number | null };

/** What a tier can grant, by what it is for. */
export const groups = {
  economic: ['DISCOUNT', 'POINTS_MULTIPLIER', 'FREE_SHIPPING'],
  service: ['PRIORITY', 'DEDICATED_CONTACT'],
  emotional: ['BIRTHDAY_GIFT', 'EARLY_ACCESS'],
} as const satisfies Record<string, readonly BenefitKind[]>;
export type Group = keyof typeof groups;
export const groupNames = ['economic', 'service', 'emotional'] as const satisfies Group[];

/** Of these a tier can have one. */
const single: readonly BenefitKind[] = ['DISCOUNT', 'POINTS_MULTIPLIER', 'FREE_SHIPPING', 'BIRTHDAY_GIFT'];

/** The kinds that a tier can still be given. */
export function kindsLeft(benefits: readonly { kind: BenefitKind }[]): BenefitKind[] {
  return groupNames
    .flatMap((group): readonly BenefitKind[] => groups[group])
    .filter((kind) => !single.includes(kind) || !benefits.some((benefit) => benefit.kind === kind));
}

/** Benefits of a tier by group; groups without any are left out. */
export function byGroup<One extends { kind: BenefitKind }>(benefits: readonly One[]) {
  return groupNames
    .map((group) => {
      const kinds: readonly BenefitKind[] = groups[group];
      return { group, benefits: benefits.filter(({ kind }) => kinds.includes(kind)) };
    })
    .filter((part) => part.benefits.length > 0);
}

/** What all members of a tier cost a year by what is stated of its benefits, as a decimal amount. */
export function yearlyCost(benefits: readonly Benefit[], memberCount: number): number {
  return benefits
    .filter(({ active }) => active)
    .reduce((sum, benefit) => sum + Number(benefit.yearlyCost.amount) * memberCount, 0);
}
