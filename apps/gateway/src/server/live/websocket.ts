import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FormattedExecutionResult, type GraphQLError, parse } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Server } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import { requestError } from '../errors.ts';
import { LiveCaller } from './caller.ts';
import { asGraphqlError, codeOf, isCoded, isTold } from './faults.ts';
import type { LiveServices } from './live.ts';
import { MessageAllowance } from './message-allowance.ts';
import { type Answered, openStream } from './stream.ts';

/** Largest message of a client, in bytes. */
const largestMessage = 100_000;
/** Close codes after which clients of this protocol come again by themselves. */
const goingAway = 1001;
const tryAgainLater = 1013;
/** One after which they don't. */
const policyViolated = 1008;
/** What a client that doesn't answer the closing is given, in milliseconds, before it is cut off. */
const closingMs = 1_000;

export type WebSocketHandler = (socket: WebSocket, request: FastifyRequest) => void;

interface Connection {
  socket: WebSocket;
  request: FastifyRequest;
  reply: FastifyReply | undefined;
  caller?: LiveCaller;
  /** Gives back the place of the connection. */
  leave: (() => void) | undefined;
}

/** Stands for an operation that was read and begun before the library would. */
const begun = parse('subscription { begun }');

/** Subscriptions by the protocol graphql-transport-ws (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). */
export async function openWebSockets(
  app: FastifyInstance,
  services: LiveServices,
): Promise<WebSocketHandler> {
  const replies = new WeakMap<FastifyRequest, FastifyReply>();
  await app.register(websocket, {
    options: { maxPayload: largestMessage, handleProtocols },
    errorHandler: (err, socket, request) => {
      request.log.info({ err }, 'a WebSocket broke off');
      socket.terminate();
    },
    preClose(done) {
      closeAll(app.websocketServer.clients);
      done();
    },
  });
  app.addHook('preHandler', async (request, reply) => {
    if (request.ws) replies.set(request, reply);
  });
  const server = graphqlServer(services);
  return (socket, request) => {
    const leave = services.connections.take(request.ip);
    if (!leave) return socket.close(tryAgainLater, 'TOO_MANY_CONNECTIONS');
    serve(server, { socket, request, reply: replies.get(request), leave }, services.timing.pingMs);
  };
}

function graphqlServer(services: LiveServices): Server<Connection> {
  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: services.timing.initMs,
    onConnect: async ({ connectionParams, extra }) => {
      const { request, reply } = extra;
      if (!reply) throw new Error('a WebSocket is opened by a request');
      const caller = new LiveCaller(services, { request, reply, spoken: connectionParams ?? {} });
      extra.caller = caller;
      try {
        await caller.open();
      } catch (error) {
        close(extra, error);
        return false;
      }
      // From now on it counts as the operator's rather than the address's, behind which there may be many.
      extra.leave?.();
      extra.leave = services.connections.take(caller.operatorId);
      if (!extra.leave) extra.socket.close(tryAgainLater, 'TOO_MANY_CONNECTIONS');
      if (extra.socket.readyState !== extra.socket.OPEN) {
        release(extra);
        return false;
      }
      caller.onLook((now) => {
        // After its streams were told.
        if (now instanceof Error) setImmediate(() => close(extra, now));
      });
      return true;
    },
    onSubscribe: async ({ extra }, _id, asked) => {
      const { caller } = extra;
      if (!caller) return [requestError('UNAUTHENTICATED')];
      try {
        const opened = await openStream(services, caller, asked);
        return isRefused(opened)
          ? opened
          : { schema: services.schema, document: begun, contextValue: opened };
      } catch (error) {
        if (!isTold(error)) close(extra, error);
        return [isTold(error) ? asGraphqlError(error) : requestError('INTERNAL')];
      }
    },
    subscribe: ({ contextValue }) => contextValue as AsyncGenerator<Answered>,
    onNext: ({ extra: { caller } }, _id, _asked, _args, { data, errors }): FormattedExecutionResult => ({
      data: data ?? null,
      ...(errors && caller && { errors: errors.map((error) => caller.answer(error)) }),
    }),
    onError: ({ extra }, _id, _asked, errors) => {
      const { caller } = extra;
      const thrown = errors.find(
        ({ originalError }) => originalError && !isTold(originalError),
      )?.originalError;
      // Sent to nobody then: the client comes again and resumes.
      if (thrown) close(extra, thrown);
      return errors.flatMap((error) => (caller && 'toJSON' in error ? [caller.answer(error)] : []));
    },
    onClose: ({ extra }) => release(extra),
  });
}

function isRefused(opened: object): opened is readonly GraphQLError[] {
  return Array.isArray(opened);
}

function release({ caller, leave }: Connection): void {
  caller?.close();
  leave?.();
}

/** Closes a connection for a reason, which the client is told by the code of the error. */
function close({ socket, request }: Connection, error: unknown): void {
  if (!isTold(error)) {
    if (socket.readyState !== socket.OPEN) return;
    request.log.error({ err: error }, 'a WebSocket is closed, for something failed');
    socket.close(tryAgainLater, isCoded(error) ? codeOf(error) : 'INTERNAL');
    return;
  }
  const code = codeOf(error);
  socket.close(code === 'UNAUTHENTICATED' ? CloseCode.Unauthorized : CloseCode.Forbidden, code);
}

/**
 * Lets the library serve a socket. A client that is slow is sent less: an event is read when the one before it was taken.
 * One that gives no sign of life is cut off.
 */
function serve(server: Server<Connection>, connection: Connection, pingMs: number): void {
  const { socket, request } = connection;
  let alive = true;
  const pinging = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, pingMs);
  const allowance = new MessageAllowance();
  let flooded = false;
  /** Counts what came; true for a message that is dealt with. */
  const admits = (data: RawData): boolean => {
    if (flooded || allowance.take(sizeOf(data))) return !flooded;
    flooded = true;
    request.log.info('a WebSocket is closed, for it sent too much');
    socket.close(policyViolated, 'TOO_MANY_MESSAGES');
    // What it still sends isn't read for longer than it takes to say so.
    setTimeout(() => socket.terminate(), closingMs).unref();
    return false;
  };
  socket.on('ping', admits);
  socket.on('pong', (data) => {
    alive = true;
    admits(data);
  });
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (data) =>
        new Promise((resolve) => {
          if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
          else resolve();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on('message', (data) => {
          if (!admits(data)) return;
          take(String(data)).catch((err: unknown) => {
            request.log.error({ err }, 'a message of a WebSocket could not be dealt with');
            socket.close(tryAgainLater, 'INTERNAL');
          });
        }),
    },
    connection,
  );
  socket.once('close', (code, reason) => {
    clearInterval(pinging);
    void closed(code, String(reason));
  });
}

function sizeOf(data: RawData): number {
  return Array.isArray(data) ? data.reduce((sum, { length }) => sum + length, 0) : data.byteLength;
}

function closeAll(clients: ReadonlySet<WebSocket>): void {
  for (const client of clients) client.close(goingAway, 'The server is going away');
  setTimeout(() => {
    for (const client of clients) client.terminate();
  }, closingMs).unref();
}
