import { recordEvent } from '../earning/earning.service.ts';
import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';
import { lockMembers } from '../member/member.store.ts';
import type { MemberEventKind } from './member-event.rules.ts';
import { hasHappened } from './member-event.store.ts';

/**
 * Records an event that comes by itself and only once in a membership: not again for who has had it, be it as one who
 * was merged into them. Of who closed the account nothing is recorded.
 */
export async function recordOnce(
  tx: Transaction,
  { memberId, event }: { memberId: string; event: MemberEventKind },
): Promise<void> {
  const owner = (await lockMembers(tx, [memberId])).get(memberId);
  if (!owner || owner.closed) return;
  if (await hasHappened(tx, { memberId: owner.id, event })) return;
  // By who they are now: what is recorded while they are merged stays with the kept one when that is undone.
  const outcome = await recordEvent(tx, { memberId: owner.id, event, key: `${event}:${owner.id}` });
  if (!outcome.ok) throw new Error(`${event}: ${outcome.errors.map(({ code }) => code).join()}`);
}

const atOnce = 50;

/** Records that members have completed their profiles, in the brand. Gives how many were looked at. */
export async function followProfiles(
  database: Database,
  brandId: string,
  signal?: AbortSignal,
): Promise<number> {
  let looked = 0;
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await database.write(brandScope(brandId), async (tx) => done(await followSome(tx)));
    const count = outcome.ok ? outcome.value : 0;
    looked += count;
    if (count === 0) return looked;
  }
}

async function followSome(tx: Transaction): Promise<number> {
  const due = await tx.query<{ id: string; member_id: string }>(
    'select id, member_id from profile_completed_due where brand_id = $1 order by id limit $2 for update skip locked',
    [tx.brandId, atOnce],
  );
  if (due.length === 0) return 0;
  const memberIds = [...new Set(due.map(({ member_id }) => member_id))];
  await lockMembers(tx, memberIds);
  for (const memberId of memberIds) await recordOnce(tx, { memberId, event: 'profile_completed' });
  await tx.query('delete from profile_completed_due where brand_id = $1 and id = any ($2::bigint[])', [
    tx.brandId,
    due.map(({ id }) => id),
  ]);
  return due.length;
}
