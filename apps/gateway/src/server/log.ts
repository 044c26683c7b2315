import { logOptions } from '@kolony/domain/foundation/log';
import type { FastifyServerOptions } from 'fastify';
import type { Env } from '../env.ts';

/** What the gateway logs of requests and answers, beside what every process logs. */
export function loggerOptions(env: Pick<Env, 'LOG_LEVEL'>): FastifyServerOptions['logger'] {
  const options = logOptions(env.LOG_LEVEL);
  return {
    ...options,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: {
      ...options.serializers,
      req: (request) => ({ id: request.id, method: request.method }),
      res: (reply) => ({ status: reply.statusCode }),
    },
  };
}
