import CancelledIcon from '@mui/icons-material/BlockOutlined';
import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import ReadIcon from '@mui/icons-material/DraftsOutlined';
import FailedIcon from '@mui/icons-material/ErrorOutlined';
import PeopleIcon from '@mui/icons-material/PeopleOutlined';
import AccountIcon from '@mui/icons-material/SecurityOutlined';
import type { ComponentType, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NotificationKind } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import styles from './notification.module.css';
import { targetOf } from './target-path.ts';
import type { NotificationItem } from './use-notifications.ts';

const people: { icon: ComponentType; tone?: string } = { icon: PeopleIcon };
const account: { icon: ComponentType; tone?: string } = { icon: AccountIcon };
const done: { icon: ComponentType; tone?: string } = { icon: DoneIcon, tone: 'positive' };
const looks: Record<NotificationKind, { icon: ComponentType; tone?: string }> = {
  IMPORT_CHECKED: done,
  IMPORT_COMPLETED: done,
  IMPORT_UNDONE: done,
  EXPORT_READY: done,
  BULK_COMPLETED: done,
  JOB_DIED: { icon: FailedIcon, tone: 'danger' },
  JOB_CANCELLED: { icon: CancelledIcon },
  ROLE_CHANGED: people,
  SEAT_GIVEN: people,
  SEAT_REMOVED: people,
  INVITATION_ACCEPTED: people,
  SIGN_IN_NEW_ADDRESS: { icon: AccountIcon, tone: 'warning' },
  PASSWORD_CHANGED: account,
  TOTP_ENABLED: account,
  TOTP_DISABLED: account,
};

/** One notification: what it says, when, and the way to what it is about. Going there counts as having read it. */
export function NotificationRow(props: {
  item: NotificationItem;
  onRead: () => Promise<void>;
  onLeave: () => void;
}) {
  const { item, onRead, onLeave } = props;
  const { t } = useTranslation('notification');
  const format = useFormat();
  const { icon: Icon, tone } = looks[item.kind];
  const unread = !item.readAt;
  const read = async () => {
    if (unread) await onRead();
  };
  return (
    <li className={styles.row} data-unread={unread}>
      <Way
        targetId={item.targetId}
        onGo={() => {
          void read();
          onLeave();
        }}
        onGoAway={read}
      >
        <span className={styles.icon} data-tone={tone}>
          <Icon />
        </span>
        <span className={styles.text}>
          {unread && <span className="k-visually-hidden">{t('unread')}: </span>}
          {item.message}
          <time dateTime={item.createdAt} title={format.exact(item.createdAt)}>
            {format.ago(item.createdAt)}
          </time>
        </span>
      </Way>
      {unread && (
        <IconButton
          className={styles.mark ?? ''}
          aria-label={`${t('read')}: ${item.message}`}
          title={t('read')}
          onClick={() => void read()}
        >
          <ReadIcon />
        </IconButton>
      )}
    </li>
  );
}

/** A link to a page of this brand, a link into another brand (which is loaded anew), or nothing to follow. */
function Way(props: {
  targetId: string | null | undefined;
  onGo: () => void;
  onGoAway: () => Promise<void>;
  children: ReactNode;
}) {
  const target = targetOf(props.targetId);
  const common = { className: styles.way ?? '', 'data-notification': '' };
  if (!target)
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: reached by keys as those that lead somewhere are
      <div {...common} tabIndex={0}>
        {props.children}
      </div>
    );
  if ('page' in target)
    return (
      <Link {...common} to={target.page} onClick={props.onGo}>
        {props.children}
      </Link>
    );
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void props.onGoAway().then(() => location.assign(target.address));
  };
  return (
    <a {...common} href={target.address} onClick={go}>
      {props.children}
    </a>
  );
}
