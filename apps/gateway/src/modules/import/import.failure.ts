import { DomainError, message, type UserError } from '@kolony/domain/foundation/errors';
import type { Locale } from '@kolony/domain/foundation/scope';
import { ImportRefusal } from '@kolony/domain/import/import.codes';
import { importMessage } from '@kolony/domain/import/import.messages';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { anonymousScope } from '../../server/caller.ts';
import { isFault } from '../../server/errors.ts';

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CSRF_HEADER_REQUIRED: 403,
  INTROSPECTION_CLOSED: 403,
  NOT_FOUND: 404,
  FILE_TOO_LARGE: 413,
  CONFLICT: 409,
  INTERNAL: 500,
  BUSY: 503,
  TIMED_OUT: 503,
};

interface Failure {
  status: number;
  code: string;
  message: string;
  params: object;
}

/** Answers an error of an upload or a download in the form of all errors: a sentence, and in `extensions` code and id. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message: text, params } = failureOf(error, request);
  const extensions = { ...params, code, requestId: request.id };
  if (code === 'BUSY') reply.header('retry-after', '1');
  return reply.code(status).send({ errors: [{ message: text, extensions }] });
}

/** Answers what the uploader can mend. */
export function refusedUpload(
  reply: FastifyReply,
  errors: readonly UserError[],
  locale: Locale,
): FastifyReply {
  return reply.code(422).send({
    errors: errors.map(({ code, field, params }) => ({
      message: message(code, locale, params),
      extensions: { ...params, code, field, requestId: reply.request.id },
    })),
  });
}

function failureOf(error: unknown, request: FastifyRequest): Failure {
  const { locale } = anonymousScope(request);
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (original instanceof ImportRefusal) {
    const { code, params } = original;
    return { status: statuses[code] ?? 422, code, message: importMessage(code, params, locale), params };
  }
  if (original instanceof DomainError) {
    if (isFault(original)) request.log.error({ err: original }, 'a file could not be handled');
    const { code, params } = original;
    return { status: statuses[code] ?? 400, code, message: message(code, locale, params), params };
  }
  // What says who is calling words its refusals itself.
  const known = original instanceof GraphQLError ? original.extensions.code : undefined;
  if (original instanceof GraphQLError && typeof known === 'string') {
    return { status: statuses[known] ?? 400, code: known, message: original.message, params: {} };
  }
  if (isUnsupportedType(original)) {
    const reason = 'content-type: application/octet-stream';
    const code = 'UNSUPPORTED_MEDIA_TYPE';
    return { status: 415, code, message: message('BAD_USER_INPUT', locale, { reason }), params: {} };
  }
  request.log.error({ err: original }, 'a file could not be handled');
  const text = message('INTERNAL', locale, { requestId: request.id });
  return { status: 500, code: 'INTERNAL', message: text, params: {} };
}

function isUnsupportedType(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 415;
}
