import type { Locale } from './scope.ts';

/** Codes of coupons. See `error-messages.ts`. */
export const couponMessages = {
  COUPON_NAME_TAKEN: { 'zh-CN': '已有同名优惠券。', en: 'There is a coupon template of this name already.' },
  COUPON_FIELD_UNUSED: {
    'zh-CN': '此类优惠券不使用该项，请留空。',
    en: 'A coupon of this kind has no use for this; leave it out.',
  },
  COUPON_BUDGET_TOO_SMALL: {
    'zh-CN': '预算不足一张优惠券的最高优惠。',
    en: 'The budget is less than what one coupon can give.',
  },
  COUPON_BUDGET_BELOW_HELD: {
    'zh-CN': '预算低于已发优惠券的优惠之和。',
    en: 'The budget is less than what was issued can cost.',
  },
  COUPON_LIMIT_BELOW_ISSUED: {
    'zh-CN': '已发放 {issued} 张，发放总量不能更少。',
    en: '{issued} were issued already; the limit can’t be less.',
  },
  COUPON_TERMS_FIXED: {
    'zh-CN': '已有会员领到该优惠券，优惠内容不能再改。请停用它并新建一张。',
    en: 'Members have this coupon, so what it is good for can’t be changed. Pause it and make another.',
  },
  COUPON_TEMPLATE_PAUSED: { 'zh-CN': '该优惠券已停止发放。', en: 'This coupon isn’t issued at the moment.' },
  COUPON_TEMPLATE_ENDED: { 'zh-CN': '该优惠券的有效期已过。', en: 'The time of this coupon is over.' },
  COUPON_ISSUE_LIMIT_REACHED: {
    'zh-CN': '该优惠券已全部发完。',
    en: 'All coupons of this kind were issued.',
  },
  COUPON_BUDGET_SPENT: {
    'zh-CN': '预算余额不足以再发一张。',
    en: 'What is left of the budget isn’t enough for another one.',
  },
  COUPON_MEMBER_LIMIT_REACHED: {
    'zh-CN': '每位会员最多领取 {limit} 张，该会员已领满。',
    en: 'A member can have {limit} of this coupon, and has had them.',
  },
  COUPON_CODE_INVALID: {
    'zh-CN': '券码格式不正确，请核对。',
    en: 'This can’t be the code of a coupon; check how it is written.',
  },
  COUPON_UNKNOWN: { 'zh-CN': '没有这张优惠券，请核对券码。', en: 'No such coupon; check the code.' },
  COUPON_OF_ANOTHER: {
    'zh-CN': '这些优惠券不属于同一位会员。',
    en: 'These coupons aren’t all of one member.',
  },
  COUPON_NAMED_TWICE: { 'zh-CN': '同一张优惠券出现了两次。', en: 'This coupon is named twice.' },
  COUPON_USED: { 'zh-CN': '该优惠券已使用。', en: 'This coupon was used already.' },
  COUPON_REVOKED: { 'zh-CN': '该优惠券已作废。', en: 'This coupon was revoked.' },
  COUPON_EXPIRED: { 'zh-CN': '该优惠券已过期。', en: 'This coupon has expired.' },
  COUPON_NOT_YET_VALID: { 'zh-CN': '该优惠券尚未生效。', en: 'This coupon isn’t valid yet.' },
  COUPON_OTHER_CHANNEL: { 'zh-CN': '该优惠券不适用于此渠道。', en: 'This coupon is for other channels.' },
  COUPON_OTHER_PRODUCTS: {
    'zh-CN': '订单中没有该优惠券适用的商品。',
    en: 'This coupon is for other products than those of the order.',
  },
  COUPON_BELOW_MINIMUM: {
    'zh-CN': '未达到该优惠券的最低消费 {minimum}。',
    en: 'The order is below the {minimum} that this coupon asks for.',
  },
  COUPON_SAME_TEMPLATE: {
    'zh-CN': '同一种优惠券每单限用一张。',
    en: 'Of one kind of coupon an order takes one.',
  },
  COUPON_NOT_COMBINABLE: {
    'zh-CN': '该优惠券不能与其他优惠券同时使用。',
    en: 'This coupon can’t be used together with others.',
  },
  COUPON_NOTHING_LEFT: {
    'zh-CN': '没有可供该优惠券抵扣的金额。',
    en: 'There is nothing left for this coupon to take off.',
  },
  COUPON_ORDER_NOT_ONE: {
    'zh-CN': '请提供订单，或提供金额，二者选一。',
    en: 'Give either the order or its amount.',
  },
  COUPON_ORDER_NOT_PENDING: {
    'zh-CN': '该订单不是待付款状态，不能再使用优惠券。',
    en: 'This order isn’t waiting to be paid; coupons can’t be used for it any more.',
  },
  COUPON_ORDER_OF_ANOTHER: {
    'zh-CN': '该订单属于另一位会员。',
    en: 'This order is another member’s.',
  },
  COUPON_ORDER_TAKEN: {
    'zh-CN': '该订单已使用过优惠券。请先退回，再一并使用。',
    en: 'Coupons were used for this order already. Give them back first, then use all of them together.',
  },
  COUPON_ORDER_ENDED: {
    'zh-CN': '该订单已取消或已全额退款。',
    en: 'This order was cancelled or wholly refunded.',
  },
  COUPON_REDEMPTION_RELEASED: {
    'zh-CN': '该次使用的优惠券已退回。',
    en: 'These coupons were given back already.',
  },
} as const satisfies Record<string, Record<Locale, string>>;
