import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import type { Ladder, LadderTerms, Tier } from './tier.rules.ts';

export interface StoredLadder extends Ladder {
  version: number;
}

interface RawLadder {
  per_unit: number;
  per_order: number;
  per_event: LadderTerms['perEvent'];
  period: LadderTerms['period'];
  policy: LadderTerms['policy'];
  grace_days: number;
  warning_days: number;
  version: number;
  tiers: Tier[];
}

/** The ladder of the scope's brand as it is now; undefined of one without tiers. */
export async function loadLadder({ query }: ReadTransaction): Promise<StoredLadder | undefined> {
  const [row] = await query<RawLadder>(
    `select l.*, (select json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color, 'threshold', t.threshold)
         order by t.rank) from tier t where t.brand_id = l.brand_id and t.rank is not null) as tiers
     from tier_ladder l where l.brand_id = kolony.current_brand()`,
  );
  return (
    row && {
      perUnit: row.per_unit,
      perOrder: row.per_order,
      perEvent: row.per_event,
      period: row.period,
      policy: row.policy,
      graceDays: row.grace_days,
      warningDays: row.warning_days,
      version: row.version,
      tiers: row.tiers,
    }
  );
}

/** Makes a ladder that of the brand. Tiers that aren't on it have no rank any more. Standings are held. */
export async function storeLadder(tx: Transaction, ladder: Ladder, version: number): Promise<void> {
  await tx.query(
    `insert into tier_ladder as l (brand_id, per_unit, per_order, per_event, period, policy, grace_days, warning_days,
       version, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (brand_id) do update set per_unit = excluded.per_unit, per_order = excluded.per_order,
       per_event = excluded.per_event, period = excluded.period, policy = excluded.policy, grace_days = excluded.grace_days,
       warning_days = excluded.warning_days, version = excluded.version, updated_at = excluded.updated_at`,
    [
      tx.brandId,
      ladder.perUnit,
      ladder.perOrder,
      JSON.stringify(ladder.perEvent),
      ladder.period,
      ladder.policy,
      ladder.graceDays,
      ladder.warningDays,
      version,
      tx.now,
    ],
  );
  // Names and ranks change places: all of them are left first.
  await tx.query('update tier set rank = null where brand_id = $1 and rank is not null', [tx.brandId]);
  await tx.query(
    `insert into tier (brand_id, id, name, color, threshold, rank, created_at)
     select $1, t.id, t.name, t.color, t.threshold, t.rank, $3
     from json_to_recordset($2) t(id uuid, name text, color text, threshold bigint, rank smallint)
     on conflict (brand_id, id) do update set name = excluded.name, color = excluded.color, threshold = excluded.threshold,
       rank = excluded.rank`,
    [tx.brandId, JSON.stringify(ladder.tiers.map((tier, at) => ({ ...tier, rank: at + 1 }))), tx.now],
  );
}

/** Leaves the brand without a ladder. Its tiers stay for what refers to them. Standings are held. */
export async function takeLadder(tx: Transaction): Promise<void> {
  await tx.query('delete from tier_ladder where brand_id = $1', [tx.brandId]);
  await tx.query('update tier set rank = null where brand_id = $1 and rank is not null', [tx.brandId]);
}

/** A change of the ladder that isn't through with all members yet. */
export interface RunningChange {
  id: string;
  status: 'running' | 'undoing';
  at_once: boolean;
  /** Members up to this id are dealt with. */
  reached: string;
}

export async function runningChange({ query }: ReadTransaction): Promise<RunningChange | undefined> {
  const [row] = await query<RunningChange>(
    `select id, status, at_once, reached from tier_ladder_change
     where brand_id = kolony.current_brand() and status in ('running', 'undoing')`,
  );
  return row;
}
