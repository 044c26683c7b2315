import { z } from 'zod';

/** A setting that is wrong, in words for whoever starts the process. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const secret = (error: string) => z.string({ error }).min(32, { error });
const databaseUrl = 'must be a PostgreSQL address: postgres://user:password@host:5432/kolony';

const replicaUrls =
  'must be PostgreSQL addresses, separated by commas: postgres://user:password@replica:5432/kolony';
const isDatabaseUrl = (url: string) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url);
const addressesIn = (list: string) => list.split(',').map((address) => address.trim());

/** The settings that every process of an installation has: the same name means the same in each. */
export const commonSettings = {
  DATABASE_URL: z.string({ error: databaseUrl }).refine(isDatabaseUrl, { error: databaseUrl }),
  /** Hot standbys of that server, on which queries are read. */
  DATABASE_REPLICA_URLS: z
    .string()
    .refine((list) => addressesIn(list).every(isDatabaseUrl), { error: replicaUrls })
    .transform(addressesIn)
    .optional(),
  DATABASE_POOL_SIZE: z.coerce
    .number({ error: 'must be a number from 2 to 200' })
    .int({ error: 'must be a number from 2 to 200' })
    .min(2, { error: 'must be a number from 2 to 200' })
    .max(200, { error: 'must be a number from 2 to 200' }),
  KOLONY_SECRET: secret('must have 32 characters or more: openssl rand -base64 32'),
  /** The secret before, while it is being changed. */
  KOLONY_SECRET_PREVIOUS: secret('must be the secret that was used before').optional(),
  /** Without it mail isn't sent. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]/, { error: 'must be an SMTP address: smtp://user:password@host:587' })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^@\r\n]+@[^@\r\n]+$/, { error: 'must be an address: Kolony <kolony@example.com>' })
    .default('Kolony <kolony@localhost>'),
  /** Without it nobody signs in by phone. */
  SMS_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the web address of an SMS gateway: https://sms.example.com/messages',
    })
    .optional(),
  SMS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{8,500}$/, { error: 'must have 8 characters or more, without spaces' })
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
};

/**
 * Reads settings from the environment; what is empty counts as not set.
 * @throws SettingsError which names each wrong one and says what it should be; secrets and addresses aren't repeated
 */
export function readSettings<Settings extends z.ZodType>(
  settings: Settings,
  source: Record<string, string | undefined>,
): z.output<Settings> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `${name} ${message}${repeated(name, given[name])}`;
  });
  throw new SettingsError(problems.join('\n'));
}

function repeated(name: string, value: string | undefined): string {
  return value === undefined || /SECRET|TOKEN|URL/.test(name) ? '' : ` (it is '${value.slice(0, 60)}')`;
}

/** How text messages go out by these settings; null where they don't. */
export function smsSettings({
  SMS_URL: url,
  SMS_TOKEN: token,
}: {
  SMS_URL?: string | undefined;
  SMS_TOKEN?: string | undefined;
}): { url: string; token: string } | null {
  return url && token ? { url, token } : null;
}

/** What is wrong with the settings of text messages together. */
export function smsProblems({
  SMS_URL: url,
  SMS_TOKEN: token,
}: {
  SMS_URL?: string | undefined;
  SMS_TOKEN?: string | undefined;
}): string[] {
  if (url && !token)
    return ['SMS_TOKEN must be set beside SMS_URL: the token that the SMS gateway knows Kolony by'];
  if (token && !url) return ['SMS_URL must be set beside SMS_TOKEN'];
  return [];
}
