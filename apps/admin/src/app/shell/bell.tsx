import { useQuery } from '@apollo/client/react';
import BellIcon from '@mui/icons-material/NotificationsNoneOutlined';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePainted } from '../../shared/hooks/use-painted.ts';
import { loadNamespaces } from '../../shared/i18n/i18n.ts';
import { useLive } from '../../shared/live/live.ts';
import styles from './bell.module.css';
import { UnreadNotificationsDocument } from './shell.graphql.ts';

const pollEveryMs = 60_000;
const mostShown = 99;

const Panel = lazy(async () => {
  const [{ NotificationPanel }] = await Promise.all([
    import('../../features/notification/notification-panel.tsx'),
    loadNamespaces(['notification']),
  ]);
  return { default: NotificationPanel };
});

/** How many notifications are unread: comes by itself, and is looked up now and then where it doesn't. */
export function useUnreadCount(): number {
  const live = useLive();
  const painted = usePainted();
  const { data } = useQuery(UnreadNotificationsDocument, {
    skip: !painted,
    pollInterval: live ? 0 : pollEveryMs,
    skipPollAttempt: () => document.hidden,
  });
  return data?.viewer?.unreadNotificationCount ?? 0;
}

/** The bell, with what it opens. Several may stand on a page, of which the screen's width shows one. */
export function Bell({ unreadCount }: { unreadCount: number }) {
  const { t } = useTranslation('common');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <button
        type="button"
        className={styles.bell}
        aria-label={t('shell.notifications', { count: unreadCount })}
        title={t('shell.notifications', { count: unreadCount })}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <BellIcon />
        {unreadCount > 0 && (
          <span className={styles.count} aria-hidden>
            {unreadCount > mostShown ? `${mostShown}+` : unreadCount}
          </span>
        )}
      </button>
      <Suspense>{anchor && <Panel anchor={anchor} unreadCount={unreadCount} onClose={close} />}</Suspense>
    </>
  );
}

/** Says to who doesn't see the bell that more has come. */
export function UnreadAnnouncement({ unreadCount }: { unreadCount: number }) {
  const { t } = useTranslation('common');
  const before = useRef<number>(undefined);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (before.current !== undefined && unreadCount > before.current)
      setSaid(t('shell.notifications', { count: unreadCount }));
    before.current = unreadCount;
  }, [unreadCount, t]);
  return (
    <div role="status" className="k-visually-hidden">
      {said}
    </div>
  );
}
