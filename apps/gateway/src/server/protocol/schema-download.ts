import { createHash } from 'node:crypto';
import type { Database } from '@kolony/domain/foundation/database';
import { DomainError } from '@kolony/domain/foundation/errors';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Env } from '../../env.ts';
import { answerFailure } from '../../modules/import/import.failure.ts';
import { identifyCaller } from '../caller.ts';
import { contractOf } from '../limits/contract.ts';
import { mayReadSchema } from './introspection.ts';

/**
 * `GET /schema.graphql`: the contract as a file, to whom introspection would tell it. Asked for once more with its ETag it
 * is not sent again.
 */
export function serveSchema(
  app: FastifyInstance,
  { schema, database, env }: { schema: GraphQLSchema; database: Database; env: Env },
): void {
  let file: { text: string; tag: string } | undefined;
  app.get('/schema.graphql', { errorHandler: answerFailure }, async (request, reply) => {
    const { scope } = await identifyCaller({ request, reply, database, env });
    if (!mayReadSchema(env, scope)) throw new DomainError('INTROSPECTION_CLOSED');
    file ??= tagged(contractOf(schema));
    const { text, tag } = file;
    reply
      .header('etag', tag)
      .header('cache-control', 'private, no-cache')
      .header('vary', 'cookie, authorization');
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply
      .type('application/graphql; charset=utf-8')
      .header('content-disposition', 'attachment; filename="schema.graphql"')
      .send(text);
  });
}

function tagged(text: string): { text: string; tag: string } {
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}
