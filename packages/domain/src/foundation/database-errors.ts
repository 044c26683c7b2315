import { DomainError } from './errors.ts';
import { UnknownKeyError } from './keyring.ts';

/** The SQLSTATE of a database error, however deep it is wrapped. */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return undefined;
}

/** The name of the constraint that a database error is about. */
export function violatedConstraint(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('constraint' in at && typeof at.constraint === 'string') return at.constraint;
  }
  return undefined;
}

export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(sqlState(error) ?? '');
}

/** What `Database.write` tries again. */
export function mayGoBetterAgain(error: unknown): boolean {
  return isRetryable(error) || error instanceof UnknownKeyError;
}

const queryCanceled = '57014';

/** A statement that took too long, as one may be told of it. */
export function asTimedOut(error: unknown): unknown {
  return sqlState(error) === queryCanceled ? new DomainError('TIMED_OUT', {}, { cause: error }) : error;
}

/** What the pool says when none of its connections came free in time, and when the server was as long in taking a new one. */
const waitedInVain: ReadonlySet<string> = new Set([
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
]);
const tooManyConnections = '53300';

/** That no connection could be had is no fault of what was to be done on it, which is as it was: it may be tried again. */
export function asBusy(error: unknown): unknown {
  const isBusy =
    error instanceof Error && (waitedInVain.has(error.message) || sqlState(error) === tooManyConnections);
  return isBusy ? new DomainError('BUSY', { seconds: 1 }, { cause: error }) : error;
}
