import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { anonymousScope, type Identity, identifyCaller } from '../caller.ts';
import { contextFor } from '../context.ts';
import { answerError, requestError } from '../errors.ts';
import { mayReadSchema, withoutSuggestion } from '../protocol/introspection.ts';
import type { LiveContext } from './follow.ts';
import type { LiveServices } from './live.ts';
import { isForeign } from './origin.ts';

/** How often it is looked whether the session still lives, should nothing else have asked. */
const lookEveryMs = 60_000;

/** What a client can say with its connection instead of in headers, by the names of those headers. */
const spokenHeaders = ['authorization', 'kolony-brand', 'accept-language'] as const;

/** How a caller came. */
export interface Incoming {
  request: FastifyRequest;
  reply: FastifyReply;
  /** What the client of a WebSocket said at its begin: browsers give it no headers. */
  spoken?: Readonly<Record<string, unknown>>;
}

type Tell = (now: Identity | Error) => void;

/**
 * The caller of a stream, or of a connection with several. Who it is and what they may do is found out at the begin,
 * before each event, when a session of the operator ends or a seat of theirs changes, and once a minute: what was taken
 * away shows in no event that comes after it.
 */
export class LiveCaller {
  readonly #services: LiveServices;
  readonly #reply: FastifyReply;
  readonly #told = new Set<Tell>();
  readonly #streams = new Set<() => void>();
  /** As the client said it: its cookies only where they count. */
  readonly request: FastifyRequest;
  readonly #refusedCookie: boolean;
  #begun: Identity | undefined;
  #unwatch: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(services: LiveServices, { request, reply, spoken = {} }: Incoming) {
    const foreign = isForeign(request, services.env);
    this.#services = services;
    this.#reply = reply;
    this.#refusedCookie = foreign && Object.keys(request.cookies).length > 0;
    this.request = Object.create(request, {
      headers: { value: { ...request.headers, ...headersIn(spoken) } },
      cookies: { value: foreign ? {} : request.cookies },
    });
  }

  /**
   * Finds out who it is, and keeps an eye on it until it is closed.
   * @throws UNAUTHENTICATED, ORIGIN_NOT_ALLOWED, OPERATORS_ONLY, and NOT_FOUND for a brand without a seat
   */
  async open(): Promise<void> {
    const identity = await this.#identify();
    const { kind, id } = identity.scope.actor;
    if (!id) throw requestError(this.#refusedCookie ? 'ORIGIN_NOT_ALLOWED' : 'UNAUTHENTICATED');
    // All that can be watched is operators'.
    if (kind === 'member') throw requestError('OPERATORS_ONLY');
    this.#begun = identity;
    const unwatch = await this.#services.hub.watchAccess(id, () => void this.#look());
    if (this.#closed) return unwatch();
    this.#unwatch = unwatch;
    this.#timer = setInterval(() => void this.#look(), lookEveryMs).unref();
    // What was taken away before it was watched.
    await this.now();
  }

  /** UUID of the operator. */
  get operatorId(): string {
    return this.#identity.scope.actor.id ?? '';
  }

  get #identity(): Identity {
    if (!this.#begun) throw new Error('the caller is not known yet');
    return this.#begun;
  }

  /** Who it is now. @throws when that is somebody else, or nobody */
  async now(): Promise<Identity> {
    const { sessionId, scope } = this.#identity;
    const now = await this.#identify();
    if (now.sessionId !== sessionId) throw requestError('UNAUTHENTICATED');
    if (now.scope.brandId !== scope.brandId) throw requestError('NOT_FOUND', { noun: 'Brand' });
    return now;
  }

  /** Calls back whenever it was looked who the caller is now; returns what ends that. */
  onLook(tell: Tell): () => void {
    this.#told.add(tell);
    return () => this.#told.delete(tell);
  }

  /** The context of an operation, or of one event. @param after see `LiveContext` */
  context(identity: Identity, signal: AbortSignal, after: string | undefined): LiveContext {
    const { database, env, hub } = this.#services;
    const { request } = this;
    const base = { database, env, log: request.log, request, reply: this.#reply, signal };
    return { ...contextFor(base, identity), live: { hub, after } };
  }

  /** An error in the form of all errors of the API. */
  answer(error: GraphQLError): GraphQLFormattedError {
    const { id: requestId, log } = this.request;
    const nobody = anonymousScope(this.request);
    const answered = answerError(error.toJSON(), error, {
      locale: nobody.locale,
      requestId,
      log: (err) => log.error({ err }, 'an event could not be answered'),
    });
    const mayRead = mayReadSchema(this.#services.env, this.#begun?.scope ?? nobody);
    return mayRead ? answered : withoutSuggestion(answered);
  }

  /** Has a stream ended with the caller, at once where that has been closed; returns what lets go of it. */
  holds(end: () => void): () => void {
    if (this.#closed) end();
    else this.#streams.add(end);
    return () => this.#streams.delete(end);
  }

  /** Ends what was opened with it, too. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#unwatch?.();
    for (const end of [...this.#streams]) end();
  }

  async #look(): Promise<void> {
    const now = await this.now().catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    for (const tell of [...this.#told]) tell(now);
  }

  /** The one place that knows how callers are identified. A stream is no visit: no cookie can be sent along with it. */
  #identify(): Promise<Identity> {
    const { database, env } = this.#services;
    return identifyCaller({ request: this.request, reply: this.#reply, database, env, visit: false });
  }
}

function headersIn(spoken: Readonly<Record<string, unknown>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(spoken)) {
    const header = spokenHeaders.find((known) => known === name.toLowerCase());
    if (header && typeof value === 'string') headers[header] = value;
  }
  return headers;
}
