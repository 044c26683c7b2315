import type { ViewerQuery } from '../../gql/graphql.ts';
import { RequestFailed } from '../../shared/api/failure.ts';
import { plainRequest } from '../../shared/api/plain-request.ts';
import { brandWanted } from '../../shared/session/brand-path.ts';
import { ViewerDocument } from '../../shared/session/viewer.graphql.ts';
import { goToSignIn } from './go-to-sign-in.ts';

/**
 * A brand that can't be entered (any more) is no reason to lock someone out: then it's the first of theirs. Any other
 * failure says nothing about the brand, and nobody is led into another one for it.
 */
export async function whoIsSignedIn(): Promise<ViewerQuery> {
  const wanted = brandWanted();
  try {
    return await plainRequest(ViewerDocument, {}, wanted);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (error.code === 'UNAUTHENTICATED') goToSignIn();
    if (!wanted || error.code !== 'NOT_FOUND') throw error;
    return await plainRequest(ViewerDocument, {});
  }
}
