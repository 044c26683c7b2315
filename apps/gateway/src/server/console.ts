import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * Serves the built console: files with a hash in their name for ever, compressed beforehand, and its page for every
 * address that isn't a file, since its router knows them.
 */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/');
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    const page = request.method === 'GET' && String(request.headers.accept ?? '').includes('text/html');
    if (page) return reply.sendFile('index.html');
    return reply
      .code(404)
      .send({ errors: [{ message: 'Not found', extensions: { code: 'NOT_FOUND', requestId: request.id } }] });
  });
}
