import type { Database } from '@kolony/domain/foundation/database';
import type { Listener } from '@kolony/domain/foundation/listener';
import { LiveHub } from '@kolony/domain/live/live.hub';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Env } from '../../env.ts';
import type { Documents } from '../documents/documents.ts';
import type { Executor } from '../execution/executor.ts';
import type { Limits } from '../limits/limits.ts';
import { Places } from './places.ts';
import { EventStreams } from './sse.ts';
import { openWebSockets, type WebSocketHandler } from './websocket.ts';

/** Most subscriptions that one operator can have open in one process. */
const mostStreams = 100;
/** Most connections of one operator in one process, and of one address before it has said who it is. */
const mostConnections = 50;

/** Milliseconds that tests make shorter. */
export interface LiveTiming {
  /** Between signs of life; a client that hasn't answered the last when the next is due has gone. */
  pingMs: number;
  /** For a client to say who it is. */
  initMs: number;
  /** For a client to take what it was sent, before it counts as gone. */
  drainMs: number;
}
const usualTiming: LiveTiming = { pingMs: 12_000, initMs: 10_000, drainMs: 30_000 };

/** What an app is given for subscriptions. */
export interface Listening {
  /** Gives the listening connection of the process: called when something is subscribed to for the first time. */
  listen: () => Promise<Listener>;
  timing?: Partial<LiveTiming> | undefined;
}

/** What streams are made with. */
export interface LiveServices {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly database: Database;
  readonly env: Env;
  readonly documents: Documents;
  readonly limits: Limits;
  readonly hub: LiveHub;
  readonly timing: LiveTiming;
  readonly streams: Places;
  readonly connections: Places;
}

/** Subscriptions, over WebSocket and as server-sent events. */
export interface Live {
  webSocket: WebSocketHandler;
  /** Answers a request that wants events; undefined for one that doesn't. */
  eventStream(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> | undefined;
}

/** Prepares the server for subscriptions. At its end connections are closed, and clients come again elsewhere. */
export async function serveLive(
  app: FastifyInstance,
  {
    listen,
    timing,
    ...given
  }: Pick<LiveServices, 'schema' | 'executor' | 'database' | 'env' | 'documents' | 'limits'> & Listening,
): Promise<Live> {
  const services: LiveServices = {
    ...given,
    hub: new LiveHub(listen),
    timing: { ...usualTiming, ...timing },
    streams: new Places(mostStreams),
    connections: new Places(mostConnections),
  };
  const eventStreams = new EventStreams(services);
  app.addHook('preClose', async () => eventStreams.close());
  return {
    webSocket: await openWebSockets(app, services),
    eventStream: (request, reply) =>
      EventStreams.isWanted(request) ? eventStreams.answer(request, reply) : undefined,
  };
}
