import type { FastifyRequest } from 'fastify';
import type { Env } from '../../env.ts';
import { cookieToken, tokenOf } from '../caller.ts';

/**
 * Whether a request is a browser's, for the console or whoever would be taken for it: it has the cookie of a session, or
 * it has none yet and comes from a page. What a page sends always has `Origin` or `Sec-Fetch-Site`, which no script can
 * leave out. With a token the cookie counts for nothing, and the token is what no other page has; the pages that
 * CORS_ORIGINS lists have documents of their own, as long as they come without the cookie.
 */
export function isForBrowser(request: FastifyRequest, { CORS_ORIGINS }: Env): boolean {
  if (tokenOf(request).fromCookie === false) return false;
  if (cookieToken(request) !== null) return true;
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) return !CORS_ORIGINS.includes(origin);
  return site !== undefined;
}
