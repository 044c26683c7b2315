import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import type { Role } from '../foundation/permissions.ts';
import type { NotificationKind, NotificationParams } from './notification.kinds.ts';

interface NoticeOf<Kind extends NotificationKind> {
  kind: Kind;
  params: NotificationParams<Kind>;
  /** UUID of the record that it leads to, of the kind's noun. */
  targetId?: string | undefined;
  /** Operator who did it, where the reader should know. */
  actorId?: string | null | undefined;
}
/** What is told. */
export type Notice = { [Kind in NotificationKind]: NoticeOf<Kind> }[NotificationKind];

/** Who in a brand is told: these operators, and whoever holds one of these roles; but not `except`. */
export interface Audience {
  operatorIds?: readonly (string | null)[];
  roles?: readonly Role[];
  except?: string | null;
}

/** Tells operators of the scope's brand something, with this transaction. Who has no seat there is not told. */
export async function notifyBrand(
  tx: Transaction,
  notice: Notice,
  { operatorIds = [], roles = [], except = null }: Audience,
): Promise<void> {
  const seats = await tx.query<{ operator_id: string }>(
    `select operator_id from brand_operator
     where brand_id = $1 and (operator_id = any ($2::uuid[]) or role = any ($3))
       and operator_id is distinct from $4::uuid`,
    [tx.brandId, operatorIds.filter((id) => id !== null), roles, except],
  );
  await insert(
    tx,
    tx.brandId,
    seats.map((seat) => seat.operator_id),
    notice,
  );
}

/** Tells an operator something of their own account: it is seen in whichever brand they are at work. */
export async function notifyAccount(tx: Transaction, operatorId: string, notice: Notice): Promise<void> {
  await insert(tx, null, [operatorId], notice);
}

async function insert(
  tx: Transaction,
  brandId: string | null,
  operatorIds: readonly string[],
  { kind, params, targetId, actorId }: Notice,
): Promise<void> {
  if (operatorIds.length === 0) return;
  await tx.query(
    `insert into notification (id, brand_id, operator_id, kind, params, target_id, actor_id, created_at)
     select t.id, $3, t.operator_id, $4, $5, $6, $7, $8 from unnest($1::uuid[], $2::uuid[]) t(id, operator_id)`,
    [
      operatorIds.map(() => newId()),
      operatorIds,
      brandId,
      kind,
      JSON.stringify(params),
      targetId ?? null,
      actorId ?? null,
      tx.now,
    ],
  );
}

/** Which of one's own notifications have been read: these, or one and all that are not newer. UUIDs. */
export type ReadNotifications = { ids: readonly string[] } | { upTo: string };

/**
 * Notes that the caller has read notifications of theirs, of the brand at work and of their account; those of others
 * and unknown ones count for nothing. Returns how many were unread until now. It is no change that the audit log keeps.
 */
export async function markRead(tx: Transaction, which: ReadNotifications): Promise<Outcome<number>> {
  const rows = await tx.query(
    `update notification set read_at = $2
     where operator_id = kolony.current_operator() and read_at is null and ${
       'ids' in which
         ? 'id = any ($1::uuid[])'
         : '(created_at, id) <= (select n.created_at, n.id from notification n where n.id = $1)'
     }
     returning id`,
    ['ids' in which ? which.ids : which.upTo, tx.now],
  );
  return done(rows.length);
}

/** SQL: a notification is kept for 90 days once it was read, and for a year when nobody reads it. */
export const expiredNotifications = `(read_at < now() - interval '90 days' or created_at < now() - interval '1 year' and read_at is null)`;
