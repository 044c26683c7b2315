import { found, type ReadTransaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { type Stage, stages } from './stage.rules.ts';

export const mostWeeks = 104;

/** How many went from one stage to another; from null: they are new to the stages, to null: were merged into another, or closed the account. */
export interface StageMove {
  from: Stage | null;
  to: Stage | null;
  members: number;
}

export interface FlowWeek {
  /** Its Monday in the brand's time zone, `2026-11-16`. */
  start: string;
  /** Members in each stage at its end, or now. */
  stages: { stage: Stage; members: number }[];
  /** What happened in it, from the commonest. */
  moves: StageMove[];
}

interface Moved extends StageMove {
  week: number;
}

/**
 * The members of the scope's brand by stage, week by week up to this one, and who moved from where to where. `OUT_OF_RANGE`
 * but for 1 to 104 weeks.
 */
export async function lifecycleFlow({ query }: ReadTransaction, weeks: number): Promise<Outcome<FlowWeek[]>> {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > mostWeeks)
    return refused(userError('OUT_OF_RANGE', 'weeks', { least: 1, most: mostWeeks }));
  const [raw] = await query<{ starts: string[]; now: { stage: Stage; members: number }[]; moved: Moved[] }>(
    `with week as materialized (
       select n::int, (date_trunc('week', now() at time zone b.time_zone)::date - 7 * ($1::int - n)) as start, b.time_zone as zone
       from brand b, generate_series(1, $1::int) n where b.id = kolony.current_brand()
     ), edge as materialized (
       select array_agg(start::timestamp at time zone zone order by n) as moments from week
     )
     select (select json_agg(start order by n) from week) as starts,
       (select coalesce(json_agg(s), '[]') from (
         select stage, count(*)::int as members from member_standing where brand_id = kolony.current_brand() group by stage
       ) s) as now,
       (select coalesce(json_agg(m), '[]') from (
         select width_bucket(c.at, edge.moments) as week, c.from_stage as "from", c.to_stage as "to", count(*)::int as members
         from edge cross join member_stage_change c
         where c.brand_id = kolony.current_brand() and c.at >= (select moments[1] from edge) group by 1, 2, 3
         order by 4 desc, 2, 3
       ) m) as moved`,
    [weeks],
  );
  const { starts, now, moved } = found(raw, 'Brand');
  const left = new Map<Stage | null, number>(now.map(({ stage, members }) => [stage, members]));
  // Backwards from what is there now: what has come in a week wasn't there before it.
  const flow = starts.toReversed().map((start, back): FlowWeek => {
    const moves = moved.filter(({ week }) => week === weeks - back).map(({ week: _, ...move }) => move);
    const at = stages.map((stage) => ({ stage, members: left.get(stage) ?? 0 }));
    for (const { from, to, members } of moves) {
      left.set(from, (left.get(from) ?? 0) + members);
      left.set(to, (left.get(to) ?? 0) - members);
    }
    return { start, stages: at, moves };
  });
  return done(flow.reverse());
}
