import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { Callers } from '@kolony/domain/brand/caller.service';
import type { Database } from '@kolony/domain/foundation/database';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { addressOf } from '../address.ts';
import type { Env } from '../env.ts';
import { apiPage } from './api-page.ts';
import { anonymousScope, assumeCaller, identifyCaller } from './caller.ts';
import { Assumption, type Context, contextFor } from './context.ts';
import { answerError } from './errors.ts';
import { executedBy } from './execution/gateway.ts';
import { refuse, unknownCaller } from './http-errors.ts';
import { keysAtMutations } from './idempotent.ts';
import { signalOf } from './request-signal.ts';

const url = '/graphql';
const requestTimeoutMs = 60_000;

/** The API, and for who opens its address in a browser a page that says how to talk to it. */
export async function serveGraphql(
  app: FastifyInstance,
  { schema, database, env }: { schema: GraphQLSchema; database: Database; env: Env },
): Promise<void> {
  const apollo = await startApollo(schema);
  const callers = new Callers(database);
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url,
    preHandler: async (request, reply) => {
      if (!isBrowsing(request)) return;
      const address = addressOf(env, request.socket.localPort ?? env.PORT);
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(apiPage(anonymousScope(request).locale, address));
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const identify = () =>
          identifyCaller({ request, reply, database, env, callers }).catch((error: unknown) => {
            throw unknownCaller(error, request);
          });
        const signal = signalOf(reply, requestTimeoutMs);
        const base = { database, env, log: request.log, request, reply, signal };
        const assumed = assumeCaller(request, callers);
        return assumed
          ? contextFor(base, assumed, new Assumption(assumed.guard, identify))
          : contextFor(base, await identify());
      },
    }),
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url,
    handler: (request, reply) =>
      refuse(request, reply.header('allow', 'GET, POST, OPTIONS'), 405, 'Send operations by POST.'),
  });
}

function isBrowsing(request: FastifyRequest): boolean {
  const asked = request.query instanceof Object && 'query' in request.query;
  return request.method === 'GET' && !asked && String(request.headers.accept ?? '').includes('text/html');
}

async function startApollo(schema: GraphQLSchema): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    gateway: executedBy(schema),
    csrfPrevention: true,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: false,
    validationRules: [keysAtMutations],
    plugins: [ApolloServerPluginLandingPageDisabled(), answers()],
  });
  await apollo.start();
  return apollo;
}

/** Gives every error its code, its words in the caller's language and the id of the request. */
function answers(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue }) {
      return {
        async willSendResponse({ response, errors }) {
          if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
          const { request, scope, log } = contextValue;
          response.body.singleResult.errors = response.body.singleResult.errors.map((formatted, at) =>
            answerError(formatted, errors?.[at], {
              locale: scope.locale,
              requestId: request.id,
              log: (error) => log.error({ err: error }, 'operation failed'),
            }),
          );
        },
      };
    },
  };
}
