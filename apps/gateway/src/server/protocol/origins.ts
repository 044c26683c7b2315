import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { Env } from '../../env.ts';

const listed = {
  methods: ['GET', 'POST'],
  allowedHeaders: [
    'accept-language',
    'apollo-require-preflight',
    'authorization',
    'content-type',
    'kolony-brand',
    'kolony-csrf',
    'last-event-id',
    'x-apollo-operation-name',
    'x-request-id',
  ],
  exposedHeaders: ['retry-after', 'x-request-id'],
  credentials: true,
  /** A day; browsers keep it for as long as they please. */
  maxAge: 86_400,
};

/** The API for pages of the origins that CORS_ORIGINS lists; for all others browsers keep its answers from the page. */
export async function serveOrigins(app: FastifyInstance, { CORS_ORIGINS }: Env): Promise<void> {
  if (CORS_ORIGINS.length === 0) return;
  await app.register(cors, {
    delegator: (request, decide) => {
      const ofApi = /^\/graphql(?:[/?]|$)/.test(request.url);
      decide(null, ofApi ? { ...listed, origin: CORS_ORIGINS } : { origin: false });
    },
  });
}
