import type { Noun } from '../foundation/ids.ts';
import type { Locale } from '../foundation/scope.ts';

interface Kind extends Record<Locale, string> {
  /** The noun of the record that it leads to; null when there is nothing to look at. */
  target: Noun | null;
  /** What it is, for who reads the API. */
  meaning: string;
}

/**
 * Every kind of notification: where it leads, and its sentence in each language. The names in braces are the params that
 * must be given; `{actor}` is whoever did it, `{job}`, `{role}` and `{error}` are codes that are put into words.
 */
export const notificationKinds = {
  import_checked: {
    target: 'Import',
    meaning: 'The check of an import that the reader started is finished.',
    'zh-CN': '“{file}”检查完成：可导入 {valid} 行，有问题 {invalid} 行。',
    en: '“{file}” is checked. Rows that can be imported: {valid}; with problems: {invalid}.',
  },
  import_completed: {
    target: 'Import',
    meaning: 'An import that the reader started is finished.',
    'zh-CN': '“{file}”导入完成：新建 {created}，更新 {updated}，未变 {unchanged}，失败 {failed}。',
    en: '“{file}” is imported. Created: {created}; updated: {updated}; unchanged: {unchanged}; failed: {failed}.',
  },
  import_undone: {
    target: 'Import',
    meaning: 'The undoing of an import that the reader started is finished.',
    'zh-CN': '“{file}”的导入已撤销。',
    en: 'The import of “{file}” is undone.',
  },
  export_ready: {
    target: 'Job',
    meaning: 'A file that the reader asked for is ready to be downloaded.',
    'zh-CN': '{job}完成，可以下载了：共 {done} 行，失败 {failed}。',
    en: '{job}: the file is ready to download. Rows: {done}; failed: {failed}.',
  },
  bulk_completed: {
    target: 'Job',
    meaning: 'An act on many records that the reader started is finished.',
    'zh-CN': '{job}完成：成功 {done}，未变 {unchanged}，失败 {failed}。',
    en: '{job} is finished. Done: {done}; unchanged: {unchanged}; failed: {failed}.',
  },
  job_died: {
    target: 'Job',
    meaning: 'A job failed for good: told to who started it and to those who may run it again.',
    'zh-CN': '{job}失败，不会再自动重试：{error}',
    en: '{job} failed and will not be tried again: {error}',
  },
  job_cancelled: {
    target: 'Job',
    meaning: 'A job that the reader started was cancelled by someone else.',
    'zh-CN': '{actor}取消了您发起的任务：{job}。',
    en: '{actor} cancelled a job that you started: {job}.',
  },
  role_changed: {
    target: 'BrandOperator',
    meaning: 'The reader has another role in the brand.',
    'zh-CN': '{actor}将您的角色由{previous}改为{role}。',
    en: '{actor} changed your role from {previous} to {role}.',
  },
  seat_given: {
    target: 'Brand',
    meaning: 'The reader works in a further brand from now on.',
    'zh-CN': '您已加入品牌“{brand}”，角色为{role}。',
    en: 'You are now in the brand “{brand}”. Your role: {role}.',
  },
  seat_removed: {
    target: null,
    meaning: 'The reader does not work in a brand any more.',
    'zh-CN': '{actor}将您移出了品牌“{brand}”。',
    en: '{actor} removed you from the brand “{brand}”.',
  },
  invitation_accepted: {
    target: 'BrandOperator',
    meaning: 'Someone accepted an invitation to the brand: told to its owners and to who invited.',
    'zh-CN': '{actor}接受了邀请，角色为{role}。',
    en: '{actor} accepted the invitation. Their role: {role}.',
  },
  sign_in_new_address: {
    target: 'Operator',
    meaning: 'Someone signed in to the reader’s account from an address that it was not used from before.',
    'zh-CN': '您的账号从新的地址 {address} 登录。如果不是您本人，请立即修改密码。',
    en: 'Your account was signed in to from a new address, {address}. If it was not you, change your password now.',
  },
  password_changed: {
    target: 'Operator',
    meaning: 'The password of the reader’s account was changed.',
    'zh-CN': '您的密码已修改，其他设备已退出登录。如果不是您本人，请联系管理员。',
    en: 'Your password was changed and other devices were signed out. If it was not you, tell your administrator.',
  },
  totp_enabled: {
    target: 'Operator',
    meaning: 'Two-step verification of the reader’s account was turned on.',
    'zh-CN': '您的账号已开启两步验证。',
    en: 'Two-step verification was turned on for your account.',
  },
  totp_disabled: {
    target: 'Operator',
    meaning: 'Two-step verification of the reader’s account was turned off.',
    'zh-CN': '您的账号已关闭两步验证。如果不是您本人，请立即修改密码。',
    en: 'Two-step verification was turned off for your account. If it was not you, change your password now.',
  },
} as const satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof notificationKinds;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What the sentence of a kind needs: numbers, names of files and brands, codes. Never personal data of members. */
export type NotificationParams<Kind extends NotificationKind> = Record<
  Exclude<NamesIn<(typeof notificationKinds)[Kind]['en']>, 'actor'>,
  string | number
>;

/** How the kinds of jobs read in a sentence; one without words is called by its name. */
export const jobNames: Readonly<Record<string, Record<Locale, string>>> = {
  'import.check': { 'zh-CN': '检查导入文件', en: 'Check of an import file' },
  'import.run': { 'zh-CN': '导入文件', en: 'Import of a file' },
  'import.undo': { 'zh-CN': '撤销导入', en: 'Undoing of an import' },
  'member.tag': { 'zh-CN': '批量修改会员标签', en: 'Tagging of members' },
  'member.export': { 'zh-CN': '导出会员', en: 'Export of members' },
  'order.export': { 'zh-CN': '导出订单', en: 'Export of orders' },
  'tier.ladder': { 'zh-CN': '调整会员等级', en: 'Change of the tiers' },
  'tier.preview': { 'zh-CN': '预览会员等级', en: 'Preview of the tiers' },
  'mail.send': { 'zh-CN': '发送邮件', en: 'Sending of a mail' },
  'keys.reseal': { 'zh-CN': '用新密钥重新加密', en: 'Encryption anew' },
};
