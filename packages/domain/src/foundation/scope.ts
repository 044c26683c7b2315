import { type Permission, permissionMatrix, type Role } from './permissions.ts';

export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Who acts: an operator, a member of the brand, or the installation itself (jobs, start-up). */
export type Actor =
  | { kind: 'operator'; id: string }
  | { kind: 'member'; id: string }
  | { kind: 'system'; id: null };

/**
 * On whose behalf, in which brand and with which rights something is done. Every read and write runs in one scope;
 * the database refuses rows outside of it.
 */
export interface Scope {
  /**
   * `app`: one brand's rows and the operator's own. `member`: the member's own rows of one brand. `system`: sign-in and
   * the relay; no row that brands own.
   */
  database: 'app' | 'member' | 'system';
  actor: Actor;
  /** UUID of the brand, null where no brand was chosen (only the operator's own rows are visible then). */
  brandId: string | null;
  role: Role | null;
  permissions: ReadonlySet<Permission>;
  locale: Locale;
  /** UUID of the operator's session, or of the member's device; null where none is at work. */
  sessionId: string | null;
  requestId: string | null;
  ip: string | null;
}

const nobody: ReadonlySet<Permission> = new Set();

/** The scope of the installation itself, for sign-in and start-up: reaches no row that brands own. */
export function systemScope(over: Partial<Pick<Scope, 'requestId' | 'ip' | 'locale'>> = {}): Scope {
  return {
    database: 'system',
    actor: { kind: 'system', id: null },
    brandId: null,
    role: null,
    permissions: nobody,
    locale: 'zh-CN',
    sessionId: null,
    requestId: null,
    ip: null,
    ...over,
  };
}

/** The scope of a job, a command or the demo data: everything in one brand, nothing outside of it. */
export function brandScope(brandId: string, over: Partial<Omit<Scope, 'database' | 'brandId'>> = {}): Scope {
  return { ...systemScope(), database: 'app', brandId, permissions: permissionMatrix.owner, ...over };
}

/** The scope of a signed-in operator, in a brand where they hold `role`, or in none. */
export function operatorScope(
  operatorId: string,
  seat: { brandId: string; role: Role } | null,
  over: Partial<Pick<Scope, 'requestId' | 'ip' | 'locale' | 'sessionId'>> = {},
): Scope {
  return {
    ...systemScope(over),
    database: 'app',
    actor: { kind: 'operator', id: operatorId },
    brandId: seat?.brandId ?? null,
    role: seat?.role ?? null,
    permissions: seat ? permissionMatrix[seat.role] : nobody,
  };
}

/** The scope of a signed-in member: their own rows, by the database itself. */
export function memberScope(
  memberId: string,
  brandId: string,
  over: Partial<Pick<Scope, 'requestId' | 'ip' | 'locale' | 'sessionId'>> = {},
): Scope {
  return { ...systemScope(), ...over, database: 'member', actor: { kind: 'member', id: memberId }, brandId };
}

/** The operator who acts; null where somebody else does. */
export function operatorOf({ actor }: Pick<Scope, 'actor'>): string | null {
  return actor.kind === 'operator' ? actor.id : null;
}
