import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { RequestFailed } from './failure.ts';

/** Any failure of a request in one form, whichever way the request was sent. */
export function describeFailure(error: unknown): RequestFailed {
  if (error instanceof RequestFailed) return error;
  if (CombinedGraphQLErrors.is(error)) {
    const [first] = error.errors;
    if (first) return RequestFailed.fromGraphQL(first);
  }
  return new RequestFailed({});
}
