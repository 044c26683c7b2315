import { isIP } from 'node:net';
import { commonSettings, readSettings, SettingsError } from '@kolony/domain/foundation/settings';
import { z } from 'zod';

const flag = z.enum(['on', 'off'], { error: 'must be on or off' }).transform((value) => value === 'on');
/** The embedded server takes 40 connections; the queue, the migrations and commands beside it need some of them. */
const embeddedPoolSize = 32;

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int({ error: 'must be a port number' })
  .min(0, { error: 'must be a port number' })
  .max(65535, { error: 'must be a port number' });
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
  DATABASE_URL: commonSettings.DATABASE_URL.optional(),
  DATABASE_POOL_SIZE: commonSettings.DATABASE_POOL_SIZE.default(16),
  /** Allows the embedded PostgreSQL in production. */
  KOLONY_EMBEDDED_DATABASE: flag.default(false),
  KOLONY_DATA_DIR: z.string().min(1).default('.kolony'),
  /** Demo data and the demo sign-in. On by default, but off in production. */
  KOLONY_DEMO: flag.optional(),
  /** Encrypts personal data: 32 characters or more. Without it one is made in KOLONY_DATA_DIR. */
  KOLONY_SECRET: commonSettings.KOLONY_SECRET.optional(),
  KOLONY_SECRET_PREVIOUS: commonSettings.KOLONY_SECRET_PREVIOUS,
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
  SMTP_URL: commonSettings.SMTP_URL,
  MAIL_FROM: commonSettings.MAIL_FROM,
  LOG_LEVEL: commonSettings.LOG_LEVEL,
});

/** Their names, in the order of the README. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

type Settings = z.infer<typeof settings>;
export interface Env extends Settings {
  KOLONY_DEMO: boolean;
}

/** Reads the settings; a wrong one is refused by name, with what it should be. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const env = readSettings(settings, source);
  const problems = [...productionProblems(env), ...embeddedProblems(env)];
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return { ...env, KOLONY_DEMO: env.KOLONY_DEMO ?? env.NODE_ENV !== 'production' };
}

function embeddedProblems({ DATABASE_URL, DATABASE_POOL_SIZE }: Settings): string[] {
  if (DATABASE_URL || DATABASE_POOL_SIZE <= embeddedPoolSize) return [];
  return [`DATABASE_POOL_SIZE must be at most ${embeddedPoolSize} with the embedded database`];
}

function productionProblems(env: Settings): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const problems: string[] = [];
  if (!env.KOLONY_SECRET) problems.push('KOLONY_SECRET must be set in production: openssl rand -base64 32');
  if (!env.PUBLIC_URL) {
    problems.push(
      'PUBLIC_URL must be set in production, to the address that browsers use: links in mails begin with it',
    );
  }
  if (env.KOLONY_DEMO) problems.push('KOLONY_DEMO must be off in production: its sign-in is public');
  if (!env.DATABASE_URL && !env.KOLONY_EMBEDDED_DATABASE) {
    problems.push(
      'DATABASE_URL must name a PostgreSQL in production (or set KOLONY_EMBEDDED_DATABASE=on to use the embedded one)',
    );
  }
  return problems;
}
