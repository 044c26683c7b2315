import type { FastifyInstance } from 'fastify';

/** What stands between the process and serving requests: a reason, or null when it is ready. */
export type Readiness = () => Promise<string | null>;

/** `/healthz`: the process lives. `/readyz`: database reachable, migrations done. */
export function serveHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', { logLevel: 'silent' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const reason = await readiness();
    if (reason === null) return { status: 'ready' };
    reply.code(503);
    return { status: 'not ready', reason };
  });
}
