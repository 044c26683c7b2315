import type { Database, ReadTransaction, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { planByPortion } from '../foundation/plans.ts';
import type { Scope } from '../foundation/scope.ts';
import type { Which } from '../stage/stage.history.ts';
import { writeTiers } from '../tier/tier.write.ts';
import { calculateAll } from './standing.calculate.ts';
import {
  currentTerms,
  lastCalculation,
  lockStandings,
  type Written,
  writeStandings,
} from './standing.write.ts';

const atOnce = 5000;
/** Where a fifth of those who have scores has changed, the cut points don't fit them any more. */
const partThatShifts = 5;

/**
 * Works out the standings and tiers of members who changed since they were last looked at, by the cut points of the last
 * calculation; of a brand that has none, or of which a fifth has changed, of all. Gives how many were due.
 */
export async function refresh(database: Database, scope: Scope, signal?: AbortSignal): Promise<number> {
  const { due, calculation } = await database.read(scope, async (tx) => ({
    due: await isAnyDue(tx),
    calculation: await lastCalculation(tx),
  }));
  if (!due) return 0;
  if (!calculation) await calculateAll(database, scope, { signal });
  const changed: Written = { members: 0, scored: 0 };
  for (let taken = atOnce; taken === atOnce; ) {
    signal?.throwIfAborted();
    const outcome = await database.write(scope, async (tx) => done(await refreshSome(tx)));
    if (!outcome.ok) throw new Error('a step of a calculation is never refused');
    changed.members += outcome.value.members;
    changed.scored += outcome.value.scored;
    taken = outcome.value.taken;
  }
  if (calculation && changed.scored > 0 && changed.scored * partThatShifts >= calculation.scored)
    await calculateAll(database, scope, { signal });
  return changed.members;
}

async function isAnyDue({ query }: ReadTransaction): Promise<boolean> {
  const [row] = await query<{ due: boolean }>(
    'select exists (select from standing_due where brand_id = kolony.current_brand()) as due',
  );
  return row?.due ?? false;
}

async function refreshSome(tx: Transaction): Promise<Written & { taken: number }> {
  await lockStandings(tx);
  const terms = await currentTerms(tx);
  if (!terms) throw new Error('members are refreshed after the first calculation');
  await planByPortion(tx);
  const taken = await tx.query<{ member_id: string }>(
    `delete from standing_due where brand_id = $1 and id in (
       select id from standing_due where brand_id = $1 order by id limit ${atOnce}) returning member_id`,
    [tx.brandId],
  );
  const ids = [...new Set(taken.map(({ member_id: id }) => id))];
  const these: Which = (id, first) => `${id} = any ($${first}::uuid[])`;
  const written = await writeStandings(tx, terms, these, [ids]);
  await writeTiers(tx, these, [ids]);
  return { ...written, taken: taken.length };
}
