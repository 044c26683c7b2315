import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { planByPortion } from '../foundation/plans.ts';
import type { Scope } from '../foundation/scope.ts';
import type { Following } from '../standing/standing.calculate.ts';
import { type Portion, portionAfter } from '../standing/standing.portion.ts';
import { lockStandings } from '../standing/standing.write.ts';
import { type RunningChange, runningChange } from './tier.store.ts';
import { type TiersWritten, writeTiers } from './tier.write.ts';

/**
 * Leads a change of the ladder, or its undoing, through all members: portion by portion, each with the mark of how far it
 * came. Begun again, it goes on there; one that is through, it leaves alone.
 */
export async function runChange(
  database: Database,
  scope: Scope,
  changeId: string,
  { signal, progress }: Following = {},
): Promise<void> {
  const members = await database.read(scope, async ({ query }) => {
    const [row] = await query<{ n: number }>(
      'select count(*)::int as n from member where brand_id = kolony.current_brand()',
    );
    return row?.n ?? 0;
  });
  for (let dealt = 0; ; ) {
    signal?.throwIfAborted();
    const outcome = await database.write(scope, async (tx) => done(await step(tx, changeId)));
    const portion = outcome.ok ? outcome.value : undefined;
    if (!portion) return;
    dealt += portion.members;
    progress?.(dealt, Math.max(members, dealt));
  }
}

/** Deals with the portion that follows; undefined when all are through. */
async function step(tx: Transaction, changeId: string): Promise<Portion | undefined> {
  await lockStandings(tx);
  const change = await runningChange(tx);
  if (change?.id !== changeId) return undefined;
  await planByPortion(tx);
  const portion = await portionAfter(tx, change.reached);
  if (!portion) {
    await finish(tx, change);
    return undefined;
  }
  // What an earlier change would have been rolled back by is of no use any more.
  await tx.query(
    `delete from tier_ladder_moved where brand_id = $1 and change_id <> $2 and member_id <= $3 and member_id > $4`,
    [tx.brandId, changeId, ...portion.values],
  );
  if (change.status === 'undoing') {
    await restore(tx, changeId, portion);
    await leave(tx, changeId, portion);
  }
  const written = await writeTiers(tx, portion.which, portion.values, { change });
  await note(tx, change, portion, written);
  return portion;
}

/** Has those whom the change moved stand as before it. */
async function restore(tx: Transaction, changeId: string, { values }: Portion): Promise<void> {
  await tx.query(
    `with before as (
       select b.*, k.tier_id as now_in, k.growth from tier_ladder_moved b
       join member_tier k on k.brand_id = $1 and k.member_id = b.member_id
       where b.brand_id = $1 and b.change_id = $2 and b.member_id <= $3 and b.member_id > $4 and b.tier_id is not null
         and k.member_id <= $3 and k.member_id > $4
     ), noted as (
       insert into member_tier_change (brand_id, member_id, at, cause, from_tier, to_tier, growth)
       select $1, b.member_id, $5, 'rollback', b.now_in, b.tier_id, b.growth from before b where b.now_in <> b.tier_id
     )
     update member_tier k set tier_id = b.tier_id, since = b.since, below_on = b.below_on, warned_at = b.warned_at,
       ends_on = null, needed = null
     from before b where k.brand_id = $1 and k.member_id = b.member_id and k.member_id <= $3 and k.member_id > $4`,
    [tx.brandId, changeId, ...values, tx.now],
  );
}

/** Has nobody stand anywhere where the first ladder was taken back. Who was in the lowest of its tiers had not risen. */
async function leave(tx: Transaction, changeId: string, { values }: Portion): Promise<void> {
  await tx.query(
    `with gone as (
       delete from member_tier k where k.brand_id = $1 and k.member_id <= $3 and k.member_id > $4
         and not exists (select from tier_ladder where brand_id = $1)
       returning k.member_id, k.tier_id, k.growth
     )
     insert into member_tier_change (brand_id, member_id, at, cause, from_tier, growth)
     select $1, g.member_id, $5, 'rollback', g.tier_id, g.growth from gone g
       join tier_ladder_change c on c.brand_id = $1 and c.id = $2
     where g.tier_id <> (c.after -> 'tiers' -> 0 ->> 'id')::uuid`,
    [tx.brandId, changeId, ...values, tx.now],
  );
}

async function note(
  tx: Transaction,
  { id, status }: RunningChange,
  { last }: Portion,
  { up, down }: TiersWritten,
): Promise<void> {
  const counted = status === 'running' ? ', moved_up = moved_up + $4, moved_down = moved_down + $5' : '';
  await tx.query(`update tier_ladder_change set reached = $3${counted} where brand_id = $1 and id = $2`, [
    tx.brandId,
    id,
    last,
    ...(counted ? [up, down] : []),
  ]);
}

async function finish(tx: Transaction, { id, status }: RunningChange): Promise<void> {
  if (status === 'undoing') {
    await tx.query('delete from tier_ladder_moved where brand_id = $1', [tx.brandId]);
  }
  await tx.query(
    `update tier_ladder_change set status = $3, finished_at = $4 where brand_id = $1 and id = $2`,
    [tx.brandId, id, status === 'running' ? 'done' : 'undone', tx.now],
  );
}
