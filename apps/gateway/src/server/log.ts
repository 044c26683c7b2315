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
      err: (error: unknown) => faultOf(error),
      res: (reply) => ({ status: reply.statusCode }),
    },
  };
}

/** What is logged of an error. */
interface Fault {
  type: string;
  message: string;
  stack: string;
  code?: unknown;
  constraint?: unknown;
  table?: unknown;
  cause?: Fault;
  [key: string]: unknown;
}

/** Not what a database adds of the row that an error is about: that may be personal data. */
function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error))
    return { type: typeof error, message: String(error).slice(0, 500), stack: '' };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack ?? '',
    code,
    constraint,
    table,
    ...(error.cause && depth < 3 ? { cause: faultOf(error.cause, depth + 1) } : {}),
  };
}
