import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import Negotiator from 'negotiator';

/** What nearly every client sends. */
const plain = new Set(['*/*', 'application/json']);
const answered = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];

/** Refuses, before anything is done, a request whose answer the caller would not take: 406. */
export function assertAcceptable({ headers, id }: FastifyRequest): void {
  const { accept } = headers;
  if (!accept || plain.has(accept) || new Negotiator({ headers: { accept } }).mediaType(answered)) return;
  throw new GraphQLError('Accept application/json or application/graphql-response+json.', {
    extensions: { code: 'NOT_ACCEPTABLE', requestId: id, http: { status: 406 } },
  });
}
