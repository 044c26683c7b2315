import { useApolloClient } from '@apollo/client/react';
import { useCallback } from 'react';
import { ViewerDocument } from '../../../shared/session/viewer.graphql.ts';

/** Asks again who the operator is and how they sign in: the shell and this page show it. */
export function useViewerRefetch(): () => Promise<void> {
  const client = useApolloClient();
  return useCallback(async () => {
    await client.query({ query: ViewerDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
  }, [client]);
}
