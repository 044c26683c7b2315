import { ApiError } from './api/client';
import { language } from './api/member';
import { numberText } from './format';

const zh = {
  welcome: '欢迎加入会员',
  join: '加入或登录',
  joinNote: '登录即表示您同意品牌为会员服务保存您的资料。各项授权可随时在“授权同意”中更改。',
  privacy: '查看隐私保护指引',
  memberSince: '入会时间',
  orders: '订单数',
  noName: '会员',
  profile: '我的资料',
  consents: '授权同意',
  signOut: '退出登录',
  close: '注销账号',
  closeText:
    '注销后，您的资料、登录方式和授权都会被删除，积分会作废，且不能恢复。订单记录会依法保留，但不再与您关联。',
  closeYes: '注销',
  closed: '账号已注销',
  cancel: '取消',
  nickname: '昵称',
  gender: '性别',
  birthday: '生日',
  province: '省份',
  city: '城市',
  notTold: '未填写',
  save: '保存',
  saved: '已保存',
  retry: '重试',
  consentsLead: '每一项都可以单独同意或撤回，不影响会员身份。',
  genders: { FEMALE: '女', MALE: '男', OTHER: '其他', UNKNOWN: '未填写' },
  purposes: {
    MARKETING_SMS: '通过短信接收优惠',
    MARKETING_WECHAT: '通过微信接收优惠',
    MARKETING_EMAIL: '通过邮件接收优惠',
    PERSONALISATION: '根据我的数据推荐',
    SHARING: '与合作方共享我的数据',
  },
  points: '积分',
  pointsNow: '可用积分',
  pendingPoints: '待生效',
  expiringOn: '将到期',
  statement: '积分明细',
  noEntries: '还没有积分记录，下单后即可获得积分。',
  forOrder: '订单',
  entryKinds: {
    EARN: '获得',
    MATURE: '生效',
    REDEEM: '使用',
    GIVE_BACK: '退回',
    TAKE_BACK: '扣回',
    EXPIRE: '到期',
    ADJUST: '调整',
    MOVE_IN: '账号合并转入',
    MOVE_OUT: '账号合并转出',
  },
  rewards: '积分兑换',
  noRewards: '暂时没有可兑换的奖品。',
  redeem: '兑换',
  left: '剩余',
  soldOut: '已兑完',
  missing: '积分不足',
  redeemed: '兑换成功',
  myRedemptions: '我的兑换',
  redemptionStatuses: { REDEEMED: '待领取', FULFILLED: '已领取', CANCELLED: '已取消' },
  tier: '等级与权益',
  growthValue: '成长值',
  tierMissing: '再获得 {points} 成长值升级为{tier}',
  tierTop: '您已是最高等级',
  tierEnds: '需在 {day} 前再获得 {points} 成长值以保留{tier}等级',
  tierFrom: '成长值 {points} 起',
  tierMine: '当前等级',
  noBenefits: '暂无权益',
  benefitLeft: { MONTH: '本月剩余 {left} / {times} 次', YEAR: '今年剩余 {left} / {times} 次' },
  noTiers: '品牌尚未设置会员等级。',
  badges: '徽章',
  badgeHeld: '已获得',
  coupons: '优惠券',
  couponTabs: { USABLE: '可使用', REDEEMED: '已使用', EXPIRED: '已过期' },
  noCoupons: { USABLE: '暂无可用的优惠券。', REDEEMED: '还没有用过优惠券。', EXPIRED: '没有过期的优惠券。' },
  couponOff: { AMOUNT: '立减 {value}', PERCENT: '{tenths} 折，最多优惠 {cap}' },
  couponMinimum: '满 {value} 可用',
  couponAnyAmount: '无门槛',
  validFrom: '生效日期',
  validUntil: '有效期至',
  showCode: '查看券码',
  copyCode: '复制',
  useForOrder: '用于待付款订单',
  couponUsed: '已使用，还需支付 {value}',
  unreachable: '网络不可用，请稍后再试。',
  failed: '出错了，请稍后再试。',
};

const en: typeof zh = {
  welcome: 'Become a member',
  join: 'Join or sign in',
  joinNote:
    'By signing in you agree that the brand keeps your data for the membership. What else you allow can be changed at any time.',
  privacy: 'How your data is protected',
  memberSince: 'Member since',
  orders: 'Orders',
  noName: 'Member',
  profile: 'My profile',
  consents: 'What I allow',
  signOut: 'Sign out',
  close: 'Close my account',
  closeText:
    'Your profile, your sign-ins and all that you allowed are deleted, your points lapse, and nothing can be brought back. Orders are kept as the law asks, without you.',
  closeYes: 'Close',
  closed: 'Account closed',
  cancel: 'Cancel',
  nickname: 'Nickname',
  gender: 'Gender',
  birthday: 'Birthday',
  province: 'Province',
  city: 'City',
  notTold: 'Not told',
  save: 'Save',
  saved: 'Saved',
  retry: 'Try again',
  consentsLead: 'Each is yours to allow or to withdraw by itself; you stay a member either way.',
  genders: { FEMALE: 'Female', MALE: 'Male', OTHER: 'Another', UNKNOWN: 'Not told' },
  purposes: {
    MARKETING_SMS: 'Offers by SMS',
    MARKETING_WECHAT: 'Offers on WeChat',
    MARKETING_EMAIL: 'Offers by e-mail',
    PERSONALISATION: 'Suggestions made from my data',
    SHARING: 'Sharing my data with partners',
  },
  points: 'Points',
  pointsNow: 'Points to spend',
  pendingPoints: 'Pending',
  expiringOn: 'Expiring',
  statement: 'Statement',
  noEntries: 'No points yet. You get some with your first order.',
  forOrder: 'Order',
  entryKinds: {
    EARN: 'Earned',
    MATURE: 'Can be spent now',
    REDEEM: 'Spent',
    GIVE_BACK: 'Given back',
    TAKE_BACK: 'Taken back',
    EXPIRE: 'Expired',
    ADJUST: 'Adjusted',
    MOVE_IN: 'Moved in from another account',
    MOVE_OUT: 'Moved to another account',
  },
  rewards: 'Rewards',
  noRewards: 'There are no rewards at the moment.',
  redeem: 'Redeem',
  left: 'Left',
  soldOut: 'None left',
  missing: 'Not enough points',
  redeemed: 'It is yours',
  myRedemptions: 'What I redeemed',
  redemptionStatuses: { REDEEMED: 'To be collected', FULFILLED: 'Collected', CANCELLED: 'Cancelled' },
  tier: 'Tier and benefits',
  growthValue: 'Growth value',
  tierMissing: '{points} more growth value to {tier}',
  tierTop: 'You are in the highest tier',
  tierEnds: '{points} more growth value before {day} keeps you in {tier}',
  tierFrom: 'From a growth value of {points}',
  tierMine: 'Your tier',
  noBenefits: 'No benefits yet',
  benefitLeft: { MONTH: '{left} of {times} left this month', YEAR: '{left} of {times} left this year' },
  noTiers: 'The brand has no tiers yet.',
  badges: 'Badges',
  badgeHeld: 'Yours',
  coupons: 'Coupons',
  couponTabs: { USABLE: 'To use', REDEEMED: 'Used', EXPIRED: 'Expired' },
  noCoupons: {
    USABLE: 'You have no coupons to use.',
    REDEEMED: 'You used none yet.',
    EXPIRED: 'None expired.',
  },
  couponOff: { AMOUNT: '{value} off', PERCENT: '{value} off, at most {cap}' },
  couponMinimum: 'From {value}',
  couponAnyAmount: 'For any amount',
  validFrom: 'Valid from',
  validUntil: 'Valid until',
  showCode: 'Show the code',
  copyCode: 'Copy',
  useForOrder: 'Use for an unpaid order',
  couponUsed: 'Used. {value} is left to pay',
  unreachable: 'There is no network. Try again later.',
  failed: 'Something went wrong. Try again later.',
};

/** What pages say, in the language of the telephone. */
export const texts = language === 'zh-CN' ? zh : en;

/** A text with its values: `{value}`. */
export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** How far it is to the next tier. */
export function wayText(tier: { missing?: string | number | null; next?: { name: string } | null }): string {
  if (!tier.next || tier.missing == null) return texts.tierTop;
  return filled(texts.tierMissing, { points: numberText(tier.missing), tier: tier.next.name });
}

/** What to say of a failure: the server's own sentence where there is one. */
export function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return texts.failed;
  if (error.code === 'UNREACHABLE') return texts.unreachable;
  return error.message || texts.failed;
}

/** Whether one has to sign in again. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'UNAUTHENTICATED';
}
