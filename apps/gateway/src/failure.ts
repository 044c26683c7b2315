import { sqlState } from '@kolony/domain/foundation/database-errors';
import { SecretError } from '@kolony/domain/foundation/keyring-crypto';
import { SettingsError } from '@kolony/domain/foundation/settings';
import { EmbeddedPostgresError } from '@kolony/postgres';
import { ProcessFailedError } from './processes.ts';

const noDatabase = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '28000', '3D000']);

/**
 * Why it does not start, in words for whoever starts it: what they can mend. Undefined for what is a fault of Kolony
 * itself, which is shown whole.
 */
export function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (
    error instanceof SettingsError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof SecretError ||
    error instanceof ProcessFailedError
  ) {
    return error.message;
  }
  if (sqlState(error) === '42501') {
    return `The user that DATABASE_URL names lacks a right: it owns the database and, until the first start is through, may create roles (${error.message}).`;
  }
  const { code, port, syscall } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another process: stop that one, or set PORT to another.`;
  if (code === 'EACCES' && syscall === 'listen')
    return `PORT ${port} is reserved: set PORT to one above 1023.`;
  if (code && (noDatabase.has(code) || (code === 'ENOENT' && syscall === 'connect'))) {
    return `The database that DATABASE_URL names cannot be used (${code}): is it running, and may this user connect?`;
  }
  return undefined;
}

/** Ends the process with the reason; throws what has none. */
export function exitWithReason(error: unknown): never {
  const reason = reasonOf(error);
  if (reason === undefined) throw error;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
