export const messages = {
  title: '通知',
  readAll: '全部标为已读',
  read: '标为已读',
  unread: '未读',
  today: '今天',
  yesterday: '昨天',
  more: '显示更早的通知',
  emptyTitle: '没有通知',
  emptyText: '您发起的导入、导出等任务结束时，以及角色或账号安全有变化时，会在这里通知您。',
} as const;
