import type { Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { DomainError } from '../foundation/errors.ts';
import { operatorOf } from '../foundation/scope.ts';
import { daysBetween, type MemberEventKind } from './member-event.rules.ts';

/** An event as it was stored. */
export interface StoredMemberEvent {
  id: string;
  memberId: string;
  event: MemberEventKind;
  /** What it earned, if anything. */
  entryId: string | null;
}

/** The event that has a key; undefined when none has. */
export async function eventOfKey(tx: Transaction, key: string): Promise<StoredMemberEvent | undefined> {
  const [row] = await tx.query<StoredMemberEvent>(
    `select id, member_id as "memberId", event, entry_id as "entryId" from member_event
     where brand_id = $1 and key = $2`,
    [tx.brandId, key],
  );
  return row;
}

/** Whether a member has had an event that comes once, too lately for another: `daysBetween`. */
export async function hasHappened(
  tx: Transaction,
  { memberId, event }: { memberId: string; event: MemberEventKind },
): Promise<boolean> {
  const days = daysBetween[event];
  if (days === undefined) return false;
  const since = Number.isFinite(days) ? new Date(tx.now.getTime() - days * 86_400_000) : '-infinity';
  const [before] = await tx.query(
    'select 1 from member_event where brand_id = $1 and member_id = $2 and event = $3 and at > $4 limit 1',
    [tx.brandId, memberId, event, since],
  );
  return before !== undefined;
}

/** Writes an event. @throws DomainError IDEMPOTENCY_KEY_REUSED when another one took its key meanwhile */
export async function storeEvent(
  tx: Transaction,
  { id, memberId, event, entryId, key, note }: StoredMemberEvent & { key: string; note: string | null },
): Promise<void> {
  try {
    await tx.query(
      `insert into member_event (brand_id, id, member_id, event, at, key, note, entry_id, operator_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tx.brandId, id, memberId, event, tx.now, key, note, entryId, operatorOf(tx.scope)],
    );
  } catch (error) {
    if (violatedConstraint(error) !== 'member_event_brand_id_key_key') throw error;
    throw new DomainError('IDEMPOTENCY_KEY_REUSED', {}, { cause: error });
  }
}
