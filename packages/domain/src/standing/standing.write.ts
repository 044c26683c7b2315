import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import { type Cuts, cellSql } from '../rfm/rfm.cuts.ts';
import { stageBoundaries, stageSql } from '../stage/stage.boundaries.ts';
import { writeHistories } from '../stage/stage.history.ts';
import type { StageDays } from '../stage/stage.rules.ts';
import { loadSettings } from './standing.settings.store.ts';

/** By what members are scored and their stages told. */
export interface Terms {
  cuts: Cuts;
  days: StageDays;
  timeZone: string;
}

/**
 * Holds the standings of the brand: until the end of the transaction nobody else writes them, and what follows sees all
 * that was written before.
 */
export async function lockStandings(tx: Transaction): Promise<void> {
  await tx.query('select kolony.lock_standings($1)', [tx.brandId]);
}

/** The last calculation of the scope's brand; undefined when there was none. */
export async function lastCalculation({ query }: ReadTransaction) {
  const [row] = await query<Cuts & { day: string; scored: number; finished_at: string | null }>(
    `select recency::text[], frequency::text[], monetary::text[], day::text, scored, finished_at
     from standing_calculation where brand_id = kolony.current_brand()`,
  );
  return row;
}

/** The terms that hold now: the cut points of the last calculation. Undefined before the first. */
export async function currentTerms(tx: Transaction): Promise<Terms | undefined> {
  const cuts = await lastCalculation(tx);
  if (!cuts) return undefined;
  const { settings: days, timeZone } = await loadSettings(tx);
  return { cuts, days, timeZone };
}

/** Of how many members standings were worked out. */
export interface Written {
  members: number;
  scored: number;
}

/**
 * Works out the standings of the members that `which` leaves, and writes those that have changed, with the changes of
 * stages. Gives how many members were looked at, and how many of them have scores. Standings are held.
 * @param which an SQL condition on an id; its values begin at `$7`
 */
export async function writeStandings(
  tx: Transaction,
  { cuts, days, timeZone }: Terms,
  which: (id: string) => string,
  values: readonly unknown[],
): Promise<Written> {
  await writeHistories(tx, days, timeZone, which, values);
  const boundaries = await stageBoundaries(tx, days, timeZone, tx.now);
  const [row] = await tx.query<Written>(
    `with found as materialized (
       select m.id, m.spent_minor, ${cellSql('m')} as cell, ${stageSql('m')} as stage
       from member m where m.brand_id = $1 and m.merged_into is null and ${which('m.id')}
     ), known as materialized (
       select s.member_id, s.cell, s.spent_minor, s.stage, s.stage_since from member_standing s
       where s.brand_id = $1 and ${which('s.member_id')}
     ), changed as materialized (
       select f.*, coalesce(k.stage, c.to_stage) as from_stage, coalesce(k.stage_since, c.at) as since
       from found f left join known k on k.member_id = f.id
         left join lateral (
           select c.to_stage, c.at from member_stage_change c
           where k.member_id is null and c.brand_id = $1 and c.member_id = f.id order by c.at desc, c.id desc limit 1
         ) c on true
       where k.member_id is null or (k.cell, k.stage, k.spent_minor) is distinct from (f.cell, f.stage, f.spent_minor)
     ), written as (
       insert into member_standing as s (brand_id, member_id, cell, stage, stage_since, spent_minor, scored_at)
       select $1, c.id, c.cell, c.stage, case when c.from_stage = c.stage then c.since else $6 end, c.spent_minor, $6
       from changed c
       on conflict (brand_id, member_id) do update set cell = excluded.cell, stage = excluded.stage,
         stage_since = excluded.stage_since, spent_minor = excluded.spent_minor,
         scored_at = case when s.cell is not distinct from excluded.cell then s.scored_at else excluded.scored_at end
     ), moved as (
       insert into member_stage_change (brand_id, member_id, at, from_stage, to_stage)
       select $1, c.id, $6, c.from_stage, c.stage from changed c where c.from_stage is distinct from c.stage
     )
     select count(*)::int as members, count(cell)::int as scored from found`,
    [tx.brandId, cuts.recency, cuts.frequency, cuts.monetary, boundaries, tx.now, ...values],
  );
  return row ?? { members: 0, scored: 0 };
}
