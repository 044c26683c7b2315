import type { Locale } from './scope.ts';

/** Codes of tiers and benefits. See `error-messages.ts`. */
export const tierMessages = {
  EVENT_TWICE: { 'zh-CN': '同一行为只能设置一次。', en: 'Each event can be weighed once.' },
  TIER_TWICE: { 'zh-CN': '同一等级只能出现一次。', en: 'Each tier can stand on the ladder once.' },
  TIER_NAME_TWICE: {
    'zh-CN': '等级名称不能重复。',
    en: 'Two tiers of a ladder can’t have the same name.',
  },
  TIER_THRESHOLDS_INVALID: {
    'zh-CN': '最低等级的门槛为 0，其后逐级升高。',
    en: 'The lowest tier begins at 0, and each further one above the one before.',
  },
  TIER_UNKNOWN: { 'zh-CN': '没有该等级，请重新加载。', en: 'There is no such tier; reload.' },
  TIER_IN_USE: {
    'zh-CN': '“{tier}”仍用于：{names}。请先修改它们，再移除该等级。',
    en: '“{tier}” is still used by: {names}. Change those first, then take the tier off the ladder.',
  },
  TIER_LADDER_MISSING: {
    'zh-CN': '尚未设置等级。',
    en: 'No tiers are set up yet.',
  },
  TIER_LADDER_BEING_CHANGED: {
    'zh-CN': '上一次等级调整尚未完成，请等待其完成。',
    en: 'A change of the tiers is still going through the members; wait until it has ended.',
  },
  TIER_LADDER_NOT_LAST: {
    'zh-CN': '只能回退最近一次等级调整，且只能回退一次。',
    en: 'Only the last change of the tiers can be rolled back, and once.',
  },
  BENEFIT_FIELD_UNUSED: {
    'zh-CN': '此类权益不使用该项，请留空。',
    en: 'A benefit of this kind has no use for this; leave it out.',
  },
  BENEFIT_NAME_TAKEN: {
    'zh-CN': '该等级已有同名权益。',
    en: 'This tier has a benefit of this name already.',
  },
  BENEFIT_KIND_TAKEN: {
    'zh-CN': '该等级已有此类权益，每个等级只能有一项。',
    en: 'This tier has a benefit of this kind already; a tier can have one.',
  },
  BENEFIT_NOT_AVAILABLE: {
    'zh-CN': '该权益目前未启用。',
    en: 'This benefit is switched off at the moment.',
  },
  BENEFIT_OF_OTHER_TIER: {
    'zh-CN': '该会员当前的等级没有此权益。',
    en: 'The tier that this member has doesn’t grant this.',
  },
  BENEFIT_USED_UP: {
    'zh-CN': '该会员在此期间的 {limit} 次已用完。',
    en: 'The member has had this {limit} times in the period, which is all there are.',
  },
  BENEFIT_USED: {
    'zh-CN': '该权益已有使用记录，不能删除。请停用。',
    en: 'Members have used this benefit, so it can’t be deleted; switch it off instead.',
  },
  BENEFIT_USE_UNDONE: { 'zh-CN': '该使用记录已撤销。', en: 'This use was undone already.' },
  REWARD_OF_OTHER_TIER: {
    'zh-CN': '该礼品不面向此会员的等级。',
    en: 'This reward isn’t for the tier of this member.',
  },
} as const satisfies Record<string, Record<Locale, string>>;
