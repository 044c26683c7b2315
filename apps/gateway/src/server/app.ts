import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { Database } from '@kolony/domain/foundation/database';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Env } from '../env.ts';
import { serveFiles } from '../modules/file/file.download.ts';
import { serveImports } from '../modules/import/import.upload.ts';
import { serveConsole } from './console.ts';
import { Documents } from './documents/documents.ts';
import { serveGraphql } from './graphql.ts';
import { type Readiness, serveHealth } from './health.ts';
import { answerHttpError, refuse, serveErrors } from './http-errors.ts';
import { connectionLimits, endSilent } from './limits/connections.ts';
import type { Listening } from './live/live.ts';
import { loggerOptions } from './log.ts';
import { serveHeaders } from './protocol/headers.ts';
import { serveOrigins } from './protocol/origins.ts';
import { serveSchema } from './protocol/schema-download.ts';
import { logRequests } from './request-log.ts';

export interface AppOptions extends Listening {
  env: Env;
  database: Database;
  schema: GraphQLSchema;
  readiness: Readiness;
  /** Folder of the built console; without it only the API is served. */
  consoleDir?: string;
  /** Its number among several processes, for the log. */
  process?: number;
}

const largestBody = 1_000_000;

/** The HTTP server of the gateway, not listening yet: API, console, files and health on one port. */
export async function createApp({
  env,
  database,
  schema,
  readiness,
  listen,
  timing,
  consoleDir,
  process,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: loggerOptions(env, process),
    trustProxy: env.TRUSTED_PROXIES?.split(',').map((proxy) => proxy.trim()) ?? false,
    genReqId: requestId,
    bodyLimit: largestBody,
    ...connectionLimits,
    frameworkErrors: answerHttpError,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    logController: new LogController({ disableRequestLogging: true }),
  });
  endSilent(app);
  await app.register(cookie);
  serveHeaders(app, env);
  await serveOrigins(app, env);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  logRequests(app);

  serveErrors(app);
  serveHealth(app, readiness);
  const documents = await Documents.open(database, env, consoleDir);
  await serveGraphql(app, { schema, database, env, documents, listen, timing });
  serveSchema(app, { schema, database, env });
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
