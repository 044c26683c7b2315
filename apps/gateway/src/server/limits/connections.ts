import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { message } from '@kolony/domain/foundation/errors';
import { Turns } from '@kolony/domain/foundation/turns';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../../env.ts';
import { anonymousScope } from '../caller.ts';
import { refuse } from '../http-errors.ts';

/**
 * How long a connection may take, for the HTTP server: headers come at once or not at all, and bodies in time for the
 * largest upload on a slow line. What asks GraphQL is bounded closer, by `limitBodies`.
 */
export const connectionLimits = {
  requestTimeout: 15 * 60_000,
  keepAliveTimeout: 72_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
};

/** What a connection that comes while the server ends is given to say something, in milliseconds. */
const lateMs = 1_000;

/** Requests of one caller that may wait for a connection of the database in this process. */
const mostWaiting = 200;

/** Turns at the database, with connections left for finding out who asks. */
export function turnsAt({ DATABASE_POOL_SIZE }: Pick<Env, 'DATABASE_POOL_SIZE'>): Turns {
  const kept = DATABASE_POOL_SIZE >= 8 ? 2 : 1;
  return new Turns({ atOnce: Math.max(1, DATABASE_POOL_SIZE - kept), mostWaiting });
}

/** Refuses a body of the API that doesn't come in the time that a request may take. */
export function limitBodies(
  app: FastifyInstance,
  url: string,
  { REQUEST_TIMEOUT }: Pick<Env, 'REQUEST_TIMEOUT'>,
): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== url || request.method !== 'POST') return;
    const late = () => {
      refuse(request, reply.header('connection', 'close'), 408, 'The request did not come in time.');
    };
    timers.set(request, setTimeout(late, REQUEST_TIMEOUT * 1_000).unref());
    reply.raw.once('close', () => clearTimeout(timers.get(request)));
  });
  app.addHook('preValidation', async (request) => clearTimeout(timers.get(request)));
}

/**
 * Ends connections over which nothing has been asked, as browsers open them in advance, when the server ends. Node counts
 * them as busy and waits, without end, until their clients go.
 */
export function endSilent(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  let ending = false;
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
    if (ending) setTimeout(() => silent.has(socket) && socket.destroy(), lateMs).unref();
  });
  const spoke = ({ socket }: IncomingMessage) => silent.delete(socket);
  app.server.on('request', spoke).on('upgrade', spoke);
  app.addHook('preClose', async () => {
    ending = true;
    for (const socket of silent) socket.destroy();
  });
}

/** Refuses several operations in one request; true when it did. */
export function refuseBatch(request: FastifyRequest, reply: FastifyReply): boolean {
  if (!Array.isArray(request.body)) return false;
  const text = message('BATCHES_NOT_TAKEN', anonymousScope(request).locale);
  const error = { message: text, extensions: { code: 'BATCHES_NOT_TAKEN', requestId: request.id } };
  reply.code(400).header('cache-control', 'no-store').type('application/json; charset=utf-8');
  reply.send(JSON.stringify({ errors: [error] }));
  return true;
}
