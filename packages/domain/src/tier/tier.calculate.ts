import type { Database } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { noId } from '../foundation/ids.ts';
import { planByPortion } from '../foundation/plans.ts';
import type { Scope } from '../foundation/scope.ts';
import type { Following } from '../standing/standing.calculate.ts';
import { portionAfter } from '../standing/standing.portion.ts';
import { lockStandings } from '../standing/standing.write.ts';
import { writeTiers } from './tier.write.ts';

/** Works out the tiers of all members of a brand anew, portion by portion. Run again, it comes to the same. */
export async function calculateTiers(
  database: Database,
  scope: Scope,
  { signal, progress }: Following = {},
): Promise<void> {
  let dealt = 0;
  for (let after = noId; ; ) {
    signal?.throwIfAborted();
    const outcome = await database.write(scope, async (tx) => {
      await lockStandings(tx);
      await planByPortion(tx);
      const portion = await portionAfter(tx, after);
      if (portion) await writeTiers(tx, portion.which, portion.values);
      return done(portion);
    });
    const portion = outcome.ok ? outcome.value : undefined;
    if (!portion) return;
    after = portion.last;
    dealt += portion.members;
    progress?.(dealt, dealt);
  }
}
