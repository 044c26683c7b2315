import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useTranslation } from 'react-i18next';
import { useRecordLabels } from '../../shared/record/labels.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { Drawer } from '../../shared/ui/overlay.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { AuditEventDocument } from './audit.graphql.ts';
import styles from './audit.module.css';
import { EventDetails } from './event-details.tsx';

/** One event beside the list, which stays where it was. */
export function EventDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['audit', 'common']);
  const labels = useRecordLabels();
  const { data, loading, error, refetch } = useQuery(AuditEventDocument, { variables: { id } });
  const event = data?.node && 'action' in data.node ? data.node : undefined;
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { className: styles.drawer ?? '', role: 'dialog', 'aria-labelledby': 'audit-event' },
      }}
    >
      <header className={styles.drawerHead}>
        <h2 id="audit-event">{event ? labels.action(event.action) : t('detail.title')}</h2>
        <IconButton aria-label={t('common:action.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {event ? (
        <EventDetails event={event} />
      ) : loading ? (
        <div className={styles.details}>
          <SkeletonLines lines={9} />
        </div>
      ) : error ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <EmptyState title={t('detail.missing')} />
      )}
    </Drawer>
  );
}
