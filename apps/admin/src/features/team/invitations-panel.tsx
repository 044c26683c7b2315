import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Badge, Panel } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { Invitation } from './operators-page.tsx';
import { InvitationRevokeDocument } from './team.graphql.ts';
import styles from './team.module.css';

/** Invitations that nobody has accepted yet, those too late to accept included. */
export function InvitationsPanel(props: { invitations: Invitation[]; onAgain: (email: string) => void }) {
  const { t } = useTranslation(['team', 'common']);
  const { can, viewer } = useSession();
  const format = useFormat();
  const [revoking, setRevoking] = useState<Invitation>();
  const [revoke, busy] = useAct(InvitationRevokeDocument, { refetch: ['Team'] });
  const confirm = async () => {
    if (!revoking) return;
    const acted = await revoke({ input: { id: revoking.id } });
    setRevoking(undefined);
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else if (acted) toast(t('invitations.revoked'));
  };
  return (
    <Panel title={t('invitations.title')} lead={t('invitations.lead')} flush>
      <ul className={styles.rows}>
        {props.invitations.map((invitation) => {
          const { email, role, expired, invitedBy } = invitation;
          const date = format.dateTime(invitation.expiresAt);
          const mayRenew = role !== 'OWNER' || viewer.role === 'OWNER';
          return (
            <li key={invitation.id}>
              <div className={styles.grow}>
                <div>
                  <strong>{email}</strong>
                </div>
                <div className={styles.sub}>
                  {expired ? t('invitations.expired', { date }) : t('invitations.open', { date })}
                  {invitedBy && ` · ${t('invitations.by', { name: invitedBy.name })}`}
                </div>
              </div>
              <div className={styles.acts}>
                <Badge tone={expired ? 'warning' : 'neutral'} plain={!expired}>
                  {t(`common:role.${role}`)}
                </Badge>
                {can('OPERATOR_MANAGE') && expired && mayRenew && (
                  <Button
                    aria-label={t('invitations.againOf', { email })}
                    onClick={() => props.onAgain(email)}
                  >
                    {t('invitations.again')}
                  </Button>
                )}
                {can('OPERATOR_MANAGE') && (
                  <Button
                    aria-label={t('invitations.revokeOf', { email })}
                    onClick={() => setRevoking(invitation)}
                  >
                    {t('invitations.revoke')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
        {props.invitations.length === 0 && <li className="k-muted">{t('invitations.none')}</li>}
      </ul>
      <ConfirmDialog
        open={revoking !== undefined}
        title={t('invitations.revokeTitle')}
        confirm={t('invitations.revoke')}
        danger
        busy={busy}
        onConfirm={() => void confirm()}
        onClose={() => setRevoking(undefined)}
      >
        {t('invitations.revokeText', { email: revoking?.email ?? '' })}
      </ConfirmDialog>
    </Panel>
  );
}
