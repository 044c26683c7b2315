import { badgeMessages } from './error-messages.badge.ts';
import { couponMessages } from './error-messages.coupon.ts';
import { importMessages } from './error-messages.import.ts';
import { loyaltyMessages } from './error-messages.loyalty.ts';
import { protocolMessages } from './error-messages.protocol.ts';
import { tierMessages } from './error-messages.tier.ts';
import type { Locale } from './scope.ts';

/** Values put into a message: numbers, names, limits. Never personal data. */
export type ErrorParams = Record<string, string | number | boolean>;

/**
 * Every error code there is, with what it says in each language. A code without a message doesn't compile. Those of requests
 * come first, then those of inputs, by noun; nouns with many have a file of their own.
 */
export const messages = {
  UNAUTHENTICATED: { 'zh-CN': '请先登录。', en: 'Sign in first.' },
  FORBIDDEN: {
    'zh-CN': '您的角色没有此权限：{permission}。',
    en: 'Your role is not allowed to {permission}.',
  },
  OPERATORS_ONLY: {
    'zh-CN': '此功能仅供运营人员使用，会员不能使用。',
    en: 'This is for operators; members have no use of it.',
  },
  MEMBERS_ONLY: {
    'zh-CN': '此功能仅供会员本人使用，运营人员不能使用。',
    en: 'This is for members themselves; operators have no use of it.',
  },
  BRAND_REQUIRED: {
    'zh-CN': '您不在任何品牌中，请联系品牌的所有者发送邀请。',
    en: 'You do not work in any brand; ask an owner for an invitation.',
  },
  NOT_FOUND: { 'zh-CN': '未找到该{noun}。', en: 'No such {noun}.' },
  CONFLICT: {
    'zh-CN': '数据已被他人修改，请重新加载后再试。',
    en: 'Someone changed this meanwhile; reload and try again.',
  },
  RATE_LIMITED: {
    'zh-CN': '请求过于频繁，请在 {seconds} 秒后重试。',
    en: 'Too many attempts; try again in {seconds} seconds.',
  },
  BAD_USER_INPUT: { 'zh-CN': '输入无效：{reason}', en: 'Invalid input: {reason}' },
  INTERNAL: {
    'zh-CN': '服务器出错，请将编号 {requestId} 告知技术支持。',
    en: 'Something failed on the server; quote {requestId} to support.',
  },
  TIMED_OUT: {
    'zh-CN': '处理时间过长，已经停止。请缩小范围，或稍后再试。',
    en: 'This took too long and was stopped. Ask for less at once, or try again later.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    'zh-CN': '该幂等键已用于另一份输入，请换用新的键。',
    en: 'This idempotency key was used with another input; use a new key.',
  },

  REQUIRED: { 'zh-CN': '此项必填。', en: 'This is required.' },
  TOO_LONG: { 'zh-CN': '最多 {limit} 个字符。', en: 'At most {limit} characters.' },
  INVALID_TEXT: {
    'zh-CN': '含有无法保存的控制字符。',
    en: 'Contains control characters that cannot be stored.',
  },
  INVALID_ID: { 'zh-CN': '不是有效的{noun}编号。', en: 'Not the id of a {noun}.' },
  INVALID_VALUE: { 'zh-CN': '取值无效。', en: 'Not a valid value.' },
  DATE_IN_FUTURE: { 'zh-CN': '日期不能晚于今天。', en: 'The date lies in the future.' },
  AMOUNT_NEGATIVE: { 'zh-CN': '金额不能为负数。', en: 'The amount is negative.' },
  AMOUNT_TOO_LARGE: { 'zh-CN': '金额过大。', en: 'The amount is too large.' },
  VERSION_OUTDATED: {
    'zh-CN': '您修改的是旧版本（第 {given} 版，现为第 {current} 版）。',
    en: 'You changed an old version ({given}; it is now {current}).',
  },

  ONE_OF_TWO: { 'zh-CN': '请在 {one} 与 {other} 中只给出一个。', en: 'Give either {one} or {other}.' },
  PAGE_SIZE_INVALID: { 'zh-CN': '每页须为 1 至 {limit} 条。', en: 'A page has 1 to {limit}.' },
  CURSOR_INVALID: {
    'zh-CN': '不是此列表按此排序的游标。',
    en: 'Not a cursor of this list in this order.',
  },
  FILTER_TOO_DEEP: {
    'zh-CN': '筛选条件最多嵌套 {limit} 层。',
    en: 'A filter nests at most {limit} levels deep.',
  },
  FILTER_TOO_WIDE: {
    'zh-CN': '一次最多 {limit} 组筛选条件。',
    en: 'A filter holds at most {limit} filters.',
  },
  OPERATION_TOO_DEEP: { 'zh-CN': '请求嵌套过深。', en: 'The operation is nested too deeply.' },
  IDEMPOTENCY_KEY_INVALID: {
    'zh-CN': '幂等键须为 1 至 {limit} 个字符。',
    en: 'An idempotency key has 1 to {limit} characters.',
  },
  IDEMPOTENCY_KEY_NOT_TAKEN: {
    'zh-CN': '此操作不支持幂等键。',
    en: 'This mutation does not take @idempotent.',
  },

  EMAIL_INVALID: { 'zh-CN': '不是有效的邮箱地址。', en: 'Not a valid e-mail address.' },
  SIGN_IN_FAILED: { 'zh-CN': '邮箱或密码不正确。', en: 'The e-mail or the password is wrong.' },
  TOTP_REQUIRED: {
    'zh-CN': '请输入身份验证器中的验证码或一个恢复码。',
    en: 'Enter the code of your authenticator app, or a recovery code.',
  },
  TOTP_INVALID: { 'zh-CN': '验证码不正确或已使用。', en: 'The code is wrong or was used already.' },
  TOTP_ALREADY_ON: { 'zh-CN': '两步验证已开启。', en: 'Two-step verification is on already.' },
  TOTP_NOT_ON: { 'zh-CN': '两步验证未开启。', en: 'Two-step verification is not on.' },
  TOTP_NOT_BEGUN: {
    'zh-CN': '请先获取密钥并添加到身份验证器。',
    en: 'Begin first: add the secret to your authenticator app.',
  },
  PASSWORD_WRONG: { 'zh-CN': '密码不正确。', en: 'The password is wrong.' },
  PASSWORD_TOO_SHORT: {
    'zh-CN': '密码至少需要 {limit} 个字符。',
    en: 'A password has at least {limit} characters.',
  },
  PASSWORD_TOO_LONG: {
    'zh-CN': '密码最多 {limit} 个字符。',
    en: 'A password has at most {limit} characters.',
  },
  PASSWORD_REPETITIVE: {
    'zh-CN': '密码由重复或连续的字符组成，请换一个。',
    en: 'This password repeats itself or is a sequence; choose another.',
  },
  PASSWORD_PERSONAL: {
    'zh-CN': '密码含有您的邮箱、姓名或品牌名，请换一个。',
    en: 'This password is made of your e-mail, name or brand; choose another.',
  },
  PASSWORD_TOO_COMMON: {
    'zh-CN': '该密码常见于泄露的密码库，容易被猜中，请换一个。',
    en: 'This password is found in, or easily made from, lists of leaked passwords; choose another.',
  },
  PASSWORD_UNCHANGED: {
    'zh-CN': '新密码与当前密码相同。',
    en: 'The new password is the same as the current one.',
  },
  LINK_INVALID: {
    'zh-CN': '链接无效、已使用或已过期，请重新获取。',
    en: 'This link is not valid, was used already or has expired; ask for a new one.',
  },
  SETUP_DONE: {
    'zh-CN': '系统已完成初始化，请直接登录。',
    en: 'This installation is set up already; sign in instead.',
  },

  TIME_ZONE_INVALID: {
    'zh-CN': '不是有效的时区（例如 Asia/Shanghai）。',
    en: 'Not a time zone (such as Asia/Shanghai).',
  },
  CURRENCY_INVALID: {
    'zh-CN': '不是有效的货币代码（例如 CNY）。',
    en: 'Not the code of a currency (such as CNY).',
  },
  CURRENCY_IN_USE: {
    'zh-CN':
      '品牌已有以该货币计的金额（订单、优惠券、权益成本、消费徽章、积分规则或 RFM 阈值），不能更改货币。',
    en: 'The brand has amounts in its currency already: of orders, coupons, costs of benefits, badges for spending, earning rules or RFM thresholds. It can no longer change.',
  },
  COLOR_INVALID: { 'zh-CN': '不是有效的颜色（例如 #0a7cff）。', en: 'Not a colour (such as #0a7cff).' },
  URL_INVALID: { 'zh-CN': '不是有效的 https 链接。', en: 'Not an https address.' },
  LOGO_INVALID: {
    'zh-CN': '标志须为 https 链接，或 PNG、JPEG、WebP、GIF 图片。',
    en: 'A logo is an https address, or a PNG, JPEG, WebP or GIF picture.',
  },
  LOGO_TOO_LARGE: {
    'zh-CN': '标志图片最大 {kilobytes} kB。',
    en: 'The picture of a logo has at most {kilobytes} kB.',
  },
  CHANNEL_DUPLICATE: {
    'zh-CN': '该平台账号已在列表中。',
    en: 'This account of the platform is listed already.',
  },
  TOO_MANY: { 'zh-CN': '最多 {limit} 项。', en: 'At most {limit}.' },
  LAST_OWNER: {
    'zh-CN': '品牌至少需要一位所有者，请先指定另一位。',
    en: 'A brand keeps at least one owner; appoint another one first.',
  },
  OWNER_ONLY: {
    'zh-CN': '只有所有者可以任免所有者。',
    en: 'Only an owner appoints, changes or removes owners.',
  },
  ALREADY_IN_BRAND: { 'zh-CN': '此人已在该品牌中。', en: 'This person works in the brand already.' },

  JOB_NOT_CANCELLABLE: {
    'zh-CN': '该任务已结束，无法取消。',
    en: 'The job has ended and cannot be cancelled.',
  },
  JOB_NOT_RETRYABLE: {
    'zh-CN': '只有失败或已取消的任务可以重新运行。',
    en: 'Only a dead or cancelled job can be run again.',
  },
  JOB_FAILED: {
    'zh-CN': '任务执行出错，详情见服务器日志。',
    en: 'The job failed; the server log has the details.',
  },
  JOB_INPUT_INVALID: {
    'zh-CN': '任务的输入与当前版本不符。',
    en: 'The input of the job does not fit this version.',
  },
  JOB_WORKER_LOST: {
    'zh-CN': '执行任务的进程多次中断。',
    en: 'The process that ran the job broke off every time.',
  },
  JOB_EXPIRED: {
    'zh-CN': '任务已结束太久，所选的记录不再保留，请重新发起。',
    en: 'The job ended too long ago: what was chosen for it is no longer kept. Ask for it anew.',
  },
  SELECTION_NOT_ONE: {
    'zh-CN': '请在 ids 与 matching 中给出且只给出一个。',
    en: 'Give either ids or matching, and only one of them.',
  },
  SELECTION_EMPTY: { 'zh-CN': '没有选中任何记录。', en: 'Nothing was chosen.' },
  RECORD_GONE: { 'zh-CN': '该记录已不存在。', en: 'This record is no longer there.' },
  RECORD_UNREADABLE: {
    'zh-CN': '该记录的加密内容无法解密。',
    en: 'What is encrypted in this record cannot be read.',
  },
  MAIL_REFUSED: { 'zh-CN': '邮件服务器拒收该邮件。', en: 'The mail server refused the mail.' },
  MAIL_UNAVAILABLE: {
    'zh-CN': '邮件服务器暂时不可用。',
    en: 'The mail server is not available at the moment.',
  },

  DATE_INVALID: { 'zh-CN': '不是有效的日期。', en: 'Not a valid date.' },
  DATE_TOO_OLD: {
    'zh-CN': '日期过早（最早为 {earliest}）。',
    en: 'The date is too long ago (the earliest is {earliest}).',
  },
  PHONE_INVALID: { 'zh-CN': '不是有效的电话号码。', en: 'Not a valid phone number.' },
  NAMESPACE_NOT_ALLOWED: {
    'zh-CN': '手机号和邮箱没有命名空间。',
    en: 'Phone numbers and e-mail addresses have no namespace.',
  },
  APP_ID_INVALID: {
    'zh-CN': '不是有效的小程序 AppID：以 wx 开头，后接 16 位十六进制字符。',
    en: 'Not the app id of a mini program: wx and 16 hexadecimal digits.',
  },
  APP_SECRET_INVALID: {
    'zh-CN': '不是有效的小程序密钥：32 位字母或数字。',
    en: 'Not the secret of a mini program: 32 letters or digits.',
  },
  IDENTITY_REQUIRED: {
    'zh-CN': '至少需要一个身份标识（手机号、邮箱、外部编号等）。',
    en: 'At least one identity is needed (phone, e-mail, external id …).',
  },
  IDENTITY_TAKEN: {
    'zh-CN': '该身份标识属于会员 {member}；如为同一人，请合并两位会员。',
    en: 'This identity belongs to member {member}; merge the two members if they are one person.',
  },
  IDENTITIES_OF_TWO_MEMBERS: {
    'zh-CN': '这些身份标识属于不同的会员（{members}）；如为同一人，请先合并。',
    en: 'These identities belong to different members ({members}); merge them first if they are one person.',
  },
  MEMBER_EMPTY: { 'zh-CN': '请至少填写姓名或一个身份标识。', en: 'Give at least a name or an identity.' },
  MEMBER_MERGED: { 'zh-CN': '该会员已合并到 {member}。', en: 'This member was merged into {member}.' },
  MERGE_WITH_ITSELF: { 'zh-CN': '不能将会员与其自身合并。', en: 'A member cannot be merged with itself.' },
  MERGE_UNDONE: { 'zh-CN': '该合并已撤销。', en: 'This merge was undone already.' },
  MERGE_KEPT_MERGED: {
    'zh-CN': '保留的会员后来已合并到 {member}，请先撤销那次合并。',
    en: 'The member that was kept has since been merged into {member}; undo that merge first.',
  },
  MERGE_NOT_LAST: {
    'zh-CN': '之后 {member} 也并入了该会员，请先撤销那次合并。',
    en: '{member} has since been merged into the same member; undo that merge first.',
  },

  IDEMPOTENCY_KEY_REQUIRED: {
    'zh-CN': '此操作须带幂等键：@idempotent(key: "…")。',
    en: 'This mutation needs a key: @idempotent(key: "…").',
  },
  PERIOD_INVALID: { 'zh-CN': '结束时间须晚于开始时间。', en: 'It has to end after it begins.' },
  OUT_OF_RANGE: { 'zh-CN': '须为 {least} 至 {most}。', en: 'From {least} to {most}.' },

  AMOUNT_INVALID: { 'zh-CN': '不是有效的金额。', en: 'Not a valid amount.' },
  CURRENCY_MISMATCH: {
    'zh-CN': '货币为 {given}，而品牌使用 {brand}。',
    en: 'The currency is {given}; the brand keeps its orders in {brand}.',
  },
  QUANTITY_INVALID: {
    'zh-CN': '数量须为 1 至 {limit} 的整数。',
    en: 'A quantity is a whole number from 1 to {limit}.',
  },
  REFUND_EXCEEDS_TOTAL: {
    'zh-CN': '退款超过可退金额（{left}）。',
    en: 'The refund is more than what is left of the order ({left}).',
  },
  REFUND_AMOUNT_MISSING: { 'zh-CN': '部分退款须注明退款金额。', en: 'A partial refund needs its amount.' },
  REFUND_NOT_PAID: { 'zh-CN': '未付款的订单不能有退款。', en: 'An order that was not paid has no refund.' },
  REFUND_NO_REUSED: {
    'zh-CN': '退款单号 {refundNo} 已用于另一笔退款。',
    en: 'Refund number {refundNo} was used for another refund of this order.',
  },
  ORDER_STATUS_FINAL: {
    'zh-CN': '订单状态为 {status}，不能再执行 {action}。',
    en: 'The order is {status}; {action} is no longer possible.',
  },

  CSRF_HEADER_REQUIRED: {
    'zh-CN': '请求缺少 Kolony-Csrf 请求头。',
    en: 'The request lacks the header Kolony-Csrf.',
  },
  ...importMessages,
  ...protocolMessages,
  ...loyaltyMessages,
  ...badgeMessages,
  ...couponMessages,
  ...tierMessages,
} as const satisfies Record<string, Record<Locale, string>>;

export type ErrorCode = keyof typeof messages;
