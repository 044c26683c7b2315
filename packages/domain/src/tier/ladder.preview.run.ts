import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { planByIndex, planByPortion } from '../foundation/plans.ts';
import type { Scope } from '../foundation/scope.ts';
import { living } from '../member/living.ts';
import { loadProgramme } from '../points/points.store.ts';
import type { Following } from '../standing/standing.calculate.ts';
import { type Portion, portionAfter, wholePortion } from '../standing/standing.portion.ts';
import {
  type CountedMove,
  joinCounts,
  mostExamples,
  previewOf,
  type TierBenefits,
} from './ladder.preview.rules.ts';
import type { Ladder } from './tier.rules.ts';
import { evaluation, evaluationParams, evaluationValues } from './tier.statement.ts';
import { loadLadder } from './tier.store.ts';
import { tierTerms } from './tier.write.ts';

interface StoredPreview {
  version: number;
  ladder: Ladder;
  at_once: boolean;
  benefits: TierBenefits[];
  reached: string;
  counted: CountedMove[];
  created_at: string;
}

/**
 * Counts what a ladder would do to all members, portion by portion, each with the mark of how far it came. Begun again, it
 * goes on there; one that is through, is gone, or stands beside a ladder that has changed since, it leaves alone.
 */
export async function runPreview(
  database: Database,
  scope: Scope,
  previewId: string,
  { signal, progress, atOnce = wholePortion }: Following & { atOnce?: number } = {},
): Promise<void> {
  const members = await database.read(scope, async ({ query }) => {
    const [row] = await query<{ n: number }>(
      `select count(*)::int as n from member m where m.brand_id = kolony.current_brand() and ${living('m')}`,
    );
    return row?.n ?? 0;
  });
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await database.write(scope, async (tx) => done(await step(tx, previewId, atOnce)));
    const dealt = outcome.ok ? outcome.value : undefined;
    if (dealt === undefined) return;
    progress?.(dealt, Math.max(members, dealt));
  }
}

/** Counts the portion that follows; gives how many members are counted by then, undefined when all are. */
async function step(tx: Transaction, id: string, atOnce: number): Promise<number | undefined> {
  const [preview] = await tx.query<StoredPreview>(
    `select version, ladder, at_once, benefits, reached, counted, created_at from tier_ladder_preview
     where brand_id = $1 and id = $2 and result is null`,
    [tx.brandId, id],
  );
  const before = await loadLadder(tx);
  if (!preview || preview.version !== (before?.version ?? 0)) return undefined;
  await planByPortion(tx);
  const portion = await portionAfter(tx, preview.reached, atOnce);
  if (!portion) {
    const programme = await loadProgramme(tx);
    const tiers = { before: before?.tiers ?? [], after: preview.ladder.tiers };
    const result = previewOf(preview.counted, { ...preview, ...tiers, programme });
    await tx.query(
      `update tier_ladder_preview set result = $3, finished_at = $4
       where brand_id = $1 and id = $2 and result is null`,
      [tx.brandId, id, JSON.stringify(result), tx.now],
    );
    return undefined;
  }
  const counted = joinCounts(preview.counted, await count(tx, preview, portion));
  // The row isn't held for so long: whoever drops it needn't wait. What another run wrote meanwhile is as true as this.
  await tx.query(
    `update tier_ladder_preview set reached = $3, counted = $4 where brand_id = $1 and id = $2 and result is null`,
    [tx.brandId, id, portion.last, JSON.stringify(counted)],
  );
  return counted.reduce((sum, { members }) => sum + members, 0);
}

/** `shifted`: members whose orders would earn otherwise. */
type RawMove = Omit<CountedMove, 'base'> & { shifted: string[] };

async function count(
  tx: Transaction,
  { ladder, at_once: atOnce, benefits, created_at }: StoredPreview,
  { which, values }: Portion,
): Promise<CountedMove[]> {
  const now = new Date(created_at);
  const terms = await tierTerms(tx, ladder, now, atOnce);
  const at = evaluationParams + values.length + 1;
  const factor = (tier: string) =>
    `coalesce(($${at + 1}::int[])[array_position($${at}::uuid[], ${tier})], 100)`;
  const moves = await tx.query<RawMove>(
    `with ${evaluation(terms, which)}, placed as (
       select t.id, t.growth, k.tier_id as from_id, t.tier_id as to_id, t.rank, t.held, t.keeps < t.rank as falls,
         row_number() over (partition by k.tier_id, t.tier_id order by t.growth desc, t.id) as place
       from told t left join known k on k.member_id = t.id
     )
     select from_id as "fromId", to_id as "toId", count(*)::int as members, (count(*) filter (where falls))::int as falling,
       (count(*) filter (where rank > coalesce(held, 1)))::int as up, (count(*) filter (where rank < held))::int as down,
       coalesce(json_agg(json_build_object('id', id, 'growth', growth) order by place)
         filter (where place <= ${mostExamples} and from_id is distinct from to_id), '[]') as examples,
       coalesce(array_agg(id) filter (where ${factor('from_id')} <> ${factor('to_id')}), '{}') as shifted
     from placed group by from_id, to_id`,
    [
      ...evaluationValues(tx.brandId, terms, now),
      ...values,
      benefits.map(({ tierId }) => tierId),
      benefits.map(({ factor }) => factor),
    ],
  );
  const base = await basePoints(tx, moves, now);
  return moves.map(({ shifted: _, ...move }, n) => ({ ...move, base: base.get(n) ?? 0 }));
}

/** What base rules gave for orders of the last 12 months to those who would go to a tier that makes something else of it. */
async function basePoints(
  tx: Transaction,
  moves: readonly RawMove[],
  now: Date,
): Promise<Map<number, number>> {
  const shifts = moves.flatMap(({ shifted }, move) => shifted.map((id) => ({ id, move })));
  if (shifts.length === 0) return new Map();
  await planByIndex(tx, true);
  const rows = await tx.query<{ move: number; points: number }>(
    `select s.move, sum((step.value ->> 'points')::bigint)::float8 as points
     from unnest($2::uuid[], $3::int[]) s(id, move)
       join "order" o on o.brand_id = $1 and o.member_id = s.id and o.placed_at > $4::timestamptz - interval '1 year'
       join order_earning e on e.brand_id = $1 and e.order_id = o.id
       cross join lateral jsonb_array_elements(e.steps) step
     where step.value ->> 'effect' = 'base' group by s.move`,
    [tx.brandId, shifts.map(({ id }) => id), shifts.map(({ move }) => move), now],
  );
  return new Map(rows.map(({ move, points }) => [move, points]));
}
