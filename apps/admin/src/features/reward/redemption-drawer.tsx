import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { Drawer } from '../../shared/ui/overlay.tsx';
import { Definitions } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { RedemptionDocument } from './redemption.graphql.ts';
import { type RedemptionActs, RedemptionButtons } from './redemption-buttons.tsx';
import type { Redemption } from './redemptions.ts';
import styles from './reward.module.css';
import { RedemptionStatusBadge } from './reward-state.tsx';

/** One redemption beside the list. */
export function RedemptionDrawer({
  id,
  onClose,
  ...acts
}: RedemptionActs & { id: string; onClose: () => void }) {
  const { t } = useTranslation(['reward', 'common']);
  const { data, loading, error, refetch } = useQuery(RedemptionDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const redemption = data?.node && 'status' in data.node ? data.node : undefined;
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { className: styles.drawer ?? '', role: 'dialog', 'aria-labelledby': 'redemption-title' },
      }}
    >
      <header className={styles.drawerHead}>
        <h2 id="redemption-title">{redemption?.reward.name ?? t('common:noun.RewardRedemption')}</h2>
        <IconButton aria-label={t('common:action.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={styles.drawerBody}>
        {redemption ? (
          <>
            <div className={styles.drawerActs}>
              <RedemptionStatusBadge redemption={redemption} />
              <RedemptionButtons redemption={redemption} {...acts} />
            </div>
            <About redemption={redemption} />
          </>
        ) : error ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : loading ? (
          <SkeletonLines lines={6} />
        ) : (
          <EmptyState title={t('common:failure.notFoundTitle')} text={t('redemption.notFound')} />
        )}
      </div>
    </Drawer>
  );
}

function About({ redemption }: { redemption: Redemption }) {
  const { t } = useTranslation(['reward', 'common']);
  const format = useFormat();
  const { member, reward, points, createdAt, decidedAt, note } = redemption;
  return (
    <Definitions
      items={[
        {
          term: t('redemption.member'),
          value: <Link to={`/members/${member.id}?tab=points`}>{memberName(member, t('unnamed'))}</Link>,
        },
        {
          term: t('redemption.reward'),
          value: <Link to={`/rewards/${reward.id}`}>{reward.name}</Link>,
        },
        { term: t('redemption.points'), value: format.number(points) },
        { term: t('redemption.createdAt'), value: format.exact(createdAt) },
        ...(decidedAt ? [{ term: t('redemption.decidedAt'), value: format.exact(decidedAt) }] : []),
        { term: t('field.note'), value: note ?? t('common:state.none') },
      ]}
    />
  );
}
