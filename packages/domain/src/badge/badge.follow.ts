import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { noId } from '../foundation/ids.ts';
import { planByIndex } from '../foundation/plans.ts';
import { brandScope, type Scope } from '../foundation/scope.ts';
import { living } from '../member/living.ts';
import { brandZone } from './badge.store.ts';
import { badgePeriods, badgeValue } from './badge.value.ts';

const atOnce = 2000;

/**
 * Gives members of the brand who did something the badges that they have reached by it. What is due is looked at as it is
 * now, so it doesn't matter how often that is; nobody has a badge twice for a period. Gives how many were given.
 */
export async function followBadges(
  database: Database,
  brandId: string,
  signal?: AbortSignal,
): Promise<number> {
  let given = 0;
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await database.write(brandScope(brandId), async (tx) => done(await followSome(tx)));
    if (!outcome.ok || outcome.value === undefined) return given;
    given += outcome.value;
  }
}

async function followSome(tx: Transaction): Promise<number | undefined> {
  // Where nothing can come of it, an import of a million isn't gone through. Who makes the first badge looks at all members.
  await tx.query(
    `delete from badge_due where brand_id = $1
       and not exists (select from badge where brand_id = $1 and active and criterion <> 'by_hand')`,
    [tx.brandId],
  );
  const due = await tx.query<{ id: string; member_id: string }>(
    'select id, member_id from badge_due where brand_id = $1 order by id limit $2 for update skip locked',
    [tx.brandId, atOnce],
  );
  if (due.length === 0) return undefined;
  const ids = [...new Set(due.map(({ member_id }) => member_id))];
  const given = await award(tx, ids, null);
  await tx.query('delete from badge_due where brand_id = $1 and id = any ($2::bigint[])', [
    tx.brandId,
    due.map(({ id }) => id),
  ]);
  return given;
}

/** Gives a badge to all members of the brand who have reached it, in portions. Run again, it comes to the same. */
export async function awardToAll(
  database: Database,
  scope: Scope,
  badgeId: string,
  { signal, progress }: { signal?: AbortSignal; progress?: (done: number, total: number) => void } = {},
): Promise<void> {
  const total = await database.read(scope, async ({ query }) => {
    const [row] = await query<{ n: number }>(`select count(*)::int as n from member m where ${living('m')}`);
    return row?.n ?? 0;
  });
  let after = noId;
  for (let dealt = 0; ; ) {
    signal?.throwIfAborted();
    const outcome = await database.write(scope, async (tx) => {
      const next = await tx.query<{ id: string }>(
        `select m.id from member m where m.brand_id = $1 and m.id > $2 and ${living('m')} order by m.id limit ${atOnce}`,
        [tx.brandId, after],
      );
      const ids = next.map(({ id }) => id);
      await award(tx, ids, badgeId);
      return done(ids);
    });
    const ids = outcome.ok ? outcome.value : [];
    const last = ids.at(-1);
    if (!last) return;
    after = last;
    dealt += ids.length;
    progress?.(dealt, Math.max(total, dealt));
  }
}

/** Gives these members all badges, or one, that they have reached and never had for the period. */
async function award(tx: Transaction, memberIds: readonly string[], badgeId: string | null): Promise<number> {
  if (memberIds.length === 0) return 0;
  const timeZone = await brandZone(tx);
  const of = { memberId: 'm.id', begins: 'p.begins', ends: 'p.ends', timeZone: '$4' };
  await planByIndex(tx, true);
  const given = await tx.query(
    `insert into badge_award (brand_id, badge_id, member_id, period_key, value, at)
     select b.brand_id, b.id, m.id, p.key, v.value, $3
     from badge b
       cross join lateral ${badgePeriods('b', { now: '$3::timestamptz', timeZone: '$4', withLast: true })} p
       cross join unnest($2::uuid[]) k(id)
       cross join lateral (select m.id from member m where m.brand_id = $1 and m.id = k.id and ${living('m')}
         offset 0) m
       cross join lateral (select ${badgeValue('b', of)} as value
         where not exists (select from badge_award a where a.brand_id = $1 and a.badge_id = b.id and a.member_id = m.id
           and a.period_key = p.key) offset 0) v
     where b.brand_id = $1 and b.active and b.criterion <> 'by_hand' and ($5::uuid is null or b.id = $5)
       and v.value >= coalesce(b.target, 1)
     on conflict (brand_id, badge_id, member_id, period_key) where revoked_at is null do nothing returning 1`,
    [tx.brandId, memberIds, tx.now, timeZone, badgeId],
  );
  await planByIndex(tx, false);
  return given.length;
}
