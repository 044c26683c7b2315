import { useCallback } from 'react';
import { refetchLists } from '../../shared/api/lists.ts';

/** Makes the list of imports ask the server again when someone comes back to it: one is new, or gone. */
export function useForgetList(): () => void {
  return useCallback(() => refetchLists(['Imports']), []);
}
