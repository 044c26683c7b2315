import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../shared/api/use-act.ts';
import { useSession } from '../../../shared/session/session.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Badge, Panel } from '../../../shared/ui/page.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { RecoveryCodesRenewDocument, TotpBeginDocument, TotpDisableDocument } from './security.graphql.ts';
import { TotpSetup } from './totp-setup.tsx';
import { useViewerRefetch } from './use-viewer-refetch.ts';

/** The second factor: set up, shown with its recovery codes, switched off. */
export function TotpPanel() {
  const { t } = useTranslation(['operator', 'common']);
  const { totpEnabled, recoveryCodesLeft } = useSession().viewer;
  const refetch = useViewerRefetch();
  const [begun, setBegun] = useState<{ secret: string; url: string }>();
  const [codes, setCodes] = useState<string[]>();
  const [asking, setAsking] = useState<'begin' | 'disable' | 'renew'>();
  const [begin] = useAct(TotpBeginDocument);
  const [disable] = useAct(TotpDisableDocument);
  const [renew] = useAct(RecoveryCodesRenewDocument);
  const finish = (next: string[] | undefined) => {
    setBegun(undefined);
    setAsking(undefined);
    setCodes(next);
    void refetch();
  };
  return (
    <Panel
      title={t('totp.title')}
      lead={t('totp.lead')}
      actions={
        <Badge tone={totpEnabled ? 'positive' : 'warning'}>
          {totpEnabled ? t('totp.on') : t('totp.off')}
        </Badge>
      }
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
      ) : begun ? (
        <TotpSetup {...begun} onDone={finish} onCancel={() => setBegun(undefined)} />
      ) : totpEnabled ? (
        <div style={{ display: 'grid', gap: 12, justifyItems: 'start' }}>
          <p>{t('totp.codesLeft', { count: recoveryCodesLeft })}</p>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            <Button onClick={() => setAsking('renew')}>{t('totp.renew')}</Button>
            <Button onClick={() => setAsking('disable')}>{t('totp.disable')}</Button>
          </div>
        </div>
      ) : (
        <Button variant="contained" onClick={() => setAsking('begin')}>
          {t('totp.enable')}
        </Button>
      )}
      {asking === 'begin' && (
        <PasswordDialog
          title={t('totp.enable')}
          text={t('totp.enableText')}
          confirm={t('common:action.next')}
          send={(password) => begin({ input: { password } })}
          onDone={({ totpBegin }) => {
            const { secret, otpauthUrl } = totpBegin ?? {};
            setAsking(undefined);
            if (secret && otpauthUrl) setBegun({ secret, url: otpauthUrl });
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'disable' && (
        <PasswordDialog
          title={t('totp.disableTitle')}
          text={t('totp.disableText')}
          confirm={t('totp.disable')}
          send={(password) => disable({ input: { password } })}
          onDone={() => {
            toast(t('totp.disabled'));
            finish(undefined);
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'renew' && (
        <PasswordDialog
          title={t('totp.renew')}
          text={t('totp.renewText')}
          confirm={t('totp.renew')}
          send={(password) => renew({ input: { password } })}
          onDone={(data) => finish(data.recoveryCodesRenew.recoveryCodes ?? undefined)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Panel>
  );
}
