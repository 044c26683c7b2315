import { expect, test } from 'vitest';
import { locales } from '../foundation/scope.ts';
import { type NotificationKind, notificationKinds } from './notification.kinds.ts';
import { isNotificationKind, notificationText } from './notification.text.ts';

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const kinds = Object.keys(notificationKinds).filter(isNotificationKind);

test.for(kinds)('%s says the same in every language, and nothing is left out', (kind: NotificationKind) => {
  const names = locales.map((locale) => namesIn(notificationKinds[kind][locale]));
  for (const other of names) expect(other).toEqual(names[0]);
  const params = Object.fromEntries((names[0] ?? []).map((name) => [name, `<${name}>`]));
  for (const locale of locales) {
    const text = notificationText(kind, locale, params, 'Lin');
    expect(text).not.toMatch(/[{}]/);
    for (const name of names[0] ?? []) expect(text).toContain(name === 'actor' ? 'Lin' : `<${name}>`);
  }
});

test('numbers, roles, jobs and errors are put into the words of the reader', () => {
  const counts = { file: '双11.xlsx', created: 12345, updated: 0, unchanged: 1, failed: 2 };
  expect(notificationText('import_completed', 'zh-CN', counts, null)).toBe(
    '“双11.xlsx”导入完成：新建 12,345，更新 0，未变 1，失败 2。',
  );
  const roles = { role: 'owner', previous: 'compliance_officer' };
  expect(notificationText('role_changed', 'zh-CN', roles, '林')).toBe('林将您的角色由合规改为所有者。');
  expect(notificationText('role_changed', 'en', roles, null)).toBe(
    'A colleague changed your role from compliance officer to owner.',
  );
  const died = { job: 'import.run', error: 'JOB_WORKER_LOST' };
  expect(notificationText('job_died', 'zh-CN', died, null)).toContain('导入文件失败');
  expect(notificationText('job_died', 'en', died, null)).not.toContain('JOB_WORKER_LOST');
  const unknown = { job: 'kol.settle', error: 'SOMETHING_NEW' };
  expect(notificationText('job_died', 'en', unknown, null)).toBe(
    'kol.settle failed and will not be tried again: SOMETHING_NEW',
  );
});

test('a name that looks like a part of the sentence is taken as it is', () => {
  const params = { file: '{failed} $& {actor}.csv' };
  expect(notificationText('import_undone', 'en', params, 'Lin')).toBe(
    'The import of “{failed} $& {actor}.csv” is undone.',
  );
});
