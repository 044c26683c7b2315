import { Callers } from '@kolony/domain/brand/caller.service';
import type { Database } from '@kolony/domain/foundation/database';
import { DomainError, message } from '@kolony/domain/foundation/errors';
import { decodeIdOf, noId } from '@kolony/domain/foundation/ids';
import type { Guard } from '@kolony/domain/foundation/one-statement';
import { type Locale, type Scope, systemScope } from '@kolony/domain/foundation/scope';
import type { OpenedSession } from '@kolony/domain/operator/session.service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Env } from '../env.ts';
import { isFault } from './errors.ts';

const cookieName = 'kolony_session';

interface Incoming {
  request: FastifyRequest;
  reply: FastifyReply;
  database: Database;
  env: Env;
  /** Where callers are remembered, for readings that take them for what they were. */
  callers?: Callers;
  /** False where nobody does anything: the session does not live longer by it. */
  visit?: boolean;
}

/** A caller as the request sees them. */
export interface Identity {
  scope: Scope;
  sessionId: string | null;
}

/**
 * Who is calling: by the token in the Authorization header, or in the browser's cookie; in the brand that the
 * Kolony-Brand header names, or the operator's first; a member is in theirs. Without a session that lives: nobody, who may
 * sign in.
 */
export async function identifyCaller({
  request,
  reply,
  database,
  env,
  callers = new Callers(database),
  visit = true,
}: Incoming): Promise<Identity> {
  const nobody = anonymousScope(request);
  const { token, fromCookie } = tokenOf(request);
  if (!token) return { scope: nobody, sessionId: null };
  const caller = await callers.find(nobody, token, brandIdOf(request), { visit }).catch((error: unknown) => {
    throw error instanceof DomainError ? refusal(error, request) : error;
  });
  // A cookie works in browsers only as a cookie, and a token of a program only as that.
  if (!caller || fromCookie !== (caller.kind === 'cookie')) {
    if (fromCookie) clearSession(reply);
    return { scope: nobody, sessionId: null };
  }
  if (fromCookie && caller.movedTo) keepCookie(reply, env, token, caller.movedTo);
  return { scope: caller.scope, sessionId: caller.scope.sessionId };
}

/**
 * The caller that the token had last time, with what has to hold for that to be so still; undefined when this isn't
 * known, or the token came otherwise then.
 */
export function assumeCaller(
  request: FastifyRequest,
  callers: Callers,
): (Identity & { guard: Guard }) | undefined {
  const { token, fromCookie } = tokenOf(request);
  const assumed = token ? callers.assume(anonymousScope(request), token, brandIdOf(request)) : undefined;
  if (!assumed || fromCookie !== (assumed.caller.kind === 'cookie')) return undefined;
  const { scope } = assumed.caller;
  return { scope, sessionId: scope.sessionId, guard: assumed.guard };
}

/** The scope of a request whose caller isn't known: language, address and id of the request. */
export function anonymousScope(request: FastifyRequest): Scope {
  return systemScope({ requestId: request.id, ip: request.ip, locale: localeOf(request) });
}

/** Hands a new session over: a cookie to the browser, or the token to the program, which is then answered. */
export function deliverSession(reply: FastifyReply, env: Env, session: OpenedSession): string | null {
  if (session.kind === 'bearer') return session.token;
  keepCookie(reply, env, session.token, session.expiresAt);
  return null;
}

/** Makes the browser forget its session. */
export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(cookieName, { path: '/' });
}

/** The token of the session that the browser has until now. */
export function cookieToken(request: FastifyRequest): string | null {
  return request.cookies[cookieName] || null;
}

function keepCookie(reply: FastifyReply, env: Env, token: string, expires: Date): void {
  const secure = env.PUBLIC_URL?.startsWith('https:') ?? false;
  reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
}

/** The token that a request has, and whether it is the browser's: one in the header goes before a cookie. */
export function tokenOf(request: FastifyRequest): { token: string | null; fromCookie: boolean } {
  const bearer = /^Bearer +([\w-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return { token: bearer, fromCookie: false };
  return { token: cookieToken(request), fromCookie: true };
}

/** The UUID that the header names; of what is no id at all, one that nobody has. */
function brandIdOf(request: FastifyRequest): string | undefined {
  const header = request.headers['kolony-brand'];
  if (header === undefined) return undefined;
  return decodeIdOf('Brand', String(header)) ?? noId;
}

function refusal(error: DomainError, request: FastifyRequest): GraphQLError {
  if (isFault(error)) request.log.error({ err: error }, 'it could not be found out who is calling');
  return new GraphQLError(message(error.code, localeOf(request), error.params), {
    extensions: { code: error.code, requestId: request.id, http: { status: 200 } },
  });
}

/** The language of an answer: the first that the caller accepts and Kolony speaks. */
function localeOf(request: FastifyRequest): Locale {
  const wanted = String(request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { tag: tag.toLowerCase(), weight: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
