import { randomBytes } from 'node:crypto';
import { type UserError, userError } from '../foundation/errors.ts';

/** What a member's program is: a mini program of WeChat, or an app of the brand's own. */
export const memberClientKinds = ['wechat_mini_program', 'mobile'] as const;
export type MemberClientKind = (typeof memberClientKinds)[number];

export const nameLimit = 60;

/** The public id of a new mobile client: nobody's secret, but nobody else's either. */
export function newClientId(): string {
  return `app_${randomBytes(12).toString('hex')}`;
}

/** WeChat's app id of a mini program; `APP_ID_INVALID`. */
export function checkAppId(value: string): { appId: string; errors: UserError[] } {
  const appId = value.trim();
  return { appId, errors: /^wx[0-9a-f]{16}$/.test(appId) ? [] : [userError('APP_ID_INVALID', 'appId')] };
}

/** The secret that WeChat made for a mini program; `APP_SECRET_INVALID`. */
export function checkAppSecret(value: string): { appSecret: string; errors: UserError[] } {
  const appSecret = value.trim();
  const errors = /^[0-9A-Za-z]{32}$/.test(appSecret) ? [] : [userError('APP_SECRET_INVALID', 'appSecret')];
  return { appSecret, errors };
}
