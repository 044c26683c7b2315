import 'reflect-metadata';
import { EmbeddedPostgresError } from '@kolony/postgres';
import { readEnv, SettingsError } from './env.ts';
import { start } from './start.ts';

try {
  await start(readEnv(process.env));
} catch (error) {
  const reason = expectedReason(error);
  if (reason === undefined) throw error;
  process.stderr.write(`Kolony does not start:\n${reason}\n`);
  process.exit(1);
}

/** What whoever starts the process can mend, in words; undefined for what is a fault of Kolony. */
function expectedReason(error: unknown): string | undefined {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return 'The port is taken by another process: stop that one, or set PORT to another.';
  if (code === 'EACCES') return 'This port may not be listened on by this user: set PORT to one above 1023.';
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000') {
    return `The database cannot be reached; DATABASE_URL should name a PostgreSQL that accepts it (${String(code)}).`;
  }
  return undefined;
}

function portOf(error: unknown): string {
  return error instanceof Error && 'port' in error ? String(error.port) : 'it';
}
