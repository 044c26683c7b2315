import type { Database } from '../foundation/database.ts';
import { DomainError, done } from '../foundation/errors.ts';
import { type Role, roles } from '../foundation/permissions.ts';
import { operatorScope, type Scope } from '../foundation/scope.ts';
import { selfScope } from '../operator/operator.service.ts';
import { type SessionKind, touchMinutes, touchSession } from '../operator/session.service.ts';
import { hashToken } from '../operator/token.ts';

/** Who holds a session, and what they may do in the brand at hand. */
export interface Caller {
  scope: Scope;
  kind: SessionKind;
  /** Set when the session has just been moved on: the browser's cookie should be too. */
  movedTo: Date | undefined;
}

interface CallerRow {
  id: string;
  kind: SessionKind;
  operator_id: string;
  idle_seconds: number;
  seats: { brandId: string; role: string }[];
}

/**
 * The caller behind a session's token; undefined when it is none or has ended. `brandId` (UUID) names one of the
 * operator's brands, and is `NOT_FOUND` when it isn't; without it, it is the one they joined first. Roles are read each
 * time, so a change holds from the next request on. `scope`: `systemScope`.
 */
export async function callerOf(
  database: Database,
  scope: Scope,
  token: string,
  brandId: string | undefined,
): Promise<Caller | undefined> {
  const row = await database.read(scope, async (tx) => {
    const [found] = await tx.query<CallerRow>(
      `select s.id, s.kind, s.operator_id,
         extract(epoch from now() - s.last_seen_at)::float8 as idle_seconds,
         coalesce((select json_agg(json_build_object('brandId', b.brand_id, 'role', b.role)
           order by b.created_at, b.brand_id) from brand_operator b where b.operator_id = s.operator_id), '[]') as seats
       from operator_session s join operator o on o.id = s.operator_id
       where s.token_hash = $1 and s.expires_at > now()`,
      [hashToken(token)],
    );
    return found;
  });
  if (!row) return undefined;
  const seat = seatOf(row, brandId);
  const origin = { requestId: scope.requestId, ip: scope.ip, locale: scope.locale, sessionId: row.id };
  const movedTo = row.idle_seconds > touchMinutes * 60 ? await move(database, row, scope) : undefined;
  return { scope: operatorScope(row.operator_id, seat, origin), kind: row.kind, movedTo };
}

function seatOf(row: CallerRow, brandId: string | undefined): { brandId: string; role: Role } | null {
  const seat = brandId === undefined ? row.seats[0] : row.seats.find((one) => one.brandId === brandId);
  if (!seat) {
    if (brandId === undefined) return null;
    throw new DomainError('NOT_FOUND', { noun: 'Brand' });
  }
  const role = roles.find((known) => known === seat.role);
  if (!role) throw new Error(`'${seat.role}' is not a role`);
  return { brandId: seat.brandId, role };
}

async function move(database: Database, row: CallerRow, scope: Scope): Promise<Date | undefined> {
  const moved = await database.write(selfScope(row.operator_id, scope), async (tx) =>
    done(await touchSession(tx, row.id)),
  );
  return moved.ok ? moved.value : undefined;
}
