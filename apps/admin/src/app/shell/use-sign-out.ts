import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { leaveEverywhere, setLeaving } from '../../shared/session/leaving.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { SignOutDocument } from './shell.graphql.ts';

/** Ends the session and leaves. Who couldn't be signed out is told so: leaving would look as if they were. */
export function useSignOut(): () => void {
  const { t } = useTranslation('common');
  const [signOut] = useMutation(SignOutDocument);
  return useCallback(() => {
    setLeaving(true);
    signOut().then(leaveEverywhere, (error) => {
      const { code, requestId } = describeFailure(error);
      if (code === 'UNAUTHENTICATED') return leaveEverywhere();
      setLeaving(false);
      toast([t('shell.stillSignedIn'), requestId].filter(Boolean).join(' · '), { tone: 'danger' });
    });
  }, [signOut, t]);
}
