import type { FastifyRequest } from 'fastify';
import type { Env } from '../../env.ts';

/**
 * Whether a request was made by a page of another site. Such a page may open a WebSocket to any address, and the browser
 * sends the cookie along: so there the cookie counts for nothing. What isn't a browser sends no Origin.
 */
export function isForeign(request: FastifyRequest, { PUBLIC_URL, CORS_ORIGINS }: Env): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none';
  if (CORS_ORIGINS.includes(origin)) return false;
  if (PUBLIC_URL && URL.parse(PUBLIC_URL)?.origin === origin) return false;
  return URL.parse(origin)?.host !== request.host;
}
