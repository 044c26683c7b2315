import type { Database } from '../foundation/database.ts';
import { DomainError, done } from '../foundation/errors.ts';
import type { Sql } from '../foundation/kept-statements.ts';
import type { Guard } from '../foundation/one-statement.ts';
import { type Role, roles } from '../foundation/permissions.ts';
import { operatorScope, type Scope } from '../foundation/scope.ts';
import { type MemberCallerRow, memberCallerBy, scopeOfMember } from '../member-access/member-caller.ts';
import { isAccessToken } from '../member-access/member-token.ts';
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
  /** The session is to be moved on: that is a writing, which no reading can do on its way. */
  isDue: boolean;
  seats: { brandId: string; role: string }[];
}

/** What a caller is taken for without asking, and what has to hold for an answer to be theirs. */
export interface AssumedCaller {
  caller: Caller;
  guard: Guard;
}

interface Remembered {
  /** An SQL expression of who it is. */
  asks: Guard['asks'];
  /** The caller in a brand; undefined where that has to be looked up. */
  as(scope: Scope, brandId: string | undefined): Caller | undefined;
  /** As the database told it. */
  told: unknown;
  /** When it was last seen to be so, in ms. */
  provenAt: number;
}

/** Sessions that are remembered. */
const mostRemembered = 10_000;
/** Who was last seen to be so longer ago is looked up: not all that a request brings with it is read under the guard. */
const assumedForMs = 60_000;
/** Who works in more brands than this is looked up each time. */
const mostSeats = 20;

/**
 * Who calls, by the token of their session. Roles and sessions are looked at for every request, so that a change holds
 * from the next one on; but for a reading that can be done on its way: the caller is taken for what they were last time,
 * and the reading is answered only when they still are (`Database.select`).
 */
export class Callers {
  readonly #database: Database;
  readonly #remembered = new Map<string, Remembered>();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The caller behind a token; undefined when it is none or has ended. `brandId` (UUID) names one of the operator's
   * brands, and is `NOT_FOUND` when it isn't; without it, it is the one they joined first. `scope`: `systemScope`.
   * `visit`: whether this is a visit, by which a session that is due moves on.
   */
  async find(
    scope: Scope,
    token: string,
    brandId: string | undefined,
    { visit = true }: { visit?: boolean } = {},
  ): Promise<Caller | undefined> {
    const hash = hashToken(token);
    if (isAccessToken(token)) return await this.#findMember(scope, hash, brandId);
    const told = await this.#ask(scope, hash, callerBy);
    const row: CallerRow | undefined = typeof told === 'string' ? JSON.parse(told) : undefined;
    this.#remember(keyOf(hash), row && assumable(row), told);
    if (!row) return undefined;
    const caller = callerAs(row, scope, brandId);
    const movedTo = visit && row.isDue ? await move(this.#database, row, scope) : undefined;
    return { ...caller, movedTo };
  }

  /** The caller as `find` found them last, if it did, under the condition that it would find the same now. */
  assume(scope: Scope, token: string, brandId: string | undefined): AssumedCaller | undefined {
    const hash = hashToken(token);
    const remembered = this.#remembered.get(keyOf(hash));
    if (!remembered || Date.now() - remembered.provenAt > assumedForMs) return undefined;
    const { asks, told } = remembered;
    const caller = remembered.as(scope, brandId);
    if (!caller) return undefined;
    const holds = (found: unknown) => {
      if (found !== told) return false;
      remembered.provenAt = Date.now();
      return true;
    };
    return { caller, guard: { asks, value: hash, holds } };
  }

  /** The member behind an access token. They are in one brand, whatever they name. */
  async #findMember(scope: Scope, hash: Buffer, brandId: string | undefined): Promise<Caller | undefined> {
    const told = await this.#ask(scope, hash, memberCallerBy);
    const row: MemberCallerRow | undefined = typeof told === 'string' ? JSON.parse(told) : undefined;
    const as = (origin: Scope, wanted: string | undefined): Caller | undefined =>
      row && (wanted === undefined || wanted === row.brand_id)
        ? { scope: scopeOfMember(row, origin), kind: 'bearer', movedTo: undefined }
        : undefined;
    this.#remember(keyOf(hash), row && { asks: memberCallerBy, as }, told);
    const caller = as(scope, brandId);
    if (row && !caller) throw new DomainError('NOT_FOUND', { noun: 'Brand' });
    return caller;
  }

  async #ask(scope: Scope, hash: Buffer, asks: Guard['asks']): Promise<unknown> {
    const sql: Sql = { text: `select ${asks('$1')} as caller`, values: [hash], keep: 'planned' };
    return await this.#database.select(scope, sql, ([found]) => found?.caller);
  }

  #remember(key: string, known: Pick<Remembered, 'asks' | 'as'> | undefined, told: unknown): void {
    this.#remembered.delete(key);
    if (!known) return;
    this.#remembered.set(key, { ...known, told, provenAt: Date.now() });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > mostRemembered && oldest !== undefined) this.#remembered.delete(oldest);
  }
}

/** The caller behind a token, of which nothing is remembered: see `Callers.find`. */
export async function callerOf(
  database: Database,
  scope: Scope,
  token: string,
  brandId: string | undefined,
): Promise<Caller | undefined> {
  return await new Callers(database).find(scope, token, brandId);
}

/** What an operator may be taken for; undefined for who is looked up each time. */
function assumable(row: CallerRow): Pick<Remembered, 'asks' | 'as'> | undefined {
  if (row.isDue || row.seats.length > mostSeats) return undefined;
  const isElsewhere = (brandId: string | undefined) => brandId !== undefined && !seatOf(row.seats, brandId);
  return {
    asks: callerBy,
    as: (scope, brandId) => (isElsewhere(brandId) ? undefined : callerAs(row, scope, brandId)),
  };
}

function keyOf(hash: Buffer): string {
  return hash.toString('base64');
}

/** Who holds the session of a token, of which the hash is given, as JSON in a text; null when there is none that lives. */
function callerBy(hash: string): string {
  return `kolony.caller_by(${hash}, '${touchMinutes} minutes')::text`;
}

function callerAs(row: CallerRow, scope: Scope, brandId: string | undefined): Caller {
  const seat = seatOf(row.seats, brandId);
  if (!seat && brandId !== undefined) throw new DomainError('NOT_FOUND', { noun: 'Brand' });
  const origin = { requestId: scope.requestId, ip: scope.ip, locale: scope.locale, sessionId: row.id };
  return { scope: operatorScope(row.operator_id, seat, origin), kind: row.kind, movedTo: undefined };
}

function seatOf(
  seats: CallerRow['seats'],
  brandId: string | undefined,
): { brandId: string; role: Role } | null {
  const seat = brandId === undefined ? seats[0] : seats.find((one) => one.brandId === brandId);
  if (!seat) return null;
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
