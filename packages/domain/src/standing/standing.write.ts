import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import { living } from '../member/living.ts';
import { type Cuts, cellSql } from '../rfm/rfm.cuts.ts';
import { stageBoundaries, stageSql } from '../stage/stage.boundaries.ts';
import { type Which, writeHistories } from '../stage/stage.history.ts';
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
 */
export async function writeStandings(
  tx: Transaction,
  { cuts, days, timeZone }: Terms,
  which: Which,
  values: readonly unknown[],
): Promise<Written> {
  const boundaries = await stageBoundaries(tx, days, timeZone, tx.now);
  const terms = [tx.brandId, cuts.recency, cuts.frequency, cuts.monetary, boundaries, tx.now];
  const write = async (withNew: boolean) => {
    const [row] = await tx.query<Written & { untold: number }>(statement(which), [
      ...terms,
      withNew,
      ...values,
    ]);
    return row ?? { members: 0, scored: 0, untold: 0 };
  };
  // In all nights but the first there are none of whom nothing was told yet.
  const { untold, ...written } = await write(false);
  if (untold === 0) return written;
  await writeHistories(tx, days, timeZone, which, values);
  await write(true);
  return written;
}

/** `$7`: whether those are written, too, who have no standing yet. */
const statement = (which: Which) => `with found as materialized (
    select m.id, m.spent_minor, ${cellSql('m')} as cell, ${stageSql('m')} as stage
    from member m where m.brand_id = $1 and ${living('m')} and ${which('m.id', 8)}
  ), known as materialized (
    select s.member_id, s.cell, s.spent_minor, s.stage, s.stage_since from member_standing s
    where s.brand_id = $1 and ${which('s.member_id', 8)}
  ), different as materialized (
    select f.*, k.member_id is null as is_new, k.stage as from_stage, k.stage_since as since
    from found f left join known k on k.member_id = f.id
    where k.member_id is null or (k.cell, k.stage, k.spent_minor) is distinct from (f.cell, f.stage, f.spent_minor)
  ), changed as materialized (
    select d.id, d.cell, d.stage, d.spent_minor, coalesce(d.from_stage, c.to_stage) as from_stage,
      coalesce(d.since, c.at) as since
    from different d left join lateral (
      select c.to_stage, c.at from member_stage_change c
      where d.is_new and c.brand_id = $1 and c.member_id = d.id order by c.at desc, c.id desc limit 1
    ) c on true
    where not d.is_new or $7
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
  select count(*)::int as members, count(cell)::int as scored,
    (select count(*)::int from different where is_new) as untold
  from found`;
