import type { ReadTransaction } from '../foundation/database.ts';
import { type UserError, userError } from '../foundation/errors.ts';

/** A multiplier of points that a tier grants. */
export interface TierMultiplier {
  benefitId: string;
  name: string;
  /** In hundredths: 150 makes one and a half. */
  factor: number;
}

/** The tier of a member as far as points go by it. */
export interface TierOfMember {
  id: string;
  name: string;
  multipliers: readonly TierMultiplier[];
}

/** The tiers on the ladder of the scope's brand, from the lowest. */
export async function tiersOnLadder({
  query,
}: ReadTransaction): Promise<(TierOfMember & { threshold: number })[]> {
  return await query<TierOfMember & { threshold: number }>(
    `select t.id, t.name, t.threshold::float8 as threshold, coalesce((
       select json_agg(json_build_object('benefitId', b.id, 'name', b.name, 'factor', b.factor) order by b.name)
       from tier_benefit b where b.brand_id = t.brand_id and b.tier_id = t.id and b.kind = 'points_multiplier' and b.active
     ), '[]') as multipliers
     from tier t where t.brand_id = kolony.current_brand() and t.rank is not null order by t.rank`,
  );
}

/**
 * The tiers that members have at the moment; who hasn't been looked at yet is in the lowest, and who is in one that has left
 * the ladder, until the change comes to them, in the next below. Empty where the brand has no ladder.
 */
export async function tiersOf(
  tx: ReadTransaction,
  memberIds: readonly string[],
): Promise<Map<string, TierOfMember>> {
  const tiers = await tiersOnLadder(tx);
  const [lowest] = tiers;
  if (!lowest) return new Map();
  const rows = await tx.query<{ member_id: string; tier_id: string; threshold: number }>(
    `select k.member_id, k.tier_id, t.threshold::float8 as threshold
     from member_tier k join tier t on t.brand_id = k.brand_id and t.id = k.tier_id
     where k.brand_id = kolony.current_brand() and k.member_id = any ($1::uuid[])`,
    [memberIds],
  );
  const held = new Map(rows.map((row) => [row.member_id, row]));
  const of = (id: string) => {
    const { tier_id, threshold = 0 } = held.get(id) ?? {};
    const below = tiers.findLast((tier) => tier.threshold <= threshold);
    return tiers.find((tier) => tier.id === tier_id) ?? below ?? lowest;
  };
  return new Map(memberIds.map((id) => [id, of(id)]));
}

/** Tiers for whom something is: each once, `TIER_UNKNOWN` where one isn't on the ladder. */
export async function checkTierIds(
  tx: ReadTransaction,
  ids: readonly string[] | null | undefined,
): Promise<{ tierIds: string[]; errors: UserError[] }> {
  const tierIds = [...new Set(ids ?? [])];
  if (tierIds.length === 0) return { tierIds, errors: [] };
  const known = await tiersOnLadder(tx);
  const isKnown = tierIds.every((id) => known.some((tier) => tier.id === id));
  return { tierIds, errors: isKnown ? [] : [userError('TIER_UNKNOWN', 'tierIds')] };
}
