import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { Database } from '@kolony/domain/foundation/database';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Env } from '../env.ts';
import { serveFiles } from '../modules/file/file.download.ts';
import { serveImports } from '../modules/import/import.upload.ts';
import { serveConsole } from './console.ts';
import { serveGraphql } from './graphql.ts';
import { type Readiness, serveHealth } from './health.ts';
import { answerHttpError, refuse, serveErrors } from './http-errors.ts';
import { loggerOptions } from './log.ts';
import { logRequests } from './request-log.ts';

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
  logRequests(app);

  serveErrors(app);
  serveHealth(app, readiness);
  await serveGraphql(app, { schema, database, env });
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
