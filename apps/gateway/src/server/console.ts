import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { refuse } from './http-errors.ts';

/** Addresses of pages before sign-in: theirs is a page of its own, which has the browser fetch nothing of the console. */
const beforeSignIn = ['/sign-in', '/password-reset', '/invitation', '/setup'];

/**
 * Serves the built console: files with a hash in their name for ever, compressed beforehand, and its page for every
 * address that isn't a file, since its router knows them. False when there is none.
 */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'index.html'))) return false;
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    // What lies in folders with a dot is the gateway's, not the browser's.
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/');
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    const page =
      ['GET', 'HEAD'].includes(request.method) && String(request.headers.accept ?? '').includes('text/html');
    if (!page) return refuse(request, reply, 404, 'Not found');
    const [path = '/'] = request.url.split('?');
    return reply.sendFile(pageAt(path));
  });
  return true;
}

function pageAt(path: string): string {
  if (path === '/explorer') return 'explorer/explorer.html';
  return beforeSignIn.includes(path) ? 'sign-in.html' : 'index.html';
}
