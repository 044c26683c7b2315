import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { useSignOut } from './use-sign-out.ts';

/** Signed in, but invited nowhere (any more). */
export function NoBrand({ email }: { email: string }) {
  const { t } = useTranslation('common');
  const signOut = useSignOut();
  return (
    <main style={{ paddingTop: '18dvh' }}>
      <EmptyState title={t('shell.noBrandTitle')} text={t('shell.noBrandText', { email })}>
        <Button onClick={signOut}>{t('shell.signOut')}</Button>
      </EmptyState>
    </main>
  );
}
