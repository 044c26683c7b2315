import { newId } from '../src/foundation/ids.ts';
import { loadProgramme } from '../src/points/points.store.ts';
import type { LadderPreview } from '../src/tier/ladder.preview.rules.ts';
import type { ChangeLadder } from '../src/tier/ladder.service.ts';
import { evaluation, evaluationParams, evaluationValues } from '../src/tier/tier.statement.ts';
import { loadLadder } from '../src/tier/tier.store.ts';
import { tierTerms } from '../src/tier/tier.write.ts';
import type { StandingStory } from './standing-story.ts';

interface Move {
  from_id: string | null;
  to_id: string;
  members: number;
  falling: number;
  up: number;
  down: number;
  examples: string[];
}

const counted = `, placed as (
    select t.id, k.tier_id as from_id, t.tier_id as to_id, t.rank, t.held, t.keeps < t.rank as falls,
      row_number() over (partition by k.tier_id, t.tier_id order by t.growth desc, t.id) as place
    from told t left join known k on k.member_id = t.id
  )
  select from_id, to_id, count(*)::int as members, count(*) filter (where falls)::int as falling,
    count(*) filter (where rank > coalesce(held, 1))::int as up, count(*) filter (where rank < held)::int as down,
    coalesce(array_agg(id order by place) filter (where place <= 3 and from_id is distinct from to_id), '{}') as examples
  from placed group by from_id, to_id`;

const based = `, shift as (
    select t.id, k.tier_id as from_id, t.tier_id as to_id from told t left join known k on k.member_id = t.id
  )
  select s.from_id, s.to_id, sum((step.value ->> 'points')::bigint)::float8 as points
  from shift s join "order" o on o.brand_id = $1 and o.member_id = s.id and o.placed_at > $2::timestamptz - interval '1 year'
    join order_earning e on e.brand_id = $1 and e.order_id = o.id
    cross join lateral jsonb_array_elements(e.steps) step
  where step.value ->> 'effect' = 'base' group by s.from_id, s.to_id`;

/** What a preview comes to when all members are counted by one statement. */
export async function onePass(
  { database, scope, brandId }: Pick<StandingStory, 'database' | 'scope' | 'brandId'>,
  { version: _, atOnce, perEvent, ...input }: ChangeLadder,
): Promise<LadderPreview> {
  return await database.read(scope, async (tx) => {
    const before = (await loadLadder(tx))?.tiers ?? [];
    const tiers = input.tiers.map((tier) => ({ ...tier, id: tier.id ?? newId() }));
    const weights = Object.fromEntries(perEvent.map(({ event, growth }) => [event, growth]));
    const now = new Date();
    const terms = await tierTerms(tx, { ...input, perEvent: weights, tiers }, now, atOnce ?? false);
    const values = evaluationValues(brandId, terms, now);
    if (values.length !== evaluationParams) throw new Error('the statement takes other values');
    const all = `with ${evaluation(terms, () => 'true')}`;
    const moves = await tx.query<Move>(all + counted, values);
    const base = await tx.query<{ from_id: string | null; to_id: string; points: number }>(
      all + based,
      values,
    );
    const benefits = await tx.query<{ tier_id: string; yearly: number; factor: number }>(
      `select tier_id, sum(yearly_cost_minor)::float8 as yearly, coalesce(max(factor), 100) as factor from tier_benefit
       where active group by tier_id`,
    );
    const of = (id: string | null) => benefits.find(({ tier_id }) => tier_id === id);
    const factor = (id: string | null) => of(id)?.factor ?? 100;
    const tierOf = (id: string | null) => {
      const was = before.find((tier) => tier.id === id);
      const tier = tiers.find((then) => then.id === id) ?? was;
      return tier ? { ...tier, isNew: !was } : null;
    };
    const sum = (what: (move: Move) => number) => moves.reduce((total, move) => total + what(move), 0);
    const points = base.reduce(
      (total, { from_id, to_id, points: n }) =>
        total + Math.trunc((n * (factor(to_id) - factor(from_id))) / 100),
      0,
    );
    const { valueMinor, valuePoints, currency } = await loadProgramme(tx);
    return {
      members: sum(({ members }) => members),
      up: sum(({ up }) => up),
      down: sum(({ down }) => down),
      falling: sum(({ falling }) => falling),
      moves: moves.map(({ from_id, to_id, members, falling, examples }) => {
        const to = tierOf(to_id);
        if (!to) throw new Error('nobody goes where there is nothing');
        return { from: tierOf(from_id), to, members, falling, examples };
      }),
      benefitCostNowMinor: sum(({ from_id, members }) => (of(from_id)?.yearly ?? 0) * members),
      benefitCostThenMinor: sum(({ to_id, members }) => (of(to_id)?.yearly ?? 0) * members),
      points,
      pointsCostMinor: Math.round((points * valueMinor) / valuePoints),
      currency,
    };
  });
}
