import { HeaderMap } from '@apollo/server';
import type { DomainError } from '@kolony/domain/foundation/errors';
import type { Standing } from '@kolony/domain/limit/leases';
import { GraphQLError } from 'graphql';
import { requestError } from '../errors.ts';

/** An error with a status, for those who ask by the media type that has them; for others it is 200 (or what is given). */
function withStatus(error: GraphQLError, accept: string, status: number, headers?: HeaderMap): GraphQLError {
  const http = { status: accept.includes('application/graphql-response+json') ? status : 200, headers };
  return new GraphQLError(error.message, {
    originalError: error.originalError ?? error,
    extensions: { http: { ...http, headers: headers ?? new HeaderMap() } },
  });
}

/** Says when to come back, in words and as `retry-after`. */
export function rateLimited({ retryAfter }: Standing, accept: string): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(retryAfter)]]);
  return withStatus(requestError('RATE_LIMITED', { seconds: retryAfter }), accept, 429, headers);
}

/** Says when to come back, where what a request costs can't be counted now. */
export function busy(error: DomainError, accept: string): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(error.params.seconds ?? 1)]]);
  return withStatus(new GraphQLError(error.message, { originalError: error }), accept, 503, headers);
}

/** Says what it costs, what the most is, and how to ask for less. */
export function tooExpensive(cost: number, maximum: number, accept: string): GraphQLError {
  return withStatus(requestError('QUERY_TOO_EXPENSIVE', { cost, maximum }), accept, 400);
}

/** A document that is refused before it is validated, as invalid ones are. */
export function refusedDocument(error: unknown): GraphQLError {
  const known = error instanceof GraphQLError ? error : new GraphQLError('unreadable');
  const code = known.originalError ? {} : { code: 'GRAPHQL_PARSE_FAILED' };
  return new GraphQLError(known.message, {
    ...(known.originalError ? { originalError: known.originalError } : {}),
    ...(known.source ? { source: known.source } : {}),
    ...(known.positions ? { positions: known.positions } : {}),
    extensions: { ...code, http: { status: 400, headers: new HeaderMap() } },
  });
}
