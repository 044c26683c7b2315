import type { Locale } from './scope.ts';

/** Codes of members' own sign-in, then those of points, rules and rewards, of scores and stages. See `error-messages.ts`. */
export const loyaltyMessages = {
  MEMBER_CLIENT_UNKNOWN: {
    'zh-CN': '没有该会员端。请核对小程序的 AppID 或客户端编号。',
    en: 'No such member client. Check the app id of the mini program, or the id of the client.',
  },
  MEMBER_CLIENT_TAKEN: {
    'zh-CN': '该小程序已经登记过。一个小程序只能属于一个品牌。',
    en: 'This mini program is registered already. It can belong to one brand only.',
  },
  WECHAT_CODE_INVALID: {
    'zh-CN': '微信登录凭证无效或已过期。请重新登录。',
    en: 'The code of WeChat is not valid, or too old. Sign in again.',
  },
  WECHAT_CODE_USED: {
    'zh-CN': '微信登录凭证已使用过。请重新登录。',
    en: 'The code of WeChat was used already. Sign in again.',
  },
  WECHAT_BLOCKED: {
    'zh-CN': '微信判定该用户存在风险，已拦截登录。',
    en: 'WeChat has blocked this user as a risk.',
  },
  WECHAT_CLIENT_REFUSED: {
    'zh-CN': '微信不接受该小程序的 AppID 或密钥。请联系品牌。',
    en: 'WeChat does not accept the app id or the secret of this mini program. Tell the brand.',
  },
  WECHAT_UNAVAILABLE: {
    'zh-CN': '微信暂时不可用。请稍后重新登录。',
    en: 'WeChat is not available at the moment. Sign in again later.',
  },
  SMS_CODE_WRONG: {
    'zh-CN': '验证码不正确或已失效。请重新获取。',
    en: 'The code is wrong or has run out. Ask for a new one.',
  },
  SMS_NOT_SET_UP: {
    'zh-CN': '尚未设置短信服务，不能用手机号登录。',
    en: 'No SMS gateway is set up, so nobody can sign in by phone.',
  },
  SMS_REFUSED: { 'zh-CN': '短信服务拒绝向该号码发送。', en: 'The SMS gateway refused the number.' },
  SMS_UNAVAILABLE: {
    'zh-CN': '短信服务暂时不可用。',
    en: 'The SMS gateway is not available at the moment.',
  },
  REFRESH_TOKEN_INVALID: {
    'zh-CN': '登录已失效。请重新登录。',
    en: 'This sign-in has ended. Sign in again.',
  },
  FRESH_SIGN_IN_REQUIRED: {
    'zh-CN': '请先重新登录，再在 {minutes} 分钟内操作。',
    en: 'Sign in again first, and do this within {minutes} minutes.',
  },
  MEMBER_CLOSED: { 'zh-CN': '该会员已注销账号。', en: 'This member has closed the account.' },

  POINTS_INVALID: {
    'zh-CN': '积分须为 1 至 {most} 的整数。',
    en: 'Points are a whole number from 1 to {most}.',
  },
  POINTS_INSUFFICIENT: {
    'zh-CN': '需要 {points} 积分，现有 {available}。',
    en: '{points} points are needed and {available} are there.',
  },
  POINTS_GIVEN_BACK: { 'zh-CN': '该次兑换的积分已退还。', en: 'These points were given back already.' },
  POINTS_OF_REWARD: {
    'zh-CN': '这些积分用于兑换礼品，请取消该礼品兑换。',
    en: 'These points were spent for a reward; cancel the redemption of the reward instead.',
  },
  POINTS_TAKEN_BACK: {
    'zh-CN': '该次获得的积分最多还可收回 {left}。',
    en: 'Of these points at most {left} are left to be taken back.',
  },
  ADJUSTMENT_DECIDED: {
    'zh-CN': '该调整已处理，请重新加载。',
    en: 'This adjustment was decided already; reload to see how.',
  },
  EVENT_HAPPENED: {
    'zh-CN': '该会员已有此事件记录，不会重复发生。',
    en: 'This happens once, and has been recorded of this member already.',
  },
  POINTS_NEED_APPROVAL: {
    'zh-CN': '一次超过 {limit} 积分须经另一位运营人员审批，请改用积分调整。',
    en: 'More than {limit} points at once take a second operator; ask for them as an adjustment.',
  },
  APPROVAL_BY_APPROVERS: {
    'zh-CN': '只有可审批积分调整的角色可以修改审批门槛。',
    en: 'Only who may approve adjustments can change which of them wait for approval.',
  },
  APPROVAL_BY_ANOTHER: {
    'zh-CN': '不能审批自己提出的调整，请由另一位运营人员审批。',
    en: 'Another operator has to approve what you asked for.',
  },
  WITHDRAWAL_BY_SELF: {
    'zh-CN': '只有提出者可以撤回。',
    en: 'Only who asked for it can withdraw it; reject it instead.',
  },
  CUT_POINTS_INVALID: {
    'zh-CN': '须为四个递增的分界值。',
    en: 'Give four cut points, each larger than the one before.',
  },
  STAGE_DAYS_INVALID: {
    'zh-CN': '须多于新会员的天数（{newDays}）。',
    en: 'More days than those of a new member ({newDays}).',
  },
  STANDINGS_BEING_CALCULATED: {
    'zh-CN': '正在重新计算，请等待其完成。',
    en: 'A calculation is under way already; wait until it has ended.',
  },
  RULE_FIELD_UNUSED: {
    'zh-CN': '此类规则不使用该项，请留空。',
    en: 'A rule of this kind has no use for this; leave it out.',
  },
  RULE_NAME_TAKEN: { 'zh-CN': '已有同名规则。', en: 'There is a rule of this name already.' },
  REWARD_NAME_TAKEN: { 'zh-CN': '已有同名礼品。', en: 'There is a reward of this name already.' },
  REWARD_NOT_AVAILABLE: { 'zh-CN': '该礼品目前不可兑换。', en: 'This reward can’t be had at the moment.' },
  REWARD_PRICE_CHANGED: {
    'zh-CN': '该礼品现在需要 {points} 积分，请重新确认。',
    en: 'This reward costs {points} points now; please look at it again.',
  },
  REWARD_OUT_OF_STOCK: { 'zh-CN': '该礼品已兑完。', en: 'None of this reward is left.' },
  REWARD_LIMIT_REACHED: {
    'zh-CN': '每位会员在此期间最多兑换 {limit} 份。',
    en: 'A member can have {limit} of this in the period, and has had them.',
  },
  REDEMPTION_DECIDED: {
    'zh-CN': '该兑换已处理，请重新加载。',
    en: 'This redemption was dealt with already; reload to see how.',
  },
} as const satisfies Record<string, Record<Locale, string>>;
