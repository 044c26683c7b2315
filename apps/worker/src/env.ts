import { z } from 'zod';

/** Every setting of the worker: its name, what it should be, and what holds without it. The gateway's are the same. */
const settings = z.object({
  /** The PostgreSQL of the installation. Its sessions must be the worker's own: no pooler in transaction mode. */
  DATABASE_URL: z
    .string({ error: 'must be set: postgres://user:password@host:5432/kolony' })
    .regex(/^postgres(ql)?:\/\//, {
      error: 'must be a PostgreSQL address: postgres://user:password@host:5432/kolony',
    }),
  DATABASE_POOL_SIZE: z.coerce
    .number({ error: 'must be a number from 2 to 200' })
    .int()
    .min(2)
    .max(200)
    .default(8),
  /** The same as the gateway's. */
  KOLONY_SECRET: z
    .string({ error: 'must be set, to the same as that of the gateway' })
    .min(32, { error: 'must have 32 characters or more' }),
  /** The secret before, while it is being changed. */
  KOLONY_SECRET_PREVIOUS: z.string().min(32, { error: 'must be the secret that was used before' }).optional(),
  /** Without it mail isn't sent. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, { error: 'must be an SMTP address: smtp://user:password@host:587' })
    .optional(),
  MAIL_FROM: z.string().min(3).default('Kolony <kolony@localhost>'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
export type Env = z.infer<typeof settings>;

/** Their names: some of the gateway's. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** Reads the settings; throws one text that names each wrong one and says what it should be. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'),
  );
}

/** A setting that is wrong, in words for whoever starts the process. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}
