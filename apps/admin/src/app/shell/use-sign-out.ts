import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { signedOutKey } from '../console/leave-with-others.ts';
import { SignOutDocument } from './shell.graphql.ts';

/** Ends the session and leaves; also when the gateway couldn't be told, for then the next request finds out. */
export function useSignOut(): () => void {
  const [signOut] = useMutation(SignOutDocument);
  return useCallback(() => {
    sessionStorage.clear();
    // Other tabs hear it and leave too.
    localStorage.setItem(signedOutKey, String(Date.now()));
    const leave = () => location.replace('/sign-in');
    signOut().then(leave, leave);
  }, [signOut]);
}
