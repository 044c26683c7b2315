import { useTranslation } from 'react-i18next';
import { Page, PageBody, PageHeader } from '../../../shared/ui/page.tsx';
import { AccountPanel } from './account-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { TotpPanel } from './totp-panel.tsx';

/** What an operator looks after themselves: name, password, second factor, and where they are signed in. */
export function SecurityPage() {
  const { t } = useTranslation('common');
  return (
    <Page>
      <PageHeader title={t('nav.security')} />
      <PageBody narrow>
        <AccountPanel />
        <PasswordPanel />
        <TotpPanel />
        <SessionsPanel />
      </PageBody>
    </Page>
  );
}
