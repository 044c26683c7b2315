import pg from 'pg';
import { operatorOf, type Scope } from './scope.ts';

/** How long the database waits, in milliseconds. */
export interface Limits {
  /** For one statement of a request. Jobs and commands take the time they need. */
  statementMs: number;
  /** For the next statement of a transaction, before it is ended: nobody goes on with it. */
  idleMs: number;
}

export const defaultLimits: Limits = { statementMs: 30_000, idleMs: 60_000 };

/**
 * The roles that a transaction takes: of requests and use cases within a brand, of a member's own requests, and of what is
 * the installation's own.
 */
export const roles = { app: 'kolony_app', member: 'kolony_member', system: 'kolony_system' } as const;

function scopeVariables(scope: Scope, { statementMs }: Limits): Record<string, string> {
  return {
    'kolony.brand_id': scope.brandId ?? '',
    'kolony.operator_id': operatorOf(scope) ?? '',
    ...(scope.actor.kind === 'member' ? { 'kolony.member_id': scope.actor.id } : {}),
    // A request waits its turn, and takes no more than its part of the machine.
    ...(scope.requestId === null
      ? {}
      : { statement_timeout: String(statementMs), max_parallel_workers_per_gather: '0' }),
  };
}

/** `set`, for it is a statement: the function `set_config` is closed to the roles that are taken here, see ADR 2. */
export function scopeStatements(scope: Scope, limits: Limits): string {
  const settings = Object.entries(scopeVariables(scope, limits)).map(
    ([name, value]) => `set local ${name} = ${pg.escapeLiteral(value)}`,
  );
  return [...settings, `set local role ${roles[scope.database]}`].join('; ');
}
