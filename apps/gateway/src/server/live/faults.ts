import { DomainError } from '@kolony/domain/foundation/errors';
import { GraphQLError } from 'graphql';

/** Codes of what passes. */
const passing: ReadonlySet<string> = new Set(['BUSY', 'TIMED_OUT', 'INTERNAL']);

/** Whether an error has a code of the API. */
export function isCoded(error: unknown): error is GraphQLError | DomainError {
  return error instanceof GraphQLError || error instanceof DomainError;
}

/**
 * Whether an error is the last that a client is told of a stream. What isn't is a fault of ours, or too much is done at
 * the moment, or the database is away: then the connection is closed, and the client comes again and resumes.
 */
export function isTold(error: unknown): error is GraphQLError | DomainError {
  return isCoded(error) && !passing.has(codeOf(error));
}

/** The same as an error of GraphQL. */
export function asGraphqlError(error: GraphQLError | DomainError): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
}

/** The code of an error that has one. */
export function codeOf(error: GraphQLError | DomainError): string {
  if (error instanceof DomainError) return error.code;
  return error.originalError instanceof DomainError
    ? error.originalError.code
    : String(error.extensions.code);
}
