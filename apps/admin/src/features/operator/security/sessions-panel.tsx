import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { SessionRowFragment } from '../../../gql/graphql.ts';
import { useAct } from '../../../shared/api/use-act.ts';
import { useFormat } from '../../../shared/format/use-format.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Badge, Panel } from '../../../shared/ui/page.tsx';
import { FailureState, SkeletonLines } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { describeAgent } from './describe-agent.ts';
import { SessionRevokeDocument, SessionsDocument, SessionsRevokeOthersDocument } from './security.graphql.ts';
import styles from './security.module.css';

/** Where the operator is signed in now. A session that isn't theirs can be ended at once. */
export function SessionsPanel() {
  const { t } = useTranslation(['operator', 'common']);
  const { data, error, refetch } = useQuery(SessionsDocument, { fetchPolicy: 'cache-and-network' });
  const [revoke] = useAct(SessionRevokeDocument, { refetch: ['Sessions'] });
  const [revokeOthers, busy] = useAct(SessionsRevokeOthersDocument, { refetch: ['Sessions'] });
  const others = data?.sessions.filter(({ current }) => !current) ?? [];
  const report = (acted: Awaited<ReturnType<typeof revoke>> | Awaited<ReturnType<typeof revokeOthers>>) => {
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else if (acted) toast(t('session.revoked'));
  };
  return (
    <Panel
      title={t('session.title')}
      lead={t('session.lead')}
      flush
      actions={
        others.length > 0 && (
          <Button loading={busy} onClick={() => void revokeOthers({}).then(report)}>
            {t('session.revokeOthers')}
          </Button>
        )
      }
    >
      {data ? (
        <ul className={styles.sessions}>
          {data.sessions.map((session) => (
            <SessionItem
              key={session.id}
              session={session}
              onRevoke={() => void revoke({ input: { id: session.id } }).then(report)}
            />
          ))}
        </ul>
      ) : (
        <div style={{ padding: 16 }}>
          {error ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={4} />
          )}
        </div>
      )}
    </Panel>
  );
}

function SessionItem({ session, onRevoke }: { session: SessionRowFragment; onRevoke: () => void }) {
  const { t } = useTranslation(['operator', 'common']);
  const format = useFormat();
  const agent =
    session.kind === 'BEARER' ? t('session.token') : describeAgent(session.userAgent) || t('session.unknown');
  return (
    <li>
      <div className={styles.grow}>
        <span title={session.userAgent ?? undefined}>{agent}</span>{' '}
        {session.current && <Badge tone="accent">{t('session.current')}</Badge>}
        <div className={styles.sub}>
          {[
            session.ip,
            t('session.lastSeen', { when: format.ago(session.lastSeenAt) }),
            t('session.since', { when: format.dateTime(session.createdAt) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      {!session.current && (
        <Button aria-label={`${t('session.revoke')}: ${agent}`} onClick={onRevoke}>
          {t('session.revoke')}
        </Button>
      )}
    </li>
  );
}
