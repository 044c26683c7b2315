import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PointsAdjustmentAction, PointsAdjustmentQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import { Drawer } from '../../shared/ui/overlay.tsx';
import { Definitions } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { PointsAdjustmentDocument } from './adjustment.graphql.ts';
import { AdjustmentStatusBadge } from './adjustment-status.tsx';
import styles from './points.module.css';
import { usePointsFormat } from './use-points.ts';

type Adjustment = Extract<NonNullable<PointsAdjustmentQuery['node']>, { status: unknown }>;

/** One adjustment beside the list. */
export function AdjustmentDrawer(props: {
  id: string;
  onDecide: (adjustment: Adjustment, action: PointsAdjustmentAction) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['points', 'common']);
  const { data, loading, error, refetch } = useQuery(PointsAdjustmentDocument, {
    variables: { id: props.id },
    fetchPolicy: 'cache-and-network',
  });
  const adjustment = data?.node && 'status' in data.node ? data.node : undefined;
  return (
    <Drawer
      anchor="right"
      open
      onClose={props.onClose}
      slotProps={{
        paper: { className: styles.drawer ?? '', role: 'dialog', 'aria-labelledby': 'adjustment-title' },
      }}
    >
      <header className={styles.drawerHead}>
        <h2 id="adjustment-title">{t('adjustment.title')}</h2>
        <IconButton aria-label={t('common:action.close')} onClick={props.onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={styles.drawerBody}>
        {adjustment ? (
          <Whole adjustment={adjustment} onDecide={(action) => props.onDecide(adjustment, action)} />
        ) : error ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : loading ? (
          <SkeletonLines lines={7} />
        ) : (
          <EmptyState title={t('common:failure.notFoundTitle')} text={t('adjustment.notFound')} />
        )}
      </div>
    </Drawer>
  );
}

function Whole(props: { adjustment: Adjustment; onDecide: (action: PointsAdjustmentAction) => void }) {
  const { t } = useTranslation(['points', 'common']);
  const format = useFormat();
  const { signed } = usePointsFormat();
  const { member, status, availableActions, ...adjustment } = props.adjustment;
  const decided = adjustment.decidedAt
    ? [
        { term: t('adjustment.decidedBy'), value: adjustment.decidedBy?.name ?? t('adjustment.nobody') },
        { term: t('adjustment.decidedAt'), value: format.exact(adjustment.decidedAt) },
        { term: t('adjustment.note'), value: adjustment.decisionNote ?? t('common:state.none') },
      ]
    : status === 'POSTED'
      ? [{ term: t('adjustment.decidedBy'), value: t('adjustment.atOnce') }]
      : [];
  return (
    <>
      <div className={styles.drawerSummary}>
        <div>
          <div className={styles.total}>{signed(adjustment.points)}</div>
          <AdjustmentStatusBadge status={status} />
        </div>
        <div className={styles.acts}>
          {availableActions.map((action) => (
            <Button
              key={action}
              variant={action === 'APPROVE' ? 'contained' : 'outlined'}
              onClick={() => props.onDecide(action)}
            >
              {t(`decide.${action}.action`)}
            </Button>
          ))}
        </div>
      </div>
      <Definitions
        items={[
          {
            term: t('adjustment.member'),
            value: <Link to={`/members/${member.id}?tab=points`}>{memberName(member, t('unnamed'))}</Link>,
          },
          {
            term: t('adjustment.balance'),
            value: t('adjustment.balanceText', {
              available: Number(member.points.available),
              pending: Number(member.points.pending),
            }),
          },
          { term: t('field.reason'), value: adjustment.reason ?? t('adjustment.erased') },
          {
            term: t('adjustment.requestedBy'),
            value: adjustment.requestedBy?.name ?? t('adjustment.nobody'),
          },
          { term: t('adjustment.createdAt'), value: format.exact(adjustment.createdAt) },
          ...decided,
        ]}
      />
    </>
  );
}
