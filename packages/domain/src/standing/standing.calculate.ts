import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { noId } from '../foundation/ids.ts';
import { planByPortion } from '../foundation/plans.ts';
import type { Scope } from '../foundation/scope.ts';
import { living } from '../member/living.ts';
import { makeCuts } from '../rfm/rfm.cuts.ts';
import { writeTiers } from '../tier/tier.write.ts';
import { type Portion, portionAfter } from './standing.portion.ts';
import { loadSettings } from './standing.settings.store.ts';
import { currentTerms, lockStandings, writeStandings } from './standing.write.ts';

/** How a calculation is followed and broken off. */
export interface Following {
  signal?: AbortSignal | undefined;
  progress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Works out the standings of all members of a brand, and their tiers: makes the cut points anew, then scores and tells stages, some 20,000
 * members a transaction, by order of their ids. Orders may be written meanwhile: whose change a portion doesn't see yet is
 * due, and `refresh` follows. Run again, or twice at once, it comes to the same.
 */
export async function calculateAll(
  database: Database,
  scope: Scope,
  { signal, progress }: Following = {},
): Promise<void> {
  const write = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const outcome = await database.write(scope, async (tx) => done(await work(tx)));
    if (!outcome.ok) throw new Error('a step of a calculation is never refused');
    return outcome.value;
  };
  const { begunAt, total } = await write(begin);
  let last = noId;
  for (let dealt = 0; ; ) {
    signal?.throwIfAborted();
    const next = await write((tx) => calculateNext(tx, last));
    if (!next) break;
    last = next.last;
    dealt += next.dealt;
    progress?.(dealt, Math.max(total, dealt));
  }
  await write((tx) =>
    tx.query('update standing_calculation set finished_at = $2 where brand_id = $1 and begun_at = $3', [
      tx.brandId,
      tx.now,
      begunAt,
    ]),
  );
}

async function begin(tx: Transaction): Promise<{ begunAt: Date; total: number }> {
  await lockStandings(tx);
  const brand = await loadSettings(tx);
  const { cuts, scored, day } = await makeCuts(tx, brand, tx.now);
  await tx.query(
    `insert into standing_calculation as c (brand_id, day, recency, frequency, monetary, scored, begun_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (brand_id) do update set day = excluded.day, recency = excluded.recency, frequency = excluded.frequency,
       monetary = excluded.monetary, scored = excluded.scored, begun_at = excluded.begun_at, finished_at = null`,
    [tx.brandId, day, cuts.recency, cuts.frequency, cuts.monetary, scored, tx.now],
  );
  const [row] = await tx.query<{ total: number }>(
    `select count(*)::int as total from member m where m.brand_id = $1 and ${living('m')}`,
    [tx.brandId],
  );
  return { begunAt: tx.now, total: row?.total ?? 0 };
}

/** The next portion, dealt with; `dealt`: those who are members on their own, with standings. */
async function calculateNext(
  tx: Transaction,
  after: string,
): Promise<(Portion & { dealt: number }) | undefined> {
  await lockStandings(tx);
  await planByPortion(tx);
  const portion = await portionAfter(tx, after);
  const terms = portion && (await currentTerms(tx));
  if (!portion || !terms) return undefined;
  const { which, values } = portion;
  const { members: dealt } = await writeStandings(tx, terms, which, values);
  await writeTiers(tx, which, values);
  return { ...portion, dealt };
}
