import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** One line for each request, also for one that the caller broke off; probes of health are left out. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isProbe(request)) return;
    // Files and streams listen to it often enough to be told of a leak that is none.
    reply.raw.setMaxListeners(reply.raw.getMaxListeners() + 1);
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) request.log.info(lineOf(request, reply), 'request broken off');
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    if (!isProbe(request))
      request.log.info({ ...lineOf(request, reply), status: reply.statusCode }, 'request');
  });
}

function isProbe({ url }: FastifyRequest): boolean {
  return url.startsWith('/healthz') || url.startsWith('/readyz');
}

function lineOf({ method, url }: FastifyRequest, reply: FastifyReply) {
  return { method, path: url.split('?')[0], ms: Math.round(reply.elapsedTime) };
}
