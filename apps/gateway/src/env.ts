import { isIP } from 'node:net';
import { commonSettings, readSettings, SettingsError, smsProblems } from '@kolony/domain/foundation/settings';
import { z } from 'zod';

const flag = z.enum(['on', 'off'], { error: 'must be on or off' }).transform((value) => value === 'on');
const usualPoolSize = 16;
/** The embedded server takes 40 connections; the queue, the migrations and commands beside it need some of them. */
const embeddedConnections = 32;
/** What each of several processes needs beside its pool: one that listens, one that cancels. */
const besidePool = 2;
const mostEmbeddedProcesses = embeddedConnections / (2 + besidePool);
const mostProcesses = 64;

const processes = `must be a number from 1 to ${mostProcesses}`;

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int({ error: 'must be a port number' })
  .min(0, { error: 'must be a port number' })
  .max(65535, { error: 'must be a port number' });
const points = z.coerce
  .number({ error: 'must be a number of points' })
  .int({ error: 'must be a whole number of points' })
  .min(1, { error: 'must be 1 to 1000000000 points' })
  .max(1_000_000_000, { error: 'must be 1 to 1000000000 points' });
/** What stands for ranges of addresses, by names that the proxy list knows. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

function isProxyRange(text: string): boolean {
  const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family > 0 ? Number(bits ?? 0) <= (family === 4 ? 32 : 128) : namedRanges.includes(text);
}

/** Exactly what a browser sends as Origin: no path, no capitals, no port that goes without saying. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** Every setting of the gateway: its name, what it should be, and what holds without it. */
const settings = z.object({
  /** `production` refuses what is only fit for trying out. */
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test' })
    .default('development'),
  PORT: port.default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** How many processes serve the port. */
  KOLONY_PROCESSES: z.coerce
    .number({ error: processes })
    .int({ error: processes })
    .min(1, { error: processes })
    .max(mostProcesses, { error: processes })
    .default(1),
  /** A PostgreSQL, 15 or later. Without it an embedded one is started in KOLONY_DATA_DIR. */
  DATABASE_URL: commonSettings.DATABASE_URL.optional(),
  DATABASE_REPLICA_URLS: commonSettings.DATABASE_REPLICA_URLS,
  /** Most connections of one process to one server. */
  DATABASE_POOL_SIZE: commonSettings.DATABASE_POOL_SIZE.optional(),
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
  /** Origins of other sites whose pages may call the API, separated by commas. */
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .transform((origins) => origins.filter((origin) => origin !== ''))
    .refine((origins) => origins.every(isOrigin), {
      error: 'must be origins: https://app.example.com, https://example.com:8443',
    }),
  /** Who may read the schema by introspection: `on` is everyone. */
  KOLONY_INTROSPECTION: z
    .enum(['off', 'signed-in', 'on'], { error: 'must be off, signed-in or on' })
    .default('signed-in'),
  /** Sessions of browsers may send the console's own documents only. On by default in production, otherwise off. */
  KOLONY_TRUSTED_DOCUMENTS: flag.optional(),
  /** Points: what one operation may cost, what a caller may spend at once, and how many come back in a second. */
  COST_MAXIMUM: points.default(10_000),
  COST_BUCKET: points.default(100_000),
  COST_RESTORE_RATE: points.default(5_000),
  /** Seconds after which a request is answered with TIMED_OUT. */
  REQUEST_TIMEOUT: z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(0.1, { error: 'must be 0.1 to 600 seconds' })
    .max(600, { error: 'must be 0.1 to 600 seconds' })
    .default(60),
  /** Runs jobs in this process too. Off where workers of their own run. */
  KOLONY_WORKER: flag.default(true),
  SMTP_URL: commonSettings.SMTP_URL,
  MAIL_FROM: commonSettings.MAIL_FROM,
  SMS_URL: commonSettings.SMS_URL,
  SMS_TOKEN: commonSettings.SMS_TOKEN,
  /** Where WeChat's API is, for members who sign in from a mini program. */
  WECHAT_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a web address: https://api.weixin.qq.com' })
    .default('https://api.weixin.qq.com'),
  LOG_LEVEL: commonSettings.LOG_LEVEL,
});

/** Their names, in the order of the README. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

type Settings = z.infer<typeof settings>;
export interface Env extends Settings {
  DATABASE_POOL_SIZE: number;
  KOLONY_DEMO: boolean;
  KOLONY_TRUSTED_DOCUMENTS: boolean;
}

/** Reads the settings; a wrong one is refused by name, with what it should be. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const env = readSettings(settings, source);
  const problems = [
    ...productionProblems(env),
    ...embeddedProblems(env),
    ...costProblems(env),
    ...smsProblems(env),
  ];
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  const production = env.NODE_ENV === 'production';
  return {
    ...env,
    DATABASE_POOL_SIZE: poolSize(env),
    KOLONY_DEMO: env.KOLONY_DEMO ?? !production,
    KOLONY_TRUSTED_DOCUMENTS: env.KOLONY_TRUSTED_DOCUMENTS ?? production,
  };
}

function costProblems({ COST_MAXIMUM, COST_BUCKET }: Settings): string[] {
  if (COST_MAXIMUM <= COST_BUCKET) return [];
  return ['COST_MAXIMUM must be at most COST_BUCKET, or the operations between would never be answered'];
}

function embeddedProblems(env: Settings): string[] {
  const { DATABASE_URL, DATABASE_REPLICA_URLS, DATABASE_POOL_SIZE = 0, KOLONY_PROCESSES } = env;
  if (DATABASE_URL) return [];
  if (KOLONY_PROCESSES > mostEmbeddedProcesses) {
    return [`KOLONY_PROCESSES must be at most ${mostEmbeddedProcesses} with the embedded database`];
  }
  if (DATABASE_REPLICA_URLS) return ['DATABASE_REPLICA_URLS must be left out with the embedded database'];
  const share = embeddedShare(KOLONY_PROCESSES);
  if (DATABASE_POOL_SIZE <= share) return [];
  const many = KOLONY_PROCESSES > 1 ? ` and ${KOLONY_PROCESSES} processes` : '';
  return [`DATABASE_POOL_SIZE must be at most ${share} with the embedded database${many}`];
}

/** The connections of the embedded server that one of so many processes may have in its pool. */
function embeddedShare(count: number): number {
  return count === 1 ? embeddedConnections : Math.floor(embeddedConnections / count) - besidePool;
}

function poolSize({ DATABASE_URL, DATABASE_POOL_SIZE, KOLONY_PROCESSES }: Settings): number {
  if (DATABASE_POOL_SIZE) return DATABASE_POOL_SIZE;
  return DATABASE_URL ? usualPoolSize : Math.min(usualPoolSize, embeddedShare(KOLONY_PROCESSES));
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
