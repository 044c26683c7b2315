import { DomainError, message } from '@kolony/domain/foundation/errors';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { anonymousScope } from './caller.ts';
import { isFault } from './errors.ts';

const codes: Readonly<Record<number, string>> = {
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'TIMED_OUT',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'UNAVAILABLE',
};

const inChinese: Readonly<Record<number, string>> = {
  400: '请求有误，无法读取。',
  403: '不允许此请求。',
  404: '没有这个地址。',
  405: '此地址不支持该请求方法。',
  408: '请求没有及时送达。',
  413: '请求内容过大。',
  415: '不支持这种内容类型。',
  503: '服务正在停止或繁忙，请稍后重试。',
};

/** Answers what never became an operation in the form of all errors: a code, a sentence, the id of the request. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  text: string,
): FastifyReply {
  const code = codes[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL');
  const said = anonymousScope(request).locale === 'zh-CN' ? (inChinese[status] ?? text) : text;
  return reply
    .code(status)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message: said, extensions: { code, requestId: request.id } }] }));
}

/** Answers an error that no route has answered; a fault of Kolony's own is logged and told by the id alone. */
export function answerHttpError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status < 500 || status === 503) return refuse(request, reply, status, error.message);
  return refuse(request, reply, status, unexpected(error, request));
}

/** Gives the errors of every route this form. */
export function serveErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerHttpError);
  app.addHook('onSend', async (request, reply, payload) =>
    reply.statusCode >= 400 && request.routeOptions.url === '/graphql' && typeof payload === 'string'
      ? withRequestId(payload, request, reply.statusCode)
      : payload,
  );
}

/** What can't be known of the caller, because something failed inside, as an error of the operation. */
export function unknownCaller(error: unknown, request: FastifyRequest): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError(unexpected(error, request), {
    extensions: { code: 'INTERNAL', requestId: request.id, http: { status: 500 } },
  });
}

/** An error of the API in the words and the form that it has where operations are answered, for where there is none yet. */
export function worded(error: unknown, request: FastifyRequest): unknown {
  const [original, extensions] =
    error instanceof GraphQLError
      ? [error.originalError, error.extensions]
      : [error, { http: { status: 200 } }];
  if (!(original instanceof DomainError)) return error;
  if (isFault(original)) request.log.error({ err: original }, 'request failed');
  const { code, params } = original;
  return new GraphQLError(message(code, anonymousScope(request).locale, params), {
    extensions: { ...extensions, code, requestId: request.id },
  });
}

function unexpected(error: unknown, request: FastifyRequest): string {
  request.log.error({ err: error }, 'request failed');
  return message('INTERNAL', anonymousScope(request).locale, { requestId: request.id });
}

interface Answer {
  errors?: { extensions?: Record<string, unknown> }[];
}

/** Apollo answers by itself what it does not take for an operation, and knows no id. */
function withRequestId(payload: string, request: FastifyRequest, status: number): string {
  const answer = JSON.parse(payload) as Answer;
  const code = status === 405 ? { code: codes[status] } : {};
  const errors = answer.errors?.map((error) => ({
    ...error,
    extensions: { ...error.extensions, ...code, requestId: request.id },
  }));
  return JSON.stringify({ ...answer, errors });
}
