import CloseIcon from '@mui/icons-material/Close';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import { Popover } from '../../shared/ui/overlay.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { byDay } from './by-day.ts';
import styles from './notification.module.css';
import { NotificationRow } from './notification-row.tsx';
import { useNotifications } from './use-notifications.ts';

/** What the operator is told, beside the bell: by day, each with the way to what it is about. */
export function NotificationPanel(props: { anchor: Element; unreadCount: number; onClose: () => void }) {
  const { anchor, unreadCount, onClose } = props;
  const { t } = useTranslation(['notification', 'common']);
  const format = useFormat();
  const id = useId();
  const list = useNotifications(unreadCount);
  const days = byDay(list.items ?? [], format.date, { today: t('today'), yesterday: t('yesterday') });
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-labelledby': id,
          className: styles.panel ?? '',
          onKeyDown: moveAmongItems,
        },
      }}
    >
      <header className={styles.head}>
        <h2 id={id}>{t('title')}</h2>
        {unreadCount > 0 && (
          <Button disabled={!list.items} onClick={list.markAll}>
            {t('readAll')}
          </Button>
        )}
        <IconButton aria-label={t('common:action.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={styles.list}>
        {list.items?.length === 0 ? (
          <EmptyState title={t('emptyTitle')} text={t('emptyText')} />
        ) : list.items ? (
          <>
            {days.map(({ day, items }) => (
              <section key={day} aria-label={day}>
                <h3>{day}</h3>
                <ul>
                  {items.map((item) => (
                    <NotificationRow
                      key={item.id}
                      item={item}
                      onRead={() => list.markOne(item)}
                      onLeave={onClose}
                    />
                  ))}
                </ul>
              </section>
            ))}
            {list.loadMore && (
              <Button className={styles.more ?? ''} disabled={list.loading} onClick={list.loadMore}>
                {t('more')}
              </Button>
            )}
          </>
        ) : list.error ? (
          <FailureState error={list.error} onRetry={list.retry} />
        ) : (
          <div className={styles.skeleton}>
            <SkeletonLines lines={6} height={18} />
          </div>
        )}
      </div>
    </Popover>
  );
}

/** Arrow keys, Home and End go from notification to notification. */
function moveAmongItems(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll('[data-notification]')];
  const at = document.activeElement ? items.indexOf(document.activeElement) : -1;
  const last = items.length - 1;
  const to = new Map([
    ['ArrowDown', Math.min(at + 1, last)],
    ['ArrowUp', at < 0 ? last : Math.max(at - 1, 0)],
    ['Home', 0],
    ['End', last],
  ]).get(event.key);
  const next = to === undefined ? undefined : items[to];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}
