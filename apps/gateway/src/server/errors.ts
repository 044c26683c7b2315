import { sqlState } from '@kolony/domain/foundation/database-errors';
import {
  DomainError,
  type ErrorCode,
  type ErrorParams,
  message,
  type UserError,
  userError,
} from '@kolony/domain/foundation/errors';
import type { Locale } from '@kolony/domain/foundation/scope';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What is wrong with arguments, kept until it is said in the caller's language. */
class BadInput extends Error {
  constructor(readonly problems: readonly UserError[]) {
    super(wording(problems, 'en'));
  }
}

/** An input that no caller can have meant: malformed cursors, sizes out of range. Answered as BAD_USER_INPUT. */
export function badInput(...problems: UserError[]): GraphQLError {
  const originalError = new BadInput(problems);
  return new GraphQLError(originalError.message, { originalError, extensions: { code: 'BAD_USER_INPUT' } });
}

function wording(problems: readonly UserError[], locale: Locale): string {
  const reasons = problems.map(
    ({ code, field, params }) =>
      `${field.map((name) => `${name}: `).join('')}${message(code, locale, params)}`,
  );
  return message('BAD_USER_INPUT', locale, { reason: reasons.join(' ') });
}

/** An error of the request with a code of the domain. */
export function requestError(code: ErrorCode, params: ErrorParams = {}): GraphQLError {
  return new GraphQLError(message(code, 'en', params), { originalError: new DomainError(code, params) });
}

/** SQLSTATEs that an input causes: characters that can't be stored, numbers and dates out of range. */
const inputStates = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008', '22023', '54000']);

/**
 * The answer to an error: its code and a sentence in the caller's language. What was not expected is logged whole by
 * `log` and answered as INTERNAL with the id of the request, never with its own words.
 */
export function answerError(
  formatted: GraphQLFormattedError,
  error: unknown,
  request: { locale: Locale; requestId: string; log: (error: unknown) => void },
): GraphQLFormattedError {
  const original = innermost(error);
  const place = { locations: formatted.locations, path: formatted.path };
  const answer = (code: string, text: string) => ({
    message: text,
    ...place,
    extensions: { code, requestId: request.requestId },
  });
  if (original instanceof BadInput)
    return answer('BAD_USER_INPUT', wording(original.problems, request.locale));
  if (original instanceof DomainError) {
    if (isFault(original)) request.log(original);
    return answer(
      original.code,
      message(original.code, request.locale, { ...original.params, requestId: request.requestId }),
    );
  }
  if (inputStates.has(sqlState(original) ?? '')) {
    return answer('BAD_USER_INPUT', wording([userError('INVALID_VALUE')], request.locale));
  }
  const code = formatted.extensions?.code;
  // Said by GraphQL of the request, or by ourselves; what a scalar found wrong is the original then.
  if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
    return answer(code, formatted.message);
  }
  if (original instanceof GraphQLError && isAboutTheRequest(original, formatted)) {
    return answer('BAD_USER_INPUT', original.message);
  }
  if (original instanceof RangeError && formatted.path === undefined) {
    // Nothing of Kolony runs before the first field: the document itself is nested beyond what can be parsed.
    return answer('BAD_USER_INPUT', wording([userError('OPERATION_TOO_DEEP')], request.locale));
  }
  request.log(original);
  return answer('INTERNAL', message('INTERNAL', request.locale, { requestId: request.requestId }));
}

const faults: ReadonlySet<ErrorCode> = new Set([
  'RECORD_UNREADABLE',
  'WECHAT_CLIENT_REFUSED',
  'WECHAT_UNAVAILABLE',
]);

/**
 * Whether an error with a code is for those to look into who run this: what is sealed was tampered with or its key is
 * lost; no connection to the database could be had; WeChat can't be reached, or doesn't know the mini program.
 */
export function isFault({ code, cause }: DomainError): boolean {
  return faults.has(code) || (code === 'BUSY' && cause !== undefined);
}

/**
 * What GraphQL itself finds wrong with the values of a request, without giving it a code: too many at once, or null for
 * an argument. What it finds wrong with an answer has a path but points at no part of the request.
 */
function isAboutTheRequest(original: GraphQLError, formatted: GraphQLFormattedError): boolean {
  return (
    original.extensions.code === undefined && (original.nodes !== undefined || formatted.path === undefined)
  );
}

/** What was thrown first: GraphQL wraps an error once more when it notes its place. */
function innermost(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? innermost(error.originalError) : error;
}
