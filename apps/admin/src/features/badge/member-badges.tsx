import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Badge as Mark } from '../../shared/ui/page.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { Switch } from '../../shared/ui/switch.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberBadgesDocument, MemberLeaderboardsSetDocument } from './badge.graphql.ts';
import styles from './badge.module.css';
import { BadgePicture } from './badge-icon.tsx';
import { GiveBadgeDialog } from './give-badge-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

/** The badges that a member has, and had; and whether they are on leaderboards. */
export function MemberBadges({ memberId, writable }: { memberId: string; writable: boolean }) {
  const { t } = useTranslation(['badge', 'common']);
  const format = useFormat();
  const [giving, setGiving] = useState(false);
  const [revoking, setRevoking] = useState<{ id: string; name: string }>();
  const { data, error, refetch } = useQuery(MemberBadgesDocument, {
    variables: { id: memberId },
    fetchPolicy: 'cache-and-network',
  });
  if (error && !data) return <FailureState error={error} onRetry={() => void refetch()} />;
  if (!data?.badgeAwards || !data.member)
    return (
      <div style={{ padding: 16 }}>
        <SkeletonLines lines={5} />
      </div>
    );
  const awards = data.badgeAwards.nodes;
  return (
    <>
      {writable && (
        <div className={styles.bar}>
          <OnLeaderboards memberId={memberId} shown={data.member.onLeaderboards} />
          <Button onClick={() => setGiving(true)}>{t('give.action')}</Button>
        </div>
      )}
      {awards.length === 0 && (
        <p className="k-muted" style={{ padding: 16 }}>
          {t('memberNone')}
        </p>
      )}
      <ul className={styles.rows}>
        {awards.map(({ id, badge, at, period, note, operator, revokedAt, revokedReason }) => (
          <li key={id}>
            <BadgePicture icon={badge.icon} color={badge.color} faded={Boolean(revokedAt)} />
            <div className={styles.said}>
              <div>
                <strong>{badge.name}</strong> {period && <Mark>{period}</Mark>}{' '}
                {revokedAt && <Mark tone="warning">{t('revoked')}</Mark>}
              </div>
              <p>
                {[
                  operator && t('byHand', { name: operator.name }),
                  note,
                  format.date(at),
                  revokedReason && t('revokedFor', { reason: revokedReason }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {writable && !revokedAt && (
              <Button variant="text" onClick={() => setRevoking({ id, name: badge.name })}>
                {t('revoke.action')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {giving && <GiveBadgeDialog memberId={memberId} onClose={() => setGiving(false)} />}
      {revoking && <RevokeDialog award={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function OnLeaderboards({ memberId, shown }: { memberId: string; shown: boolean }) {
  const { t } = useTranslation('badge');
  const [set, busy] = useAct(MemberLeaderboardsSetDocument, { refetch: ['MemberBadges'] });
  const change = async (next: boolean) => {
    const acted = await set({ input: { memberId, shown: next } });
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
  };
  return (
    <span className={styles.check}>
      <Switch
        label={t('onLeaderboards')}
        checked={shown}
        busy={busy}
        onChange={(next) => void change(next)}
      />
      <span aria-hidden="true">{t('onLeaderboards')}</span>
    </span>
  );
}
