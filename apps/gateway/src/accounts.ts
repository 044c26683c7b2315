import type { Database } from '@kolony/domain/foundation/database';
import type { Log } from '@kolony/domain/foundation/log';
import { SettingsError } from '@kolony/domain/foundation/settings';
import { hasDemoAccounts } from '@kolony/domain/operator/operator.service';
import type { Env } from './env.ts';

/** Puts the demo data in where it is wanted; refuses it in production. */
export async function prepareAccounts(env: Env, database: Database): Promise<void> {
  if (env.NODE_ENV === 'production' && (await hasDemoAccounts(database))) {
    throw new SettingsError(
      'this database holds demo accounts, whose sign-in is public: production needs one without',
    );
  }
  if (!env.KOLONY_DEMO) return;
  const { ensureDemo } = await import('@kolony/domain/demo/demo');
  await ensureDemo(database);
}

/** Says so when the database lets queries change their own scope. */
export async function warnOfOpenScope(database: Database, log: Log): Promise<void> {
  if (!(await database.isScopeOpen())) return;
  log.warn(
    {},
    'queries can change their own scope: close set_config in this database (README, Roles of the database)',
  );
}
