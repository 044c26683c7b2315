import type { Locale } from './scope.ts';

/** Values put into a message: numbers, names, limits. Never personal data. */
export type ErrorParams = Record<string, string | number | boolean>;

/**
 * Every error code there is, with what it says in each language. A code without a message doesn't compile. Codes of
 * requests come first, then those of inputs, by noun.
 */
export const messages = {
  UNAUTHENTICATED: { 'zh-CN': '请先登录。', en: 'Sign in first.' },
  FORBIDDEN: { 'zh-CN': '您的角色没有此权限({permission})。', en: 'Your role does not include this permission ({permission}).' },
  BRAND_REQUIRED: { 'zh-CN': '请用 Kolony-Brand 请求头指明品牌。', en: 'Name the brand in the Kolony-Brand header.' },
  NOT_FOUND: { 'zh-CN': '未找到该{noun}。', en: 'No such {noun}.' },
  CONFLICT: { 'zh-CN': '数据已被他人修改,请重新加载后再试。', en: 'Someone changed this meanwhile; reload and try again.' },
  RATE_LIMITED: { 'zh-CN': '请求过于频繁,请在 {seconds} 秒后重试。', en: 'Too many attempts; try again in {seconds} seconds.' },
  BAD_USER_INPUT: { 'zh-CN': '输入无效:{reason}', en: 'Invalid input: {reason}' },
  INTERNAL: { 'zh-CN': '服务器出错,请将编号 {requestId} 告知技术支持。', en: 'Something failed on the server; quote {requestId} to support.' },
  IDEMPOTENCY_KEY_REUSED: {
    'zh-CN': '该幂等键已用于另一份输入,请换用新的键。',
    en: 'This idempotency key was used with another input; use a new key.',
  },

  REQUIRED: { 'zh-CN': '此项必填。', en: 'This is required.' },
  TOO_LONG: { 'zh-CN': '最多 {limit} 个字符。', en: 'At most {limit} characters.' },
  INVALID_TEXT: { 'zh-CN': '含有无法保存的控制字符。', en: 'Contains control characters that cannot be stored.' },
  INVALID_ID: { 'zh-CN': '不是有效的{noun}编号。', en: 'Not the id of a {noun}.' },
  INVALID_VALUE: { 'zh-CN': '取值无效。', en: 'Not a valid value.' },
  DATE_IN_FUTURE: { 'zh-CN': '日期不能晚于今天。', en: 'The date lies in the future.' },
  AMOUNT_NEGATIVE: { 'zh-CN': '金额不能为负数。', en: 'The amount is negative.' },
  AMOUNT_TOO_LARGE: { 'zh-CN': '金额过大。', en: 'The amount is too large.' },
  VERSION_OUTDATED: {
    'zh-CN': '您修改的是旧版本(第 {given} 版,现为第 {current} 版)。',
    en: 'You changed an old version ({given}; it is now {current}).',
  },
} as const satisfies Record<string, Record<Locale, string>>;

export type ErrorCode = keyof typeof messages;
