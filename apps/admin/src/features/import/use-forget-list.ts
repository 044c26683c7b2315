import { useApolloClient } from '@apollo/client/react';
import { useCallback } from 'react';

/** Makes the list of imports ask the server again when someone comes back to it: one is new, or gone. */
export function useForgetList(): () => void {
  const { cache } = useApolloClient();
  return useCallback(() => {
    cache.evict({ fieldName: 'imports' });
  }, [cache]);
}
