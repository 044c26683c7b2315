import 'reflect-metadata';
import { readEnv, SettingsError } from './env.ts';
import { DataDirInUseError } from '@kolony/postgres';
import { start } from './start.ts';

try {
  await start(readEnv(process.env));
} catch (error) {
  if (!(error instanceof SettingsError) && !(error instanceof DataDirInUseError) && !isAddressInUse(error)) throw error;
  process.stderr.write(`Kolony does not start:\n${error.message}\n`);
  process.exit(1);
}

function isAddressInUse(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
