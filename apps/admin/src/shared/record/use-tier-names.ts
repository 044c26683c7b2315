import { useQuery } from '@apollo/client/react';
import { useSession } from '../session/session.tsx';
import { TierNamesDocument } from './tiers-field.graphql.ts';

export interface NamedTier {
  id: string;
  name: string;
  color: string;
}

/** The tiers of the brand from the lowest, as far as the operator may see them; none where none are set up. */
export function useTierNames({ skip = false } = {}): {
  tiers: readonly NamedTier[];
  nameOf: (id: string) => string;
} {
  const { can } = useSession();
  const { data } = useQuery(TierNamesDocument, { skip: skip || !can('MEMBER_READ') });
  const tiers = data?.tierLadder?.tiers ?? [];
  return { tiers, nameOf: (id) => tiers.find((tier) => tier.id === id)?.name ?? id };
}
