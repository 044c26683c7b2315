import type { ReadTransaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { loadProgramme } from '../points/points.store.ts';
import type { LadderInput } from './ladder.rules.ts';
import { planLadder } from './ladder.service.ts';
import type { Tier } from './tier.rules.ts';
import { evaluation, evaluationParams, evaluationValues } from './tier.statement.ts';
import { loadLadder } from './tier.store.ts';
import { tierTerms } from './tier.write.ts';

/** A tier as it was or would be; `isNew` where it isn't there yet. */
export type PreviewTier = Pick<Tier, 'name' | 'color' | 'threshold'> & { id: string; isNew: boolean };

/** Members who would be in one tier and are in another, or stay. */
export interface LadderMove {
  /** Null: they had none. */
  from: PreviewTier | null;
  to: PreviewTier;
  members: number;
  /** Of them, those whose growth value isn't enough for where they would then be. */
  falling: number;
  /** The ids of some of those who move, the highest growth value first. */
  examples: string[];
}

/** What a change of the ladder would do on the day on which it is asked for. */
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

interface RawMove {
  from_id: string | null;
  to_id: string;
  members: number;
  falling: number;
  up: number;
  down: number;
  examples: string[];
}

/**
 * What a ladder would do to the members of the scope's brand. Nothing is written. Errors as of `changeLadder`, but for its
 * version.
 */
export async function previewLadder(
  tx: ReadTransaction,
  { atOnce, ...input }: LadderInput & { atOnce?: boolean | null },
): Promise<Outcome<LadderPreview>> {
  const before = await loadLadder(tx);
  const planned = await planLadder(tx, input, before);
  if (!planned.ok) return planned;
  const ladder = planned.value;
  const now = new Date();
  // All members and a year of orders are gone through: for as long as a request may take, not a statement of one.
  await tx.query(`set local statement_timeout = '55s'`);
  const terms = await tierTerms(tx, ladder, now, atOnce ?? false);
  const { valueMinor, valuePoints, currency } = await loadProgramme(tx);
  const values = evaluationValues(tx.scope.brandId ?? '', terms, now);
  const all = `with ${evaluation(terms, () => 'true')}`;
  const moves = await tx.query<RawMove>(`${all}${counted}`, values);
  const costs = await costsOf(tx);
  const tierOf = (id: string): PreviewTier | undefined => {
    const then = ladder.tiers.find((tier) => tier.id === id);
    const was = before?.tiers.find((tier) => tier.id === id);
    const tier = then ?? was;
    return tier && { ...tier, isNew: !was };
  };
  const sum = (of: (move: RawMove) => number) => moves.reduce((total, move) => total + of(move), 0);
  const shifts = moves.filter(({ from_id, to_id }) => costs.factor(from_id) !== costs.factor(to_id));
  const base =
    shifts.length > 0 ? await basePoints(tx, `${all}${based}`, values, shifts) : new Map<string, number>();
  const points = shifts.reduce((total, { from_id, to_id }) => {
    const more = costs.factor(to_id) - costs.factor(from_id);
    return total + Math.trunc(((base.get(`${from_id} ${to_id}`) ?? 0) * more) / 100);
  }, 0);
  return done({
    members: sum(({ members }) => members),
    up: sum(({ up }) => up),
    down: sum(({ down }) => down),
    falling: sum(({ falling }) => falling),
    moves: moves.flatMap(({ from_id, to_id, members, falling, examples }) => {
      const to = tierOf(to_id);
      return to ? [{ from: (from_id && tierOf(from_id)) || null, to, members, falling, examples }] : [];
    }),
    benefitCostNowMinor: sum(({ from_id, members }) => costs.yearly(from_id) * members),
    benefitCostThenMinor: sum(({ to_id, members }) => costs.yearly(to_id) * members),
    points,
    pointsCostMinor: Math.round((points * valueMinor) / valuePoints),
    currency,
  });
}

const counted = `, placed as (
    select t.id, k.tier_id as from_id, t.tier_id as to_id, t.rank, t.held, t.earned < t.rank as falls,
      row_number() over (partition by k.tier_id, t.tier_id order by t.growth desc, t.id) as place
    from told t left join known k on k.member_id = t.id
  )
  select from_id, to_id, count(*)::int as members, count(*) filter (where falls)::int as falling,
    count(*) filter (where rank > coalesce(held, 1))::int as up, count(*) filter (where rank < held)::int as down,
    coalesce(array_agg(id order by place) filter (where place <= 3 and from_id is distinct from to_id), '{}') as examples
  from placed group by from_id, to_id order by from_id, to_id`;

/** What base rules gave for orders of the last 12 months, of members who would go from one tier to another. */
const based = `, shift as (
    select t.id, k.tier_id as from_id, t.tier_id as to_id from told t left join known k on k.member_id = t.id
    join json_to_recordset($${evaluationParams + 1}) s(from_id uuid, to_id uuid)
      on s.to_id = t.tier_id and s.from_id is not distinct from k.tier_id
  )
  select s.from_id, s.to_id, sum((step.value ->> 'points')::bigint)::float8 as points
  from shift s join "order" o on o.brand_id = $1 and o.member_id = s.id and o.placed_at > $2::timestamptz - interval '1 year'
    join order_earning e on e.brand_id = $1 and e.order_id = o.id
    cross join lateral jsonb_array_elements(e.steps) step
  where step.value ->> 'effect' = 'base' group by s.from_id, s.to_id`;

async function basePoints(
  { query }: ReadTransaction,
  text: string,
  values: readonly unknown[],
  shifts: readonly RawMove[],
): Promise<Map<string, number>> {
  const pairs = shifts.map(({ from_id, to_id }) => ({ from_id, to_id }));
  const rows = await query<{ from_id: string | null; to_id: string; points: number }>(text, [
    ...values,
    JSON.stringify(pairs),
  ]);
  return new Map(rows.map(({ from_id, to_id, points }) => [`${from_id} ${to_id}`, points]));
}

/** What the benefits of a tier cost for a member in a year, and what its multiplier is, in hundredths. */
async function costsOf({ query }: ReadTransaction) {
  const rows = await query<{ tier_id: string; yearly: number; factor: number }>(
    `select tier_id, sum(yearly_cost_minor)::float8 as yearly, coalesce(max(factor), 100) as factor from tier_benefit
     where brand_id = kolony.current_brand() and active group by tier_id`,
  );
  const of = (id: string | null) => rows.find(({ tier_id }) => tier_id === id);
  return {
    yearly: (id: string | null) => of(id)?.yearly ?? 0,
    factor: (id: string | null) => of(id)?.factor ?? 100,
  };
}
