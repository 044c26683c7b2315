import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { selfOf } from './operator.service.ts';
import { hashToken, newToken } from './token.ts';

export const sessionKinds = ['cookie', 'bearer'] as const;
export type SessionKind = (typeof sessionKinds)[number];

/**
 * How long a session lives unused, and at most, in days: one in a browser moves on with every visit, a token of a
 * program ends on its day.
 */
export const sessionDays = { cookie: { idle: 14, most: 90 }, bearer: { idle: 90, most: 90 } } as const;

/** A visit is noted when the last note is older than this. */
export const touchMinutes = 5;

export interface OpenSession {
  operatorId: string;
  kind: SessionKind;
  userAgent: string | null;
  /** The token of the session that the browser had before: it ends. */
  previousToken?: string | null;
}

/** Where a new session stands. The token is nowhere else: only its hash is stored. */
export interface OpenedSession {
  sessionId: string;
  operatorId: string;
  token: string;
  kind: SessionKind;
  expiresAt: Date;
}

/** Opens a session. Runs in `selfScope` (or one of the system with the operator as actor). */
export async function openSession(tx: Transaction, input: OpenSession): Promise<OpenedSession> {
  if (input.previousToken) await endPrevious(tx, input.previousToken);
  const sessionId = newId();
  const token = newToken();
  const userAgent = input.userAgent?.replace(/\p{Cc}/gu, ' ').slice(0, 300) ?? null;
  const expiresAt = new Date(tx.now.getTime() + sessionDays[input.kind].idle * 86_400_000);
  await tx.query(
    `insert into operator_session (id, operator_id, token_hash, kind, ip, user_agent, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      sessionId,
      input.operatorId,
      hashToken(token),
      input.kind,
      tx.scope.ip,
      userAgent,
      expiresAt.toISOString(),
    ],
  );
  tx.audit({
    action: 'operator.sign_in',
    subjectType: 'OperatorSession',
    changes: [{ id: sessionId, before: null, after: { kind: input.kind, userAgent } }],
    relatedIds: [input.operatorId],
    ofInstallation: true,
  });
  return { sessionId, operatorId: input.operatorId, token, kind: input.kind, expiresAt };
}

/** Ends the session that the browser had before, whoever's it was. */
async function endPrevious(tx: Transaction, token: string): Promise<void> {
  const [row] = await tx.query<{ id: string; kind: SessionKind; operatorId: string }>(
    `delete from operator_session where token_hash = $1 returning id, kind, operator_id as "operatorId"`,
    [hashToken(token)],
  );
  if (!row) return;
  tx.audit({
    action: 'operator.sign_out',
    subjectType: 'OperatorSession',
    changes: [{ id: row.id, before: { kind: row.kind }, after: null }],
    relatedIds: [row.operatorId],
    ofInstallation: true,
  });
}

/**
 * Notes a visit and moves the end of a cookie session on. Runs in `selfScope`. Returns the new end, or undefined when
 * it is noted already or the session is gone.
 */
export async function touchSession(tx: Transaction, sessionId: string): Promise<Date | undefined> {
  const [row] = await tx.query<{ expires: number }>(
    `update operator_session set last_seen_at = now(),
       expires_at = case kind when 'cookie'
         then least(now() + make_interval(days => $3), created_at + make_interval(days => $4)) else expires_at end
     where id = $1 and expires_at > now() and last_seen_at < now() - make_interval(mins => $2)
     returning extract(epoch from expires_at)::float8 as expires`,
    [sessionId, touchMinutes, sessionDays.cookie.idle, sessionDays.cookie.most],
  );
  return row && new Date(row.expires * 1000);
}

/** Ends the session that one is in. Runs in `selfScope`. */
export async function signOut(tx: Transaction, sessionId: string): Promise<Outcome<null>> {
  await end(tx, 'operator.sign_out', 'id = $2', [sessionId]);
  return done(null);
}

/** Ends one of one's own sessions; another operator's is `NOT_FOUND`. Runs in `selfScope`. */
export async function revokeSession(tx: Transaction, sessionId: string): Promise<Outcome<string>> {
  const ended = await end(tx, 'operator.session_revoke', 'id = $2', [sessionId]);
  if (ended === 0) throw new DomainError('NOT_FOUND', { noun: 'OperatorSession' });
  return done(sessionId);
}

/** Ends all of one's own sessions but this one; all of them without one. Runs in `selfScope`. Returns how many. */
export async function revokeOtherSessions(tx: Transaction, keptId: string | null): Promise<Outcome<number>> {
  return done(await end(tx, 'operator.session_revoke', 'id is distinct from $2::uuid', [keptId]));
}

async function end(tx: Transaction, action: string, which: string, values: unknown[]): Promise<number> {
  const operatorId = selfOf(tx);
  const rows = await tx.query<{ id: string; kind: SessionKind }>(
    `delete from operator_session where operator_id = $1 and ${which} returning id, kind`,
    [operatorId, ...values],
  );
  if (rows.length > 0) {
    tx.audit({
      action,
      subjectType: 'OperatorSession',
      changes: rows.map(({ id, kind }) => ({ id, before: { kind }, after: null })),
      relatedIds: [operatorId],
      ofInstallation: true,
    });
  }
  return rows.length;
}

/** Deletes what has run out: sessions, links, addresses not signed in from for 90 days. Returns how many rows. */
export async function purgeSignIns(tx: ReadTransaction): Promise<number> {
  let count = 0;
  for (const statement of [
    'delete from operator_session where expires_at <= now() returning 1 as gone',
    'delete from one_time_token where expires_at <= now() returning 1 as gone',
    `delete from operator_address where last_used_at < now() - interval '90 days' returning 1 as gone`,
  ]) {
    count += (await tx.query(statement)).length;
  }
  return count;
}
