import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { Callers } from '@kolony/domain/brand/caller.service';
import type { Database } from '@kolony/domain/foundation/database';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { addressOf } from '../address.ts';
import type { Env } from '../env.ts';
import { apiPage, apiPageStyle } from './api-page.ts';
import { anonymousScope, assumeCaller, identifyCaller } from './caller.ts';
import { Assumption, type Context, contextFor } from './context.ts';
import { askedDocument, type Documents } from './documents/documents.ts';
import { answerError } from './errors.ts';
import { Executor } from './execution/executor.ts';
import { executedBy } from './execution/gateway.ts';
import { textOfResult } from './execution/written.ts';
import { refuse, unknownCaller, worded } from './http-errors.ts';
import { keysAtMutations } from './idempotent.ts';
import { limitBodies, refuseBatch, turnsAt } from './limits/connections.ts';
import { limitsPlugin } from './limits/limited-request.ts';
import { Limits } from './limits/limits.ts';
import { type Listening, serveLive } from './live/live.ts';
import { streamsElsewhere } from './live/plain.ts';
import { assertAcceptable } from './protocol/acceptable.ts';
import { cachedAnswers } from './protocol/cached.ts';
import { allowStyle } from './protocol/headers.ts';
import { introspectionPolicy } from './protocol/introspection.ts';
import { signalOf } from './request-signal.ts';

const url = '/graphql';
/**
 * Documents that are kept parsed and validated: their size as JSON. With all that is laid out for them, they take some 25
 * times as much.
 */
const keptDocumentsBytes = 4_000_000;
/** Headers of which any keeps a request from being one that another site's page can send as it is. */
const preflighted = ['apollo-require-preflight', 'kolony-csrf', 'x-apollo-operation-name'];

/** The API, and for who opens its address in a browser a page that says how to talk to it. */
export async function serveGraphql(
  app: FastifyInstance,
  {
    schema,
    database,
    env,
    documents,
    listen,
    timing,
  }: { schema: GraphQLSchema; database: Database; env: Env; documents: Documents } & Listening,
): Promise<void> {
  const failed = (error: unknown) => app.log.error({ err: error }, 'points could not be settled');
  const limits = new Limits({ schema, database, env, failed });
  app.addHook('onClose', () => limits.close());
  database.useTurns(turnsAt(env));
  limitBodies(app, url, env);
  const executor = new Executor(schema);
  const live = await serveLive(app, { schema, executor, database, env, documents, limits, listen, timing });
  const apollo = await startApollo(schema, executor, env, documents, limits);
  const callers = new Callers(database);
  const route: Omit<RouteOptions, 'method'> = {
    url,
    preHandler: async (request, reply) => {
      if (request.ws) return;
      if (refuseBatch(request, reply)) return reply;
      const events = live.eventStream(request, reply);
      if (events) return events;
      if (!isBrowsing(request)) return;
      const address = addressOf(env, request.socket.localPort ?? env.PORT);
      return allowStyle(reply, apiPageStyle)
        .type('text/html; charset=utf-8')
        .send(apiPage(anonymousScope(request).locale, address));
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        assertAcceptable(request);
        const count = () => limits.named({ scope: anonymousScope(request), request });
        await documents.admit(request, askedDocument(request), count).catch((error: unknown) => {
          throw worded(error, request);
        });
        const identify = () =>
          identifyCaller({ request, reply, database, env, callers }).catch((error: unknown) => {
            throw unknownCaller(error, request);
          });
        const signal = signalOf(reply, env.REQUEST_TIMEOUT * 1_000);
        const base = { database, env, log: request.log, request, reply, signal };
        const assumed = assumeCaller(request, callers);
        return assumed
          ? contextFor(base, assumed, new Assumption(assumed.guard, identify))
          : contextFor(base, await identify());
      },
    }),
  };
  app.route({ ...route, method: 'GET', wsHandler: live.webSocket });
  app.route({ ...route, method: ['POST', 'OPTIONS'] });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url,
    handler: (request, reply) =>
      refuse(request, reply.header('allow', 'GET, POST, OPTIONS'), 405, 'Send operations by POST.'),
  });
}

function isBrowsing(request: FastifyRequest): boolean {
  const { query } = request;
  const asked = query instanceof Object && ('query' in query || 'extensions' in query);
  return request.method === 'GET' && !asked && String(request.headers.accept ?? '').includes('text/html');
}

async function startApollo(
  schema: GraphQLSchema,
  executor: Executor,
  env: Env,
  documents: Documents,
  limits: Limits,
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    gateway: executedBy(executor, schema),
    // What it is given here it hands on to Fastify, which takes bytes too.
    stringifyResult: (result) => textOfResult(result) as string,
    csrfPrevention: { requestHeaders: preflighted },
    documentStore: new InMemoryLRUCache({ maxSize: keptDocumentsBytes, sizeCalculation: bytesOf }),
    persistedQueries: { cache: documents.persisted, ttl: null },
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: false,
    validationRules: [keysAtMutations],
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // What may be kept is said by `@Cached`.
      ApolloServerPluginCacheControlDisabled(),
      answers(),
      limitsPlugin(limits, documents),
      introspectionPolicy(env),
      streamsElsewhere(),
      // The last: it takes away what others have put beside the data.
      cachedAnswers(schema),
    ],
  });
  await apollo.start();
  return apollo;
}

function bytesOf(document: DocumentNode): number {
  return JSON.stringify(document).length;
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
