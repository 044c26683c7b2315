import type { FastifyServerOptions } from 'fastify';
import type { Env } from '../env.ts';

/** Structured logs, one JSON object a line, never a secret in them. */
export function loggerOptions(env: Pick<Env, 'LOG_LEVEL'>): FastifyServerOptions['logger'] {
  return {
    level: env.LOG_LEVEL,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: {
      req: (request) => ({ id: request.id, method: request.method }),
      res: (reply) => ({ status: reply.statusCode }),
    },
  };
}
