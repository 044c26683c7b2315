import { isIP } from 'node:net';
import { z } from 'zod';

const flag = z.enum(['on', 'off'], { error: 'must be on or off' }).transform((value) => value === 'on');
const port = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, {
  error: 'must be a PostgreSQL address: postgres://user:password@host:5432/kolony',
});

/** What stands for ranges of addresses, by names that the proxy list knows. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

function isProxyRange(text: string): boolean {
  const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family > 0 ? Number(bits ?? 0) <= (family === 4 ? 32 : 128) : namedRanges.includes(text);
}

/** Every setting of the gateway: its name, what it should be, and what holds without it. */
const settings = z.object({
  /** `production` refuses what is only fit for trying out. */
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test' })
    .default('development'),
  PORT: port.default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** A PostgreSQL, 15 or later. Without it an embedded one is started in KOLONY_DATA_DIR. */
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_POOL_SIZE: z.coerce
    .number({ error: 'must be a number from 2 to 200' })
    .int()
    .min(2)
    .max(200)
    .default(16),
  /** Allows the embedded PostgreSQL in production. */
  KOLONY_EMBEDDED_DATABASE: flag.default(false),
  KOLONY_DATA_DIR: z.string().min(1).default('.kolony'),
  /** Demo data and the demo sign-in. On by default, but off in production. */
  KOLONY_DEMO: flag.optional(),
  /** Encrypts personal data: 32 characters or more. Without it one is made in KOLONY_DATA_DIR. */
  KOLONY_SECRET: z
    .string()
    .min(32, { error: 'must have 32 characters or more: openssl rand -base64 32' })
    .optional(),
  /** The secret before, for the first start with a new one. */
  KOLONY_SECRET_PREVIOUS: z.string().min(32, { error: 'must be the secret that was used before' }).optional(),
  /** Address by which browsers reach it, for links in mails and for cookies. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a web address: https://kolony.example.com' })
    .optional(),
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed, separated by commas. */
  TRUSTED_PROXIES: z
    .string()
    .refine((list) => list.split(',').every((range) => isProxyRange(range.trim())), {
      error: 'must be addresses or CIDR ranges: 10.0.0.0/8, 192.0.2.7',
    })
    .optional(),
  /** Runs jobs in this process too. Off where workers of their own run. */
  KOLONY_WORKER: flag.default(true),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]/, { error: 'must be an SMTP address: smtp://user:password@host:587' })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^@\r\n]+@[^@\r\n]+$/, { error: 'must be an address: Kolony <kolony@example.com>' })
    .default('Kolony <kolony@localhost>'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});

/** Their names, in the order of the README. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

type Settings = z.infer<typeof settings>;
export interface Env extends Settings {
  KOLONY_DEMO: boolean;
}

/** A setting that is wrong, in words for whoever starts the process. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Reads the settings; a wrong one is refused by name, with what it should be. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const problems = parsed.success
    ? productionProblems(parsed.data)
    : parsed.error.issues.map(
        (issue) =>
          `${issue.path.join('.')} ${issue.message}${describeGiven(given[String(issue.path[0])], String(issue.path[0]))}`,
      );
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems.join('\n'));
  return { ...parsed.data, KOLONY_DEMO: parsed.data.KOLONY_DEMO ?? parsed.data.NODE_ENV !== 'production' };
}

function describeGiven(value: string | undefined, name: string): string {
  if (value === undefined) return '';
  return /SECRET|URL/.test(name) ? '' : ` (it is '${value.slice(0, 60)}')`;
}

function productionProblems(env: Settings): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const problems: string[] = [];
  if (!env.KOLONY_SECRET) problems.push('KOLONY_SECRET must be set in production: openssl rand -base64 32');
  if (env.KOLONY_DEMO) problems.push('KOLONY_DEMO must be off in production: its sign-in is public');
  if (!env.DATABASE_URL && !env.KOLONY_EMBEDDED_DATABASE) {
    problems.push(
      'DATABASE_URL must name a PostgreSQL in production (or set KOLONY_EMBEDDED_DATABASE=on to use the embedded one)',
    );
  }
  return problems;
}
