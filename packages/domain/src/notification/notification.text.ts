import { messages } from '../foundation/error-messages.ts';
import { type ErrorCode, message } from '../foundation/errors.ts';
import { type Role, roles } from '../foundation/permissions.ts';
import type { Locale } from '../foundation/scope.ts';
import { jobNames, type NotificationKind, notificationKinds } from './notification.kinds.ts';

const roleNames: Readonly<Record<Role, Record<Locale, string>>> = {
  owner: { 'zh-CN': '所有者', en: 'owner' },
  manager: { 'zh-CN': '品牌经理', en: 'manager' },
  marketer: { 'zh-CN': '营销', en: 'marketer' },
  community_manager: { 'zh-CN': '社群运营', en: 'community manager' },
  analyst: { 'zh-CN': '数据分析', en: 'analyst' },
  compliance_officer: { 'zh-CN': '合规', en: 'compliance officer' },
  finance: { 'zh-CN': '财务', en: 'finance' },
  viewer: { 'zh-CN': '只读', en: 'viewer' },
};
const someone = { 'zh-CN': '同事', en: 'A colleague' };

/** Whether this build knows a kind that a row names. */
export function isNotificationKind(kind: unknown): kind is NotificationKind {
  return typeof kind === 'string' && Object.hasOwn(notificationKinds, kind);
}

/** The sentence of a notification, in a language. `actor`: the name of who did it, null when they are not to be known. */
export function notificationText(
  kind: NotificationKind,
  locale: Locale,
  params: Readonly<Record<string, string | number>>,
  actor: string | null,
): string {
  return notificationKinds[kind][locale].replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'actor' ? (actor ?? someone[locale]) : inWords(name, params[name] ?? '', locale),
  );
}

function inWords(name: string, value: string | number, locale: Locale): string {
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  if (name === 'job') return jobNames[value]?.[locale] ?? value;
  if (name === 'error') return isErrorCode(value) ? message(value, locale) : value;
  const role = name === 'role' || name === 'previous' ? roles.find((known) => known === value) : undefined;
  return role ? roleNames[role][locale] : value;
}

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(messages, text);
