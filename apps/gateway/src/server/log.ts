import { logOptions } from '@kolony/domain/foundation/log';
import type { FastifyServerOptions } from 'fastify';
import type { Env } from '../env.ts';

/**
 * What the gateway logs of requests and answers, beside what every process logs. `process`: its number, where there are
 * several.
 */
export function loggerOptions(env: Pick<Env, 'LOG_LEVEL'>, process?: number): FastifyServerOptions['logger'] {
  const options = logOptions(env.LOG_LEVEL);
  return {
    ...options,
    base: process === undefined ? undefined : { process },
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: {
      ...options.serializers,
      req: (request) => ({ id: request.id, method: request.method }),
      res: (reply) => ({ status: reply.statusCode }),
    },
  };
}
