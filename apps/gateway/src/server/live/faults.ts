import { DomainError } from '@kolony/domain/foundation/errors';
import { GraphQLError } from 'graphql';

/**
 * Whether an error is an answer to the client. What isn't is a fault of ours, or the database is away for a moment: then
 * the connection is closed, and the client comes again and resumes.
 */
export function isTold(error: unknown): error is GraphQLError | DomainError {
  return error instanceof GraphQLError || error instanceof DomainError;
}

/** The same as an error of GraphQL. */
export function asGraphqlError(error: GraphQLError | DomainError): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
}

/** The code of an error that is told. */
export function codeOf(error: GraphQLError | DomainError): string {
  if (error instanceof DomainError) return error.code;
  return error.originalError instanceof DomainError
    ? error.originalError.code
    : String(error.extensions.code);
}
