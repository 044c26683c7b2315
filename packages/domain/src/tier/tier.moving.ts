import type { Transaction } from '../foundation/database.ts';
import { lockStandings } from '../standing/standing.write.ts';

/** How a member stood in the tiers, as the database writes it. */
interface Stood {
  member_id: string;
  tier_id: string;
  since: string;
  growth: number;
  spend_growth: number;
  order_growth: number;
  event_growth: number;
  below_on: string | null;
  ends_on: string | null;
  needed: number | null;
  warned_at: string | null;
}

/** How the two of a merge stood before it; null of who had no tier yet. */
export interface TiersBeforeMerge {
  kept: Stood | null;
  merged: Stood | null;
}

const held = 'tier_id, since, below_on, ends_on, needed, warned_at';

/**
 * Has the kept member of a merge stand in the higher tier of the two, with its grace; the other leaves the tiers. What they
 * come to together is reckoned with the next look at the kept one. Gives how they stood. Both are locked.
 */
export async function joinTiers(tx: Transaction, from: string, to: string): Promise<TiersBeforeMerge> {
  await lockStandings(tx);
  const before = await stoodOf(tx, from, to);
  await tx.query(
    `with gone as (
       delete from member_tier where brand_id = $1 and member_id = $2 returning *
     ), higher as (
       select k.tier_id as was_in, g.* from gone g left join member_tier k on k.brand_id = $1 and k.member_id = $3
       where ${rankOf('g.tier_id')} > case when k.member_id is null then 1 else ${rankOf('k.tier_id')} end
     ), lifted as (
       update member_tier k set (${held}) = (select ${held} from higher) where k.brand_id = $1 and k.member_id = $3
         and exists (select from higher)
     ), begun as (
       -- Who nobody has looked at yet has no row to be lifted.
       insert into member_tier (brand_id, member_id, growth, spend_growth, order_growth, event_growth, ${held})
       select $1, $3, growth, spend_growth, order_growth, event_growth, ${held} from higher where was_in is null
     )
     insert into member_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth)
     select $1::uuid, $2::uuid, $4::timestamptz, 'merge', tier_id, null, growth from gone union all
     select $1, $3::uuid, $4, 'merge', was_in, tier_id, growth from higher`,
    [tx.brandId, from, to, tx.now],
  );
  await lookAnew(tx, to);
  return before;
}

/**
 * Has both stand again as before: the kept one where the merge has lifted it since, or ended its grace, and the other if its tier is there. A kept one
 * whom nobody had looked at is looked at as if for the first time.
 */
export async function partTiers(
  tx: Transaction,
  { kept, merged }: TiersBeforeMerge,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<void> {
  await lockStandings(tx);
  const stood = JSON.stringify([merged && { ...merged, member_id: mergedId }].filter(Boolean));
  await tx.query(
    `with back as (
       insert into member_tier select $1, b.member_id, b.tier_id, b.since, b.growth, b.spend_growth, b.order_growth,
         b.event_growth, b.below_on, b.ends_on, b.needed, b.warned_at
       from json_populate_recordset(null::member_tier, $2) b where ${rankOf('b.tier_id')} > 0
       on conflict do nothing returning *
     )
     insert into member_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth)
     select $1, member_id, $3, 'merge_undone', null, tier_id, growth from back`,
    [tx.brandId, stood, tx.now],
  );
  await tx.query(
    `with before as (
       select k.tier_id as was_in, k.growth as had, b.* from json_populate_recordset(null::member_tier, $2) b
       join member_tier k on k.brand_id = $1 and k.member_id = $3
       where ${rankOf('b.tier_id')} > 0 and (${rankOf('k.tier_id')} > ${rankOf('b.tier_id')}
         or k.tier_id = b.tier_id and b.below_on < coalesce(k.below_on, 'infinity'))
     ), lowered as (
       update member_tier k set (${held}) = (select ${held} from before) where k.brand_id = $1 and k.member_id = $3
         and exists (select from before)
     )
     insert into member_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth)
     select $1, $3, $4, 'merge_undone', was_in, tier_id, had from before where was_in <> tier_id`,
    [tx.brandId, JSON.stringify([kept].filter(Boolean)), keptId, tx.now],
  );
  if (!kept) {
    await tx.query(
      `with gone as (delete from member_tier where brand_id = $1 and member_id = $2 returning *)
       insert into member_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth)
       select $1, member_id, $3, 'merge_undone', tier_id, null, growth from gone where ${rankOf('tier_id')} > 1`,
      [tx.brandId, keptId, tx.now],
    );
  }
  await lookAnew(tx, keptId);
}

/** Has members who close their account leave the tiers. They are locked. */
export async function leaveTiers(tx: Transaction, memberIds: readonly string[]): Promise<void> {
  await lockStandings(tx);
  await tx.query(
    `with moved as (
       delete from tier_ladder_moved where brand_id = $1 and member_id = any ($2::uuid[])
     ), gone as (
       delete from member_tier where brand_id = $1 and member_id = any ($2::uuid[]) returning *
     )
     insert into member_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth)
     select $1, member_id, $3, 'close', tier_id, null, growth from gone`,
    [tx.brandId, memberIds, tx.now],
  );
}

/** SQL of where a tier stands on the ladder; 0 when it has left it. */
function rankOf(tier: string): string {
  return `coalesce((select t.rank from tier t where t.brand_id = $1 and t.id = ${tier}), 0)`;
}

async function stoodOf(tx: Transaction, from: string, to: string): Promise<TiersBeforeMerge> {
  const rows = await tx.query<{ stood: Stood }>(
    'select to_json(m) as stood from member_tier m where m.brand_id = $1 and m.member_id = any ($2::uuid[])',
    [tx.brandId, [from, to]],
  );
  const of = (id: string) => rows.find(({ stood }) => stood.member_id === id)?.stood ?? null;
  return { kept: of(to), merged: of(from) };
}

async function lookAnew(tx: Transaction, memberId: string): Promise<void> {
  await tx.query('insert into standing_due (brand_id, member_id) values ($1, $2)', [tx.brandId, memberId]);
}
