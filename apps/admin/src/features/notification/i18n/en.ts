import type { Translated } from '../../../shared/i18n/catalogue.ts';
import type { messages as source } from './zh-cn.ts';

export const messages: Translated<typeof source> = {
  title: 'Notifications',
  readAll: 'Mark all as read',
  read: 'Mark as read',
  unread: 'Unread',
  today: 'Today',
  yesterday: 'Yesterday',
  more: 'Show earlier ones',
  emptyTitle: 'No notifications',
  emptyText:
    'When imports, exports and other jobs that you started end, or something about your role or account changes, you are told here.',
};
