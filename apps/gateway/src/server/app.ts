import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { Database } from '@kolony/domain/foundation/database';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Env } from '../env.ts';
import { serveFiles } from '../modules/file/file.download.ts';
import { serveImports } from '../modules/import/import.upload.ts';
import { identifyCaller } from './caller.ts';
import { serveConsole } from './console.ts';
import { type Context, contextFor } from './context.ts';
import { answerError } from './errors.ts';
import { type Readiness, serveHealth } from './health.ts';
import { answerHttpError, refuse, serveErrors, unknownCaller } from './http-errors.ts';
import { keysAtMutations } from './idempotent.ts';
import { loggerOptions } from './log.ts';

export interface AppOptions {
  env: Env;
  database: Database;
  schema: GraphQLSchema;
  readiness: Readiness;
  /** Folder of the built console; without it only the API is served. */
  consoleDir?: string;
}

const largestBody = 1_000_000;

/** The HTTP server of the gateway, not listening yet: API, console, files and health on one port. */
export async function createApp({
  env,
  database,
  schema,
  readiness,
  consoleDir,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: loggerOptions(env),
    trustProxy: env.TRUSTED_PROXIES?.split(',').map((proxy) => proxy.trim()) ?? false,
    genReqId: requestId,
    bodyLimit: largestBody,
    frameworkErrors: answerHttpError,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    logController: new LogController({ disableRequestLogging: true }),
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'https:'],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: env.PUBLIC_URL?.startsWith('https:') ? [] : null,
      },
    },
    strictTransportSecurity: env.PUBLIC_URL?.startsWith('https:') ?? false,
  });
  await app.register(cookie);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    if (!request.url.startsWith('/healthz') && !request.url.startsWith('/readyz')) {
      const line = {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      };
      request.log.info(line, 'request');
    }
  });

  serveErrors(app);
  serveHealth(app, readiness);
  const apollo = await startApollo(app, schema);
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const caller = await identifyCaller({ request, reply, database, env }).catch((error: unknown) => {
          throw unknownCaller(error, request);
        });
        return contextFor({ database, env, log: request.log, request, reply }, caller);
      },
    }),
  });
  serveImports(app, { database, env });
  serveFiles(app, { database, env });
  if (!consoleDir || !(await serveConsole(app, consoleDir)))
    app.setNotFoundHandler((request, reply) => refuse(request, reply, 404, 'Not found'));
  return app;
}

/** An id from a proxy in front is kept when it is harmless, so that one id goes through all logs. */
function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

async function startApollo(app: FastifyInstance, schema: GraphQLSchema): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    csrfPrevention: true,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: false,
    validationRules: [keysAtMutations],
    plugins: [fastifyApolloDrainPlugin(app), answers()],
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
