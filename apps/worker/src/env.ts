import { commonSettings, readSettings, SettingsError, smsProblems } from '@kolony/domain/foundation/settings';
import { z } from 'zod';

/** Every setting of the worker: what it shares with the gateway, of which the first two have to be told here. */
const settings = z.object({
  ...commonSettings,
  /** The PostgreSQL of the installation. Its sessions must be the worker's own: no pooler in transaction mode. */
  DATABASE_URL: z
    .string({ error: 'must be set: postgres://user:password@host:5432/kolony' })
    .pipe(commonSettings.DATABASE_URL),
  KOLONY_SECRET: z
    .string({ error: 'must be set, to the same as that of the gateway' })
    .pipe(commonSettings.KOLONY_SECRET),
  DATABASE_POOL_SIZE: commonSettings.DATABASE_POOL_SIZE.default(8),
});
export type Env = z.infer<typeof settings>;

/** Their names: some of the gateway's. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** Reads the settings; throws one text that names each wrong one and says what it should be. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const env = readSettings(settings, source);
  const problems = smsProblems(env);
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return env;
}
