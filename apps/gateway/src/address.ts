import { isIPv6 } from 'node:net';
import type { Env } from './env.ts';

/** The address by which browsers reach the console, without a slash at its end: the setting, or where it listens. */
export function addressOf({ PUBLIC_URL, HOST }: Pick<Env, 'PUBLIC_URL' | 'HOST'>, port: number): string {
  const host = HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : isIPv6(HOST) ? `[${HOST}]` : HOST;
  return (PUBLIC_URL ?? `http://${host}:${port}`).replace(/\/+$/, '');
}
