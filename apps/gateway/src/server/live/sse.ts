import { HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult, GraphQLError } from 'graphql';
import { LiveCaller } from './caller.ts';
import { asGraphqlError, isCoded, isTold } from './faults.ts';
import type { LiveServices } from './live.ts';
import { type Answered, type Asked, openStream } from './stream.ts';

/** What a browser waits, in milliseconds, before it comes again. */
const comeAgainMs = 2_000;
const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  ORIGIN_NOT_ALLOWED: 403,
  DOCUMENT_NOT_TRUSTED: 403,
  NOT_FOUND: 404,
  TOO_MANY_STREAMS: 429,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  BUSY: 503,
  TIMED_OUT: 503,
};

/**
 * Subscriptions as server-sent events: one request, one stream, by the protocol GraphQL over SSE
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, distinct connections mode). Each event has its cursor
 * as id, so that browsers resume by themselves.
 */
export class EventStreams {
  readonly #services: LiveServices;
  readonly #open = new Set<FastifyReply>();

  constructor(services: LiveServices) {
    this.#services = services;
  }

  static isWanted({ method, headers }: FastifyRequest): boolean {
    return (
      (method === 'GET' || method === 'POST') && String(headers.accept ?? '').includes('text/event-stream')
    );
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = new LiveCaller(this.#services, { request, reply });
    try {
      await caller.open();
      const asked = askedBy(request);
      const opened = await openStream(this.#services, caller, asked);
      if (!('next' in opened)) return refuse(caller, reply, opened);
      reply.hijack();
      this.#open.add(reply);
      await this.#send(reply, caller, opened);
      return reply;
    } catch (error) {
      if (!isCoded(error) || reply.sent) throw error;
      return refuse(caller, reply, [asGraphqlError(error)]);
    } finally {
      this.#open.delete(reply);
      caller.close();
    }
  }

  /** Ends all streams; not as complete, so that clients come again. */
  close(): void {
    for (const { raw } of this.#open) raw.end();
  }

  async #send(
    reply: FastifyReply,
    caller: LiveCaller,
    stream: AsyncGenerator<Answered, void, void>,
  ): Promise<void> {
    const { raw, request } = reply;
    const { pingMs, drainMs } = this.#services.timing;
    raw.once('close', () => void stream.return());
    // It was closed before that.
    if (raw.destroyed) {
      await stream.return();
      return;
    }
    raw.writeHead(200, {
      ...Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write(`retry: ${comeAgainMs}\n\n`);
    const pinging = setInterval(() => raw.write(':\n\n'), pingMs);
    try {
      for await (const answered of stream) {
        await write(reply, next(answered.cursor, caller, answered), drainMs);
      }
      // It ends by itself for nobody but a client that has gone, or at the end of this process.
    } catch (error) {
      if (!isTold(error)) {
        request.log.error({ err: error }, 'a stream of events is broken off, for something failed');
        raw.destroy();
        return;
      }
      // Without an id from now on: what comes again begins anew.
      raw.write(`${next('', caller, { errors: [asGraphqlError(error)] })}event: complete\ndata:\n\n`);
    } finally {
      clearInterval(pinging);
      raw.end();
    }
  }
}

function next(id: string, caller: LiveCaller, { data, errors }: Pick<Answered, 'data' | 'errors'>): string {
  const answer: FormattedExecutionResult = {
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map((error) => caller.answer(error)) }),
  };
  return `id: ${id}\nevent: next\ndata: ${JSON.stringify(answer)}\n\n`;
}

/** Writes, and waits until the client has taken it: the next event is read only then. One that never does has gone. */
async function write({ raw }: FastifyReply, text: string, drainMs: number): Promise<void> {
  if (raw.write(text) || raw.destroyed) return;
  await new Promise<void>((resolve) => {
    const gone = setTimeout(() => raw.destroy(), drainMs);
    const done = () => {
      clearTimeout(gone);
      raw.off('drain', done).off('close', done);
      resolve();
    };
    raw.once('drain', done).once('close', done);
  });
}

function refuse(caller: LiveCaller, reply: FastifyReply, refusals: readonly GraphQLError[]): FastifyReply {
  const answer = { errors: refusals.map((error) => caller.answer(error)) };
  for (const { extensions } of refusals) reply.headers(headersOf(extensions.http));
  return reply
    .code(statuses[String(answer.errors[0]?.extensions?.code)] ?? 400)
    .header('x-request-id', caller.request.id)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(answer));
}

/** The headers of a refusal, as `rateLimited` gives it one. */
function headersOf(http: unknown): Record<string, string> {
  const headers = http instanceof Object && 'headers' in http ? http.headers : undefined;
  return headers instanceof HeaderMap ? Object.fromEntries(headers) : {};
}

/** What a request asks for: in its body, or by GET in its address, for browsers send their EventSource so. */
function askedBy({ method, query, body, headers }: FastifyRequest): Asked {
  const {
    query: document,
    operationName,
    variables,
    extensions,
  } = objectIn(method === 'GET' ? query : body) ?? {};
  const after = headers['last-event-id'];
  return {
    query: typeof document === 'string' ? document : undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: objectIn(variables),
    extensions: objectIn(extensions),
    after: after ? String(after) : undefined,
  };
}

function objectIn(given: unknown): Record<string, unknown> | undefined {
  if (typeof given === 'string') {
    try {
      return objectIn(JSON.parse(given));
    } catch {
      return undefined;
    }
  }
  return typeof given === 'object' && given !== null ? { ...given } : undefined;
}
